//! The part of a testimony's page that only those see who look after witnesses.

use ground::html::{self as parts, Field};
use ground::http::Visit;
use maud::{Markup, html};

use super::super::consents;
use super::super::vault::Identity;
use super::agreed_fields;
use super::one::{Typed, Whole, path};
use crate::teams::Act;

/// What only those see who look after witnesses.
pub(super) fn looking_after(visit: &Visit, all: &Whole, typed: &Typed) -> Markup {
    let (it, seat) = (&all.it, &all.seat);
    if seat.may(Act::SeeWitnesses).is_err() {
        return html! {};
    }
    let keeps = seat.may(Act::HandleConsents).is_ok();
    let words = |step: &str, label: &'static str, hint: &'static str| {
        html! {
            form method="post" action=(path(all, "/steps")) {
                (parts::csrf_field(visit))
                (parts::hidden("step", step))
                (line(step, &visit.say(label), &visit.say(hint)))
                (parts::button_as("plain", &visit.say("save")))
            }
        }
    };
    html! {
        h2 { (visit.say("testimony-witness")) }
        @if let Some(who) = &typed.who { (known(visit, who)) } @else {
            form method="post" action=(path(all, "/identity")) {
                (parts::csrf_field(visit))
                (parts::field(&Field {
                    name: "reason", label: &visit.say("identity-reason"), autocomplete: "off",
                    hint: &visit.say("identity-reason-hint"), required: true,
                    error: typed.faults.on("reason"), ..Field::default()
                }))
                (parts::button_as("plain", &visit.say("identity-show")))
            }
        }
        @if !it.state.is_closed() {
            form method="post" action=(path(all, "/link")) {
                (parts::csrf_field(visit))
                (parts::button_as("plain", &visit.say("testimony-new-link")))
            }
        }
        @if keeps && consents::can_agree(it).is_err() {
            (words("represent", "represent-proof", "represent-proof-hint"))
        }
        @if keeps && !it.story.is_empty() { (words("keep", "keep-until", "keep-until-hint")) }
        @if keeps && !it.state.is_closed() {
            (parts::unfold(&visit.say("consent-note"), typed.faults.on("media").is_some(), &html! {
                form method="post" action=(path(all, "/consents")) {
                    (parts::csrf_field(visit))
                    (agreed_fields(visit, &typed.agreed, &typed.faults))
                    (parts::button_as("plain", &visit.say("save")))
                }
            }))
        }
    }
}

/// A field of one line whose name is `words`; several forms of the page have one.
fn line(step: &str, label: &str, hint: &str) -> Markup {
    let (id, hint_id) = (format!("words-{step}"), format!("words-{step}-hint"));
    html! {
        div.field {
            label for=(id) { (label) }
            p.hint id=(hint_id) { (hint) }
            input id=(id) type="text" name="words" required aria-describedby=(hint_id);
        }
    }
}

fn known(visit: &Visit, who: &Identity) -> Markup {
    let rows = [
        ("testimony-name", &who.name),
        ("testimony-contact", &who.contact),
        ("testimony-representative", &who.representative),
        ("represent-proof", &who.proof),
        ("consent-shown", &who.shown),
    ];
    html! {
        dl { @for (key, text) in rows {
            @if !text.is_empty() { dt { (visit.say(key)) } dd { bdi { (text) } } }
        } }
    }
}
