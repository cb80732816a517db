//! Favourites: a sign of approval that the author sees.
//!
//! It carries nothing on to others: that is a boost.

mod api;
mod sql;
mod web;

use db::Tx;
use ground::events::{self, Event};
use ground::http::{Ask, Route, Scope, Via, get, post};
use ground::{AccountId, App, PostId, Result};
use serde::{Deserialize, Serialize};

use crate::posts::listing::{self, Listed};
use crate::posts::{self, Post};

/// A post got a favourite.
#[derive(Debug, Deserialize, Serialize)]
pub struct Added {
    /// The post.
    pub post: PostId,
    /// Whose post it is.
    pub author: AccountId,
    /// Who favours it.
    pub by: AccountId,
}

impl Event for Added {
    const KIND: &'static str = "favourites.added";

    fn subject(&self) -> i64 {
        self.post.0
    }

    fn actor(&self) -> AccountId {
        self.by
    }
}

/// A favourite was taken back.
#[derive(Debug, Deserialize, Serialize)]
pub struct Removed {
    /// The post.
    pub post: PostId,
    /// Whose post it is.
    pub author: AccountId,
    /// Who favoured it.
    pub by: AccountId,
}

impl Event for Removed {
    const KIND: &'static str = "favourites.removed";

    fn subject(&self) -> i64 {
        self.post.0
    }

    fn actor(&self) -> AccountId {
        self.by
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/favourites", Scope::Needs("read:favourites"), api::list),
        post("/api/v1/statuses/{id}/favourite", Scope::Needs("write:favourites"), api::add),
        post("/api/v1/statuses/{id}/unfavourite", Scope::Needs("write:favourites"), api::remove),
        get("/api/v1/statuses/{id}/favourited_by", Scope::Anyone, api::favourited_by),
        get("/favourites", Scope::Member, web::list),
        post("/posts/{id}/favourite", Scope::Member, web::add),
        post("/posts/{id}/unfavourite", Scope::Member, web::remove),
    ]
}

/// Brings what is kept in memory up to date with an event.
pub fn remember(app: &App, event: &db::Event) {
    if matches!(event.kind.as_ref(), Added::KIND | Removed::KIND) {
        posts::Cards::marked(app, AccountId(event.actor), PostId(event.subject));
    }
}

/// Favours a post. Twice is the same as once.
///
/// # Errors
/// [`ground::Error::NotFound`] if `who` may not see the post.
pub async fn add(tx: &mut Tx, who: AccountId, post: PostId, via: &Via) -> Result<Post> {
    let post = posts::original(tx, who, post).await?;
    let place = posts::place(tx, who, &post, via).await?;
    if sql::insert(tx, who, post.id, &place).await? {
        posts::count_favourite(tx, post.id, 1).await?;
        events::append(tx, &Added { post: post.id, author: post.author, by: who })?;
    }
    Ok(post)
}

/// Takes a favourite back. Taking back what was never given is no error.
///
/// # Errors
/// [`ground::Error::NotFound`] if `who` may not see the post.
pub async fn remove(tx: &mut Tx, who: AccountId, post: PostId) -> Result<Post> {
    let post = posts::original(tx, who, post).await?;
    if sql::delete(tx, who, post.id).await? {
        posts::count_favourite(tx, post.id, -1).await?;
        events::append(tx, &Removed { post: post.id, author: post.author, by: who })?;
    }
    Ok(post)
}

/// A page of what `who` favours, latest first; posts `who` may no longer see are left out.
///
/// # Errors
/// If the database does not answer.
pub async fn list(tx: &mut Tx, who: AccountId, ask: Ask, limit: usize) -> Result<Vec<Listed>> {
    listing::page_of(tx, Some(who), ask, limit, async |tx, ask, limit| {
        sql::list(tx, who, ask, limit).await
    })
    .await
}

/// A page of who favours a post, latest first, each with its cursor.
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
