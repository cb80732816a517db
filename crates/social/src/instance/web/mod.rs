//! The pages of what the place says of itself at length.

pub(super) mod edit;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::html::{self as parts, Page, Spot, frame};
use ground::http::{Path, Visit};
use ground::{App, Error, Result, Say};
use maud::{Markup, PreEscaped, html};

use super::texts::{self, Kind, Text};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// What this place does with what it knows of people.
pub(super) async fn privacy(State(app): State<App>, visit: Visit) -> Result<Response> {
    let locale = visit.locale;
    let said = app.read(async move |tx| texts::find(tx, Kind::Privacy, locale).await).await?;
    let title = visit.say("privacy-title");
    let main = html! {
        h1 { (title) }
        @match &said {
            Some(text) => {
                p { (visit.say("place-written")) " " (parts::day(&visit, text.written_at)) }
                (words(text))
            }
            None => div.words { (PreEscaped(super::usual_privacy(&app, locale))) },
        }
    };
    Ok(page(&app, &visit, &title, &main))
}

/// The terms that hold now.
pub(super) async fn terms(State(app): State<App>, visit: Visit) -> Result<Response> {
    terms_of(&app, &visit, None).await
}

/// The terms that hold from that day.
pub(super) async fn terms_from(
    State(app): State<App>,
    visit: Visit,
    Path(date): Path<String>,
) -> Result<Response> {
    let day = texts::day(&date).ok_or(Error::NotFound)?;
    terms_of(&app, &visit, Some(day)).await
}

async fn terms_of(app: &App, visit: &Visit, day: Option<i64>) -> Result<Response> {
    let locale = visit.locale;
    let found = app.read(async move |tx| texts::find_terms(tx, day, locale).await).await?;
    let terms = found.ok_or(Error::NotFound)?;
    let title = visit.say("terms-title");
    let since = if terms.holds { "terms-hold-since" } else { "terms-hold-from" };
    let main = html! {
        h1 { (title) }
        p { (visit.say(since)) " " (parts::day(visit, terms.text.starts_on * DAY_MS)) }
        @if let Some(day) = terms.succeeded_on {
            p {
                a href={ "/terms/" (date(day)) } { (visit.say("terms-next")) }
                " " (parts::day(visit, day * DAY_MS))
            }
        }
        (words(&terms.text))
    };
    Ok(page(app, visit, &title, &main))
}

/// A text in its own language, whatever that of the page.
pub(crate) fn words(text: &Text) -> Markup {
    html! { div.words lang=(text.language) { (PreEscaped(&text.html)) } }
}

/// A day as it is written in addresses.
fn date(day: i64) -> String {
    String::from_utf8_lossy(&wire::Day(day).bytes()).into_owned()
}

fn page(app: &App, visit: &Visit, title: &str, main: &Markup) -> Response {
    let page = Page { title, spot: Spot::Other, private: false, main };
    frame(app, visit, &page).into_response()
}

/// The way to what is said at length, for the page that tells of the place.
pub(crate) fn ways(visit: &Visit, terms: bool) -> Markup {
    html! {
        ul {
            li { a href="/privacy" { (visit.say("privacy-title")) } }
            @if terms { li { a href="/terms" { (visit.say("terms-title")) } } }
        }
    }
}

/// How a text is called.
fn called(kind: Kind) -> Say {
    Say::new(match kind {
        Kind::Description => "place-description",
        Kind::Privacy => "privacy-title",
        Kind::Terms => "terms-title",
        Kind::Legal => "foot-legal",
    })
}
