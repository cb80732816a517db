//! The pages on which people come in, and look after their key.

pub(super) mod display;
pub(super) mod invitations;
pub(super) mod key;
pub(super) mod log_in;
pub(super) mod moderation;
pub(super) mod password;
pub(super) mod settings;
pub(super) mod sign_up;

use axum::response::Response;
use ground::http::{Visit, who};
use ground::{App, Error, html as parts};
use http::{HeaderValue, StatusCode, header};
use maud::{Markup, html};

use crate::letters;

/// How long a browser keeps the session's cookie, in seconds: as long as the session lives.
const COOKIE_LIFE_S: u32 = 90 * 24 * 60 * 60;

/// Gives a browser the secret of its session; none takes it away.
fn set_cookie(app: &App, response: &mut Response, secret: Option<&str>) {
    let life = secret.map_or(0, |_| COOKIE_LIFE_S);
    let secure = if app.config.is_secure() { "; Secure" } else { "" };
    let cookie = format!(
        "{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={life}{secure}",
        who::cookie_name(app),
        secret.unwrap_or_default(),
    );
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
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
