//! The pages on which people come in, and look after their key.

pub(super) mod display;
pub(super) mod invitations;
pub(super) mod key;
pub(super) mod link;
pub(super) mod log_in;
pub(super) mod moderation;
pub(super) mod passkey;
pub(super) mod password;
pub(super) mod rule;
pub(super) mod second;
pub(super) mod settings;
pub(super) mod sign_up;
pub(super) mod switch;

use axum::response::Response;
use ground::http::page::encode;
use ground::http::{Viewer, Visit, who};
use ground::{App, Error, Result, html as parts};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use maud::{Markup, html};

use super::{Entry, attempts, by_id};
use crate::accounts::password as words;
use crate::{letters, oauth};

/// How long a browser keeps the session's cookie, in seconds: as long as the session lives.
const COOKIE_LIFE_S: u32 = 90 * 24 * 60 * 60;

/// How long a browser keeps the cookie of a log-in begun, in seconds: as long as that lives.
const ATTEMPT_LIFE_S: u32 = (attempts::LIFE_MS / 1000) as u32;

/// Gives a browser the secret of its session; none takes it away.
fn set_cookie(app: &App, response: &mut Response, secret: Option<&str>) {
    give(app, response, who::cookie_name(app), secret, COOKIE_LIFE_S);
}

/// Gives a browser the secret of the log-in it began; none takes it away.
fn set_attempt(app: &App, response: &mut Response, secret: Option<&str>) {
    give(app, response, attempt_name(app), secret, ATTEMPT_LIFE_S);
}

/// The secret of the log-in that a browser began.
fn attempt(app: &App, headers: &HeaderMap) -> Option<String> {
    who::cookie_named(headers, attempt_name(app))
}

fn attempt_name(app: &App) -> &'static str {
    if app.config.is_secure() { "__Host-attempt" } else { "attempt" }
}

fn give(app: &App, response: &mut Response, name: &str, secret: Option<&str>, life_s: u32) {
    let life = secret.map_or(0, |_| life_s);
    let secure = if app.config.is_secure() { "; Secure" } else { "" };
    let secret = secret.unwrap_or_default();
    let cookie = format!("{name}={secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age={life}{secure}");
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// Where a log-in leads that went well so far; else what to say of it. The session that the browser
/// had before ends, whoever it was.
async fn enter(
    app: &App,
    headers: &HeaderMap,
    entry: &Entry,
    then: &str,
) -> Result<Result<Response, &'static str>> {
    Ok(Ok(match entry {
        Entry::Session(secret) => {
            close(app, headers).await?;
            let mut response = parts::see_other(then);
            set_cookie(app, &mut response, Some(secret));
            set_attempt(app, &mut response, None);
            response
        }
        Entry::Second(secret) => {
            let mut response = parts::see_other(&onward("/log-in/second", then));
            set_attempt(app, &mut response, Some(secret));
            response
        }
        Entry::Wrong => return Ok(Err("log-in-wrong")),
        Entry::Unconfirmed => return Ok(Err("error-email-unconfirmed")),
        Entry::Waiting => return Ok(Err("error-awaiting-approval")),
        Entry::Disabled => return Ok(Err("error-account-disabled")),
    }))
}

/// Ends the session this browser had.
async fn close(app: &App, headers: &HeaderMap) -> Result<()> {
    let Some(old) = who::cookie_named(headers, who::cookie_name(app)) else { return Ok(()) };
    app.write(async move |tx| oauth::close_session(tx, &old).await).await
}

/// A page of logging in that leads on to that path.
fn onward(page: &str, then: &str) -> String {
    match then {
        "" | "/" => page.to_owned(),
        then => format!("{page}?then={}", encode(then)),
    }
}

/// Who only found an open browser does not know the password.
pub(crate) async fn is_theirs(app: &App, viewer: &Viewer, password: String) -> Result<()> {
    let id = viewer.person;
    let person = app.read(async move |tx| by_id(tx, id).await).await?;
    if words::is_right(password, Some(person.password_hash)).await? {
        return Ok(());
    }
    Err(Error::invalid("current_password", "error-wrong-password"))
}

/// A page of a few sentences.
fn message(app: &App, visit: &Visit, title: &'static str, words: &[&'static str]) -> Response {
    let title = visit.say(title);
    let main = html! {
        h1 { (title) }
        @for words in words { p { (visit.say(*words)) } }
    };
    parts::page(app, visit, &title, &main)
}

/// Where a letter is to be looked for.
fn where_letters_are(app: &App, visit: &Visit) -> Markup {
    html! {
        @if !letters::are_sent(app) { (parts::notice(&visit.say("letters-not-sent"))) }
    }
}

/// What was wrong with a field, in words, if it was that one.
fn wrong(visit: &Visit, problem: Option<&Error>, name: &str) -> Option<String> {
    match problem {
        Some(Error::Invalid { field, why }) if *field == name => Some(visit.say(why.clone())),
        _ => None,
    }
}

/// What was wrong with none of the fields named.
fn wrong_else(visit: &Visit, problem: Option<&Error>, names: &[&str]) -> Markup {
    let told = |field: &str| names.contains(&field);
    html! {
        @match problem {
            None => {}
            Some(Error::Invalid { field, .. }) if told(field) => {}
            Some(other) => (parts::alert(&visit.say(other.say()))),
        }
    }
}

/// The status of a form's page: good, or what was wrong with it.
fn status(problem: Option<&Error>) -> StatusCode {
    problem.map_or(StatusCode::OK, Error::status)
}
