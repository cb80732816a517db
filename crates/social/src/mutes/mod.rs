//! Mutes: what an account does not want to see for a while, or for ever.
//!
//! The other never learns of it, and follows stay as they are.

mod api;
mod sql;
mod web;

use db::Tx;
use ground::events::{self, Event};
use ground::http::{Ask, Route, Scope, get, post};
use ground::{AccountId, Result};
use serde::{Deserialize, Serialize};

pub use sql::Listed;

use crate::accounts;
use crate::follows::not_oneself;

/// Longest mute that ends by itself, in seconds: a hundred years.
pub const DURATION_S_MAX: i64 = 100 * 366 * 24 * 3_600;
/// Mutes ended in one unit, so that other units need not wait long.
const ENDED_MAX: i64 = 500;

/// An account mutes another, or mutes it otherwise than before.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Muted {
    /// Who mutes.
    pub account: AccountId,
    /// Who is muted.
    pub target: AccountId,
}

impl Event for Muted {
    const KIND: &'static str = "mutes.muted";

    fn subject(&self) -> i64 {
        self.target.0
    }

    fn actor(&self) -> AccountId {
        self.account
    }
}

/// An account no longer mutes another: it said so, or the time is over.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Unmuted {
    /// Who muted.
    pub account: AccountId,
    /// Who was muted.
    pub target: AccountId,
}

impl Event for Unmuted {
    const KIND: &'static str = "mutes.unmuted";

    fn subject(&self) -> i64 {
        self.target.0
    }

    fn actor(&self) -> AccountId {
        self.account
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/mutes", Scope::Needs("read:mutes"), api::list),
        post("/api/v1/accounts/{id}/mute", Scope::Needs("write:mutes"), api::mute),
        post("/api/v1/accounts/{id}/unmute", Scope::Needs("write:mutes"), api::unmute),
        get("/mutes", Scope::Member, web::list),
        get("/accounts/{id}/mute", Scope::Member, web::ask),
        post("/accounts/{id}/mute", Scope::Member, web::mute),
        post("/accounts/{id}/unmute", Scope::Member, web::unmute),
    ]
}

/// `who` mutes `target`: its notifications too, if so wanted; until `expires_at` (epoch
/// milliseconds), or for ever. Muting again sets these anew.
///
/// # Errors
/// [`ground::Error::NotFound`] if there is no such account; [`ground::Error::Forbidden`] if it is
/// oneself.
pub async fn mute(
    tx: &mut Tx,
    who: AccountId,
    target: AccountId,
    notifications: bool,
    expires_at: Option<i64>,
) -> Result<()> {
    not_oneself(who, target, "error-mute-self")?;
    accounts::get(tx, target).await?;
    sql::upsert(tx, who, target, notifications, expires_at).await?;
    events::append(tx, &Muted { account: who, target })
}

/// `who` no longer mutes `target`.
///
/// # Errors
/// If the database does not answer.
pub async fn unmute(tx: &mut Tx, who: AccountId, target: AccountId) -> Result<()> {
    if sql::delete(tx, who, target).await? {
        events::append(tx, &Unmuted { account: who, target })?;
    }
    Ok(())
}

/// Ends mutes whose time is over, some at a time; answers whether there may be more.
///
/// # Errors
/// If the database does not answer.
pub async fn end_expired(tx: &mut Tx) -> Result<bool> {
    let ended = sql::delete_expired(tx, ENDED_MAX).await?;
    let count = ended.len() as i64;
    for (account, target) in ended {
        events::append(tx, &Unmuted { account, target })?;
    }
    Ok(count == ENDED_MAX)
}

/// A page of whom `who` mutes, latest first.
///
/// # Errors
/// If the database does not answer.
pub async fn list(tx: &mut Tx, who: AccountId, ask: Ask, limit: usize) -> Result<Vec<Listed>> {
    let mut page = sql::list(tx, who, ask, limit).await?;
    page.sort_unstable_by_key(|mute| std::cmp::Reverse(mute.cursor));
    Ok(page)
}
