//! The place seen from outside: as a program on a telephone, what is shared into it, what it shows
//! without a connection, and what robots are asked.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::html::{self, Page, Spot, frame, see_other, tell};
use ground::http::page::encode;
use ground::http::{Upload, Visit};
use ground::{App, Error, Result};
use http::HeaderMap;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use maud::{Markup, html};
use serde::Deserialize;

use crate::media::{self, Said, Sent};
use crate::posts::MEDIA_MAX;

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

/// What another program hands over. Nothing is published of it: it is only put into the form.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Shared {
    title: String,
    text: String,
    url: String,
}

/// On to writing about what was shared. Files are taken in as those of the form are, for members;
/// a stranger goes by the log-in with the words alone.
pub(super) async fn share(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    Upload { fields: shared, files }: Upload<Shared>,
) -> Result<Response> {
    let mut address = format!("/write?status={}", encode(&words(shared)));
    // Another site's page may fill in the words, which one sees, but send no files.
    let site = headers.get("sec-fetch-site").map_or("none", |site| site.to_str().unwrap_or("?"));
    let mut refused = false;
    if let Some(viewer) = visit.viewer.filter(|_| matches!(site, "none" | "same-origin")) {
        for file in files.into_iter().filter(|file| !file.bytes.is_empty()).take(MEDIA_MAX) {
            let sent = Sent { file: file.bytes, thumbnail: None };
            match media::take_in(&app, viewer.id, sent, Said::default()).await {
                Ok(id) => address.push_str(&format!("&media_ids[]={id}")),
                Err(Error::Invalid { .. } | Error::TooLarge(_)) => refused = true,
                Err(other) => return Err(other),
            }
        }
    } else {
        refused = !files.is_empty();
    }
    let response = see_other(&address);
    Ok(if refused { tell(response, "share-refused") } else { response })
}

/// The words of what was shared, each once.
fn words(shared: Shared) -> String {
    let mut pieces = vec![shared.title];
    // Many programs put the address into the text.
    for piece in [shared.text, shared.url] {
        if !pieces.iter().any(|known| known.contains(&piece)) {
            pieces.push(piece);
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces.join("\n").chars().take(SHARED_CHARS_MAX).collect()
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
