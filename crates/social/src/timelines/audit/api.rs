//! The JSON face of the audit: an addition of ours.

use axum::Json;
use axum::extract::State;
use ground::http::{Input, Viewer};
use ground::{App, Error, PostId, Result};
use serde::Deserialize;
use wire::Time;

use super::Audit;

/// What is audited when no beginning is said, in milliseconds: a day.
const SPAN_MS: i64 = 86_400_000;
/// Bits of an id below its time.
const TIME_SHIFT: u32 = 21;

/// The span, by ids or by times, both ends included. Without `to` it ends now; without `from` it
/// is a day long.
#[derive(Debug, Deserialize)]
pub(in crate::timelines) struct Asked {
    #[serde(default)]
    from: Option<String>,
    #[serde(default)]
    to: Option<String>,
}

/// `GET /api/portevoix/v1/timelines/home/audit?from=&to=`
pub(in crate::timelines) async fn home(
    State(app): State<App>,
    viewer: Viewer,
    Input(asked): Input<Asked>,
) -> Result<Json<Audit>> {
    let latest = last_of(app.db.now_ms());
    let to = match said(asked.to.as_deref()) {
        Some(text) => place(text, last_of).ok_or_else(|| wrong("to"))?.min(latest),
        None => latest,
    };
    let from = match said(asked.from.as_deref()) {
        Some(text) => place(text, first_of).ok_or_else(|| wrong("from"))?,
        None => first_of(((to >> TIME_SHIFT) - SPAN_MS).max(0)),
    };
    // Ids begin at 1.
    let from = from.max(1);
    if from > to {
        return Err(wrong("from"));
    }
    super::audit(&app, viewer.id, PostId(from), PostId(to)).await.map(Json)
}

fn said(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// An id, or the id at a time.
fn place(text: &str, at: fn(i64) -> i64) -> Option<i64> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    let Time(ms) = Time::parse(text)?;
    (0..1 << 41).contains(&ms).then(|| at(ms))
}

fn first_of(ms: i64) -> i64 {
    ms << TIME_SHIFT
}

fn last_of(ms: i64) -> i64 {
    (ms << TIME_SHIFT) | ((1 << TIME_SHIFT) - 1)
}

fn wrong(field: &'static str) -> Error {
    Error::invalid(field, "error-audit-span")
}
