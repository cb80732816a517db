//! The place seen from outside: as a program on a telephone, what is shared into it, what it shows
//! without a connection, and what robots are asked.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::App;
use ground::html::{self, Page, Spot, frame, see_other};
use ground::http::page::encode;
use ground::http::{Input, Visit};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use maud::{Markup, html};
use serde::Deserialize;

/// Longest text taken over, in characters.
const SHARED_CHARS_MAX: usize = 5000;

const WORKER: &str = include_str!("worker.js");

/// Robots have nothing to do behind these; whether a page may be shown is said by the page.
const ROBOTS: &str = "User-agent: *\nDisallow: /settings\nDisallow: /moderation\nDisallow: \
    /write\nDisallow: /search\nDisallow: /api/\nDisallow: /oauth/\n";

pub(super) async fn manifest(State(app): State<App>, visit: Visit) -> Response {
    let kind =
        [(CONTENT_TYPE, "application/manifest+json"), (CACHE_CONTROL, "public, max-age=3600")];
    (kind, html::manifest(&app, &visit).to_string()).into_response()
}

/// What another program hands over. Nothing is done with it: it is only put into the form.
#[derive(Debug, Deserialize)]
pub(super) struct Shared {
    #[serde(default)]
    title: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    url: String,
}

/// On to writing about what was shared.
pub(super) async fn share(Input(shared): Input<Shared>) -> Response {
    let mut pieces = vec![shared.title];
    // Many programs put the address into the text.
    for piece in [shared.text, shared.url] {
        if !pieces.iter().any(|known| known.contains(&piece)) {
            pieces.push(piece);
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    let words: String = pieces.join("\n").chars().take(SHARED_CHARS_MAX).collect();
    see_other(&format!("/write?status={}", encode(&words)))
}

/// What is shown without a connection: kept by the worker.
pub(super) async fn offline(State(app): State<App>, visit: Visit) -> Markup {
    let title = visit.say("offline-title");
    let main = html! {
        h1 { (title) }
        p.lead { (visit.say("offline-words")) }
        p { a.button.main href="" { (visit.say("offline-again")) } }
    };
    frame(&app, &visit, &Page { title: &title, spot: Spot::Other, private: true, main: &main })
}

pub(super) async fn worker() -> Response {
    ([(CONTENT_TYPE, "text/javascript"), (CACHE_CONTROL, "no-cache")], WORKER).into_response()
}

pub(super) async fn robots() -> Response {
    let kind =
        [(CONTENT_TYPE, "text/plain; charset=utf-8"), (CACHE_CONTROL, "public, max-age=86400")];
    (kind, ROBOTS).into_response()
}
