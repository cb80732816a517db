//! How far the outbox of an account was read, for whoever wonders why its profile is short.

use axum::Json;
use axum::extract::State;
use ground::http::{Path, Viewer};
use ground::{AccountId, App, Result};
use serde::Serialize;
use social::accounts;
use wire::{Id, Time};

use super::sql;

/// How far an outbox was read.
#[derive(Debug, Serialize)]
pub(super) struct Shown {
    id: Id,
    readings: Vec<One>,
}

/// One reading of it.
#[derive(Debug, Serialize)]
struct One {
    /// `past`: what was posted before anybody here followed it; `missed`: what did not come.
    why: String,
    /// `waiting`, `done`, or `failed`.
    state: &'static str,
    /// Posts that were taken in.
    taken: i64,
    done_at: Option<Time>,
    next_attempt_at: Option<Time>,
}

/// Ours, not Mastodon's: how far the outbox of an account of another server was read.
pub(super) async fn show(
    State(app): State<App>,
    _viewer: Viewer,
    Path(id): Path<AccountId>,
) -> Result<Json<Shown>> {
    let found = app.read(async move |tx| {
        accounts::get(tx, id).await?;
        sql::of(tx, id).await
    });
    let readings = found.await?.into_iter().map(|it| One {
        state: match (it.due_at, it.done_at) {
            (Some(_), _) => "waiting",
            (None, Some(_)) => "done",
            (None, None) => "failed",
        },
        why: it.why,
        taken: it.taken,
        done_at: it.done_at.map(Time),
        next_attempt_at: it.due_at.map(Time),
    });
    Ok(Json(Shown { id: Id(id.0), readings: readings.collect() }))
}
