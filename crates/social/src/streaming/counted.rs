//! How many entries of a home came after the page one reads: for the script of our pages, which
//! shows the number and inserts nothing.

use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream;
use ground::http::{Ask, Input, Viewer, Visit};
use ground::{AccountId, App, Locale, PostId, Result, Say};
use http::{HeaderValue, header};
use serde::Deserialize;
use serde_json::json;
use tokio::time::{Instant, sleep_until};

use super::line::{Line, Next};
use super::name::Asked;
use super::sse::BEAT;
use crate::timelines;

/// No two numbers come sooner after each other.
const COUNT_EVERY: Duration = Duration::from_secs(5);
/// Entries counted at most; there are as many or more.
const COUNT_MAX: usize = 40;

/// The newest entry of the page one reads.
#[derive(Debug, Deserialize)]
pub(super) struct After {
    #[serde(default)]
    after: Option<PostId>,
}

/// The numbers, as they change: server-sent events of `{"count", "words"}`.
pub(super) async fn home(
    State(app): State<App>,
    visit: Visit,
    viewer: Viewer,
    Input(After { after }): Input<After>,
) -> Result<Response> {
    let mut line = Line::open(&app, &viewer)?;
    line.listen(&Asked::parse("user", None)?).await?;
    let flow = Flow {
        app,
        who: viewer.id,
        locale: visit.locale,
        after: after.map_or(0, |id| id.0),
        line,
        told: 0,
        due: Some(Instant::now()),
        next: Instant::now(),
    };
    let body = Body::from_stream(stream::unfold(flow, step));
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    // Some proxies hold an answer back until it is complete, unless told so.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}

struct Flow {
    app: App,
    who: AccountId,
    locale: Locale,
    after: i64,
    line: Line,
    /// The number said last.
    told: usize,
    /// When to count again; none while nothing happened.
    due: Option<Instant>,
    /// The soonest moment for that.
    next: Instant,
}

type Piece = std::result::Result<Bytes, std::convert::Infallible>;

/// The next bytes of a stream.
async fn step(mut flow: Flow) -> Option<(Piece, Flow)> {
    let beat = Instant::now() + BEAT;
    loop {
        let due = flow.due.unwrap_or(beat).min(beat);
        tokio::select! {
            next = flow.line.next() => match next {
                // A new entry or one that is gone: what else happens changes no number.
                Next::Item(item) if matches!(item.message.event, "update" | "delete") => {
                    flow.due = flow.due.or(Some(flow.next));
                }
                Next::Item(_) => {}
                Next::End(_) => return None,
            },
            () = sleep_until(due) => {
                if flow.due.take().is_none() {
                    return Some((Ok(Bytes::from_static(b":thump\n\n")), flow));
                }
                flow.next = Instant::now() + COUNT_EVERY;
                let count = flow.count().await.ok()?;
                if count != flow.told {
                    flow.told = count;
                    let event = flow.event();
                    return Some((Ok(event), flow));
                }
            }
        }
    }
}

impl Flow {
    async fn count(&self) -> Result<usize> {
        let mut ask = Ask::default();
        ask.min_id = Some(self.after);
        Ok(timelines::home(&self.app, self.who, ask, COUNT_MAX).await?.len())
    }

    fn event(&self) -> Bytes {
        let key = if self.told < COUNT_MAX { "home-newer" } else { "home-newer-many" };
        let words = Say::new(key).with("count", self.told).in_words(self.locale);
        format!("data: {}\n\n", json!({ "count": self.told, "words": words })).into()
    }
}
