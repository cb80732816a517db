//! Trends: what several people speak of just now. Hashtags, posts and links, each with the figures
//! that brought it there.
//!
//! Nothing is kept but what moderators decided: trends are counted anew every few minutes from the
//! posts themselves, so what is deleted, taken back or hidden counts no more. What an account does
//! often counts once.

mod api;
mod count;
mod decide;
mod sql;
mod web;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use db::Tx;
use ground::config::Trending;
use ground::http::{Route, Scope, get, post};
use ground::{AccountId, App, PostId, Result, TagId};
use parking_lot::RwLock;
use tracing::warn;

use crate::links::LinkId;
use crate::tags::{Tag, rules as tag_rules};
use crate::{links, timelines};

pub use count::{ACCOUNTS_MIN, HALF_LIFE_HOURS, Hour, Ranked, Standing, WINDOW_HOURS};
pub use decide::{Publisher, decide, publishers};

/// How often trends are counted.
const EVERY_MS: i64 = 300_000;
/// How often the clock is looked at.
const GLANCE: Duration = Duration::from_secs(1);
/// Most of a sort that are ranked.
const RANKED_MAX: usize = 100;
/// How old an account is before what it does counts, in milliseconds: a day.
const ACCOUNT_AGE_MS_MIN: i64 = 24 * 3_600_000;
const HOUR_MS: i64 = 3_600_000;

/// What trended when it was last counted, each list with the most telling first, with what waits
/// for a moderator and what one refused.
#[derive(Debug, Default)]
pub struct Board {
    /// When that was, in epoch milliseconds; 0: not yet.
    pub counted_at: i64,
    /// Hashtags.
    pub tags: Vec<Ranked<Tag>>,
    /// Posts.
    pub posts: Vec<Ranked<PostId>>,
    /// Links.
    pub links: Vec<Ranked<LinkId>>,
}

/// What is kept in memory of trends: the last count.
#[derive(Default)]
pub struct Trends(RwLock<Arc<Board>>);

/// A part of a list.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// How many to pass over.
    pub offset: usize,
    /// How many.
    pub limit: usize,
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let (read, write) = (Scope::Needs("admin:read"), Scope::Needs("admin:write"));
    vec![
        get("/api/v1/trends", Scope::Anyone, api::of_tags),
        get("/api/v1/trends/tags", Scope::Anyone, api::of_tags),
        get("/api/v1/trends/statuses", Scope::Anyone, api::of_posts),
        get("/api/v1/trends/links", Scope::Anyone, api::of_links),
        get("/api/portevoix/v1/trends", Scope::Anyone, api::why::all),
        get("/api/v1/admin/trends/tags", read, api::admin::of_tags),
        get("/api/v1/admin/trends/statuses", read, api::admin::of_posts),
        get("/api/v1/admin/trends/links", read, api::admin::of_links),
        get("/api/v1/admin/trends/links/publishers", read, api::admin::of_publishers),
        post("/api/v1/admin/trends/tags/{id}/approve", write, api::admin::approve_tag),
        post("/api/v1/admin/trends/tags/{id}/reject", write, api::admin::reject_tag),
        post("/api/v1/admin/trends/statuses/{id}/approve", write, api::admin::approve_post),
        post("/api/v1/admin/trends/statuses/{id}/reject", write, api::admin::reject_post),
        post("/api/v1/admin/trends/links/{id}/approve", write, api::admin::approve_link),
        post("/api/v1/admin/trends/links/{id}/reject", write, api::admin::reject_link),
        post(
            "/api/v1/admin/trends/links/publishers/{id}/approve",
            write,
            api::admin::approve_publisher,
        ),
        post(
            "/api/v1/admin/trends/links/publishers/{id}/reject",
            write,
            api::admin::reject_publisher,
        ),
        get("/trends", Scope::Page, web::show),
    ]
}

/// Counts trends every few minutes of the server's clock, which may be put forward.
pub async fn work(app: App) {
    loop {
        let next = app.db.now_ms() + EVERY_MS;
        if let Err(why) = refresh(&app).await {
            warn!(%why, "Trends could not be counted and will be tried again: {why}");
        }
        while app.db.now_ms() < next {
            tokio::time::sleep(GLANCE).await;
        }
    }
}

/// Counts trends.
///
/// # Errors
/// If the database does not answer.
pub async fn refresh(app: &App) -> Result<()> {
    let how = app.config.trends;
    if how == Trending::Off {
        return Ok(());
    }
    let (board, new) = app.read(async move |tx| counted(tx, how).await).await?;
    if !new.is_empty() {
        app.write(async move |tx| decide::meet(tx, &new).await).await?;
    }
    *app.memory::<Trends>().0.write() = Arc::new(board);
    Ok(())
}

/// The last count.
#[must_use]
pub fn board(app: &App) -> Arc<Board> {
    app.memory::<Trends>().0.read().clone()
}

/// Whether a link trends, and may.
#[must_use]
pub fn is_trending(app: &App, link: LinkId) -> bool {
    board(app).links.iter().any(|it| it.of == link && it.standing == Standing::Shown)
}

/// The hashtags that trend.
#[must_use]
pub fn tags(app: &App, part: Part) -> Vec<Tag> {
    shown(&board(app).tags).skip(part.offset).take(part.limit).cloned().collect()
}

/// The links that trend.
#[must_use]
pub fn trending_links(app: &App, part: Part) -> Vec<LinkId> {
    shown(&board(app).links).skip(part.offset).take(part.limit).copied().collect()
}

/// The posts that trend, without those of accounts that `viewer` blocks or mutes or is blocked
/// by, and those their filters hide.
///
/// # Errors
/// If the database does not answer.
pub async fn posts(app: &App, viewer: Option<AccountId>, part: Part) -> Result<Vec<PostId>> {
    let all: Vec<PostId> = shown(&board(app).posts).copied().collect();
    let seen = timelines::shown_among(app, viewer, all).await?;
    Ok(seen.into_iter().skip(part.offset).take(part.limit).collect())
}

fn shown<T>(list: &[Ranked<T>]) -> impl Iterator<Item = &T> {
    list.iter().filter(|it| it.standing == Standing::Shown).map(|it| &it.of)
}

/// A new count, and the hosts of links that were not met before.
async fn counted(tx: &mut Tx, how: Trending) -> Result<(Board, Vec<String>)> {
    let now = tx.now_ms();
    let since = sql::Since {
        id: (now - WINDOW_HOURS * HOUR_MS) << 21,
        accounts_before: now - ACCOUNT_AGE_MS_MIN,
    };
    let hour = now / HOUR_MS;
    let (tags, posts) = (sql::tag_uses(tx, since).await?, sql::post_uses(tx, since).await?);
    let links = sql::link_uses(tx, since).await?;
    let tags = count::rank(tags, hour, RANKED_MAX);
    let posts = count::rank(posts, hour, RANKED_MAX);
    let links = count::rank(links, hour, RANKED_MAX);

    let ids: Vec<TagId> = tags.iter().map(|it| TagId(it.of)).collect();
    let rules = tag_rules::by_ids(tx, &ids).await?;
    let tags = tags.into_iter().filter_map(|ranked| {
        let rule = rules.iter().find(|rule| rule.tag.id.0 == ranked.of)?;
        let decided = rule.reviewed_at.map(|_| rule.trendable);
        let (of, standing) = (rule.tag.clone(), Standing::of(decided, how));
        Some(ranked.with(of, standing))
    });
    let tags = tags.collect();

    let ids: Vec<i64> = posts.iter().map(|it| it.of).collect();
    let rules: HashMap<i64, bool> = sql::rules(tx, "post", &ids).await?.into_iter().collect();
    let post = |ranked: Ranked<i64>| {
        let (of, standing) = (ranked.of, Standing::of(rules.get(&ranked.of).copied(), how));
        ranked.with(PostId(of), standing)
    };
    let posts = posts.into_iter().map(post).collect();
    let (links, new) = with_hosts(tx, links, how).await?;
    Ok((Board { counted_at: now, tags, posts, links }, new))
}

/// Links with what was decided of each, or else of its host; and the hosts that are new.
async fn with_hosts(
    tx: &mut Tx,
    links: Vec<Ranked<i64>>,
    how: Trending,
) -> Result<(Vec<Ranked<LinkId>>, Vec<String>)> {
    let ids: Vec<i64> = links.iter().map(|it| it.of).collect();
    let rules: HashMap<i64, bool> = sql::rules(tx, "link", &ids).await?.into_iter().collect();
    let ids: Vec<LinkId> = ids.into_iter().map(LinkId).collect();
    let hosts: HashMap<LinkId, String> = links::hosts(tx, &ids).await?.into_iter().collect();
    let names: HashSet<String> = hosts.values().cloned().collect();
    let known = sql::publishers_named(tx, names.iter().cloned().collect()).await?;
    let known: HashMap<String, Option<bool>> =
        known.into_iter().map(|it| (it.host, it.allowed)).collect();
    let ranked = links.into_iter().map(|ranked| {
        let link = LinkId(ranked.of);
        let by_host = hosts.get(&link).and_then(|host| known.get(host).copied().flatten());
        let decided = rules.get(&ranked.of).copied().or(by_host);
        ranked.with(link, Standing::of(decided, how))
    });
    let ranked = ranked.collect();
    let new = names.into_iter().filter(|name| !known.contains_key(name)).collect();
    Ok((ranked, new))
}
