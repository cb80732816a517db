//! The pages of testimonies.

pub(super) mod board;
mod care;
pub(super) mod data;
pub(super) mod form;
pub(super) mod one;
pub(super) mod public;
pub(super) mod witness;

use ground::html::{self as parts, Answer, Faults, Field};
use ground::http::Visit;
use maud::{Markup, html};

use super::input::{Agreed, Told};
use super::{Capacity, Medium, Naming, Network, Receipt, Use};

/// The fields of what somebody tells. `easy` has shorter words.
fn told_fields(visit: &Visit, told: &Told, faults: &Faults, easy: bool) -> Markup {
    let say =
        |usual: &'static str, plain: &'static str| visit.say(if easy { plain } else { usual });
    let hint = |usual: &'static str| if easy { String::new() } else { visit.say(usual) };
    let capacities: Vec<Answer<'_>> = Capacity::ALL
        .iter()
        .map(|it| Answer { value: it.name(), label: visit.say(it.words()), hint: String::new() })
        .collect();
    let chosen = if told.capacity.is_empty() { "adult" } else { &told.capacity };
    html! {
        (parts::area(&Field {
            name: "story", label: &say("testimony-story", "testimony-story-easy"),
            value: &told.story, rows: 10, required: true, error: faults.on("story"),
            hint: &hint("testimony-story-hint"), ..Field::default()
        }))
        (parts::field(&Field {
            name: "name", label: &say("testimony-name", "testimony-name-easy"), value: &told.name,
            autocomplete: "name", error: faults.on("name"),
            hint: &hint("testimony-name-hint"), ..Field::default()
        }))
        (parts::field(&Field {
            name: "contact", label: &say("testimony-contact", "testimony-contact-easy"),
            value: &told.contact, autocomplete: "off", required: true,
            hint: &hint("testimony-contact-hint"), error: faults.on("contact"), ..Field::default()
        }))
        (parts::radios("capacity", &visit.say("testimony-capacity"), &capacities, chosen))
        (parts::field(&Field {
            name: "representative",
            label: &say("testimony-representative", "testimony-representative-easy"),
            value: &told.representative, autocomplete: "off",
            hint: &hint("testimony-representative-hint"),
            error: faults.on("representative"), ..Field::default()
        }))
        (parts::tick("agreed", &say("testimony-agree", "testimony-agree-easy"), told.agreed.0))
        @if let Some(why) = faults.on("agreed") { p.fault { (why) } }
    }
}

/// The fields of what somebody agrees to.
fn agreed_fields(visit: &Visit, it: &Agreed, faults: &Faults) -> Markup {
    let media: Vec<_> = Medium::ALL
        .iter()
        .map(|one| (one.name(), visit.say(one.words()), it.media.0.iter().any(|x| x == one.name())))
        .collect();
    let networks: Vec<_> = Network::ALL
        .iter()
        .map(|one| {
            let ticked = it.networks.0.iter().any(|x| x == one.name());
            (one.name(), visit.say(one.words()), ticked)
        })
        .collect();
    let names: Vec<Answer<'_>> = Naming::ALL
        .iter()
        .map(|it| Answer { value: it.name(), label: visit.say(it.words()), hint: String::new() })
        .collect();
    let months = ["3", "6", "12", "24", "60"]
        .map(|no| (no, visit.say(ground::Say::new("consent-months").with("count", count(no)))));
    html! {
        (parts::ticks("media", &visit.say("consent-media"), &media))
        (parts::ticks("networks", &visit.say("consent-networks"), &networks))
        (parts::radios("naming", &visit.say("consent-naming"), &names, &it.naming))
        (parts::field(&Field {
            name: "shown", label: &visit.say("consent-shown"), value: &it.shown,
            hint: &visit.say("consent-shown-hint"), autocomplete: "off",
            error: faults.on("shown"), ..Field::default()
        }))
        (parts::choice("months", &visit.say("consent-time"), &months, &it.months.0.to_string()))
        (parts::tick("preview", &visit.say("consent-preview"), it.preview.0))
    }
}

fn count(text: &str) -> i64 {
    text.parse().unwrap_or_default()
}

/// Receipts as a table.
fn receipts_table(visit: &Visit, id: &str, rows: &[Receipt]) -> Markup {
    let heads = [
        "receipt-when",
        "receipt-what",
        "receipt-medium",
        "receipt-network",
        "receipt-naming",
        "receipt-giver",
        "receipt-until",
    ]
    .map(|key| visit.say(key));
    let word = |key: Option<&'static str>| key.map_or_else(|| "–".to_owned(), |key| visit.say(key));
    let rows: Vec<Vec<Markup>> = rows
        .iter()
        .map(|it| {
            vec![
                html! { (parts::moment(visit, it.given_at)) },
                html! { (visit.say(it.deed.words())) },
                html! { (word(it.medium.map(Medium::words))) },
                html! { (word(it.network.map(Network::words))) },
                html! { (word(it.naming.map(Naming::words))) },
                html! { (visit.say(it.giver.words())) },
                html! { (parts::day(visit, it.ends_at)) },
            ]
        })
        .collect();
    parts::table_region(id, &visit.say("receipts-table"), &heads, &rows)
}

/// What was made of a testimony, as a table.
fn uses_table(visit: &Visit, rows: &[Use]) -> Markup {
    let heads = ["use-what", "receipt-network", "use-where", "use-made", "use-gone"]
        .map(|key| visit.say(key));
    let rows: Vec<Vec<Markup>> = rows
        .iter()
        .map(|it| {
            vec![
                html! { (visit.say(it.kind.words())) },
                html! { (visit.say(it.network.words())) },
                html! { @if it.address.is_empty() { "–" } @else { bdi { (it.address) } } },
                html! { (parts::moment(visit, it.made_at)) },
                html! {
                    @if let Some(at) = it.gone_at { (parts::moment(visit, at)) } @else { "–" }
                },
            ]
        })
        .collect();
    parts::table_region("uses", &visit.say("uses-table"), &heads, &rows)
}
