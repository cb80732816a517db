//! Ready-made JSON of posts, kept in memory: a hot page costs no statement and writes nothing anew
//! but the few numbers that change and what its reader did.

mod filtered;
mod kept;
mod make;
mod quoted;
mod rows;
mod sql;

use std::collections::HashMap;
use std::sync::Arc;

use axum::response::Response;
use ground::events::{self, Event as _};
use ground::kept::Kept;
use ground::{AccountId, App, AppId, Error, PostId, Result};
use wire::mastodon::{self, StatusApplication, StatusMarks, StatusParts};

use super::polls::receive::Recounted;
use super::polls::{Poll, Voted};
use super::quotes::{Decided, PolicyChanged, Quote, QuotePolicy};
use super::receive::{Filed, Linked};
use super::thread::ConversationMuted;
use super::{Deleted, Edited, Pinned, Published, Visibility};
use crate::{accounts, emojis, links, media};
use rows::Row;
use sql::Counts;

pub use filtered::Hide;
pub(super) use make::{Fresh, seed};
pub(super) use sql::{Named, media_of};

/// A post's JSON but for its counts, its author and what its reader did.
pub(super) struct Card {
    id: PostId,
    author: AccountId,
    boost_of: Option<PostId>,
    root: PostId,
    /// Whether it asks something.
    poll: bool,
    quote: Option<Quote>,
    visibility: Visibility,
    quote_policy: QuotePolicy,
    body: Vec<u8>,
}

/// What is kept of posts: their cards, their counts, and what readers did with them.
pub struct Cards {
    cards: Kept<PostId, Arc<Card>>,
    counts: Kept<PostId, Counts>,
    marks: Kept<(AccountId, PostId), StatusMarks>,
    polls: Kept<PostId, Option<Arc<Poll>>>,
    /// What each reader chose in a poll.
    votes: Kept<(AccountId, PostId), Arc<[i64]>>,
    /// Whether one account follows another; asked where only followers may quote.
    follows: Kept<(AccountId, AccountId), bool>,
    /// The conversations each reader has muted, by their roots, ordered.
    muted: Kept<AccountId, Arc<[PostId]>>,
    /// What posts say, folded, for the filters of their readers.
    words: Kept<PostId, Arc<str>>,
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
            polls: Kept::new(bytes_max / 16, 600, |_, _| 600),
            votes: Kept::new(bytes_max / 16, 80, |_, places| 16 + 8 * places.len() as u64),
            follows: Kept::new(bytes_max / 32, 64, |_, _| 17),
            muted: Kept::new(bytes_max / 16, 80, |_, roots| 16 + 8 * roots.len() as u64),
            words: Kept::new(bytes_max / 8, 400, |_, words| words.len() as u64),
            apps: Kept::new(1 << 20, 200, |_, _| 150),
        }
    }

    /// Drops what an event has changed.
    pub fn remember(app: &App, event: &db::Event) {
        let cards = app.memory::<Self>();
        let (post, actor) = (PostId(event.subject), AccountId(event.actor));
        match event.kind.as_ref() {
            Published::KIND => {
                accounts::Cards::count_post(app, event);
                if let Ok(published) = events::read::<Published>(event) {
                    cards.touched(published.author, published.boost_of, published.reply_to);
                    if let Some(quote) = published.quote {
                        cards.counts.forget(&quote.quoted);
                    }
                }
            }
            Deleted::KIND => {
                accounts::Cards::forget(app, actor);
                cards.changed(post);
                cards.counts.forget(&post);
                if let Ok(deleted) = events::read::<Deleted>(event) {
                    cards.touched(deleted.author, deleted.boost_of, deleted.reply_to);
                    if let Some(quoted) = deleted.quoted {
                        cards.counts.forget(&quoted);
                    }
                }
            }
            Filed::KIND => {
                accounts::Cards::forget(app, actor);
                if let Ok(Filed { reply_to: Some(answered), .. }) = events::read(event) {
                    cards.counts.forget(&answered);
                }
            }
            Linked::KIND => {
                cards.changed(post);
                if let Ok(Linked { reply_to, .. }) = events::read(event) {
                    cards.counts.forget(&reply_to);
                }
            }
            Edited::KIND => {
                cards.changed(post);
                cards.polls.forget(&post);
                if let Ok(Edited { votes_gone: true, .. }) = events::read(event) {
                    cards.votes.forget_all();
                }
            }
            Decided::KIND => {
                cards.cards.forget(&post);
                if let Ok(Decided { quote }) = events::read(event) {
                    cards.counts.forget(&quote.quoted);
                }
            }
            PolicyChanged::KIND => cards.cards.forget(&post),
            links::Changed::KIND => cards.relinked(event),
            Recounted::KIND => cards.polls.forget(&post),
            Voted::KIND => {
                cards.polls.forget(&post);
                cards.votes.forget(&(actor, post));
            }
            media::Changed::KIND => {
                if let Ok(media::Changed { post: Some(post), .. }) = events::read(event) {
                    cards.changed(post);
                }
            }
            Pinned::KIND => cards.marks.forget(&(actor, post)),
            // Rare: every post of an account changes at once.
            accounts::Sensitized::KIND => cards.cards.forget_all(),
            // Rare too, and nobody knows which posts use it.
            emojis::Changed::KIND => cards.cards.forget_all(),
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

    /// Drops what is kept of whether one account follows another.
    pub fn followed(app: &App, follower: AccountId, followee: AccountId) {
        app.memory::<Self>().follows.forget(&(follower, followee));
    }

    /// Drops a post's card, when something it shows has changed.
    pub fn forget(app: &App, id: PostId) {
        app.memory::<Self>().changed(id);
    }

    /// Bytes taken now.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        let polls = self.polls.bytes() + self.votes.bytes() + self.follows.bytes();
        let marks = self.marks.bytes() + self.muted.bytes() + polls;
        let words = self.words.bytes() + self.apps.bytes();
        self.cards.bytes() + self.counts.bytes() + marks + words
    }

    /// What a post says or shows is another now.
    fn changed(&self, post: PostId) {
        self.cards.forget(&post);
        self.words.forget(&post);
    }

    fn relinked(&self, event: &db::Event) {
        match events::read::<links::Changed>(event) {
            Ok(links::Changed { posts, more: false, .. }) => {
                posts.iter().for_each(|post| self.cards.forget(post));
            }
            _ => self.cards.forget_all(),
        }
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

/// The poll of a post, as JSON, as `viewer` sees it.
///
/// # Errors
/// [`Error::NotFound`] if it asks nothing.
pub(super) async fn poll(app: &App, viewer: Option<AccountId>, id: PostId) -> Result<Vec<u8>> {
    let poll = rows::polls(app, viewer, &[id]).await?.pop().flatten().ok_or(Error::NotFound)?;
    let mut out = Vec::with_capacity(512);
    mastodon::write_poll(&mut out, poll.parts());
    Ok(out)
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
    let rows = rows::of(app, reader, ids).await?;
    let quoted: Vec<Option<StatusParts<'_>>> = rows.iter().map(Row::quoted).collect();
    let inner: Vec<Option<StatusParts<'_>>> =
        rows.iter().zip(&quoted).map(|(row, quoted)| row.inner(quoted.as_ref())).collect();
    let whole: Vec<Option<StatusParts<'_>>> =
        (0..rows.len()).map(|at| rows[at].whole(inner[at].as_ref(), quoted[at].as_ref())).collect();
    write(&whole);
    Ok(())
}

/// Who made each of these posts, and who made the post it boosts; those gone are left out.
///
/// # Errors
/// If the database does not answer.
pub async fn authors(app: &App, ids: &[PostId]) -> Result<HashMap<PostId, Vec<AccountId>>> {
    let rows = rows::with_boosted(app, ids).await?;
    let made = rows.into_iter().filter_map(|row| {
        let card = row.card?;
        let boosted = row.boosted.map(|card| card.author);
        Some((card.id, std::iter::once(card.author).chain(boosted).collect()))
    });
    Ok(made.collect())
}
