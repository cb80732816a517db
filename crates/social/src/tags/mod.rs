//! Hashtags: what is known of one, and who follows which.
//!
//! Which posts carry a hashtag is said by the posts; a followed hashtag's public posts come into
//! the home.

mod api;
pub mod rules;
mod sql;
pub mod web;

use std::collections::HashMap;

use db::{Tx, record};
use ground::events::{self, Event};
use ground::http::{Ask, Route, Scope, get, post, put};
use ground::{AccountId, Config, Error, Result, Say, TagId};
use serde::{Deserialize, Serialize};
use wire::mastodon::TagHistory;
use wire::{Id, Number};

use crate::posts;

pub(crate) use api::admin::{ruled_list, ruled_one};

/// Most hashtags an account may follow.
const FOLLOWS_MAX: i64 = 1000;
/// Days of a hashtag's history, today included.
const HISTORY_DAYS: i64 = 7;
const DAY_MS: i64 = 86_400_000;

record! {
    /// A hashtag.
    #[derive(Clone, Debug)]
    pub struct Tag {
        /// Its number; 0 if nobody has used it yet.
        pub id: TagId,
        /// What it is known by, whatever way it is typed.
        pub name: String,
        /// The way it was first typed, which is shown.
        pub display: String,
    }
}

record! {
    /// A day of a hashtag.
    #[derive(Clone, Copy, Debug)]
    pub struct Day {
        /// The hashtag.
        pub tag: TagId,
        /// The day, counted from 1970.
        pub day: i64,
        /// Posts that anybody may find under it.
        pub posts: i64,
        /// Their authors.
        pub accounts: i64,
    }
}

/// An account follows a hashtag.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Followed {
    /// Who follows.
    pub account: AccountId,
    /// What.
    pub tag: TagId,
}

impl Event for Followed {
    const KIND: &'static str = "tags.followed";

    fn subject(&self) -> i64 {
        self.tag.0
    }

    fn actor(&self) -> AccountId {
        self.account
    }
}

/// An account no longer follows a hashtag.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Unfollowed {
    /// Who followed.
    pub account: AccountId,
    /// What.
    pub tag: TagId,
}

impl Event for Unfollowed {
    const KIND: &'static str = "tags.unfollowed";

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
    vec![
        get("/api/v1/tags/{name}", Scope::Anyone, api::get),
        post("/api/v1/tags/{name}/follow", Scope::Needs("write:follows"), api::follow),
        post("/api/v1/tags/{name}/unfollow", Scope::Needs("write:follows"), api::unfollow),
        get("/api/v1/followed_tags", Scope::Needs("read:follows"), api::followed),
        get("/api/v1/admin/tags", Scope::Needs("admin:read"), api::admin::list),
        get("/api/v1/admin/tags/{id}", Scope::Needs("admin:read"), api::admin::get),
        put("/api/v1/admin/tags/{id}", Scope::Needs("admin:write"), api::admin::change),
        post("/tags/{name}/follow", Scope::Member, web::follow),
        post("/tags/{name}/unfollow", Scope::Member, web::unfollow),
    ]
}

/// The hashtag of that name, in any spelling; number 0 if nobody has used it yet.
///
/// # Errors
/// [`Error::NotFound`] if no hashtag can be called so.
pub async fn get_or_new(tx: &mut Tx, typed: &str) -> Result<Tag> {
    let name = key(typed)?;
    Ok(match sql::named(tx, &name).await? {
        Some(tag) => tag,
        None => Tag { id: TagId(0), name, display: typed.trim_start_matches('#').to_owned() },
    })
}

/// Follows a hashtag, which is made if nobody has used it yet. Twice is the same as once.
///
/// # Errors
/// [`Error::NotFound`] if no hashtag can be called so; [`Error::Invalid`] if it is one too many.
pub async fn follow(tx: &mut Tx, who: AccountId, typed: &str) -> Result<Tag> {
    let mut tag = get_or_new(tx, typed).await?;
    if tag.id == TagId(0) {
        tag.id = posts::new_tag(tx, &tag.name, &tag.display).await?;
    }
    if sql::count_followed(tx, who).await? >= FOLLOWS_MAX {
        let say = Say::new("error-too-many-followed-tags").with("max", FOLLOWS_MAX);
        return Err(Error::invalid("", say));
    }
    if sql::follow(tx, who, tag.id).await? {
        events::append(tx, &Followed { account: who, tag: tag.id })?;
    }
    Ok(tag)
}

/// No longer follows a hashtag. Of one that was not followed it is no error.
///
/// # Errors
/// [`Error::NotFound`] if no hashtag can be called so.
pub async fn unfollow(tx: &mut Tx, who: AccountId, name: &str) -> Result<Tag> {
    let tag = get_or_new(tx, name).await?;
    if sql::unfollow(tx, who, tag.id).await? {
        events::append(tx, &Unfollowed { account: who, tag: tag.id })?;
    }
    Ok(tag)
}

/// A page of the hashtags `who` follows, latest first, each with its cursor.
///
/// # Errors
/// If the database does not answer.
pub async fn followed(
    tx: &mut Tx,
    who: AccountId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<(i64, Tag)>> {
    let mut page = sql::followed(tx, who, ask, limit).await?;
    page.sort_unstable_by_key(|(cursor, _)| std::cmp::Reverse(*cursor));
    Ok(page)
}

/// Whether `who` follows a hashtag.
///
/// # Errors
/// If the database does not answer.
pub async fn is_followed(tx: &mut Tx, who: AccountId, tag: TagId) -> Result<bool> {
    Ok(!sql::followed_among(tx, who, &[tag]).await?.is_empty())
}

/// Hashtags as apps read them, in order: with their last days, and whether `viewer` follows them.
///
/// # Errors
/// If the database does not answer.
pub async fn wire(
    tx: &mut Tx,
    config: &Config,
    viewer: Option<AccountId>,
    tags: &[Tag],
) -> Result<Vec<wire::mastodon::Tag>> {
    let ids: Vec<TagId> = tags.iter().map(|tag| tag.id).collect();
    let now = tx.now_ms();
    let days = sql::days(tx, &ids, first_id(now / DAY_MS)).await?;
    let (follows, features) = match viewer {
        Some(who) => (
            Some(sql::followed_among(tx, who, &ids).await?),
            Some(sql::featured_among(tx, who, &ids).await?),
        ),
        None => (None, None),
    };
    let wire = tags.iter().map(|tag| wire::mastodon::Tag {
        id: Id(tag.id.0),
        name: tag.display.clone(),
        url: format!("{}/tags/{}", config.origin, tag.name),
        history: history(tag.id, now, &days),
        following: follows.as_ref().map(|follows| follows.contains(&tag.id)),
        featuring: features.as_ref().map(|features| features.contains(&tag.id)),
    });
    Ok(wire.collect())
}

/// The smallest id that could be issued on the first day of the history.
fn first_id(today: i64) -> i64 {
    ((today - HISTORY_DAYS + 1) * DAY_MS) << 21
}

fn history(tag: TagId, now_ms: i64, days: &[Day]) -> Vec<TagHistory> {
    let of_tag = days.iter().filter(|it| it.tag == tag);
    week(now_ms, &of_tag.map(|it| (it.day, (it.posts, it.accounts))).collect())
}

/// A history as apps read it: the last week, today first, from posts and accounts by day.
pub(crate) fn week(now_ms: i64, days: &HashMap<i64, (i64, i64)>) -> Vec<TagHistory> {
    let today = now_ms / DAY_MS;
    let history = (0..HISTORY_DAYS).map(|ago| {
        let (posts, accounts) = days.get(&(today - ago)).copied().unwrap_or_default();
        TagHistory {
            day: Number((today - ago) * DAY_MS / 1000),
            uses: Number(posts),
            accounts: Number(accounts),
        }
    });
    history.collect()
}

/// What a hashtag is known by, if it can be one.
fn key(name: &str) -> Result<String> {
    let typed = format!("#{}", name.trim_start_matches('#'));
    let scan = text::scan(&typed);
    let whole = scan.spans.first().is_some_and(|span| span.bytes == (0..typed.len()));
    let key = text::tag_key(&typed[1..]);
    if !whole || key.is_empty() || scan.hashtags().next().is_none() {
        return Err(Error::NotFound);
    }
    Ok(key)
}
