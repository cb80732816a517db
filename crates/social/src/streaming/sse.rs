//! The face for server-sent events.
//!
//! Lines are `key: value`, and nothing but a comment comes between events: some apps read no more
//! of the format than that.

use std::time::Duration;

use axum::body::Body;
use axum::extract::{OriginalUri, Query, State};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream;
use ground::http::Viewer;
use ground::{App, Error, Locale, Result};
use http::{HeaderMap, HeaderValue, header};
use serde::Deserialize;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};

use super::line::{Item, Line, Next};
use super::missed::Missed;
use super::name::Asked;

/// How often a silent stream shows that it is alive.
pub(super) const BEAT: Duration = Duration::from_secs(20);

/// What may be said about a stream.
#[derive(Debug, Deserialize)]
pub(super) struct Choice {
    #[serde(default)]
    tag: Option<String>,
    #[serde(default)]
    list: Option<String>,
    #[serde(default)]
    only_media: Option<String>,
}

/// <https://docs.joinmastodon.org/methods/streaming/#user>
pub(super) async fn user(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
) -> Result<Response> {
    open(&app, &viewer, &headers, Asked::parse("user", None)?).await
}

/// <https://docs.joinmastodon.org/methods/streaming/#notification>
pub(super) async fn notifications(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
) -> Result<Response> {
    open(&app, &viewer, &headers, Asked::parse("user:notification", None)?).await
}

/// <https://docs.joinmastodon.org/methods/streaming/#public>
pub(super) async fn public(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Query(choice): Query<Choice>,
) -> Result<Response> {
    let media = matches!(choice.only_media.as_deref(), Some("true" | "1"));
    let name = if media { "public:media" } else { "public" };
    open(&app, &viewer, &headers, Asked::parse(name, None)?).await
}

/// <https://docs.joinmastodon.org/methods/streaming/#public-remote>
pub(super) async fn remote(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
) -> Result<Response> {
    open(&app, &viewer, &headers, Asked::parse("public:remote", None)?).await
}

/// <https://docs.joinmastodon.org/methods/streaming/#hashtag>
pub(super) async fn hashtag(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    OriginalUri(uri): OriginalUri,
    Query(choice): Query<Choice>,
) -> Result<Response> {
    let local = uri.path().trim_end_matches('/').ends_with("/local");
    let name = if local { "hashtag:local" } else { "hashtag" };
    open(&app, &viewer, &headers, Asked::parse(name, choice.tag.as_deref())?).await
}

/// <https://docs.joinmastodon.org/methods/streaming/#list>
pub(super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Query(choice): Query<Choice>,
) -> Result<Response> {
    open(&app, &viewer, &headers, Asked::parse("list", choice.list.as_deref())?).await
}

/// <https://docs.joinmastodon.org/methods/streaming/#direct>
pub(super) async fn direct(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
) -> Result<Response> {
    open(&app, &viewer, &headers, Asked::parse("direct", None)?).await
}

async fn open(app: &App, viewer: &Viewer, headers: &HeaderMap, asked: Asked) -> Result<Response> {
    let since = match headers.get("last-event-id") {
        Some(id) => Some(since(id)?),
        None => None,
    };
    let mut line = Line::open(app, viewer)?;
    line.listen(&asked).await?;
    let missed = since.map(|since| line.missed(&asked, since));
    let mut beat = interval_at(Instant::now() + BEAT, BEAT);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let locale = viewer.session.locale.unwrap_or_default();
    let flow = Flow { line, missed, beat, locale, state: Place::Opening };
    let body = Body::from_stream(stream::unfold(flow, step));
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    // Some proxies hold an answer back until it is complete, unless told so.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}

fn since(value: &HeaderValue) -> Result<i64> {
    let id = value.to_str().ok().and_then(|id| id.parse::<u64>().ok());
    id.and_then(|id| i64::try_from(id).ok())
        .ok_or_else(|| Error::Malformed("error-stream-since".into()))
}

struct Flow {
    line: Line,
    missed: Option<Missed>,
    beat: Interval,
    locale: Locale,
    state: Place,
}

#[derive(PartialEq)]
enum Place {
    Opening,
    Open,
    Over,
}

type Piece = std::result::Result<Bytes, std::convert::Infallible>;

/// The next bytes of a stream.
async fn step(mut flow: Flow) -> Option<(Piece, Flow)> {
    match flow.state {
        Place::Over => return None,
        Place::Opening => {
            flow.state = Place::Open;
            return Some((Ok(Bytes::from_static(b":)\n")), flow));
        }
        Place::Open => {}
    }
    if let Some(missed) = &mut flow.missed {
        match missed.next().await {
            Ok(Some(item)) => {
                flow.line.caught_up(&item);
                return Some((Ok(event(&item)), flow));
            }
            Ok(None) => flow.missed = None,
            Err(why) => return Some((Ok(flow.over(&why)), flow)),
        }
    }
    let bytes = tokio::select! {
        next = flow.line.next() => match next {
            Next::Item(item) => event(&item),
            Next::End(why) => flow.over(&why.error()),
        },
        _ = flow.beat.tick() => Bytes::from_static(b":thump\n"),
    };
    Some((Ok(bytes), flow))
}

impl Flow {
    fn over(&mut self, why: &Error) -> Bytes {
        self.state = Place::Over;
        let why = serde_json::json!({ "error": why.say().in_words(self.locale) });
        format!("event: error\ndata: {why}\n\n").into()
    }
}

fn event(item: &Item) -> Bytes {
    let message = &item.message;
    let mut out = Vec::with_capacity(message.payload.len() + 64);
    if let Some(id) = message.id {
        out.extend_from_slice(format!("id: {id}\n").as_bytes());
    }
    out.extend_from_slice(format!("event: {}\ndata: ", message.event).as_bytes());
    // JSON as we write it has no line breaks. An event without data would not reach a browser's
    // listener, and this word is what libraries know as none.
    let payload: &[u8] = if message.payload.is_empty() { b"undefined" } else { &message.payload };
    out.extend_from_slice(payload);
    out.extend_from_slice(b"\n\n");
    out.into()
}
