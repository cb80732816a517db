//! What was said elsewhere and did not come by itself, read back from the outboxes of accounts
//! that are followed here.
//!
//! For two reasons: nobody here followed an account before (its past is filed at its own date,
//! and nobody is told), or it could not reach us (what we missed takes its place when it comes,
//! with its date shown). Each is a row, done again until it is done; each server is asked within
//! its budget. Nothing is taken twice.

mod api;
mod read;
mod sql;
mod work;

use std::time::Duration;

use db::{Tx, record};
use ground::events::Event as _;
use ground::http::{Route, Scope, get};
use ground::{AccountId, App, Result};
use social::follows;

pub use work::{settle, work};

/// The kinds of events that may begin a reading.
pub const KINDS: &[&str] = &[follows::Followed::KIND];

/// How long we must have been away for readings to begin, in milliseconds.
const AWAY_MS: i64 = 10 * 60_000;
/// What was sent shortly before a silence may not have come either, in milliseconds.
const MARGIN_MS: i64 = 60 * 60_000;
/// Longest absence that is read back, in milliseconds.
const BACK_MS_MAX: i64 = 30 * 24 * 3_600_000;
/// Accounts of one server, and of all, whose outboxes are read after a silence.
const ACCOUNTS_MAX: usize = 500;
const ALL_ACCOUNTS_MAX: usize = 50_000;
/// How often it is noted that we are awake.
const PULSE: Duration = Duration::from_secs(60);
/// How long it is remembered that an outbox was read, in milliseconds. That its past was read is
/// remembered for ever.
const KEPT_MS: i64 = 30 * 24 * 3_600_000;

record! {
    /// An outbox to be read.
    #[derive(Clone, Debug)]
    struct Reading {
        account: AccountId,
        /// `past` or `missed`.
        why: String,
        host: String,
        /// How far back, in epoch milliseconds.
        since: i64,
        attempts: i64,
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let read = Scope::Needs("read:accounts");
    vec![get("/api/portevoix/v1/accounts/{id}/history", read, api::show)]
}

/// Has the past read of accounts that are followed for the first time.
///
/// # Errors
/// If the database does not answer.
pub async fn draw(tx: &mut Tx, list: &[&db::Event]) -> Result<()> {
    for event in list {
        let (follower, followee) = follows::pair(event)?;
        // By one of ours: others are told by their own server.
        if sql::is_ours(tx, follower).await? {
            sql::read_past(tx, followee).await?;
        }
    }
    Ok(())
}

/// Has the outboxes read of a server's people after it was silent, or could not be reached, since
/// `last`.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn heard_again(tx: &mut Tx, host: &str, last: i64) -> Result<()> {
    let since = (last - MARGIN_MS).max(tx.now_ms() - BACK_MS_MAX);
    sql::read_missed_of(tx, host, since, ACCOUNTS_MAX).await
}

/// Notes that we are awake; if we were not for long, has all outboxes read back.
///
/// # Errors
/// If the database does not answer.
async fn pulse(app: &App) -> Result<()> {
    app.write(async |tx| {
        let now = tx.now_ms();
        let last = sql::awake(tx).await?;
        sql::set_awake(tx).await?;
        let Some(last) = last.filter(|last| *last < now - AWAY_MS) else { return Ok(()) };
        let since = (last - MARGIN_MS).max(now - BACK_MS_MAX);
        sql::read_missed_of_all(tx, since, ALL_ACCOUNTS_MAX).await
    })
    .await
}

/// Forgets readings that were done long ago.
///
/// # Errors
/// If the database does not answer.
pub async fn sweep(app: &App) -> Result<()> {
    app.write(async |tx| {
        let before = tx.now_ms() - KEPT_MS;
        sql::sweep(tx, before).await
    })
    .await
}
