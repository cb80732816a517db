//! Lists read from the database: chains of entries (an author's, a hashtag's, the public one),
//! merged in the one order until the page is full or every chain has ended.
//!
//! A chain is read a few rows at a time, so a page costs about as many statements as authors are
//! on it, however long their histories and however many are followed.

use std::collections::{BinaryHeap, VecDeque};

use db::Tx;
use ground::{PostId, Result};

use super::sql::{self, Row};

/// Longest run of rows read at once from a chain.
const BATCH_MAX: usize = 1000;
const BATCH_MIN: usize = 4;

/// A part of the one order, and from which end it is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    /// Only ids below this one.
    pub(super) below: i64,
    /// Only ids above this one.
    pub(super) above: i64,
    /// From the smallest id up.
    pub(super) upward: bool,
}

impl Span {
    /// What is left once `id` was reached.
    pub(super) fn beyond(self, id: i64) -> Self {
        if self.upward { Self { above: id, ..self } } else { Self { below: id, ..self } }
    }

    /// What is left with `id` itself the first of it.
    fn from(self, id: i64) -> Self {
        let before = if self.upward { id.saturating_sub(1) } else { id.saturating_add(1) };
        self.beyond(before)
    }

    /// Greater for what comes sooner.
    fn rank(self, id: i64) -> i64 {
        if self.upward { -id } else { id }
    }
}

/// A chain of entries.
#[derive(Clone, Copy, Debug)]
pub(super) enum Chain {
    /// By one account.
    Author(i64),
    /// Under one hashtag.
    Tag(i64),
    /// All that is public.
    Public,
    /// What links to one page.
    Link(i64),
}

/// How far a chain was read.
struct Reading {
    chain: Chain,
    /// What was read of it and is wanted, next first.
    ids: VecDeque<i64>,
    /// Where reading goes on; none: it has ended.
    rest: Option<Span>,
    batch: usize,
}

/// Up to `limit` ids of the chains' union within the span, next first. Each chain comes with a
/// bound: none of its entries comes before it. `wanted` keeps the rows that belong on the page.
pub(super) async fn merge(
    tx: &mut Tx,
    chains: Vec<(Chain, i64)>,
    span: Span,
    limit: usize,
    wanted: impl AsyncFn(&mut Tx, Vec<Row>) -> Result<Vec<i64>>,
) -> Result<Vec<i64>> {
    let batch = (2 * limit / chains.len().max(1)).max(BATCH_MIN);
    let mut next: BinaryHeap<(i64, usize)> =
        chains.iter().enumerate().map(|(at, (_, bound))| (span.rank(*bound), at)).collect();
    let mut readings: Vec<Reading> = chains
        .into_iter()
        .map(|(chain, bound)| Reading {
            chain,
            ids: VecDeque::new(),
            rest: Some(span.from(bound)),
            batch,
        })
        .collect();
    let mut page = Vec::with_capacity(limit);
    while page.len() < limit
        && let Some((_, at)) = next.pop()
    {
        let reading = &mut readings[at];
        match reading.ids.pop_front() {
            // A post may lie in several chains: under two hashtags, say.
            Some(id) if page.last() != Some(&id) => page.push(id),
            Some(_) => {}
            None => reading.go_on(tx, &wanted).await?,
        }
        if let Some(bound) = reading.bound() {
            next.push((span.rank(bound), at));
        }
    }
    Ok(page)
}

impl Reading {
    async fn go_on(
        &mut self,
        tx: &mut Tx,
        wanted: &impl AsyncFn(&mut Tx, Vec<Row>) -> Result<Vec<i64>>,
    ) -> Result<()> {
        let Some(span) = self.rest.take() else { return Ok(()) };
        let rows = match self.chain {
            Chain::Author(author) => sql::by_author(tx, author, span, self.batch).await?,
            Chain::Tag(tag) => sql::by_tag(tx, tag, span, self.batch).await?,
            Chain::Link(link) => sql::by_link(tx, link, span, self.batch).await?,
            Chain::Public => sql::public(tx, span, self.batch).await?,
        };
        if let Some(last) = rows.last().filter(|_| rows.len() == self.batch) {
            self.rest = Some(span.beyond(last.id.0));
        }
        self.batch = (self.batch * 2).min(BATCH_MAX);
        self.ids = wanted(tx, rows).await?.into();
        Ok(())
    }

    /// The next id, or a bound of those not read yet.
    fn bound(&self) -> Option<i64> {
        let unread = self.rest.map(|span| if span.upward { span.above } else { span.below });
        self.ids.front().copied().or(unread)
    }
}

/// The chains of authors and hashtags that have anything in the span, each with its first entry.
pub(super) async fn first_of(
    tx: &mut Tx,
    authors: Vec<i64>,
    tags: Vec<i64>,
    span: Span,
) -> Result<Vec<(Chain, i64)>> {
    let mut found = Vec::with_capacity(authors.len() + tags.len());
    let mut note = |chain: fn(i64) -> Chain, firsts: Vec<(i64, Option<PostId>)>| {
        let firsts = firsts.into_iter();
        found.extend(firsts.filter_map(|(of, first)| Some((chain(of), first?.0))));
    };
    note(Chain::Author, sql::first_by_authors(tx, authors, span).await?);
    if !tags.is_empty() {
        note(Chain::Tag, sql::first_by_tags(tx, tags, span).await?);
    }
    Ok(found)
}
