//! Catching up: what came to one's home since one left, sorted and counted, with an end.
//!
//! It is the home and nothing else: the same entries, by the same rule. Nothing is weighed or left
//! out; what does not fit is counted and stays in the home.

mod web;

use ground::http::{Ask, Route, Scope, get, post};
use ground::{AccountId, App, PostId, Result};

use crate::timelines;

/// Most entries that are sorted at once: the newest.
pub const ENTRIES_MAX: usize = 400;
/// The part of an entry's number below its moment, in bits: see docs/decisions/0001.
const BELOW_MS_BITS: u32 = 21;

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        get("/catch-up", Scope::Member, web::show),
        post("/catch-up", Scope::Member, web::done),
        get("/rattrapage", Scope::Member, web::french),
    ]
}

/// The newest entries of a home after one, newest first, and whether they are all.
///
/// # Errors
/// If the database does not answer.
pub async fn since(app: &App, who: AccountId, after: PostId) -> Result<(Vec<PostId>, bool)> {
    let mut ask = Ask::default();
    ask.since_id = Some(after.0);
    let ids = timelines::home(app, who, ask, ENTRIES_MAX).await?;
    let all = ids.len() < ENTRIES_MAX;
    Ok((ids, all))
}

/// The number before which everything was published before that moment, in epoch milliseconds.
#[must_use]
pub fn at(moment_ms: i64) -> PostId {
    PostId(moment_ms << BELOW_MS_BITS)
}
