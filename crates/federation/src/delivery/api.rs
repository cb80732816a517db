//! Where a post has come to, for its author; how other servers are, for those who run this one.

use axum::Json;
use axum::extract::State;
use ground::http::{Ask, Path, Viewer};
use ground::{AccountId, App, Error, PostId, Result};
use serde::Serialize;
use social::posts;
use wire::{Id, Time};

use super::SERVERS_MAX;
use super::sql::{self, Health, Reached};

/// How a post is on its way.
#[derive(Debug, Serialize)]
pub(super) struct Deliveries {
    id: Id,
    /// Servers (inboxes) it was to be told to.
    total: i64,
    /// Those that have it.
    delivered: i64,
    /// Those that will be tried again.
    waiting: i64,
    /// Those that did not take it.
    given_up: i64,
    /// Those that do not have it, by name.
    servers: Vec<Server>,
}

/// A server that does not have it.
#[derive(Debug, Serialize)]
struct Server {
    domain: String,
    state: &'static str,
    since: Time,
    attempts: i64,
    last_error: Option<String>,
    next_attempt_at: Option<Time>,
}

/// Ours, not Mastodon's: how a post of one's own is on its way to other servers.
pub(super) async fn of_post(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
) -> Result<Json<Deliveries>> {
    let who = viewer.id;
    let read = app.read(async move |tx| {
        own(tx, who, id).await?;
        Ok((sql::tally(tx, id).await?, sql::not_reached(tx, id, SERVERS_MAX).await?))
    });
    let (tally, missing) = read.await?;
    Ok(Json(Deliveries {
        id: Id(id.0),
        total: tally.total,
        delivered: tally.delivered,
        waiting: tally.waiting,
        given_up: tally.total - tally.delivered - tally.waiting,
        servers: missing.into_iter().map(server).collect(),
    }))
}

fn server(it: Reached) -> Server {
    let waits = it.done_at.is_none();
    let error = it.why().to_owned();
    Server {
        domain: it.host,
        state: if waits { "waiting" } else { "given_up" },
        since: Time(it.created_at),
        attempts: it.attempts,
        last_error: Some(error).filter(|why| !why.is_empty()),
        next_attempt_at: it.due_at.filter(|_| waits).map(Time),
    }
}

pub(super) async fn own(tx: &mut db::Tx, who: AccountId, id: PostId) -> Result<()> {
    let post = posts::get(tx, id).await?;
    if post.author == who { Ok(()) } else { Err(Error::NotFound) }
}

/// How another server is.
#[derive(Debug, Serialize)]
pub(super) struct Shown {
    domain: String,
    /// What waits for it.
    waiting: i64,
    /// What it did not take.
    given_up: i64,
    /// How often in a row it did not answer.
    failures: i64,
    failing_since: Option<Time>,
    last_error: Option<String>,
    next_attempt_at: Option<Time>,
    /// When it last took something.
    last_ok_at: Option<Time>,
}

/// Ours, not Mastodon's: the servers spoken with, those in trouble first.
pub(super) async fn servers(
    State(app): State<App>,
    _viewer: Viewer,
    ask: Ask,
) -> Result<Json<Vec<Shown>>> {
    let limit = ask.limit(100, SERVERS_MAX);
    let found = app.read(async move |tx| sql::health(tx, limit).await).await?;
    Ok(Json(found.into_iter().map(shown).collect()))
}

fn shown(it: Health) -> Shown {
    Shown {
        domain: it.host,
        waiting: it.waiting,
        given_up: it.given_up,
        failures: it.failures,
        failing_since: it.failing_since.map(Time),
        last_error: Some(it.last_error).filter(|why| !why.is_empty()),
        next_attempt_at: it.due_at.map(Time),
        last_ok_at: it.last_ok_at.map(Time),
    }
}

/// Ours, not Mastodon's: what waits for a server is tried now.
pub(super) async fn retry(
    State(app): State<App>,
    _viewer: Viewer,
    Path(domain): Path<String>,
) -> Result<Json<Shown>> {
    super::retry(&app, domain).await.map(|it| Json(shown(it)))
}

/// Ours, not Mastodon's: what a server did not take is put on its way there once more.
pub(super) async fn replay(
    State(app): State<App>,
    _viewer: Viewer,
    Path(domain): Path<String>,
) -> Result<Json<Shown>> {
    super::replay(&app, domain).await.map(|it| Json(shown(it)))
}
