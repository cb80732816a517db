//! Conversations made whole: what they lack is asked for on the servers it lies on.
//!
//! A conversation is checked when somebody reads it: first its `context` is asked for, which names
//! all its posts, else the tree of `replies`. Each post that is named and not here is a row, which
//! is asked for until it is here or known not to be had: nothing is forgotten by a restart or by a
//! server that is away. Nobody waits for it, and nobody is told: what comes so is filed at its own
//! date.

mod api;
mod check;
mod sql;
mod work;

use db::{Tx, record};
use ground::http::{Route, Scope, get};
use ground::{App, PostId, Result};
use social::accounts::elsewhere::{Asked, Known};
use social::gates::domains::{self, Severity};
use social::posts;
use tokio::sync::Notify;
use wire::activitypub as ap;

use crate::actors::{host_name, is_web};
use crate::names::Name;

pub use work::{settle, work};

/// How long a conversation is not checked again, in milliseconds.
const FRESH_MS: i64 = 5 * 60_000;
/// Most posts of one conversation that are asked for.
const MISSING_MAX: i64 = 1_000;
/// How long it is remembered what could not be had, in milliseconds.
const KEPT_MS: i64 = 30 * 24 * 3_600_000;
/// Rows swept in one unit.
const SWEEP_MAX: usize = 500;

/// What is kept in memory of conversations: the bell that something is to be asked.
#[derive(Default)]
pub struct Conversations {
    bell: Notify,
}

record! {
    /// A post that is known to be part of a conversation, and not here.
    #[derive(Clone, Debug)]
    struct Missing {
        uri: String,
        post: PostId,
        attempts: i64,
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let read = Scope::Needs("read:statuses");
    vec![get("/api/portevoix/v1/statuses/{id}/conversation", read, api::show)]
}

/// How much of a post's conversation is here; has it checked, if that was not done lately.
#[must_use]
pub(crate) fn known(app: App, post: PostId) -> Asked<Known> {
    Box::pin(async move {
        let found = app.read(async move |tx| {
            let found = posts::by_ids(tx, &[post]).await?.pop();
            let Some(post) = found.filter(|post| post.visibility.is_open()) else {
                return Ok(None);
            };
            let known = sql::known(tx, post.root).await?;
            Ok((known.elsewhere > 0).then_some((post.root, known)))
        });
        let Some((root, row)) = found.await? else { return Ok(None) };
        let mut known = Known {
            here: row.here,
            total: row.here + row.missing,
            waiting: row.waiting,
            asking: row.due_at.is_some() || row.waiting > 0,
            checked_at: row.checked_at,
        };
        let stale = row.checked_at.is_none_or(|at| at < app.db.now_ms() - FRESH_MS);
        if stale && row.due_at.is_none() {
            app.write(async move |tx| sql::check(tx, root).await).await?;
            app.memory::<Conversations>().bell.notify_one();
            known.asking = true;
        }
        Ok(Some(known))
    })
}

/// Has posts asked for that are part of the conversation of `post`: those that are not here, not
/// ours, and not of a server that is kept out.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn want(app: &App, post: PostId, uris: Vec<String>) -> Result<()> {
    let mut uris = uris;
    uris.retain(|uri| {
        let host = ap::host(uri).map(host_name).unwrap_or_default();
        is_web(uri)
            && Name::of(app, uri).is_none()
            && domains::refused(app, host).severity != Severity::Suspend
    });
    uris.sort_unstable();
    uris.dedup();
    if uris.is_empty() {
        return Ok(());
    }
    app.write(async move |tx| want_in(tx, post, &uris).await).await?;
    app.memory::<Conversations>().bell.notify_one();
    Ok(())
}

async fn want_in(tx: &mut Tx, post: PostId, uris: &[String]) -> Result<()> {
    let here = sql::here(tx, uris).await?;
    let Some(post) = posts::by_ids(tx, &[post]).await?.pop() else { return Ok(()) };
    let room = MISSING_MAX - sql::known(tx, post.root).await?.missing;
    let missing: Vec<String> = uris.iter().filter(|uri| !here.contains(uri)).cloned().collect();
    sql::want(tx, post.id, missing, room.max(0)).await
}

/// Forgets what could not be had long ago.
///
/// # Errors
/// If the database does not answer.
pub async fn sweep(app: &App) -> Result<()> {
    loop {
        let swept = app.write(async |tx| {
            let before = tx.now_ms() - KEPT_MS;
            sql::sweep(tx, before, SWEEP_MAX).await
        });
        if swept.await? < SWEEP_MAX as u64 {
            return Ok(());
        }
    }
}
