//! Blocks: two accounts have nothing to do with each other any more.
//!
//! A block ends their follows both ways, hides each from the other's lists, and keeps either from
//! telling the other anything. Nobody is told of being blocked.

mod api;
mod sql;
mod web;

use db::Tx;
use ground::events::{self, Event};
use ground::http::{Ask, Route, Scope, get, post};
use ground::{AccountId, Result};
use serde::{Deserialize, Serialize};

use crate::accounts;
use crate::follows::{newest_first, not_oneself, sever};

/// An account blocks another.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Blocked {
    /// Who blocks.
    pub account: AccountId,
    /// Who is blocked.
    pub target: AccountId,
}

impl Event for Blocked {
    const KIND: &'static str = "blocks.blocked";

    fn subject(&self) -> i64 {
        self.target.0
    }

    fn actor(&self) -> AccountId {
        self.account
    }
}

/// An account no longer blocks another.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Unblocked {
    /// Who blocked.
    pub account: AccountId,
    /// Who was blocked.
    pub target: AccountId,
}

impl Event for Unblocked {
    const KIND: &'static str = "blocks.unblocked";

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
        get("/api/v1/blocks", Scope::Needs("read:blocks"), api::list),
        post("/api/v1/accounts/{id}/block", Scope::Needs("write:blocks"), api::block),
        post("/api/v1/accounts/{id}/unblock", Scope::Needs("write:blocks"), api::unblock),
        get("/blocks", Scope::Member, web::list),
        post("/accounts/{id}/block", Scope::Member, web::block),
        post("/accounts/{id}/unblock", Scope::Member, web::unblock),
    ]
}

/// `who` blocks `target`. Twice is the same as once.
///
/// # Errors
/// [`ground::Error::NotFound`] if there is no such account; [`ground::Error::Forbidden`] if it is
/// oneself.
pub async fn block(tx: &mut Tx, who: AccountId, target: AccountId) -> Result<()> {
    not_oneself(who, target, "error-block-self")?;
    accounts::get(tx, target).await?;
    if sql::insert(tx, who, target).await? {
        sever(tx, who, target).await?;
        events::append(tx, &Blocked { account: who, target })?;
    }
    Ok(())
}

/// `who` no longer blocks `target`. The follows that ended do not come back.
///
/// # Errors
/// If the database does not answer.
pub async fn unblock(tx: &mut Tx, who: AccountId, target: AccountId) -> Result<()> {
    if sql::delete(tx, who, target).await? {
        events::append(tx, &Unblocked { account: who, target })?;
    }
    Ok(())
}

/// A page of whom `who` blocks, latest first, each with its cursor.
///
/// # Errors
/// If the database does not answer.
pub async fn list(
    tx: &mut Tx,
    who: AccountId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<(i64, AccountId)>> {
    let mut page = sql::list(tx, who, ask, limit).await?;
    newest_first(&mut page);
    Ok(page)
}
