//! Featured hashtags: those an account shows on its profile.

mod api;
mod sql;

use db::Tx;
use ground::events::{self, Event};
use ground::http::{Route, Scope, delete, get, post};
use ground::{AccountId, Error, FeaturedTagId, Result, Say, TagId};
use serde::{Deserialize, Serialize};

pub use sql::Featured;

use crate::tags::{self, Tag};
use crate::{accounts, posts};

/// Most hashtags shown on a profile.
pub const FEATURED_MAX: usize = 10;

/// An account shows a hashtag on its profile, or no longer.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Changed {
    /// Whose profile.
    pub account: AccountId,
    /// The hashtag.
    pub tag: TagId,
}

impl Event for Changed {
    const KIND: &'static str = "featured_tags.changed";

    fn subject(&self) -> i64 {
        self.tag.0
    }

    fn actor(&self) -> AccountId {
        self.account
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let (read, write) = (Scope::Needs("read:accounts"), Scope::Needs("write:accounts"));
    vec![
        get("/api/v1/featured_tags", read, api::own),
        post("/api/v1/featured_tags", write, api::add),
        get("/api/v1/featured_tags/suggestions", read, api::suggestions),
        delete("/api/v1/featured_tags/{id}", write, api::remove),
        get("/api/v1/accounts/{id}/featured_tags", Scope::Anyone, api::of),
        post("/api/v1/tags/{name}/feature", write, api::feature),
        post("/api/v1/tags/{name}/unfeature", write, api::unfeature),
    ]
}

/// `who` shows a hashtag on the profile. Twice is the same as once.
///
/// # Errors
/// [`Error::Invalid`] if no hashtag can be called so, or it is one too many.
pub async fn add(tx: &mut Tx, who: AccountId, typed: &str) -> Result<Tag> {
    let mut tag = match tags::get_or_new(tx, typed).await {
        Err(Error::NotFound) => return Err(Error::invalid("name", "error-bad-tag")),
        found => found?,
    };
    if tag.id == TagId(0) {
        tag.id = posts::new_tag(tx, &tag.name, &tag.display).await?;
    }
    let shown = sql::of(tx, who).await?;
    if shown.iter().any(|(_, it)| it.id == tag.id) {
        return Ok(tag);
    }
    if shown.len() >= FEATURED_MAX {
        let say = Say::new("error-many-featured-tags").with("max", FEATURED_MAX);
        return Err(Error::invalid("name", say));
    }
    sql::insert(tx, who, tag.id).await?;
    events::append(tx, &Changed { account: who, tag: tag.id })?;
    Ok(tag)
}

/// `who` no longer shows a hashtag. Of one that was not shown it is no error.
///
/// # Errors
/// [`Error::NotFound`] if no hashtag can be called so.
pub async fn remove_tag(tx: &mut Tx, who: AccountId, name: &str) -> Result<Tag> {
    let tag = tags::get_or_new(tx, name).await?;
    if sql::delete_tag(tx, who, tag.id).await? {
        events::append(tx, &Changed { account: who, tag: tag.id })?;
    }
    Ok(tag)
}

/// `who` no longer shows this hashtag.
///
/// # Errors
/// [`Error::NotFound`] if it is not among those `who` shows.
pub async fn remove(tx: &mut Tx, who: AccountId, id: FeaturedTagId) -> Result<()> {
    let tag = sql::delete(tx, who, id).await?.ok_or(Error::NotFound)?;
    events::append(tx, &Changed { account: who, tag })
}

/// The hashtags that `of` shows, in the order they were chosen, with how many public posts of
/// theirs carry each: two statements.
///
/// # Errors
/// [`Error::NotFound`] if there is no such account.
pub async fn list(tx: &mut Tx, of: AccountId) -> Result<Vec<Featured>> {
    if !accounts::get_known(tx, of).await?.is_active() {
        return Ok(Vec::new());
    }
    let shown = sql::of(tx, of).await?;
    let ids: Vec<TagId> = shown.iter().map(|(_, tag)| tag.id).collect();
    let uses = sql::uses(tx, of, &ids).await?;
    let featured = shown.into_iter().map(|(id, tag)| {
        let found = uses.iter().find(|(of, _, _)| *of == tag.id);
        let (posts, last) = found.map_or((0, None), |(_, posts, last)| (*posts, Some(*last)));
        Featured { id, tag, posts, last }
    });
    Ok(featured.collect())
}

/// The hashtags that `who` used most in the latest posts and does not show yet.
///
/// # Errors
/// If the database does not answer.
pub async fn suggestions(tx: &mut Tx, who: AccountId) -> Result<Vec<Tag>> {
    sql::used_lately(tx, who, FEATURED_MAX).await
}
