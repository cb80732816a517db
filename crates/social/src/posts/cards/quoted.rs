//! What posts quote, as far as their reader may see it: whole below a post, by number alone below
//! a quoted one. A page that quotes nothing costs nothing here; one that does, a few statements
//! however long it is.

use std::collections::{HashMap, HashSet};

use db::Tx;
use ground::{AccountId, App, PostId, Result};
use wire::Id;
use wire::mastodon::{QuoteParts, QuoteState, StatusParts};

use super::rows::{Row, unquoting};
use crate::posts::quotes::{self, Quote, State};
use crate::posts::{by_ids, seen_among};

/// What a post quotes, ready to be written.
pub(super) enum Quoted {
    Whole(QuoteState, Option<Box<Row>>),
    Shallow(QuoteState, Option<PostId>),
}

impl Quoted {
    /// The post quoted, where it is shown whole.
    pub(super) fn row(&self) -> Option<&Row> {
        match self {
            Self::Whole(_, row) => row.as_deref(),
            Self::Shallow(..) => None,
        }
    }

    pub(super) fn parts<'a>(&self, quoted: Option<&'a StatusParts<'a>>) -> QuoteParts<'a> {
        match self {
            Self::Whole(state, _) => QuoteParts::Whole { state: *state, quoted },
            Self::Shallow(state, id) => {
                QuoteParts::Shallow { state: *state, quoted: id.map(|id| Id(id.0)) }
            }
        }
    }
}

/// Adds what these posts quote.
pub(super) async fn attach(app: &App, reader: Option<AccountId>, rows: &mut [Row]) -> Result<()> {
    let quotes: Vec<Quote> = rows.iter().filter_map(standing).collect();
    let ids: Vec<PostId> = quotes.iter().map(|quote| quote.quoted).collect();
    let inner = if ids.is_empty() { Vec::new() } else { unquoting(app, reader, &ids).await? };
    let deeper = inner.iter().filter_map(standing);
    let eyes = Eyes::of(app, reader, quotes.iter().copied().chain(deeper).collect()).await?;
    let mut inner = inner.into_iter();
    for row in rows {
        let Some(quote) = quote_of(row) else { continue };
        let state = eyes.state(&quote);
        let found = standing(row).and_then(|_| inner.next()).filter(|_| shows(state));
        let found = found.filter(|it| it.card.is_some()).map(|mut quoted| {
            quoted.quote = quote_of(&quoted).map(|deeper| {
                let state = eyes.state(&deeper);
                Quoted::Shallow(state, shows(state).then_some(deeper.quoted))
            });
            Box::new(quoted)
        });
        row.quote = Some(Quoted::Whole(state, found));
    }
    Ok(())
}

fn quote_of(row: &Row) -> Option<Quote> {
    row.proper()?.quote
}

fn standing(row: &Row) -> Option<Quote> {
    quote_of(row).filter(|quote| quote.state == State::Accepted)
}

/// Whether the quoted post goes along: also behind a block or mute of the reader's, who may want
/// to look all the same.
fn shows(state: QuoteState) -> bool {
    matches!(state, QuoteState::Accepted | QuoteState::BlockedAccount | QuoteState::MutedAccount)
}

/// What a reader may see of quoted posts.
#[derive(Default)]
struct Eyes {
    there: HashSet<PostId>,
    seen: HashSet<PostId>,
    /// Whom the reader blocks (true) or mutes.
    shunned: HashMap<AccountId, bool>,
}

impl Eyes {
    async fn of(app: &App, reader: Option<AccountId>, quotes: Vec<Quote>) -> Result<Self> {
        if quotes.is_empty() {
            return Ok(Self::default());
        }
        app.read(async move |tx| Self::read(tx, reader, &quotes).await).await
    }

    async fn read(tx: &mut Tx, reader: Option<AccountId>, quotes: &[Quote]) -> Result<Self> {
        let ids: Vec<PostId> = quotes.iter().map(|quote| quote.quoted).collect();
        let authors: Vec<AccountId> = quotes.iter().map(|quote| quote.quoted_author).collect();
        let found = by_ids(tx, &ids).await?;
        let there = found.iter().map(|post| post.id).collect();
        let seen = seen_among(tx, reader, found).await?.into_iter().map(|post| post.id).collect();
        let mut shunned = HashMap::new();
        if let Some(who) = reader {
            for (account, blocked) in quotes::shunned(tx, who, &authors).await? {
                *shunned.entry(account).or_default() |= blocked;
            }
        }
        Ok(Self { there, seen, shunned })
    }

    fn state(&self, quote: &Quote) -> QuoteState {
        match (quote.state, self.shunned.get(&quote.quoted_author)) {
            (State::Accepted, _) if !self.there.contains(&quote.quoted) => QuoteState::Deleted,
            (State::Accepted, _) if !self.seen.contains(&quote.quoted) => QuoteState::Unauthorized,
            (State::Accepted, Some(true)) => QuoteState::BlockedAccount,
            (State::Accepted, Some(false)) => QuoteState::MutedAccount,
            (state, _) => state.wire(),
        }
    }
}
