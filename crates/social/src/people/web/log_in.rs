//! The log-in page, and the way out.

use axum::extract::State;
use axum::response::Response;
use ground::http::page::{log_in_path, own_path};
use ground::http::{Form, Input, Visit};
use ground::{App, Result, html as parts};
use http::{HeaderMap, StatusCode};
use maud::{Markup, html};
use parts::Field;
use serde::Deserialize;

use super::super::{Entry, log_in};
use super::sign_up::ask_again;
use super::{close, enter, onward, passkey, set_cookie};

#[derive(Debug, Deserialize)]
pub(in super::super) struct Then {
    /// Where to go on to: a path of ours.
    #[serde(default)]
    then: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(in super::super) struct Key {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    then: Option<String>,
}

/// The form.
pub(in super::super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Input(Then { then }): Input<Then>,
) -> Response {
    if visit.viewer.is_some() {
        return parts::see_other(own_path(then.as_deref()));
    }
    page(&app, &visit, StatusCode::OK, "", own_path(then.as_deref()), None)
}

/// The form filled in.
pub(in super::super) async fn submit(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    Form(key): Form<Key>,
) -> Result<Response> {
    let then = own_path(key.then.as_deref()).to_owned();
    let entry = log_in(&app, key.email.clone(), key.password).await?;
    let why = match enter(&app, &headers, &entry, &then).await? {
        Ok(response) => return Ok(response),
        Err(why) => why,
    };
    let unconfirmed = matches!(entry, Entry::Unconfirmed);
    let alert = html! {
        (parts::alert(&visit.say(why)))
        @if unconfirmed { (ask_again(&visit, &key.email)) }
    };
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(page(&app, &visit, status, &key.email, &then, Some(alert)))
}

/// The way out: this browser's session ends.
pub(in super::super) async fn leave(
    State(app): State<App>,
    headers: HeaderMap,
    Form(Then { then }): Form<Then>,
) -> Result<Response> {
    close(&app, &headers).await?;
    let address = match own_path(then.as_deref()) {
        "/" => "/".to_owned(),
        then => log_in_path(then),
    };
    let mut response = parts::see_other(&address);
    set_cookie(&app, &mut response, None);
    Ok(response)
}

/// The form, and why another way did not lead in.
pub(super) fn refused(app: &App, visit: &Visit, then: &str, why: &'static str) -> Response {
    let alert = parts::alert(&visit.say(why));
    page(app, visit, StatusCode::UNPROCESSABLE_ENTITY, "", then, Some(alert))
}

fn page(
    app: &App,
    visit: &Visit,
    status: StatusCode,
    email: &str,
    then: &str,
    alert: Option<Markup>,
) -> Response {
    let title = visit.say("log-in-title");
    let (label, password) = (visit.say("label-email"), visit.say("label-password"));
    let main = html! {
        h1 { (title) }
        @if let Some(alert) = alert { (alert) }
        form method="post" action="/log-in" {
            (parts::csrf_field(visit))
            input type="hidden" name="then" value=(then);
            (parts::field(&Field {
                name: "email", label: &label, kind: "email", value: email,
                autocomplete: "username", required: true, ..Field::default()
            }))
            (parts::field(&Field {
                name: "password", label: &password, kind: "password",
                autocomplete: "current-password", required: true, ..Field::default()
            }))
            (parts::button(&visit.say("log-in-submit")))
        }
        (passkey::form(visit, then))
        p { a href=(onward("/log-in/link", then)) { (visit.say("link-instead")) } }
        p { a href="/password/new" { (visit.say("password-forgotten")) } }
        p { a href="/sign-up" { (visit.say("sign-up-title")) } }
    };
    parts::page_as(status, app, visit, &title, &main)
}
