//! Ready-made JSON of posts, kept in memory: a hot page costs no statement and writes nothing anew
//! but the few numbers that change and what its reader did.

mod make;
mod sql;

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use axum::response::Response;
use ground::events::{self, Event as _};
use ground::kept::{Kept, Ticket};
use ground::{AccountId, App, AppId, Error, PostId, Result};
use wire::mastodon::{self, StatusApplication, StatusMarks, StatusParts, StatusTail};

use super::thread::ConversationMuted;
use super::{Deleted, Edited, Pinned, Published};
use crate::{accounts, media};
use sql::Counts;

pub(super) use make::{Fresh, seed};
pub(super) use sql::{Named, media_of};

/// A post's JSON but for its counts, its author and what its reader did.
pub(super) struct Card {
    id: PostId,
    author: AccountId,
    boost_of: Option<PostId>,
    root: PostId,
    body: Vec<u8>,
}

/// What is kept of posts: their cards, their counts, and what readers did with them.
pub struct Cards {
    cards: Kept<PostId, Arc<Card>>,
    counts: Kept<PostId, Counts>,
    marks: Kept<(AccountId, PostId), StatusMarks>,
    /// The conversations each reader has muted, by their roots, ordered.
    muted: Kept<AccountId, Arc<[PostId]>>,
    /// The programs posts are written with. They never change.
    apps: Kept<AppId, Arc<StatusApplication>>,
}

impl Cards {
    /// Room for about that many bytes.
    #[must_use]
    pub fn new(bytes_max: u64) -> Self {
        let size = |_: &PostId, card: &Arc<Card>| (card.body.len() + size_of::<Card>()) as u64;
        Self {
            cards: Kept::new(bytes_max, 1200, size),
            counts: Kept::new(bytes_max / 8, 80, |_, _| 32),
            marks: Kept::new(bytes_max / 2, 80, |_, _| 24),
            muted: Kept::new(bytes_max / 16, 80, |_, roots| 16 + 8 * roots.len() as u64),
            apps: Kept::new(1 << 20, 200, |_, _| 150),
        }
    }

    /// Drops what an event has changed.
    pub fn remember(app: &App, event: &db::Event) {
        let cards = app.memory::<Self>();
        let (post, actor) = (PostId(event.subject), AccountId(event.actor));
        match event.kind.as_ref() {
            Published::KIND => {
                accounts::Cards::forget(app, actor);
                if let Ok(published) = events::read::<Published>(event) {
                    cards.touched(published.author, published.boost_of, published.reply_to);
                }
            }
            Deleted::KIND => {
                accounts::Cards::forget(app, actor);
                cards.cards.forget(&post);
                cards.counts.forget(&post);
                if let Ok(deleted) = events::read::<Deleted>(event) {
                    cards.touched(deleted.author, deleted.boost_of, deleted.reply_to);
                }
            }
            Edited::KIND => cards.cards.forget(&post),
            media::Changed::KIND => {
                if let Ok(media::Changed { post: Some(post), .. }) = events::read(event) {
                    cards.cards.forget(&post);
                }
            }
            Pinned::KIND => cards.marks.forget(&(actor, post)),
            ConversationMuted::KIND => cards.muted.forget(&actor),
            _ => {}
        }
    }

    /// Drops what is kept of a post's counts and of what `actor` did with it: another room has
    /// counted or marked it.
    pub fn marked(app: &App, actor: AccountId, post: PostId) {
        let cards = app.memory::<Self>();
        cards.counts.forget(&post);
        cards.marks.forget(&(actor, post));
    }

    /// Drops a post's card, when something it shows has changed.
    pub fn forget(app: &App, id: PostId) {
        app.memory::<Self>().cards.forget(&id);
    }

    /// Bytes taken now.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        let marks = self.marks.bytes() + self.muted.bytes();
        self.cards.bytes() + self.counts.bytes() + marks + self.apps.bytes()
    }

    fn touched(&self, actor: AccountId, boosted: Option<PostId>, answered: Option<PostId>) {
        if let Some(boosted) = boosted {
            self.counts.forget(&boosted);
            self.marks.forget(&(actor, boosted));
        }
        if let Some(answered) = answered {
            self.counts.forget(&answered);
        }
    }
}

/// One post as JSON, as `viewer` sees it. Whether they may see it must be settled before.
///
/// # Errors
/// [`Error::NotFound`] if it is gone.
pub async fn answer(app: &App, viewer: Option<AccountId>, id: PostId) -> Result<Response> {
    written(app, viewer, id).await.map(ground::http::paging::json)
}

/// The JSON of one post, as [`answer`] sends it.
///
/// # Errors
/// [`Error::NotFound`] if it is gone.
pub async fn written(app: &App, viewer: Option<AccountId>, id: PostId) -> Result<Vec<u8>> {
    let mut out = Vec::with_capacity(4096);
    let found = statuses(app, viewer, &[id], |parts| {
        if let Some(status) = parts.first() {
            mastodon::write_status(&mut out, *status);
        }
    })
    .await?;
    if found == 0 { Err(Error::NotFound) } else { Ok(out) }
}

/// Posts as a JSON list, in the order of `ids`, as `viewer` sees them.
///
/// # Errors
/// If the database does not answer.
pub async fn answer_list(app: &App, viewer: Option<AccountId>, ids: &[PostId]) -> Result<Vec<u8>> {
    let mut out = Vec::with_capacity(ids.len() * 2600 + 2);
    statuses(app, viewer, ids, |parts| mastodon::write_statuses(&mut out, parts)).await?;
    Ok(out)
}

/// Gathers posts and hands their parts to `write`, in the order of `ids`; those gone are left
/// out. Returns how many there were.
///
/// # Errors
/// If the database does not answer.
pub async fn statuses(
    app: &App,
    reader: Option<AccountId>,
    ids: &[PostId],
    write: impl FnOnce(&[StatusParts<'_>]),
) -> Result<usize> {
    let mut count = 0;
    statuses_at(app, reader, ids, |places| {
        let parts: Vec<StatusParts<'_>> = places.iter().filter_map(|place| *place).collect();
        count = parts.len();
        write(&parts);
    })
    .await?;
    Ok(count)
}

/// As [`statuses`], with a place for each of `ids`, empty for those gone.
///
/// # Errors
/// If the database does not answer.
pub async fn statuses_at(
    app: &App,
    reader: Option<AccountId>,
    ids: &[PostId],
    write: impl FnOnce(&[Option<StatusParts<'_>>]),
) -> Result<()> {
    let rows = rows(app, reader, ids).await?;
    let inner: Vec<Option<StatusParts<'_>>> = rows.iter().map(Row::inner).collect();
    let whole: Vec<Option<StatusParts<'_>>> =
        rows.iter().zip(&inner).map(|(row, inner)| row.whole(inner.as_ref())).collect();
    write(&whole);
    Ok(())
}

/// Who made each of these posts, and who made the post it boosts; those gone are left out.
///
/// # Errors
/// If the database does not answer.
pub async fn authors(app: &App, ids: &[PostId]) -> Result<HashMap<PostId, Vec<AccountId>>> {
    let rows = with_boosted(app, ids).await?;
    let made = rows.into_iter().filter_map(|row| {
        let card = row.card?;
        let boosted = row.boosted.map(|card| card.author);
        Some((card.id, std::iter::once(card.author).chain(boosted).collect()))
    });
    Ok(made.collect())
}

/// Everything needed to write a post into an answer. A card without its author, or a boost
/// without its post, is not shown.
#[derive(Default)]
struct Row {
    card: Option<Arc<Card>>,
    boosted: Option<Arc<Card>>,
    author: Option<Arc<accounts::Card>>,
    boosted_author: Option<Arc<accounts::Card>>,
    tail: StatusTail,
}

impl Row {
    /// The card of what is counted and marked: of a boost, the post it carries.
    fn proper(&self) -> Option<&Card> {
        self.boosted.as_deref().or(self.card.as_deref())
    }

    fn inner(&self) -> Option<StatusParts<'_>> {
        let (card, author) = (self.boosted.as_deref()?, self.boosted_author.as_deref()?);
        let (body, account) = (&card.body, author.parts());
        Some(StatusParts { body, account, tail: self.tail, reblog: None })
    }

    fn whole<'a>(&'a self, reblog: Option<&'a StatusParts<'a>>) -> Option<StatusParts<'a>> {
        let (card, author) = (self.card.as_deref()?, self.author.as_deref()?);
        if card.boost_of.is_some() && reblog.is_none() {
            return None;
        }
        let (body, account) = (&card.body, author.parts());
        let mut tail = self.tail;
        if let Some(marks) = tail.marks.as_mut().filter(|_| reblog.is_some()) {
            // Only posts are pinned.
            marks.pinned = None;
        }
        Some(StatusParts { body, account, tail, reblog })
    }
}

async fn rows(app: &App, reader: Option<AccountId>, ids: &[PostId]) -> Result<Vec<Row>> {
    let mut rows = with_boosted(app, ids).await?;
    tails(app, reader, &mut rows).await?;
    with_authors(app, &mut rows).await?;
    Ok(rows)
}

/// The cards, with those of the posts they boost.
async fn with_boosted(app: &App, ids: &[PostId]) -> Result<Vec<Row>> {
    let cards = cards_of(app, ids).await?;
    let mut rows: Vec<Row> = cards.into_iter().map(|card| Row { card, ..Row::default() }).collect();
    let boosted: Vec<PostId> = rows.iter().filter_map(|row| row.card.as_ref()?.boost_of).collect();
    if !boosted.is_empty() {
        let mut boosted = cards_of(app, &boosted).await?.into_iter();
        for row in &mut rows {
            if row.card.as_ref().is_some_and(|card| card.boost_of.is_some()) {
                row.boosted = boosted.next().flatten();
            }
        }
    }
    Ok(rows)
}

async fn tails(app: &App, reader: Option<AccountId>, rows: &mut [Row]) -> Result<()> {
    let proper: Vec<PostId> =
        rows.iter().map(|row| row.proper().map_or(PostId(0), |card| card.id)).collect();
    let counts = counts_of(app, &proper).await?;
    for (row, counts) in rows.iter_mut().zip(counts) {
        row.tail.replies_count = counts.replies;
        row.tail.reblogs_count = counts.boosts;
        row.tail.favourites_count = counts.favourites;
    }
    let Some(who) = reader else { return Ok(()) };
    let marks = marks_of(app, who, &proper).await?;
    let muted = muted_of(app, who).await?;
    for (row, mut marks) in rows.iter_mut().zip(marks) {
        let Some(card) = row.proper() else { continue };
        let own = card.author == who;
        marks.pinned = own.then(|| marks.pinned.unwrap_or(false));
        marks.muted = muted.binary_search(&card.root).is_ok();
        row.tail.marks = Some(marks);
    }
    Ok(())
}

async fn with_authors(app: &App, rows: &mut [Row]) -> Result<()> {
    let mut authors: Vec<AccountId> = rows
        .iter()
        .flat_map(|row| [row.card.as_ref(), row.boosted.as_ref()])
        .filter_map(|card| Some(card?.author))
        .collect();
    authors.sort_unstable();
    authors.dedup();
    let cards = accounts::cards(app, &authors).await?;
    let of = |card: &Option<Arc<Card>>| cards.get(&card.as_ref()?.author).cloned();
    for row in rows {
        row.author = of(&row.card);
        row.boosted_author = of(&row.boosted);
    }
    Ok(())
}

async fn cards_of(app: &App, ids: &[PostId]) -> Result<Vec<Option<Arc<Card>>>> {
    let kept = &app.memory::<Cards>().cards;
    let (mut found, missing) = look(kept, ids);
    if missing.is_empty() {
        return Ok(found);
    }
    let (house, wanted) = (app.clone(), keys(&missing));
    let made = app.read(async move |tx| make::cards(tx, &house.config, &wanted).await).await?;
    let made: HashMap<PostId, Arc<Card>> =
        made.into_iter().map(|card| (card.id, Arc::new(card))).collect();
    for Missing { at, key, ticket } in missing {
        if let Some(card) = made.get(&key) {
            kept.keep(key, card.clone(), ticket);
            found[at] = Some(card.clone());
        }
    }
    Ok(found)
}

async fn counts_of(app: &App, ids: &[PostId]) -> Result<Vec<Counts>> {
    let kept = &app.memory::<Cards>().counts;
    let (mut found, missing) = look(kept, ids);
    if !missing.is_empty() {
        let wanted = keys(&missing);
        let read = app.read(async move |tx| sql::counts(tx, &wanted).await).await?;
        let read: HashMap<PostId, Counts> = read.into_iter().collect();
        for Missing { at, key, ticket } in missing {
            let counts = read.get(&key).copied().unwrap_or_default();
            kept.keep(key, counts, ticket);
            found[at] = Some(counts);
        }
    }
    Ok(found.into_iter().map(Option::unwrap_or_default).collect())
}

async fn marks_of(app: &App, who: AccountId, ids: &[PostId]) -> Result<Vec<StatusMarks>> {
    let kept = &app.memory::<Cards>().marks;
    let pairs: Vec<(AccountId, PostId)> = ids.iter().map(|id| (who, *id)).collect();
    let (mut found, missing) = look(kept, &pairs);
    if !missing.is_empty() {
        let wanted: Vec<PostId> = missing.iter().map(|missing| missing.key.1).collect();
        let read = app.read(async move |tx| make::marks(tx, who, &wanted).await).await?;
        for Missing { at, key, ticket } in missing {
            let marks = read.get(&key.1).copied().unwrap_or_default();
            kept.keep(key, marks, ticket);
            found[at] = Some(marks);
        }
    }
    Ok(found.into_iter().map(Option::unwrap_or_default).collect())
}

async fn muted_of(app: &App, who: AccountId) -> Result<Arc<[PostId]>> {
    let kept = &app.memory::<Cards>().muted;
    if let Some(roots) = kept.get(&who) {
        return Ok(roots);
    }
    let ticket = kept.ticket(&who);
    let roots = app.read(async move |tx| super::thread::muted_by(tx, who).await).await?;
    let roots: Arc<[PostId]> = roots.into();
    kept.keep(who, roots.clone(), ticket);
    Ok(roots)
}

/// A key of which nothing is kept.
struct Missing<K> {
    at: usize,
    key: K,
    ticket: Ticket,
}

/// What is kept of `keys`, in their order, and what must be read.
fn look<K, V>(kept: &Kept<K, V>, keys: &[K]) -> (Vec<Option<V>>, Vec<Missing<K>>)
where
    K: Copy + Eq + Hash,
    V: Clone,
{
    let mut missing = Vec::new();
    let found = keys.iter().enumerate().map(|(at, key)| {
        let value = kept.get(key);
        if value.is_none() {
            missing.push(Missing { at, key: *key, ticket: kept.ticket(key) });
        }
        value
    });
    (found.collect(), missing)
}

fn keys<K: Copy>(missing: &[Missing<K>]) -> Vec<K> {
    missing.iter().map(|missing| missing.key).collect()
}
