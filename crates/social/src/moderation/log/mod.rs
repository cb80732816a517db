//! The log: who did what to what, when and why.

pub(super) mod api;

use db::{Tx, record};
use ground::http::Ask;
use ground::{AccountId, PersonId, Result};

use super::sql;
use crate::posts::Actor;

/// Longest reason kept, in characters; what is longer is cut.
const REASON_CHARS_MAX: usize = 2000;

/// What an act was done to.
#[derive(Clone, Debug)]
pub struct Target {
    /// `account`, `report`, `rule`, …
    pub kind: &'static str,
    /// Its number.
    pub id: i64,
    /// What it is called now: it may be gone when the log is read.
    pub name: String,
}

record! {
    /// An act as it is kept.
    #[derive(Clone, Debug)]
    pub struct Act {
        /// Its place in the order.
        pub id: i64,
        /// The moderator's account.
        pub account: AccountId,
        /// The person behind it.
        pub person: PersonId,
        /// What was done: `account.suspend`, `report.resolve`, …
        pub act: String,
        /// What it was done to: see [`Target`].
        pub target_kind: String,
        /// Its number.
        pub target_id: i64,
        /// What it was called then.
        pub target: String,
        /// Why.
        pub reason: String,
        /// When, in epoch milliseconds.
        pub created_at: i64,
    }
}

/// Writes down what a moderator did, in the unit that does it.
///
/// # Errors
/// If the database does not answer.
pub async fn note(tx: &mut Tx, by: Actor, act: &str, target: Target, reason: &str) -> Result<()> {
    let reason: String = reason.chars().take(REASON_CHARS_MAX).collect();
    sql::insert_act(tx, by, act, &target, &reason).await
}

/// A page of the log, latest first; of one kind of target or one target, if asked.
///
/// # Errors
/// If the database does not answer.
pub async fn acts(tx: &mut Tx, kind: &str, id: i64, ask: Ask, limit: usize) -> Result<Vec<Act>> {
    let mut page = sql::acts(tx, kind, id, ask, limit).await?;
    page.sort_unstable_by_key(|act| std::cmp::Reverse(act.id));
    Ok(page)
}
