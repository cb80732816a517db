//! Logging in by a link in a letter: for whoever would rather type no password.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Field};
use ground::http::page::own_path;
use ground::http::{Form, Input, Nothing, Path, Visit};
use ground::{App, Result, secret};
use http::{HeaderMap, StatusCode};
use maud::html;
use serde::Deserialize;

use super::super::attempts::{self, Kind};
use super::super::letters::{self, Letter};
use super::super::log_in::{Linked, follow_link};
use super::{attempt, enter, onward, set_attempt, where_letters_are};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct Asked {
    email: String,
    then: Option<String>,
}

/// The form that asks for a letter.
pub(in super::super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Input(asked): Input<Asked>,
) -> Response {
    let then = own_path(asked.then.as_deref());
    let title = visit.say("link-title");
    let main = html! {
        h1 { (title) }
        p { (visit.say("link-what")) }
        form method="post" action="/log-in/link" {
            (parts::csrf_field(&visit))
            (parts::hidden("then", then))
            (parts::field(&Field {
                name: "email", label: &visit.say("label-email"), kind: "email",
                autocomplete: "username", required: true, ..Field::default()
            }))
            (parts::button(&visit.say("link-ask")))
        }
        p { a href=(onward("/log-in", then)) { (visit.say("second-other")) } }
    };
    parts::page(&app, &visit, &title, &main)
}

/// The form filled in. The answer is the same whether the address is known or not, and takes the
/// same work.
pub(in super::super) async fn submit(
    State(app): State<App>,
    visit: Visit,
    Form(asked): Form<Asked>,
) -> Result<Response> {
    let then = own_path(asked.then.as_deref()).to_owned();
    let email = asked.email.trim().to_owned();
    let begun = app.write(async move |tx| {
        let attempt = attempts::begin(tx, Kind::Link, None, &then).await?;
        let bound = secret::hash(&attempt).to_vec();
        letters::send(tx, &Letter::Enter { email, bound }).await?;
        Ok(attempt)
    });
    let begun = begun.await?;
    let title = visit.say("link-title");
    let main = html! {
        h1 { (title) }
        p { (visit.say("link-sent")) }
        p { (visit.say("link-here")) }
        (where_letters_are(&app, &visit))
    };
    let mut response = parts::page(&app, &visit, &title, &main);
    set_attempt(&app, &mut response, Some(&begun));
    Ok(response)
}

/// The page the letter leads to. Mail programs open links by themselves, so it does nothing yet.
pub(in super::super) async fn ask(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    Path(secret): Path<String>,
) -> Response {
    if attempt(&app, &headers).is_none() {
        return refused(&app, &visit, "link-elsewhere");
    }
    let title = visit.say("link-title");
    let main = html! {
        h1 { (title) }
        form method="post" action={ "/log-in/link/" (secret) } {
            (parts::csrf_field(&visit))
            (parts::button(&visit.say("log-in-submit")))
        }
    };
    parts::page(&app, &visit, &title, &main)
}

/// Lets in.
pub(in super::super) async fn follow(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    Path(secret): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    let begun = attempt(&app, &headers).unwrap_or_default();
    let linked = app.write(async move |tx| follow_link(tx, &begun, &secret).await).await?;
    let (entry, then) = match linked {
        Linked::In(entry, then) => (entry, then),
        Linked::Elsewhere => return Ok(refused(&app, &visit, "link-elsewhere")),
        Linked::Stale => return Ok(refused(&app, &visit, "link-stale")),
    };
    match enter(&app, &headers, &entry, own_path(Some(&then))).await? {
        Ok(response) => Ok(response),
        Err(why) => Ok(refused(&app, &visit, why)),
    }
}

fn refused(app: &App, visit: &Visit, why: &'static str) -> Response {
    let title = visit.say("link-title");
    let main = html! {
        h1 { (title) }
        (parts::alert(&visit.say(why)))
        p { a.button href="/log-in/link" { (visit.say("link-ask")) } }
        p { a href="/log-in" { (visit.say("second-other")) } }
    };
    parts::page_as(StatusCode::UNPROCESSABLE_ENTITY, app, visit, &title, &main)
}
