//! How much of a conversation is here, for whoever reads it.

use axum::Json;
use axum::extract::State;
use ground::http::{Path, Viewer};
use ground::{App, PostId, Result};
use serde::Serialize;
use social::posts;
use wire::{Id, Time};

/// How much of a conversation is here.
#[derive(Debug, Serialize)]
pub(super) struct Shown {
    id: Id,
    /// Posts that are here.
    here: i64,
    /// Posts that are known to be part of it.
    total: i64,
    /// Of those that are not here, how many are still asked for.
    waiting: i64,
    /// Whether other servers are being asked now.
    asking: bool,
    /// When they were last asked.
    checked_at: Option<Time>,
}

/// Ours, not Mastodon's: how much of the conversation around a post is here. What is not is asked
/// for.
pub(super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
) -> Result<Json<Shown>> {
    let who = viewer.id;
    let seen = app.read(async move |tx| {
        let context = posts::thread::context(tx, Some(who), id).await?;
        Ok((context.ancestors.len() + 1 + context.descendants.len()) as i64)
    });
    let seen = seen.await?;
    let known = super::known(app, id).await?;
    Ok(Json(Shown {
        id: Id(id.0),
        here: known.map_or(seen, |it| it.here),
        total: known.map_or(seen, |it| it.total),
        waiting: known.map_or(0, |it| it.waiting),
        asking: known.is_some_and(|it| it.asking),
        checked_at: known.and_then(|it| it.checked_at).map(Time),
    }))
}
