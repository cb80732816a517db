//! Endorsements: followed accounts that an account shows on its profile.
//!
//! An endorsement ends with the follow it stands on.

mod api;
mod sql;

use db::Tx;
use ground::events::{self, Event};
use ground::http::{Ask, Route, Scope, get, post};
use ground::{AccountId, Error, Result, Say};
use serde::{Deserialize, Serialize};

use crate::{accounts, follows};

/// Most accounts shown on a profile.
pub const ENDORSEMENTS_MAX: i64 = 200;

/// An account shows another on its profile, or no longer.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Changed {
    /// Whose profile.
    pub account: AccountId,
    /// Who is shown.
    pub target: AccountId,
}

impl Event for Changed {
    const KIND: &'static str = "endorsements.changed";

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
    let write = Scope::Needs("write:accounts");
    vec![
        get("/api/v1/endorsements", Scope::Needs("read:accounts"), api::own),
        get("/api/v1/accounts/{id}/endorsements", Scope::Anyone, api::of),
        post("/api/v1/accounts/{id}/endorse", write, api::add),
        post("/api/v1/accounts/{id}/unendorse", write, api::remove),
        post("/api/v1/accounts/{id}/pin", write, api::add),
        post("/api/v1/accounts/{id}/unpin", write, api::remove),
    ]
}

/// `who` shows `target` on the profile. Twice is the same as once.
///
/// # Errors
/// [`Error::NotFound`] if there is no such account; [`Error::Invalid`] if `who` does not follow
/// it, or shows too many already.
pub async fn add(tx: &mut Tx, who: AccountId, target: AccountId) -> Result<()> {
    accounts::get(tx, target).await?;
    if !follows::is_following(tx, who, target).await? {
        return Err(Error::invalid("id", "error-endorse-unfollowed"));
    }
    if sql::count(tx, who).await? >= ENDORSEMENTS_MAX {
        let say = Say::new("error-many-endorsements").with("max", ENDORSEMENTS_MAX);
        return Err(Error::invalid("id", say));
    }
    sql::insert(tx, who, target).await?;
    events::append(tx, &Changed { account: who, target })
}

/// `who` no longer shows `target`. Of one that was not shown it is no error.
///
/// # Errors
/// [`Error::NotFound`] if there is no such account.
pub async fn remove(tx: &mut Tx, who: AccountId, target: AccountId) -> Result<()> {
    accounts::get(tx, target).await?;
    forget(tx, who, target).await?;
    events::append(tx, &Changed { account: who, target })
}

/// Takes an account off the profile of one who no longer follows it.
///
/// # Errors
/// If the database does not answer.
pub async fn forget(tx: &mut Tx, who: AccountId, target: AccountId) -> Result<()> {
    sql::delete(tx, who, target).await
}

/// A page of whom `of` shows, latest first, each with its cursor. A suspended account shows nobody.
///
/// # Errors
/// [`Error::NotFound`] if there is no such account.
pub async fn list(
    tx: &mut Tx,
    of: AccountId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<(i64, AccountId)>> {
    if !accounts::get_known(tx, of).await?.is_active() {
        return Ok(Vec::new());
    }
    let mut page = sql::list(tx, of, ask, limit).await?;
    follows::newest_first(&mut page);
    Ok(page)
}
