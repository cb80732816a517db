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

/// From this many entries on, a filter of the followed accounts pays for being built.
pub(crate) const FILTER_FROM: u32 = 512;
/// Bits of the filter: 8 KB, which stay in the nearest cache.
const FILTER_BITS: usize = 1 << 16;

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
        if self.filter.is_none() && entries > FILTER_FROM {
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

    fn go_through(&mut self, low: u32, high: u32) -> ControlFlow<()> {
        let Some((chunk, at)) = self.window.chunk(low) else { return ControlFlow::Continue(()) };
        let places = at..at + (high - low) as usize;
        match self.left.order {
            Order::NewestFirst => self.pick(chunk, places.rev(), low, at),
            Order::OldestFirst => self.pick(chunk, places, low, at),
        }
    }

    fn pick(
        &mut self,
        chunk: &Chunk,
        places: impl Iterator<Item = usize>,
        low: u32,
        first: usize,
    ) -> ControlFlow<()> {
        let tags = !self.reader.tags().is_empty();
        let filter = self.filter.take();
        let mut flow = ControlFlow::Continue(());
        for at in places {
            let author = chunk.authors[at].load(Relaxed);
            let may_be = match &filter {
                Some(filter) => holds(filter, author),
                None => self.wanted(author),
            };
            if (may_be || tags && chunk.is_tagged(at))
                && self.offer(low + (at - first) as u32, author)
            {
                flow = ControlFlow::Break(());
                break;
            }
        }
        self.filter = filter;
        flow
    }

    fn wanted(&self, author: u32) -> bool {
        self.reader.follows().binary_search(&author).is_ok() || author == self.reader.account()
    }

    /// True when the page is full.
    fn offer(&mut self, rel: u32, author: u32) -> bool {
        if self.window.seen(rel, author).is_some_and(|x| rule::admits(self.reader, &x)) {
            self.found.ids.push(self.window.id(rel));
            self.found.last = rel;
        }
        self.found.ids.len() >= self.left.limit
    }
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
