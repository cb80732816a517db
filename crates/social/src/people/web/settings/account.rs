//! The page of a person's key: handle, address, password.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Faults, Field};
use ground::http::{Viewer, Visit};
use ground::{App, Result};
use maud::html;

use super::super::super::by_id;
use super::super::where_letters_are;
use super::{current, settings_page, text};
use crate::accounts;

/// What was typed; what is `None` is as it stands.
#[derive(Debug, Default)]
pub(in super::super) struct Typed<'a> {
    pub(in super::super) username: Option<&'a str>,
    pub(in super::super) email: Option<&'a str>,
}

pub(in super::super::super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
) -> Result<Response> {
    page(&app, &visit, &viewer, &Typed::default(), &Faults::default()).await
}

pub(in super::super) async fn page(
    app: &App,
    visit: &Visit,
    viewer: &Viewer,
    typed: &Typed<'_>,
    faults: &Faults,
) -> Result<Response> {
    let (person, account) = (viewer.person, viewer.id);
    let (person, account) = app
        .read(async move |tx| Ok((by_id(tx, person).await?, accounts::get(tx, account).await?)))
        .await?;
    let say = |key: &'static str| visit.say(key);
    let inside = html! {
        h2 { (say("label-handle")) }
        form method="post" action="/settings/handle" {
            (parts::csrf_field(visit))
            (text(visit, faults, "username", "label-handle",
                typed.username.unwrap_or(&account.username)))
            (parts::button(&say("settings-change-handle")))
        }
        h2 { (say("label-email")) }
        (where_letters_are(app, visit))
        form method="post" action="/settings/email" {
            (parts::csrf_field(visit))
            (parts::field(&Field {
                name: "email", label: &say("label-email"), kind: "email", autocomplete: "email",
                value: typed.email.unwrap_or(&person.email), error: faults.on("email"),
                required: true, ..Field::default()
            }))
            (current(visit, faults, "email-current"))
            (parts::button(&say("settings-change-email")))
        }
        h2 { (say("label-password")) }
        form method="post" action="/settings/password" {
            (parts::csrf_field(visit))
            (current(visit, faults, "password-current"))
            (parts::field(&Field {
                name: "password", label: &say("label-new-password"), hint: &say("hint-password"),
                kind: "password", autocomplete: "new-password", error: faults.on("password"),
                required: true, ..Field::default()
            }))
            (parts::button(&say("settings-change-password")))
        }
    };
    Ok(settings_page(app, visit, "settings-account", faults, &inside))
}
