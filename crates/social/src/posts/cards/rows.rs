//! What posts are put together from: their cards, counts, marks and authors.

use std::sync::Arc;

use ground::{AccountId, App, PostId, Result};
use wire::mastodon::{ApprovalOfReader, OwnVotes, PollParts, QuoteParts, StatusParts, StatusTail};

use super::kept::{cards_of, counts_of, follows_of, marks_of, muted_of, polls_of, votes_of};
use super::quoted::{self, Quoted};
use super::{Card, QuotePolicy, Visibility, filtered};
use crate::accounts;

/// A poll, ready to be written.
pub(super) struct Asked {
    body: Vec<u8>,
    /// None without a reader.
    own: Option<(bool, Arc<[i64]>)>,
}

impl Asked {
    pub(super) fn parts(&self) -> PollParts<'_> {
        let own = self.own.as_ref();
        let own = own.map(|(voted, choices)| OwnVotes { voted: *voted, choices });
        PollParts { body: &self.body, own }
    }
}

/// Everything needed to write a post into an answer. A card without its author, or a boost
/// without its post, is not shown.
#[derive(Default)]
pub(super) struct Row {
    pub(super) card: Option<Arc<Card>>,
    pub(super) boosted: Option<Arc<Card>>,
    author: Option<Arc<accounts::Card>>,
    boosted_author: Option<Arc<accounts::Card>>,
    tail: StatusTail,
    poll: Option<Asked>,
    /// What of its reader's filters it matches, as JSON.
    pub(super) filtered: Vec<u8>,
    pub(super) quote: Option<Quoted>,
}

impl Row {
    /// The card of what is counted and marked: of a boost, the post it carries.
    pub(super) fn proper(&self) -> Option<&Card> {
        self.boosted.as_deref().or(self.card.as_deref())
    }

    /// The post quoted, where it is shown.
    pub(super) fn quoted(&self) -> Option<StatusParts<'_>> {
        self.quote.as_ref()?.row()?.whole(None, None)
    }

    fn quote_parts<'a>(&self, quoted: Option<&'a StatusParts<'a>>) -> Option<QuoteParts<'a>> {
        self.quote.as_ref().map(|quote| quote.parts(quoted))
    }

    pub(super) fn inner<'a>(
        &'a self,
        quoted: Option<&'a StatusParts<'a>>,
    ) -> Option<StatusParts<'a>> {
        let (card, author) = (self.boosted.as_deref()?, self.boosted_author.as_deref()?);
        let (body, account) = (&card.body, author.parts());
        let poll = self.poll.as_ref().map(Asked::parts);
        let (tail, filtered) = (self.tail, &self.filtered);
        let quote = self.quote_parts(quoted);
        Some(StatusParts { body, account, tail, poll, filtered, quote, reblog: None })
    }

    pub(super) fn whole<'a>(
        &'a self,
        reblog: Option<&'a StatusParts<'a>>,
        quoted: Option<&'a StatusParts<'a>>,
    ) -> Option<StatusParts<'a>> {
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
        let poll = self.poll.as_ref().filter(|_| reblog.is_none()).map(Asked::parts);
        let quote = self.quote_parts(quoted).filter(|_| reblog.is_none());
        let filtered = &self.filtered;
        Some(StatusParts { body, account, tail, poll, filtered, quote, reblog })
    }
}

/// What is needed to write these posts, in their order.
pub(super) async fn of(app: &App, reader: Option<AccountId>, ids: &[PostId]) -> Result<Vec<Row>> {
    let mut rows = unquoting(app, reader, ids).await?;
    quoted::attach(app, reader, &mut rows).await?;
    Ok(rows)
}

/// The same without what they quote.
pub(super) async fn unquoting(
    app: &App,
    reader: Option<AccountId>,
    ids: &[PostId],
) -> Result<Vec<Row>> {
    let mut rows = with_boosted(app, ids).await?;
    tails(app, reader, &mut rows).await?;
    with_polls(app, reader, &mut rows).await?;
    with_authors(app, &mut rows).await?;
    filtered::mark(app, reader, &mut rows).await?;
    Ok(rows)
}

/// The cards, with those of the posts they boost.
pub(super) async fn with_boosted(app: &App, ids: &[PostId]) -> Result<Vec<Row>> {
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
        row.tail.quotes_count = counts.quotes;
        if let Some(card) = row.proper() {
            let approval = card.quote_policy.wire(ApprovalOfReader::Denied);
            row.tail.quote_approval = approval;
        }
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
    approvals(app, who, rows).await
}

/// Whether the reader may quote these posts. Only where followers may, it must be looked up.
async fn approvals(app: &App, who: AccountId, rows: &mut [Row]) -> Result<()> {
    let asks = |row: &Row| {
        let card = row.proper()?;
        let asks = card.quote_policy == QuotePolicy::Followers && card.author != who;
        asks.then_some(card.author)
    };
    let authors: Vec<AccountId> = rows.iter().filter_map(asks).collect();
    let mut follows = match authors.is_empty() {
        true => Vec::new(),
        false => follows_of(app, who, &authors).await?,
    }
    .into_iter();
    for row in rows {
        let follows = asks(row).is_some() && follows.next().unwrap_or(false);
        let Some(card) = row.proper() else { continue };
        let approval = match (card.author == who, card.visibility) {
            (true, Visibility::Direct) => ApprovalOfReader::Denied,
            (true, _) => ApprovalOfReader::Automatic,
            (false, _) => card.quote_policy.for_other(follows),
        };
        row.tail.quote_approval.current_user = approval;
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

async fn with_polls(app: &App, reader: Option<AccountId>, rows: &mut [Row]) -> Result<()> {
    let asks = |row: &Row| row.proper().filter(|card| card.poll).map(|card| card.id);
    let ids: Vec<PostId> = rows.iter().filter_map(asks).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let mut asked = polls(app, reader, &ids).await?.into_iter();
    for row in rows {
        if asks(row).is_some() {
            row.poll = asked.next().flatten();
            let own = reader.is_some() && row.proper().map(|card| card.author) == reader;
            if let Some((voted, _)) = row.poll.as_mut().and_then(|poll| poll.own.as_mut()) {
                // Nobody is asked what they ask themselves.
                *voted |= own;
            }
        }
    }
    Ok(())
}

/// The polls of these posts, in their order.
pub(super) async fn polls(
    app: &App,
    reader: Option<AccountId>,
    ids: &[PostId],
) -> Result<Vec<Option<Asked>>> {
    let now = app.db.now_ms();
    let polls = polls_of(app, ids).await?;
    let votes = match reader {
        Some(who) => votes_of(app, who, ids).await?.into_iter().map(Some).collect(),
        None => vec![None; ids.len()],
    };
    let asked = polls.into_iter().zip(votes).map(|(poll, votes)| {
        let body = wire::open_json(&poll?.wire(app, now));
        Some(Asked { body, own: votes.map(|places| (!places.is_empty(), places)) })
    });
    Ok(asked.collect())
}
