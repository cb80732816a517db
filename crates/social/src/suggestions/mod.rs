//! Suggestions: accounts one may like to follow, each for a reason that can be told.
//!
//! Only accounts that want to be recommended are, and nothing is kept of what a reader does but
//! whom they sent away.

mod api;
mod sql;

use std::collections::HashMap;

use db::Tx;
use ground::events::{self, Event};
use ground::http::{Route, Scope, delete, get};
use ground::{AccountId, Result};
use serde::{Deserialize, Serialize};
use wire::mastodon::SuggestionReason;

use crate::accounts;

/// Most accounts suggested at once.
pub const SUGGESTIONS_MAX: usize = 80;

/// An account does not want another to be suggested.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Dismissed {
    /// Who sent the suggestion away.
    pub account: AccountId,
    /// Who was suggested.
    pub target: AccountId,
}

impl Event for Dismissed {
    const KIND: &'static str = "suggestions.dismissed";

    fn subject(&self) -> i64 {
        self.target.0
    }

    fn actor(&self) -> AccountId {
        self.account
    }
}

/// An account and why it is suggested.
#[derive(Clone, Debug)]
pub struct Suggested {
    /// The account.
    pub account: AccountId,
    /// Why: at least one reason.
    pub reasons: Vec<SuggestionReason>,
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let read = Scope::Needs("read:accounts");
    vec![
        get("/api/v1/suggestions", read, api::accounts),
        get("/api/v2/suggestions", read, api::all),
        delete("/api/v1/suggestions/{id}", read, api::dismiss),
    ]
}

/// Accounts that `who` may like to follow: first those whom the most of the accounts they follow
/// follow, then the most followed here. Nobody `who` follows, asked, avoids or sent away; nobody
/// who did not say that they want to be recommended.
///
/// # Errors
/// If the database does not answer.
pub async fn list(tx: &mut Tx, who: AccountId, limit: usize) -> Result<Vec<Suggested>> {
    let near = sql::friends_of_friends(tx, who).await?;
    let known = sql::most_followed(tx).await?;
    let all: Vec<AccountId> = near.iter().chain(&known).copied().collect();
    let welcome = sql::welcome(tx, who, &all).await?;
    let mut found: Vec<Suggested> = Vec::new();
    let mut places: HashMap<AccountId, usize> = HashMap::new();
    let near = near.into_iter().map(|account| (account, SuggestionReason::FriendsOfFriends));
    let known = known.into_iter().map(|account| (account, SuggestionReason::MostFollowed));
    for (account, reason) in near.chain(known).filter(|(account, _)| welcome.contains(account)) {
        match places.get(&account) {
            Some(place) => found[*place].reasons.push(reason),
            None => {
                places.insert(account, found.len());
                found.push(Suggested { account, reasons: vec![reason] });
            }
        }
    }
    found.truncate(limit);
    Ok(found)
}

/// `who` does not want `target` to be suggested any more. Twice is the same as once.
///
/// # Errors
/// [`ground::Error::NotFound`] if there is no such account.
pub async fn dismiss(tx: &mut Tx, who: AccountId, target: AccountId) -> Result<()> {
    accounts::get(tx, target).await?;
    sql::dismiss(tx, who, target).await?;
    events::append(tx, &Dismissed { account: who, target })
}
