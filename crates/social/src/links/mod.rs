//! Links: what the first link of a post leads to, told by the page itself, once for all posts
//! that show it.
//!
//! A page is asked after a public or unlisted post links to it, never because of a letter: its
//! server would learn of the letter. Nothing of a foreign page but words, and a picture drawn anew
//! here, reaches a reader.

mod address;
mod ask;
mod card;
mod oembed;
mod sql;

use std::collections::HashMap;
use std::sync::OnceLock;

use db::Tx;
use ground::events::{self, Event};
use ground::{AccountId, App, Error, PostId, Result, jobs, outside};
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};

pub use address::{Link, Relinked, first, normal};
pub use ask::work;
pub use card::{Card, Kind};
use sql::Row;

const DAY_MS: i64 = 24 * 3_600_000;
/// How long what a page said holds, in milliseconds: two weeks.
const FRESH_MS: i64 = 14 * 24 * 3_600_000;
/// How long a page that did not answer is left alone.
const SILENT_MS: i64 = 24 * 3_600_000;
/// How long a link that no post shows is kept after it was last fresh.
const UNUSED_MS_MAX: i64 = 30 * 24 * 3_600_000;
/// Links looked at by one sweep.
const SWEEP_MAX: usize = 200;
/// Most posts named in one event; if more show the link, all ready-made posts are forgotten.
const CHANGED_MAX: usize = 500;
/// Links to an author's posts that are told anew when the author changes: the latest.
const OWN_MAX: usize = 500;

db::value! {
    /// A link's number.
    #[derive(Default, Deserialize, Serialize)]
    pub struct LinkId(pub i64);
}

/// What is shown for a link has changed.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Changed {
    /// The link.
    pub link: LinkId,
    /// The posts that show it, latest first.
    pub posts: Vec<PostId>,
    /// Whether there are more of them.
    pub more: bool,
}

impl Event for Changed {
    const KIND: &'static str = "links.changed";

    fn subject(&self) -> i64 {
        self.link.0
    }

    fn actor(&self) -> AccountId {
        AccountId(0)
    }
}

db::record! {
    /// A day of a link.
    #[derive(Clone, Copy, Debug)]
    pub struct Day {
        /// The link.
        pub link: LinkId,
        /// The day, counted from 1970.
        pub day: i64,
        /// Public posts that show it.
        pub posts: i64,
        /// Their authors.
        pub accounts: i64,
    }
}

/// What is said of the post that carries a link.
#[derive(Clone, Copy, Debug)]
pub struct Carried {
    /// Who wrote it.
    pub author: AccountId,
    /// Whether it is public.
    pub listed: bool,
    /// Whether the page may be asked because of it.
    pub open: bool,
}

/// What is kept in memory of links: how pages are asked, and whose turn it is.
#[derive(Default)]
pub struct Links {
    client: OnceLock<reqwest::Client>,
    manners: Mutex<ask::Manners>,
    swept: Mutex<LinkId>,
}

/// Makes ready to ask pages.
///
/// # Errors
/// If the system's trust in certificates cannot be read.
pub fn wake(app: &App) -> Result<()> {
    let client = outside::client(app.config.dev)?;
    let _ = app.memory::<Links>().client.set(client);
    Ok(())
}

/// From now on a post shows this link. Its page is asked if need be and allowed. Answers the link
/// and whether it is a post here of which nothing is known yet.
///
/// # Errors
/// If the database does not answer.
pub async fn hang(tx: &mut Tx, post: PostId, link: &Link, of: Carried) -> Result<(LinkId, bool)> {
    let row = find_or_add(tx, link).await?;
    if sql::shown_by(tx, post).await? == Some(row.id) {
        return Ok((row.id, false));
    }
    sql::hang(tx, post, row.id, of).await?;
    if row.card.is_some() {
        let changed = Changed { link: row.id, posts: vec![post], more: false };
        events::append(tx, &changed)?;
    }
    let now = tx.now_ms();
    if of.open && row.due_at <= now && row.own_post.is_none() {
        let queue = ask::queue(&row.host);
        jobs::add(tx, queue, &row.id.0.to_string(), "", now).await?;
    }
    Ok((row.id, row.own_post.is_some() && row.card.is_none()))
}

/// A post shows no link any more, or is gone.
///
/// # Errors
/// If the database does not answer.
pub async fn take_off(tx: &mut Tx, post: PostId) -> Result<()> {
    if let Some(link) = sql::shown_by(tx, post).await?
        && sql::take_off(tx, post).await?
    {
        events::append(tx, &Changed { link, posts: vec![post], more: false })?;
    }
    Ok(())
}

/// The links that lead to a post here.
///
/// # Errors
/// If the database does not answer.
pub async fn to_post(tx: &mut Tx, post: PostId) -> Result<Vec<LinkId>> {
    sql::own_of(tx, post).await
}

/// The links that lead to posts of an author here, the latest 500.
///
/// # Errors
/// If the database does not answer.
pub async fn to_posts_by(tx: &mut Tx, author: AccountId) -> Result<Vec<(LinkId, PostId)>> {
    sql::own_by(tx, author, OWN_MAX).await
}

/// Notes what is shown for a link to a post here; none: nothing.
///
/// # Errors
/// If the database does not answer.
pub async fn tell(tx: &mut Tx, link: LinkId, own: Option<(AccountId, Card)>) -> Result<()> {
    let Some(row) = sql::by_id(tx, link).await? else { return Ok(()) };
    let card = match own {
        Some((author, card)) => {
            sql::set_author(tx, link, author).await?;
            Some(card)
        }
        None => None,
    };
    let due_at = row.due_at;
    set_card(tx, &row, card.as_ref(), due_at).await.map(drop)
}

/// What these posts show of their links: the address and the card.
///
/// # Errors
/// If the database does not answer.
pub async fn of_posts(tx: &mut Tx, posts: &[PostId]) -> Result<HashMap<PostId, (String, Card)>> {
    let found = sql::cards(tx, posts)
        .await?
        .into_iter()
        .filter_map(|(post, url, card)| Some((post, (url, serde_json::from_str(&card).ok()?))));
    Ok(found.collect())
}

/// The link of that address, as it stands for itself or for another.
///
/// # Errors
/// [`Error::NotFound`] if nothing is known of it.
pub async fn find(tx: &mut Tx, url: &str) -> Result<LinkId> {
    if url.contains('\0') {
        return Err(Error::NotFound);
    }
    let found = match sql::by_url(tx, url).await? {
        Some(found) => Some(found),
        None => match normal(url) {
            Some(url) => sql::by_url(tx, url.as_str()).await?,
            None => None,
        },
    };
    let found = found.ok_or(Error::NotFound)?;
    Ok(found.stands_for.unwrap_or(found.id))
}

/// What is shown for links: their addresses and cards; those of which nothing is known are left
/// out.
///
/// # Errors
/// If the database does not answer.
pub async fn cards(tx: &mut Tx, ids: &[LinkId]) -> Result<HashMap<LinkId, (String, Card)>> {
    let found = sql::by_ids(tx, ids)
        .await?
        .into_iter()
        .filter_map(|(id, url, card)| Some((id, (url, serde_json::from_str(&card).ok()?))));
    Ok(found.collect())
}

/// The hosts of links.
///
/// # Errors
/// If the database does not answer.
pub async fn hosts(tx: &mut Tx, ids: &[LinkId]) -> Result<Vec<(LinkId, String)>> {
    sql::hosts(tx, ids).await
}

/// The days of links in the last week: public posts that show each, and their authors.
///
/// # Errors
/// If the database does not answer.
pub async fn days(tx: &mut Tx, ids: &[LinkId]) -> Result<Vec<Day>> {
    let today = tx.now_ms() / DAY_MS;
    sql::days(tx, ids, ((today - 6) * DAY_MS) << 21).await
}

/// Forgets links that no post has shown for long, a few at a time.
///
/// # Errors
/// If the database does not answer.
pub async fn sweep(app: &App) -> Result<()> {
    let after = *app.memory::<Links>().swept.lock();
    let next = app
        .write(async move |tx| {
            let now = tx.now_ms();
            let looked_at = sql::some_after(tx, after, SWEEP_MAX).await?;
            let next = looked_at.last().filter(|_| looked_at.len() == SWEEP_MAX);
            let next = next.map_or(LinkId(0), |old| old.id);
            let over = |old: &sql::Old| {
                let kept_ms = if old.alias { 0 } else { UNUSED_MS_MAX };
                !old.shown && old.due_at + kept_ms < now
            };
            let gone: Vec<sql::Old> = looked_at.into_iter().filter(over).collect();
            let ids: Vec<LinkId> = gone.iter().map(|old| old.id).collect();
            if !ids.is_empty() {
                sql::delete(tx, &ids).await?;
            }
            Ok(next)
        })
        .await?;
    *app.memory::<Links>().swept.lock() = next;
    Ok(())
}

/// The link of that address, or the one it stands for; a new one if need be.
async fn find_or_add(tx: &mut Tx, link: &Link) -> Result<Row> {
    if let Some(row) = sql::by_url(tx, &link.url).await? {
        let other = match row.stands_for {
            Some(other) => sql::by_id(tx, other).await?,
            None => None,
        };
        return Ok(other.unwrap_or(row));
    }
    let host = url::Url::parse(&link.url).ok().and_then(|url| url.host_str().map(str::to_owned));
    let row = Row {
        id: LinkId(tx.new_id(0)),
        url: link.url.clone(),
        host: host.unwrap_or_default(),
        stands_for: None,
        own_post: link.own,
        card: None,
        due_at: 0,
    };
    sql::insert(tx, &row).await?;
    Ok(row)
}

/// Keeps what is shown for a link, and says so if it is another thing than before. Answers
/// whether it is.
async fn set_card(tx: &mut Tx, row: &Row, card: Option<&Card>, due_at: i64) -> Result<bool> {
    let card = card.map(serde_json::to_string).transpose().map_err(Error::internal)?;
    let same = card == row.card;
    sql::set_card(tx, row.id, card, due_at).await?;
    if !same {
        say_changed(tx, row.id).await?;
    }
    Ok(!same)
}

/// Says that posts show something else for a link.
async fn say_changed(tx: &mut Tx, link: LinkId) -> Result<()> {
    let mut posts = sql::posts_of(tx, link, CHANGED_MAX + 1).await?;
    let more = posts.len() > CHANGED_MAX;
    posts.truncate(CHANGED_MAX);
    events::append(tx, &Changed { link, posts, more })
}
