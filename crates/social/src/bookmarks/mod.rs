//! Bookmarks: posts an account keeps for itself.
//!
//! Nobody else ever learns of one, so nothing here notifies, federates or counts.

mod api;
mod sql;
mod web;

use db::Tx;
use ground::events::{self, Event};
use ground::http::{Ask, Route, Scope, get, post};
use ground::{AccountId, App, PostId, Result};
use serde::{Deserialize, Serialize};

use crate::posts::listing::{self, Listed};
use crate::posts::{self, Post};

/// An account keeps a post, or no longer.
#[derive(Debug, Deserialize, Serialize)]
pub struct Changed {
    /// Whose bookmark.
    pub account: AccountId,
    /// The post.
    pub post: PostId,
}

impl Event for Changed {
    const KIND: &'static str = "bookmarks.changed";

    fn subject(&self) -> i64 {
        self.post.0
    }

    fn actor(&self) -> AccountId {
        self.account
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/bookmarks", Scope::Needs("read:bookmarks"), api::list),
        post("/api/v1/statuses/{id}/bookmark", Scope::Needs("write:bookmarks"), api::add),
        post("/api/v1/statuses/{id}/unbookmark", Scope::Needs("write:bookmarks"), api::remove),
        get("/bookmarks", Scope::Member, web::list),
        post("/posts/{id}/bookmark", Scope::Member, web::add),
        post("/posts/{id}/unbookmark", Scope::Member, web::remove),
    ]
}

/// Brings what is kept in memory up to date with an event.
pub fn remember(app: &App, event: &db::Event) {
    if event.kind == Changed::KIND {
        posts::Cards::marked(app, AccountId(event.actor), PostId(event.subject));
    }
}

/// Keeps a post for `who`. Keeping it twice is the same as once.
///
/// # Errors
/// [`ground::Error::NotFound`] if `who` may not see the post.
pub async fn add(tx: &mut Tx, who: AccountId, post: PostId) -> Result<Post> {
    let post = posts::original(tx, who, post).await?;
    sql::insert(tx, who, post.id).await?;
    events::append(tx, &Changed { account: who, post: post.id })?;
    Ok(post)
}

/// No longer keeps a post. Removing what was never kept is no error.
///
/// # Errors
/// [`ground::Error::NotFound`] if `who` may not see the post.
pub async fn remove(tx: &mut Tx, who: AccountId, post: PostId) -> Result<Post> {
    let post = posts::original(tx, who, post).await?;
    sql::delete(tx, who, post.id).await?;
    events::append(tx, &Changed { account: who, post: post.id })?;
    Ok(post)
}

/// A page of what `who` keeps, latest kept first; posts `who` may no longer see are left out.
///
/// # Errors
/// If the database does not answer.
pub async fn list(tx: &mut Tx, who: AccountId, ask: Ask, limit: usize) -> Result<Vec<Listed>> {
    listing::page_of(tx, Some(who), ask, limit, async |tx, ask, limit| {
        sql::list(tx, who, ask, limit).await
    })
    .await
}
