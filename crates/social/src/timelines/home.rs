//! The home timeline of one reader: complete, in order, by the rule of the index. What lies below
//! what memory holds is read from the database by the same rule.

use std::sync::Arc;

use db::Tx;
use ground::http::Ask;
use ground::{AccountId, App, PostId, Result};
use timeline::{Follow, Order, Reader, Relations, Rest};

use super::Timelines;
use super::entries::{Entries, Lists};
use super::left_out::LeftOut;
use super::older::{self, Span};
use super::sql::{self, Row};
use crate::filters::Context;

/// With more chains than this, a stretch of everybody's entries is tried first: whoever follows
/// thousands follows a fair part of what is posted.
const CHAINS_FEW: usize = 400;
/// That stretch, in entries.
const STRETCH: usize = 1000;

/// A page of `who`'s home, newest first. It is shorter than `limit` only where the home ends.
///
/// # Errors
/// If the database does not answer.
pub async fn home(app: &App, who: AccountId, ask: Ask, limit: usize) -> Result<Vec<PostId>> {
    read(app, who, reader(app, who), ask, limit).await
}

/// A page of the home or list that `reader` is, newest first, as `who` sees it. Of whoever comes
/// back, what they read and what they leave out are read from the database side by side.
pub(super) async fn read(
    app: &App,
    who: AccountId,
    reader: impl Future<Output = Result<Arc<Reader>>>,
    ask: Ask,
    limit: usize,
) -> Result<Vec<PostId>> {
    let left_out = LeftOut::of(app, Some(who), Context::Home);
    let (reader, left_out) = tokio::try_join!(reader, left_out)?;
    let mut filling = left_out.page(ask, limit);
    while let Some((ask, limit)) = filling.wants() {
        let ids = page(app, &reader, ask, limit).await?;
        filling.take(app, ids).await?;
    }
    Ok(filling.done())
}

/// Who `who` reads and avoids, from memory, else from the database: five statements.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn reader(app: &App, who: AccountId) -> Result<Arc<Reader>> {
    let index = &app.memory::<Timelines>().index;
    let now = app.db.now_ms();
    let current = |reader: &Arc<Reader>| reader.ends_at().is_none_or(|end| end > now);
    if let Some(reader) = index.reader(who.index()).filter(current) {
        return Ok(reader);
    }
    let epoch = index.epoch(who.index());
    let relations = app.read(async move |tx| relations(tx, who).await).await?;
    Ok(index.load_reader(who.index(), relations, epoch))
}

async fn relations(tx: &mut Tx, who: AccountId) -> Result<Relations> {
    let indexes = |list: Vec<AccountId>| list.iter().map(|account| account.index()).collect();
    let follows = sql::follows(tx, who).await?;
    let hidden = sql::hidden(tx, who).await?;
    let follow = |edge: &sql::Edge| Follow {
        account: edge.account.index(),
        boosts: edge.boosts,
        replies: edge.replies,
    };
    Ok(Relations {
        follows: follows.iter().map(follow).collect(),
        tags: sql::tag_follows(tx, who).await?.iter().map(|tag| tag.index()).collect(),
        ends_at: hidden.iter().filter_map(|(_, end)| *end).min(),
        hidden: indexes(hidden.into_iter().map(|(account, _)| account).collect()),
        blocked_by: indexes(sql::blocked_by(tx, who).await?),
        apart: indexes(sql::apart(tx, who).await?),
    })
}

async fn page(app: &App, reader: &Arc<Reader>, ask: Ask, limit: usize) -> Result<Vec<PostId>> {
    let id = |id: i64| id.cast_unsigned();
    let question = timeline::Ask {
        max_id: ask.max_id.map(id),
        since_id: ask.since_id.map(id),
        min_id: ask.min_id.map(id),
        limit,
    };
    let mut page = app.memory::<Timelines>().index.home(reader, question);
    let ids = match page.rest {
        None => std::mem::take(&mut page.ids),
        Some(rest) => {
            let (house, reader) = (app.clone(), reader.clone());
            let rows = app.read(async move |tx| read_rest(tx, &house, &reader, rest).await).await?;
            page.complete(&rows)
        }
    };
    Ok(ids.into_iter().map(|id| PostId(id.cast_signed())).collect())
}

async fn read_rest(tx: &mut Tx, app: &App, reader: &Reader, rest: Rest) -> Result<Vec<u64>> {
    let signed = |id: u64| i64::try_from(id).unwrap_or(i64::MAX);
    let upward = rest.order == Order::OldestFirst;
    let mut span = Span { below: signed(rest.below), above: signed(rest.above), upward };
    let index = &app.memory::<Timelines>().index;
    let wanted = async |tx: &mut Tx, rows: Vec<Row>| {
        let lists = Lists { mentions: reader.hides(), tags: !reader.tags().is_empty() };
        let entries = Entries::of(tx, rows, lists).await?;
        let accepted = entries.iter().filter(|entry| index.accepts(reader, entry));
        Ok(accepted.map(|entry| entry.id.cast_signed()).collect::<Vec<_>>())
    };

    let mut page = Vec::new();
    let chains = reader.follows().len() + reader.tags().len();
    let mut worth_it = chains > CHAINS_FEW;
    while worth_it {
        let rows = sql::everybody(tx, span, STRETCH).await?;
        let last = rows.last().map(|row| row.id.0).filter(|_| rows.len() == STRETCH);
        let before = page.len();
        page.extend(wanted(tx, rows).await?);
        page.truncate(rest.limit);
        let Some(last) = last.filter(|_| page.len() < rest.limit) else {
            return Ok(page.iter().map(|id| id.cast_unsigned()).collect());
        };
        span = span.beyond(last);
        // Goes on while about four more stretches would do.
        worth_it = (page.len() - before) * 4 >= rest.limit - page.len();
    }

    let read = reader.follows().iter().filter(|author| !reader.is_apart(**author));
    let mut authors: Vec<i64> = read.map(|author| i64::from(*author)).collect();
    if !reader.is_list() {
        authors.push(i64::from(reader.account()));
    }
    let tags = reader.tags().iter().map(|tag| i64::from(*tag)).collect();
    let chains = older::first_of(tx, authors, tags, span).await?;
    page.extend(older::merge(tx, chains, span, rest.limit - page.len(), wanted).await?);
    Ok(page.iter().map(|id| id.cast_unsigned()).collect())
}
