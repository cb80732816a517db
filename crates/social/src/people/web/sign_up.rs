//! The sign-up page, and the confirmation of an address.

use axum::extract::State;
use axum::response::Response;
use ground::config::Registrations;
use ground::http::{Caller, Form, Input, Nothing, Path, Visit};
use ground::{App, Error, Result, html as parts};
use maud::{Markup, html};
use parts::Field;
use serde::Deserialize;

use super::super::letters::{self, Letter};
use super::super::{Confirmed, Wish, secrets, settle};
use super::{message, status, where_letters_are, wrong, wrong_else};

/// What the form says.
#[derive(Debug, Default, Deserialize)]
pub(in super::super) struct Guest {
    #[serde(default)]
    username: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    invitation: String,
}

/// The form. `?invitation=` is the code of an invitation.
pub(in super::super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Input(guest): Input<Guest>,
) -> Response {
    page(&app, &visit, &guest, None)
}

/// The form filled in.
pub(in super::super) async fn submit(
    State(app): State<App>,
    visit: Visit,
    caller: Caller,
    Form(guest): Form<Guest>,
) -> Result<Response> {
    let wish = Wish {
        username: guest.username.clone(),
        email: guest.email.clone(),
        password: guest.password.clone(),
        reason: guest.reason.clone(),
        invitation: guest.invitation.clone(),
        locale: visit.locale,
        program: None,
        address: Some(caller.0),
    };
    match super::super::sign_up(&app, wish).await {
        Ok(_) => Ok(look_into_your_mail(&app, &visit)),
        Err(problem @ (Error::Invalid { .. } | Error::Forbidden(_))) => {
            Ok(page(&app, &visit, &guest, Some(&problem)))
        }
        Err(other) => Err(other),
    }
}

#[derive(Debug, Deserialize)]
pub(in super::super) struct Address {
    #[serde(default)]
    email: String,
}

/// The letter again, for whoever has that address and has not confirmed it.
pub(in super::super) async fn again(
    State(app): State<App>,
    visit: Visit,
    Form(Address { email }): Form<Address>,
) -> Result<Response> {
    let letter = Letter::ConfirmAgain { email };
    app.write(async move |tx| letters::send(tx, &letter).await).await?;
    Ok(look_into_your_mail(&app, &visit))
}

/// The page a letter leads to. It asks once more, because some mail programs open links before
/// people do.
pub(in super::super) async fn ask(
    State(app): State<App>,
    visit: Visit,
    Path(secret): Path<String>,
) -> Result<Response> {
    let shown = secret.clone();
    let good = app
        .read(async move |tx| secrets::find(tx, &shown, secrets::Purpose::Confirm).await)
        .await?
        .is_some();
    let title = visit.say("confirm-title");
    let main = html! {
        h1 { (title) }
        @if good {
            form method="post" action={ "/confirm/" (secret) } {
                (parts::csrf_field(&visit))
                (parts::button(&visit.say("confirm-submit")))
            }
        } @else {
            (parts::alert(&visit.say("error-stale-secret")))
            (ask_again(&visit, ""))
        }
    };
    let status = if good { http::StatusCode::OK } else { http::StatusCode::UNPROCESSABLE_ENTITY };
    Ok(parts::page_as(status, &app, &visit, &title, &main))
}

/// The address is confirmed.
pub(in super::super) async fn confirm(
    State(app): State<App>,
    visit: Visit,
    Path(secret): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    let done = app.write(async move |tx| settle::confirm(tx, &secret).await).await?;
    if done == Confirmed::Waiting {
        let words = ["error-awaiting-approval"];
        return Ok(message(&app, &visit, "confirm-done-title", &words));
    }
    let title = visit.say("confirm-done-title");
    let main = html! {
        h1 { (title) }
        p { a href="/log-in" { (visit.say("log-in-title")) } }
    };
    Ok(parts::page(&app, &visit, &title, &main))
}

/// A form that asks for the letter again.
pub(super) fn ask_again(visit: &Visit, email: &str) -> Markup {
    let label = visit.say("label-email");
    html! {
        form method="post" action="/confirm" {
            (parts::csrf_field(visit))
            @if email.is_empty() {
                (parts::field(&Field {
                    name: "email", label: &label, kind: "email", autocomplete: "email",
                    required: true, ..Field::default()
                }))
            } @else {
                input type="hidden" name="email" value=(email);
            }
            (parts::button(&visit.say("confirm-again")))
        }
    }
}

fn look_into_your_mail(app: &App, visit: &Visit) -> Response {
    let title = visit.say("sign-up-done-title");
    let main = html! {
        h1 { (title) }
        p { (visit.say("sign-up-done")) }
        (where_letters_are(app, visit))
    };
    parts::page(app, visit, &title, &main)
}

fn page(app: &App, visit: &Visit, guest: &Guest, problem: Option<&Error>) -> Response {
    let title = visit.say("sign-up-title");
    let how = app.config.registrations;
    let main = html! {
        h1 { (title) }
        @if how == Registrations::Closed {
            p { (visit.say("error-sign-up-closed")) }
        } @else {
            (form(visit, how, guest, problem))
        }
        p { a href="/log-in" { (visit.say("sign-up-known")) } }
    };
    parts::page_as(status(problem), app, visit, &title, &main)
}

fn form(visit: &Visit, how: Registrations, guest: &Guest, problem: Option<&Error>) -> Markup {
    let names = ["username", "email", "password", "reason", "invitation"];
    let words = names.map(|name| wrong(visit, problem, name));
    let [username, email, password, reason, invitation] =
        ["label-handle", "label-email", "label-password", "label-reason", "label-invitation"]
            .map(|key| visit.say(key));
    let hints = ["hint-handle", "hint-email", "hint-password"].map(|key| visit.say(key));
    html! {
        (wrong_else(visit, problem, &names))
        form method="post" action="/sign-up" {
            (parts::csrf_field(visit))
            (parts::field(&Field {
                name: "username", label: &username, value: &guest.username, hint: &hints[0],
                autocomplete: "username", required: true, error: words[0].as_deref(),
                ..Field::default()
            }))
            (parts::field(&Field {
                name: "email", label: &email, kind: "email", value: &guest.email,
                hint: &hints[1], autocomplete: "email", required: true,
                error: words[1].as_deref(), ..Field::default()
            }))
            (parts::field(&Field {
                name: "password", label: &password, kind: "password", hint: &hints[2],
                autocomplete: "new-password", required: true, error: words[2].as_deref(),
                ..Field::default()
            }))
            @if how == Registrations::Approval {
                (parts::area(&Field {
                    name: "reason", label: &reason, value: &guest.reason, required: true,
                    error: words[3].as_deref(), ..Field::default()
                }))
            }
            @if how == Registrations::Invitation {
                (parts::field(&Field {
                    name: "invitation", label: &invitation, value: &guest.invitation,
                    required: true, error: words[4].as_deref(), ..Field::default()
                }))
            }
            (parts::button(&visit.say("sign-up-submit")))
        }
    }
}
