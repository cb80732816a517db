//! The pages of who has, or may have, a seat: their organisations, their invitations.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::html::{self as parts, Answer, Faults, Field, Page, Spot};
use ground::http::{Form, Nothing, Path, Viewer, Visit, Whole};
use ground::{AccountId, App, Result, Say};
use maud::{Markup, html};
use serde::Deserialize;
use social::accounts;

use super::super::{Act, Invitation, New, Seat};
use super::in_words;

/// What the form of a new organisation says.
#[derive(Clone, Debug, Deserialize)]
#[serde(default)]
pub(in super::super) struct Typed {
    /// `new` or `mine`.
    which: String,
    username: String,
    name: String,
}

impl Default for Typed {
    fn default() -> Self {
        Self { which: "new".to_owned(), username: String::new(), name: String::new() }
    }
}

/// One's organisations, what one is invited to, and the form for another.
pub(in super::super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
) -> Result<Response> {
    home_page(&app, &visit, &viewer, &Typed::default(), &Faults::default()).await
}

pub(in super::super) async fn found(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let new = match typed.which.as_str() {
        "mine" => New::Mine,
        _ => New::Account { username: typed.username.clone(), name: typed.name.clone() },
    };
    let (who, origin) = (viewer.clone(), app.config.origin.clone());
    match app.write(async move |tx| super::super::found(tx, &who, new, &origin).await).await {
        Ok(seat) => Ok(parts::tell(parts::see_other(&seat.path("")), "organisation-founded")),
        Err(error) => {
            let faults = Faults::of(&visit, error)?.renamed("display_name", "name");
            home_page(&app, &visit, &viewer, &typed, &faults).await
        }
    }
}

async fn home_page(
    app: &App,
    visit: &Visit,
    viewer: &Viewer,
    typed: &Typed,
    faults: &Faults,
) -> Result<Response> {
    let person = viewer.person;
    let (seats, invitations, hosts) = app
        .read(async move |tx| {
            let seats = super::super::seats_of(tx, person).await?;
            let invitations = super::super::invitations_of(tx, person).await?;
            let ids: Vec<AccountId> = invitations.iter().map(|it| it.organisation).collect();
            let hosts = accounts::by_ids(tx, &ids).await?;
            Ok((seats, invitations, hosts))
        })
        .await?;
    let title = visit.say("desk-title");
    let name = |id: AccountId| {
        let host = hosts.iter().find(|it| it.id == id);
        host.map(|it| format!("@{}", it.username)).unwrap_or_default()
    };
    let main = html! {
        h1 { (title) }
        p { (visit.say("desk-hint")) }
        (parts::faults_summary(visit, faults))
        @if !invitations.is_empty() {
            h2 { (visit.say("desk-invited")) }
            ul.list { @for it in &invitations {
                li.card { (invited(visit, it, &name(it.organisation))) }
            } }
        }
        h2 { (visit.say("desk-mine")) }
        @if seats.is_empty() { p.empty { (visit.say("desk-none")) } } @else {
            ul.list { @for seat in &seats { li.card { (organisation(visit, seat)) } } }
        }
        h2 { (visit.say("desk-found")) }
        (founding(visit, typed, faults))
    };
    let page = Page { title: &title, spot: Spot::Desk, private: true, main: &main };
    Ok((faults.status(), parts::frame(app, visit, &page)).into_response())
}

fn organisation(visit: &Visit, seat: &Seat) -> Markup {
    html! {
        h3 { a href=(seat.path("")) { bdi { (seat.called()) } } }
        p { "@" (seat.handle) " · " (in_words(visit, &seat.roles)) }
        @if seat.may(Act::Speak).is_ok() && visit.who() != Some(seat.organisation) {
            form method="post" action="/switch" {
                (parts::csrf_field(visit))
                (parts::hidden("account", &seat.organisation.to_string()))
                @let act = Say::new("desk-act").with("handle", &*seat.handle);
                (parts::button_as("plain", &visit.say(act)))
            }
        }
    }
}

fn invited(visit: &Visit, it: &Invitation, host: &str) -> Markup {
    let offer = Say::new("desk-offer").with("organisation", host);
    let offer = offer.with("roles", in_words(visit, &it.roles));
    html! {
        p { (visit.say(offer)) }
        form.row method="post" action="/desk/invitations" {
            (parts::csrf_field(visit))
            (parts::hidden("id", &it.id.to_string()))
            button.main type="submit" name="decision" value="accept" {
                (visit.say("desk-accept")) (parts::only_read(&format!(" {host}")))
            }
            button type="submit" name="decision" value="decline" {
                (visit.say("desk-decline")) (parts::only_read(&format!(" {host}")))
            }
        }
    }
}

fn founding(visit: &Visit, typed: &Typed, faults: &Faults) -> Markup {
    let answer = |value: &'static str, label: &'static str, hint: &'static str| Answer {
        value,
        label: visit.say(label),
        hint: visit.say(hint),
    };
    let which = [
        answer("new", "desk-found-new", "desk-found-new-hint"),
        answer("mine", "desk-found-mine", "desk-found-mine-hint"),
    ];
    html! {
        form method="post" action="/desk" {
            (parts::csrf_field(visit))
            (parts::radios("which", &visit.say("desk-found-which"), &which, &typed.which))
            (parts::field(&Field {
                name: "username", label: &visit.say("desk-found-handle"), value: &typed.username,
                hint: &visit.say("desk-found-handle-hint"), autocomplete: "off",
                error: faults.on("username"), ..Field::default()
            }))
            (parts::field(&Field {
                name: "name", label: &visit.say("desk-found-name"), value: &typed.name,
                autocomplete: "off", error: faults.on("name"), ..Field::default()
            }))
            (parts::button(&visit.say("desk-found-do")))
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct Decided {
    id: Whole,
    decision: String,
}

/// Accepts or declines what one was offered.
pub(in super::super) async fn answer(
    State(app): State<App>,
    viewer: Viewer,
    Form(Decided { id, decision }): Form<Decided>,
) -> Result<Response> {
    if decision == "accept" {
        let seat = app.write(async move |tx| super::super::accept(tx, &viewer, id.0).await).await?;
        return Ok(parts::tell(parts::see_other(&seat.path("")), "seat-taken"));
    }
    app.write(async move |tx| super::super::decline(tx, &viewer, id.0).await).await?;
    Ok(parts::tell(parts::see_other("/desk"), "seat-declined"))
}

/// What a letter offers.
pub(in super::super) async fn letter(
    State(app): State<App>,
    _viewer: Viewer,
    visit: Visit,
    Path(secret): Path<String>,
) -> Result<Response> {
    let held = secret.clone();
    let (offer, host) = app
        .read(async move |tx| {
            let offer = super::super::by_secret(tx, &held).await?;
            let host = accounts::get(tx, offer.organisation).await?;
            Ok((offer, host))
        })
        .await?;
    let title = visit.say("desk-offer-title");
    let say = Say::new("desk-offer").with("organisation", format!("@{}", host.username));
    let main = html! {
        h1 { (title) }
        p { (visit.say(say.with("roles", in_words(&visit, &offer.roles)))) }
        form method="post" action={ "/seats/" (secret) } {
            (parts::csrf_field(&visit))
            (parts::button(&visit.say("desk-accept")))
        }
    };
    Ok(parts::page(&app, &visit, &title, &main))
}

/// Takes the seat that a letter offers.
pub(in super::super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(secret): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    let seat =
        app.write(async move |tx| super::super::accept_secret(tx, &viewer, &secret).await).await?;
    Ok(parts::tell(parts::see_other(&seat.path("")), "seat-taken"))
}
