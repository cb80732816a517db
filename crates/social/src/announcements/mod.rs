//! Announcements: what the people who run the place tell everybody, until it is over or read.
//!
//! One is shown from the moment it is written, or a later one, until its end; `starts_at` and
//! `ends_at` say when what is announced takes place. Nobody is notified of one, and none goes to
//! other servers. People may answer with an emoji; it is told how many did, not who.

mod api;
mod reactions;
mod sql;
mod web;

use db::{Tx, record};
use ground::events::{self, Event};
use ground::http::{Route, Scope, delete, get, post, put};
use ground::{AccountId, App, Error, Result, Say};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use wire::{Id, Time};

use crate::emojis;
use crate::moderation::{self, Target};
use crate::posts::Actor;

pub use reactions::{Reacted, Reaction, forget, forget_emoji, react, reaction, unreact};

/// Longest announcement, in characters.
const BODY_CHARS_MAX: usize = 5000;
/// Most announcements shown to those who write them.
const ALL_MAX: usize = 200;
/// Most announcements shown at once.
const SHOWN_MAX: usize = 50;

record! {
    /// An announcement as the room keeps it.
    #[derive(Clone, Debug)]
    pub struct Announcement {
        /// Its number.
        pub id: i64,
        /// The text as typed.
        pub body: String,
        /// The text as shown.
        pub html: String,
        /// When what is announced begins, in epoch milliseconds.
        pub starts_at: Option<i64>,
        /// When it ends; the announcement is then no longer shown.
        pub ends_at: Option<i64>,
        /// Whether the two are days, not moments.
        pub all_day: bool,
        /// From when it is shown.
        pub published_at: i64,
        /// When it was last changed.
        pub updated_at: i64,
    }
}

/// An announcement as somebody sees it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The announcement.
    pub announcement: Announcement,
    /// The emojis it was answered with, the first ones first.
    pub reactions: Vec<Reaction>,
    /// Whether the reader has read it; none: it is shown to nobody in particular.
    pub read: Option<bool>,
}

/// What is to be announced.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The text.
    pub body: String,
    /// From when it is shown; none: from now, or, when it is changed, as it was.
    pub publish_at: Option<i64>,
    /// When it begins, in epoch milliseconds.
    pub starts_at: Option<i64>,
    /// When it ends.
    pub ends_at: Option<i64>,
    /// Whether the two are days.
    pub all_day: bool,
}

/// Something was announced, changed or taken back.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Changed {
    /// The announcement.
    pub announcement: i64,
    /// Who did it.
    pub by: AccountId,
    /// Whether it is gone.
    pub gone: bool,
}

impl Event for Changed {
    const KIND: &'static str = "announcements.changed";

    fn subject(&self) -> i64 {
        self.announcement
    }

    fn actor(&self) -> AccountId {
        self.by
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let (read, write) = (Scope::Needs("admin:read"), Scope::Needs("admin:write"));
    let (favour, reaction) =
        (Scope::Needs("write:favourites"), "/api/v1/announcements/{id}/reactions/{name}");
    vec![
        get("/api/v1/announcements", Scope::App, api::list),
        post("/api/v1/announcements/{id}/dismiss", Scope::Needs("write:accounts"), api::dismiss),
        put(reaction, favour, api::react),
        delete(reaction, favour, api::unreact),
        get("/api/portevoix/v1/admin/announcements", read, api::all),
        post("/api/portevoix/v1/admin/announcements", write, api::add),
        put("/api/portevoix/v1/admin/announcements/{id}", write, api::change),
        delete("/api/portevoix/v1/admin/announcements/{id}", write, api::remove),
        get("/announcements", Scope::Member, web::show),
        post("/announcements/{id}/dismiss", Scope::Member, web::dismiss),
        get("/admin/announcements", Scope::Member, web::write::list),
        post("/admin/announcements", Scope::Member, web::write::submit),
        get("/admin/announcements/new", Scope::Member, web::write::fresh),
        get("/admin/announcements/{id}", Scope::Member, web::write::edit),
        post("/admin/announcements/{id}", Scope::Member, web::write::rewrite),
        post("/admin/announcements/{id}/{what}", Scope::Member, web::write::handle),
    ]
}

/// What is announced now, the newest first, each with whether `who` has read it.
///
/// # Errors
/// If the database does not answer.
pub async fn shown_to(tx: &mut Tx, who: AccountId) -> Result<Vec<Shown>> {
    let now = tx.now_ms();
    let found = sql::shown(tx, now, SHOWN_MAX).await?;
    let ids: Vec<i64> = found.iter().map(|it| it.id).collect();
    let read = sql::read_among(tx, who, ids).await?;
    let mut shown = reactions::with(tx, Some(who), found).await?;
    for it in &mut shown {
        it.read = Some(read.contains(&it.announcement.id));
    }
    Ok(shown)
}

/// The announcements kept, those that are over too, the newest first.
///
/// # Errors
/// If the database does not answer.
pub async fn all(tx: &mut Tx, limit: usize) -> Result<Vec<Shown>> {
    let found = sql::all(tx, limit).await?;
    reactions::with(tx, None, found).await
}

/// The announcement of that number, as it is shown to nobody in particular.
///
/// # Errors
/// [`Error::NotFound`] if there is none.
pub async fn get_one(tx: &mut Tx, id: i64) -> Result<Shown> {
    let found = by_id(tx, id).await?;
    as_shown(tx, found).await
}

/// Notes that somebody has read one. Twice is the same as once.
///
/// # Errors
/// [`Error::NotFound`] if there is none.
pub async fn dismiss(tx: &mut Tx, who: AccountId, id: i64) -> Result<()> {
    shown_one(tx, id).await?;
    sql::insert_read(tx, who, id).await
}

/// Announces something.
///
/// # Errors
/// [`Error::Invalid`] if it says nothing, too much, or ends before it begins.
pub async fn add(tx: &mut Tx, by: Actor, draft: Draft) -> Result<Shown> {
    let now = tx.now_ms();
    let new = said(tx.new_id(0), now, now, draft)?;
    sql::insert(tx, &new).await?;
    settle(tx, by, "announcement.add", &new, false).await?;
    as_shown(tx, new).await
}

/// Announces it otherwise.
///
/// # Errors
/// [`Error::NotFound`] if there is none; as for [`add`].
pub async fn change(tx: &mut Tx, by: Actor, id: i64, draft: Draft) -> Result<Shown> {
    let old = by_id(tx, id).await?;
    let new = said(id, old.published_at, tx.now_ms(), draft)?;
    sql::update(tx, &new).await?;
    settle(tx, by, "announcement.change", &new, false).await?;
    as_shown(tx, new).await
}

/// Publishes now what waits to be.
///
/// # Errors
/// [`Error::NotFound`] if there is none.
pub async fn publish(tx: &mut Tx, by: Actor, id: i64) -> Result<()> {
    let (mut it, now) = (by_id(tx, id).await?, tx.now_ms());
    if it.published_at <= now {
        return Ok(());
    }
    it.published_at = now;
    it.updated_at = now;
    sql::update(tx, &it).await?;
    settle(tx, by, "announcement.publish", &it, false).await
}

/// Takes an announcement back.
///
/// # Errors
/// [`Error::NotFound`] if there is none.
pub async fn remove(tx: &mut Tx, by: Actor, id: i64) -> Result<()> {
    let old = by_id(tx, id).await?;
    sql::delete(tx, id).await?;
    settle(tx, by, "announcement.remove", &old, true).await
}

/// An Announcement as apps read it.
/// <https://docs.joinmastodon.org/entities/Announcement/>
#[must_use]
pub fn entity(app: &App, shown: &Shown) -> Value {
    let Shown { announcement: it, reactions, read } = shown;
    let mut names: Vec<String> = text::scan(&it.body).hashtags().map(text::tag_key).collect();
    names.sort_unstable();
    names.dedup();
    let tag = |name: &String| json!({ "name": name, "url": app.url(&format!("/tags/{name}")) });
    let tags: Vec<Value> = names.iter().map(tag).collect();
    let reactions = reactions.iter().filter_map(|it| reaction(app, it, read.is_some()));
    let reactions: Vec<Value> = reactions.collect();
    let mut entity = json!({
        "id": Id(it.id),
        "content": it.html,
        "starts_at": it.starts_at.map(Time),
        "ends_at": it.ends_at.map(Time),
        "all_day": it.all_day,
        "published_at": Time(it.published_at),
        "updated_at": Time(it.updated_at),
        "mentions": [],
        "statuses": [],
        "tags": tags,
        "emojis": emojis::used(app, [it.body.as_str()]),
        "reactions": reactions,
    });
    if let Some(read) = read {
        entity["read"] = (*read).into();
    }
    entity
}

/// The one of that number, unless it is not shown yet.
async fn shown_one(tx: &mut Tx, id: i64) -> Result<Announcement> {
    let (it, now) = (by_id(tx, id).await?, tx.now_ms());
    if it.published_at <= now { Ok(it) } else { Err(Error::NotFound) }
}

async fn by_id(tx: &mut Tx, id: i64) -> Result<Announcement> {
    sql::by_id(tx, id).await?.ok_or(Error::NotFound)
}

async fn as_shown(tx: &mut Tx, found: Announcement) -> Result<Shown> {
    reactions::with(tx, None, vec![found]).await?.pop().ok_or(Error::NotFound)
}

fn said(id: i64, published_at: i64, updated_at: i64, draft: Draft) -> Result<Announcement> {
    let body = draft.body.trim().to_owned();
    if body.is_empty() {
        return Err(Error::invalid("text", "error-announcement-empty"));
    }
    if body.contains('\0') {
        return Err(Error::invalid("text", "error-nul"));
    }
    if body.chars().count() > BODY_CHARS_MAX {
        let say = Say::new("error-text-long").with("field", "text").with("max", BODY_CHARS_MAX);
        return Err(Error::invalid("text", say));
    }
    if draft.starts_at.zip(draft.ends_at).is_some_and(|(start, end)| end < start) {
        return Err(Error::invalid("ends_at", "error-announcement-ends-first"));
    }
    let html = text::render(&body, |_, _| None, |tag| format!("/tags/{tag}"));
    let Draft { publish_at, starts_at, ends_at, all_day, .. } = draft;
    let published_at = publish_at.unwrap_or(published_at);
    Ok(Announcement { id, body, html, starts_at, ends_at, all_day, published_at, updated_at })
}

async fn settle(tx: &mut Tx, by: Actor, act: &str, it: &Announcement, gone: bool) -> Result<()> {
    // Of what is not shown yet nobody is told.
    if it.published_at <= tx.now_ms() {
        events::append(tx, &Changed { announcement: it.id, by: by.account, gone })?;
    }
    let name: String = it.body.chars().take(80).collect();
    let target = Target { kind: "announcement", id: it.id, name };
    moderation::note(tx, by, act, target, "").await
}
