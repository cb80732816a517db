//! A new password for whoever forgot theirs.

use axum::extract::State;
use axum::response::Response;
use ground::http::{Form, Path, Visit};
use ground::{App, Error, Result, html as parts};
use maud::html;
use parts::Field;
use serde::Deserialize;

use super::super::letters::{self, Letter};
use super::super::settle;
use super::{status, where_letters_are, wrong, wrong_else};
use crate::accounts::password;

#[derive(Debug, Deserialize)]
pub(in super::super) struct Address {
    #[serde(default)]
    email: String,
}

/// The form that asks for a letter.
pub(in super::super) async fn show(State(app): State<App>, visit: Visit) -> Response {
    let (title, label) = (visit.say("password-forgotten"), visit.say("label-email"));
    let main = html! {
        h1 { (title) }
        form method="post" action="/password/new" {
            (parts::csrf_field(&visit))
            (parts::field(&Field {
                name: "email", label: &label, kind: "email", autocomplete: "email",
                required: true, ..Field::default()
            }))
            (parts::button(&visit.say("password-ask")))
        }
    };
    parts::page(&app, &visit, &title, &main)
}

/// The form filled in. The answer is the same whether the address is known or not, and takes
/// the same work.
pub(in super::super) async fn submit(
    State(app): State<App>,
    visit: Visit,
    Form(Address { email }): Form<Address>,
) -> Result<Response> {
    let letter = Letter::Reset { email };
    app.write(async move |tx| letters::send(tx, &letter).await).await?;
    let title = visit.say("password-forgotten");
    let main = html! {
        h1 { (title) }
        p { (visit.say("password-sent")) }
        (where_letters_are(&app, &visit))
    };
    Ok(parts::page(&app, &visit, &title, &main))
}

/// The page the letter leads to.
pub(in super::super) async fn choose(
    State(app): State<App>,
    visit: Visit,
    Path(secret): Path<String>,
) -> Response {
    page(&app, &visit, &secret, None)
}

#[derive(Debug, Deserialize)]
pub(in super::super) struct Chosen {
    #[serde(default)]
    secret: String,
    #[serde(default)]
    password: String,
}

/// The new password.
pub(in super::super) async fn reset(
    State(app): State<App>,
    visit: Visit,
    Form(chosen): Form<Chosen>,
) -> Result<Response> {
    let secret = chosen.secret.clone();
    let done = async {
        let hash = password::hash(chosen.password).await?;
        app.write(async move |tx| settle::reset_password(tx, &secret, &hash).await).await
    };
    match done.await {
        Ok(()) => Ok(parts::see_other("/log-in")),
        Err(problem @ Error::Invalid { .. }) => {
            Ok(page(&app, &visit, &chosen.secret, Some(&problem)))
        }
        Err(other) => Err(other),
    }
}

fn page(app: &App, visit: &Visit, secret: &str, problem: Option<&Error>) -> Response {
    let title = visit.say("password-new");
    let (label, hint) = (visit.say("label-new-password"), visit.say("hint-password"));
    let error = wrong(visit, problem, "password");
    let main = html! {
        h1 { (title) }
        (wrong_else(visit, problem, &["password"]))
        form method="post" action="/password/reset" {
            (parts::csrf_field(visit))
            input type="hidden" name="secret" value=(secret);
            (parts::field(&Field {
                name: "password", label: &label, kind: "password", hint: &hint,
                autocomplete: "new-password", required: true, error: error.as_deref(),
                ..Field::default()
            }))
            (parts::button(&visit.say("save")))
        }
    };
    parts::page_as(status(problem), app, visit, &title, &main)
}
