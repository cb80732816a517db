//! Going through the ring entry by entry.

use crate::page::Order;
use crate::reader::Reader;
use crate::ring::Chunk;
use crate::rule;
use crate::search::{Found, Span};
use crate::table::boxed;
use crate::window::Window;
use std::ops::ControlFlow;
use std::sync::atomic::Ordering::Relaxed;

/// Bits of the filter: 8 KB, which stay in the nearest cache.
const FILTER_BITS: usize = 1 << 16;

const GO_ON: ControlFlow<()> = ControlFlow::Continue(());

type Filter = Box<[u64; FILTER_BITS / 64]>;

pub(crate) struct Scan<'a> {
    window: Window<'a>,
    reader: &'a Reader,
    /// What is not yet gone through.
    left: Span,
    filter: Option<Filter>,
    pub(crate) found: Found,
}

impl<'a> Scan<'a> {
    pub(crate) fn new(window: Window<'a>, reader: &'a Reader, span: Span) -> Scan<'a> {
        Scan { window, reader, left: span, filter: None, found: Found::default() }
    }

    /// Goes through `entries` more; true when nothing is left to find.
    pub(crate) fn step(&mut self, entries: u32) -> bool {
        if self.filter.is_none() && filter_pays(self.reader, u64::from(entries)) {
            self.filter = Some(filter(self.reader));
        }
        let mut budget = entries;
        while budget > 0 && self.left.low < self.left.high {
            let (low, high) = self.piece(budget);
            if self.go_through(low, high).is_break() {
                return true;
            }
            budget -= high - low;
            match self.left.order {
                Order::NewestFirst => self.left.high = low,
                Order::OldestFirst => self.left.low = high,
            }
        }
        self.left.low >= self.left.high
    }

    /// The next places that lie in one chunk.
    fn piece(&self, budget: u32) -> (u32, u32) {
        let len = self.window.chunk_len();
        let Span { low, high, order, .. } = self.left;
        match order {
            Order::NewestFirst => {
                let chunk = (high - 1) / len * len;
                (low.max(chunk).max(high.saturating_sub(budget)), high)
            }
            Order::OldestFirst => {
                let next = (low / len + 1) * len;
                (low, high.min(next).min(low.saturating_add(budget)))
            }
        }
    }

    /// Goes through places of one chunk.
    fn go_through(&mut self, low: u32, high: u32) -> ControlFlow<()> {
        let Some((chunk, at)) = self.window.chunk(low) else { return GO_ON };
        let authors = &chunk.authors[at..at + (high - low) as usize];
        let authors = authors.iter().enumerate().map(|(n, author)| (n, author.load(Relaxed)));
        match self.left.order {
            Order::NewestFirst => self.pick(chunk, at, low, authors.rev()),
            Order::OldestFirst => self.pick(chunk, at, low, authors),
        }
    }

    fn pick(
        &mut self,
        chunk: &Chunk,
        at: usize,
        low: u32,
        mut authors: impl Iterator<Item = (usize, u32)>,
    ) -> ControlFlow<()> {
        let reader = self.reader;
        let tagged = |n: usize| !reader.tags().is_empty() && chunk.is_tagged(at + n);
        let filter = self.filter.take();
        let mut offer = |(n, author): (usize, u32)| self.offer(low + n as u32, author);
        // Of these loops the first runs over millions: it does no more than it must.
        let flow = match &filter {
            Some(filter) if reader.tags().is_empty() => {
                authors.try_for_each(|x| if may_be(filter, reader, x.1) { offer(x) } else { GO_ON })
            }
            Some(filter) => authors.try_for_each(|x| {
                if may_be(filter, reader, x.1) || tagged(x.0) { offer(x) } else { GO_ON }
            }),
            None => authors.try_for_each(|x| {
                if wanted(reader, x.1) || tagged(x.0) { offer(x) } else { GO_ON }
            }),
        };
        self.filter = filter;
        flow
    }

    /// Breaks when the page is full.
    fn offer(&mut self, rel: u32, author: u32) -> ControlFlow<()> {
        if self.window.seen(rel, author).is_some_and(|x| rule::admits(self.reader, &x)) {
            self.found.ids.push(self.window.id(rel));
            self.found.last = rel;
        }
        if self.found.ids.len() < self.left.limit { GO_ON } else { ControlFlow::Break(()) }
    }
}

/// Whether building a filter costs less than looking up the authors of so many entries.
pub(crate) fn filter_pays(reader: &Reader, entries: u64) -> bool {
    entries > 10 + reader.follows().len() as u64 / 20
}

/// The filter knows an account from most others; the rest is looked up.
fn may_be(filter: &Filter, reader: &Reader, author: u32) -> bool {
    holds(filter, author) && wanted(reader, author)
}

fn wanted(reader: &Reader, author: u32) -> bool {
    reader.follows().binary_search(&author).is_ok() || author == reader.account()
}

fn filter(reader: &Reader) -> Filter {
    let mut filter: Filter = boxed();
    for account in reader.follows().iter().chain([&reader.account()]) {
        let bit = *account as usize % FILTER_BITS;
        filter[bit / 64] |= 1 << (bit % 64);
    }
    filter
}

fn holds(filter: &Filter, author: u32) -> bool {
    let bit = author as usize % FILTER_BITS;
    filter[bit / 64] >> (bit % 64) & 1 != 0
}
