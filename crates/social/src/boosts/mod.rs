//! Boosts: carrying a post on to one's own followers. A boost is an entry of the one order of
//! posts, so the making and unmaking happen in that room; this one gives them their doors.

mod api;
mod sql;
mod web;

use db::Tx;
use ground::http::{Ask, Route, Scope, get, post};
use ground::{AccountId, PostId, Result};

use crate::posts::{self, Actor, Post};

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        post("/api/v1/statuses/{id}/reblog", Scope::Needs("write:statuses"), api::add),
        post("/api/v1/statuses/{id}/unreblog", Scope::Needs("write:statuses"), api::remove),
        get("/api/v1/statuses/{id}/reblogged_by", Scope::Anyone, api::reblogged_by),
        post("/posts/{id}/boost", Scope::Member, web::add),
        post("/posts/{id}/unboost", Scope::Member, web::remove),
    ]
}

/// Takes a boost back; `post` is the boosted post or the boost. Taking back what was never given
/// is no error. Returns the post.
///
/// # Errors
/// [`ground::Error::NotFound`] if the actor may not see the post.
pub async fn remove(tx: &mut Tx, by: Actor, post: PostId) -> Result<Post> {
    let post = posts::original(tx, by.account, post).await?;
    if let Some(boost) = sql::boost_by(tx, by.account, post.id).await? {
        posts::remove(tx, by.account, boost).await?;
    }
    Ok(post)
}

/// A page of who boosted a post, latest first, each with its cursor.
///
/// # Errors
/// [`ground::Error::NotFound`] if `viewer` may not see the post.
pub async fn of_post(
    tx: &mut Tx,
    viewer: Option<AccountId>,
    post: PostId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<(i64, AccountId)>> {
    let post = posts::seen_by(tx, viewer, post).await?;
    sql::of_post(tx, post.boost_of.unwrap_or(post.id), ask, limit).await
}

/// Who boosted a post, whoever may see the boosts, at most `limit`, the latest.
///
/// # Errors
/// If the database does not answer.
pub async fn boosters(tx: &mut Tx, post: PostId, limit: usize) -> Result<Vec<AccountId>> {
    sql::boosters(tx, post, limit).await
}
