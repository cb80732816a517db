//! What is usual for one's posts, and the language of the pages.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Faults};
use ground::http::{Flag, Form, Viewer, Visit};
use ground::{App, Locale, Result, Say};
use maud::html;
use serde::Deserialize;

use super::super::super::{DefaultsChange, Person, by_id, set_defaults, settle};
use super::{outcome, settings_page};
use crate::posts::Visibility;
use crate::posts::quotes::QuotePolicy;
use crate::posts::web::composer::{LANGUAGES, audiences, quoters};

/// What the form says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super::super) struct Typed {
    visibility: String,
    sensitive: Flag,
    language: String,
    quotes: String,
    locale: String,
    undo: String,
}

pub(in super::super::super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
) -> Result<Response> {
    let id = viewer.person;
    let habits = crate::people::defaults(&app, id).await?;
    let person: Person = app.read(async move |tx| by_id(tx, id).await).await?;
    let typed = Typed {
        visibility: habits.visibility.name().to_owned(),
        sensitive: Flag(habits.sensitive),
        language: habits.language.unwrap_or_default(),
        quotes: habits.quote_policy.name().to_owned(),
        locale: person.locale,
        undo: habits.undo_s.to_string(),
    };
    Ok(page(&app, &visit, &typed, &Faults::default()))
}

pub(in super::super::super) async fn submit(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let person = viewer.person;
    let change = DefaultsChange {
        visibility: Visibility::of(&typed.visibility),
        sensitive: Some(typed.sensitive.0),
        language: Some(typed.language.trim().to_owned()),
        quote_policy: QuotePolicy::of(&typed.quotes),
        undo_s: typed.undo.parse().ok(),
    };
    let locale = Locale::of_tag(&typed.locale);
    let changed = app
        .write(async move |tx| {
            set_defaults(tx, person, change).await?;
            match locale {
                Some(locale) => settle::set_locale(tx, person, locale).await,
                None => Ok(()),
            }
        })
        .await;
    match outcome(&visit, changed, "/settings/preferences")? {
        Ok(done) => Ok(done),
        Err(faults) => Ok(page(&app, &visit, &typed, &faults)),
    }
}

fn page(app: &App, visit: &Visit, typed: &Typed, faults: &Faults) -> Response {
    let mut languages = vec![("", visit.say("settings-language-none"))];
    languages.extend(LANGUAGES.iter().map(|(tag, name)| (*tag, (*name).to_owned())));
    let known = languages.iter().any(|(tag, _)| *tag == typed.language);
    if !known {
        languages.push((&typed.language, typed.language.clone()));
    }
    let locales: Vec<_> = Locale::ALL.iter().map(|it| (it.tag(), it.name().to_owned())).collect();
    let inside = html! {
        form method="post" action="/settings/preferences" {
            (parts::csrf_field(visit))
            (parts::radios(
                "visibility", &visit.say("label-visibility"), &audiences(visit), &typed.visibility,
            ))
            (parts::radios("quotes", &visit.say("label-quotes"), &quoters(visit), &typed.quotes))
            (parts::choice("language", &visit.say("label-language"), &languages, &typed.language))
            (parts::tick("sensitive", &visit.say("label-sensitive"), typed.sensitive.0))
            (parts::choice("undo", &visit.say("label-undo"), &undos(visit), &typed.undo))
            (parts::choice("locale", &visit.say("label-locale"), &locales, &typed.locale))
            (parts::button(&visit.say("save")))
        }
    };
    settings_page(app, visit, "settings-posting", faults, &inside)
}

/// How long a post may wait before it leaves: seconds, and the words.
fn undos(visit: &Visit) -> Vec<(&'static str, String)> {
    let words = |key: &'static str| visit.say(key);
    let seconds = |count: i64| visit.say(Say::new("undo-seconds").with("count", count));
    vec![
        ("0", words("undo-none")),
        ("10", seconds(10)),
        ("20", seconds(20)),
        ("30", seconds(30)),
        ("60", seconds(60)),
    ]
}
