//! Where admins write what the place says of itself.

use axum::extract::State;
use axum::response::Response;
use ground::config::Registrations;
use ground::html::{self as parts, Faults, Field};
use ground::http::{Form, Input, Path, Role, Viewer, Visit};
use ground::{App, Error, Locale, Result};
use maud::{Markup, html};
use serde::Deserialize;

use super::super::texts::{self, Draft, Kind, Text};
use super::{DAY_MS, called, date};
use crate::posts::Actor;

/// What there is, in which languages.
pub(in super::super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let texts = app
        .read(async |tx| {
            let mut all = Vec::new();
            for kind in Kind::ALL {
                all.push((kind, texts::all(tx, kind).await?));
            }
            Ok(all)
        })
        .await?;
    let title = visit.say("place-title");
    let main = html! {
        (parts::way_back(&visit, "/admin", "admin-title"))
        h1 { (title) }
        p { (visit.say("place-hint")) }
        @for (kind, texts) in &texts {
            h2 { (visit.say(called(*kind))) }
            @if texts.is_empty() { p { (visit.say("place-nothing")) } }
            ul {
                @for text in texts { li { (way_to(&visit, *kind, text)) } }
                li {
                    a href={ "/moderation/place/" (kind.name()) } { (visit.say("place-write")) }
                }
            }
        }
        (set(&app, &visit))
    };
    Ok(parts::page(&app, &visit, &title, &main))
}

/// What is set when the server is started, and cannot be written here.
fn set(app: &App, visit: &Visit) -> Markup {
    let config = &app.config;
    let joining = match config.registrations {
        Registrations::Open => "place-joining-open",
        Registrations::Approval => "place-joining-approval",
        Registrations::Invitation => "place-joining-invitation",
        Registrations::Closed => "place-joining-closed",
    };
    let rows: Vec<Vec<Markup>> = [
        ("place-name", config.title.clone(), "--title"),
        ("place-sentence", config.description.clone(), "--description"),
        ("place-contact", config.contact.clone(), "--contact"),
        ("place-joining", visit.say(joining), "--registrations"),
    ]
    .into_iter()
    .map(|(key, value, option)| {
        let value = if value.is_empty() { "–".to_owned() } else { value };
        vec![html! { (visit.say(key)) }, html! { (value) }, html! { code { (option) } }]
    })
    .collect();
    let heads = ["place-setting", "place-value", "place-option"].map(|key| visit.say(key));
    html! {
        h2 { (visit.say("place-set")) }
        p.hint { (visit.say("place-set-hint")) }
        (parts::table_region("set", &visit.say("place-set"), &heads, &rows))
    }
}

fn way_to(visit: &Visit, kind: Kind, text: &Text) -> Markup {
    let language = Locale::of_tag(&text.language).unwrap_or_default();
    let dated = kind == Kind::Terms;
    let day = date(text.starts_on);
    html! {
        a href={
            "/moderation/place/" (kind.name()) "?language=" (text.language)
            @if dated { "&date=" (day) }
        } {
            span lang=(text.language) { (language.name()) }
            @if dated { ", " (parts::day(visit, text.starts_on * DAY_MS)) }
        }
    }
}

/// What was typed: also which text is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct Typed {
    language: String,
    date: String,
    text: String,
}

/// The form of a text, with what it says now.
pub(in super::super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(kind): Path<String>,
    Input(mut asked): Input<Typed>,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let kind = Kind::of(&kind).ok_or(Error::NotFound)?;
    let day = texts::day(&asked.date).unwrap_or(0);
    let all = app.read(async move |tx| texts::all(tx, kind).await).await?;
    let is_it = |it: &Text| it.language == asked.language && it.starts_on == day;
    asked.text = all.into_iter().find(is_it).map(|it| it.body).unwrap_or_default();
    if asked.language.is_empty() {
        visit.locale.tag().clone_into(&mut asked.language);
    }
    Ok(form(&app, &visit, kind, &asked, &Faults::default()))
}

/// Says it.
pub(in super::super) async fn submit(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(kind): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let kind = Kind::of(&kind).ok_or(Error::NotFound)?;
    let by = Actor::from(&viewer);
    let done = match draft(kind, &typed) {
        Ok(draft) => app.write(async move |tx| texts::write(tx, Some(by), draft).await).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(parts::tell(parts::see_other("/moderation/place"), "place-written")),
        Err(error) => {
            let faults = Faults::of(&visit, error)?;
            Ok(form(&app, &visit, kind, &typed, &faults))
        }
    }
}

fn draft(kind: Kind, typed: &Typed) -> Result<Draft> {
    let language = Locale::of_tag(&typed.language)
        .ok_or_else(|| Error::invalid("language", "error-bad-language"))?;
    let starts_on = match typed.date.trim() {
        "" => None,
        date => Some(texts::day(date).ok_or_else(|| Error::invalid("date", "error-terms-date"))?),
    };
    // Browsers send a carriage return before each line end.
    let body = typed.text.replace("\r\n", "\n");
    Ok(Draft { kind, language, starts_on, body })
}

fn form(app: &App, visit: &Visit, kind: Kind, typed: &Typed, faults: &Faults) -> Response {
    let title = visit.say(called(kind));
    let languages = Locale::ALL.map(|locale| (locale.tag(), locale.name().to_owned()));
    let [day, day_hint, text, text_hint, save] =
        ["place-date", "place-date-hint", "place-text", "place-text-hint", "place-save"]
            .map(|key| visit.say(key));
    let main = html! {
        h1 { (title) }
        (parts::faults_summary(visit, faults))
        form method="post" action={ "/moderation/place/" (kind.name()) } {
            (parts::csrf_field(visit))
            (parts::choice("language", &visit.say("place-language"), &languages, &typed.language))
            @if kind == Kind::Terms {
                (parts::field(&Field {
                    name: "date", label: &day, hint: &day_hint, kind: "date", value: &typed.date,
                    error: faults.on("date"), ..Field::default()
                }))
            }
            (parts::area(&Field {
                name: "text", label: &text, hint: &text_hint, value: &typed.text, rows: 20,
                error: faults.on("text"), ..Field::default()
            }))
            (parts::button(&save))
        }
    };
    let status = faults.status();
    parts::page_as(status, app, visit, &title, &main)
}
