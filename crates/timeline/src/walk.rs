//! Merging the chains of everyone the reader follows.

use crate::chains::{Heads, Positions};
use crate::page::Order;
use crate::reader::Reader;
use crate::rule;
use crate::search::{Found, Span};
use crate::window::{Place, Window};
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::sync::atomic::Ordering::Acquire;

/// Heads read together.
const BATCH: usize = 64;

/// A place and the chain that reaches it, ordered by place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Link(u64);

impl Link {
    fn new(rel: u32, chain: u32) -> Link {
        Link(u64::from(rel) << 32 | u64::from(chain))
    }

    fn rel(self) -> u32 {
        (self.0 >> 32) as u32
    }

    fn chain(self) -> u32 {
        self.0 as u32
    }
}

pub(crate) struct Walk<'a> {
    heads: &'a Heads,
    window: Window<'a>,
    reader: &'a Reader,
    span: Span,
    started: bool,
    /// Chains still to be followed down: to the span, or (oldest first) through it.
    above: Vec<Link>,
    /// Chains that have come to the span and cannot contribute yet.
    waiting: Vec<Link>,
    /// The newest of those waiting.
    next: Option<Link>,
    heap: BinaryHeap<Link>,
    /// How many chains were taken into the heap so far.
    taken: usize,
    last: Option<u32>,
    /// Oldest first: the oldest places admitted so far.
    oldest: BinaryHeap<u32>,
    pub(crate) found: Found,
}

impl<'a> Walk<'a> {
    pub(crate) fn new(
        heads: &'a Heads,
        window: Window<'a>,
        reader: &'a Reader,
        span: Span,
    ) -> Walk<'a> {
        Walk {
            heads,
            window,
            reader,
            span,
            started: false,
            above: Vec::new(),
            waiting: Vec::new(),
            next: None,
            heap: BinaryHeap::new(),
            taken: 0,
            last: None,
            oldest: BinaryHeap::new(),
            found: Found::default(),
        }
    }

    /// Takes some `steps` along the chains; true when nothing is left to find.
    pub(crate) fn step(&mut self, mut steps: u32) -> bool {
        if !self.started {
            self.started = true;
            self.load_heads();
        }
        match self.span.order {
            Order::NewestFirst => self.descend(&mut steps) && self.merge(&mut steps),
            Order::OldestFirst => self.collect(&mut steps),
        }
    }

    /// Chains are numbered: accounts followed, then hashtags followed, then the reader's own. A
    /// list has only the first.
    fn load_heads(&mut self) {
        let reader = self.reader;
        let (follows, tags) = (reader.follows(), reader.tags());
        self.waiting.reserve(follows.len());
        self.load(&self.heads.authors, follows, 0);
        self.load(&self.heads.tags, tags, follows.len());
        if !reader.is_list() {
            self.load(&self.heads.authors, &[reader.account()], follows.len() + tags.len());
        }
        self.next = self.waiting.iter().max().copied();
    }

    fn load(&mut self, heads: &Positions, numbers: &[u32], first_chain: usize) {
        let mut chain = first_chain as u32;
        let mut batch = [0; BATCH];
        for numbers in numbers.chunks(BATCH) {
            // Apart from what follows, so that the processor waits for many heads at a time.
            for (head, number) in batch.iter_mut().zip(numbers) {
                *head = heads.get(*number).map_or(0, |head| head.load(Acquire));
            }
            for head in &batch[..numbers.len()] {
                self.enter(*head, chain);
                chain += 1;
            }
        }
    }

    fn enter(&mut self, head: u32, chain: u32) {
        let Place::At(rel) = self.window.place(head) else { return };
        if rel < self.span.low {
            return;
        }
        let reached = rel < self.span.high && self.span.order == Order::NewestFirst;
        let list = if reached { &mut self.waiting } else { &mut self.above };
        list.push(Link::new(rel, chain));
    }

    /// The chain's next older place, if it is in the span or above.
    fn older(&self, link: Link) -> Option<Link> {
        let (rel, chain) = (link.rel(), link.chain() as usize);
        let place = match self.tag(chain) {
            Some(tag) => self.window.prev_tagged(rel, tag),
            None => self.window.prev(rel),
        };
        match place {
            // A chain only ever goes down; anything else was read while being overwritten.
            Place::At(next) if next < rel && next >= self.span.low => {
                Some(Link::new(next, link.chain()))
            }
            _ => None,
        }
    }

    fn tag(&self, chain: usize) -> Option<u32> {
        let tags = self.reader.tags();
        tags.get(chain.checked_sub(self.reader.follows().len())?).copied()
    }

    fn author(&self, link: Link) -> u32 {
        let chain = link.chain() as usize;
        match self.reader.follows().get(chain) {
            Some(author) => *author,
            None if self.tag(chain).is_some() => self.window.author(link.rel()),
            None => self.reader.account(),
        }
    }

    fn admits(&self, link: Link) -> bool {
        let seen = self.window.seen(link.rel(), self.author(link));
        seen.is_some_and(|x| rule::admits(self.reader, &x))
    }

    /// Newest first: follows the chains down to the span.
    fn descend(&mut self, steps: &mut u32) -> bool {
        if self.above.is_empty() {
            return true;
        }
        while let Some(link) = self.above.last().copied() {
            if *steps == 0 {
                return false;
            }
            *steps -= 1;
            let older = self.older(link);
            match older {
                Some(older) if older.rel() >= self.span.high => {
                    if let Some(last) = self.above.last_mut() {
                        *last = older;
                    }
                }
                _ => {
                    self.above.pop();
                    self.waiting.extend(older);
                }
            }
        }
        self.next = self.waiting.iter().max().copied();
        true
    }

    /// Newest first: takes the newest place of all chains, again and again.
    fn merge(&mut self, steps: &mut u32) -> bool {
        while self.found.ids.len() < self.span.limit {
            if self.next > self.heap.peek().copied() {
                self.take_in();
            }
            let Some(link) = self.heap.peek().copied() else { return true };
            if *steps == 0 {
                return false;
            }
            *steps -= 1;
            let older = self.older(link);
            if let Some(mut top) = self.heap.peek_mut() {
                match older {
                    Some(older) => *top = older,
                    None => {
                        PeekMut::pop(top);
                    }
                }
            }
            // Two chains may reach one place; then it comes twice in a row.
            if self.last.replace(link.rel()) != Some(link.rel()) && self.admits(link) {
                self.found.ids.push(self.window.id(link.rel()));
                self.found.last = link.rel();
            }
        }
        true
    }

    /// Moves the chains with the newest places into the heap. The others are all older than
    /// `next`, and wait until the merge has come down to it.
    fn take_in(&mut self) {
        // The newest `limit` chains make a page if the rule admits all; else twice as many do.
        let keep = self.waiting.len().saturating_sub(self.span.limit.max(self.taken));
        self.taken += self.waiting.len() - keep;
        if keep > 0 {
            self.waiting.select_nth_unstable(keep);
        }
        self.heap.extend(self.waiting.drain(keep..));
        self.next = self.waiting.iter().max().copied();
    }

    /// Oldest first: goes through all of the chains, keeping the oldest places.
    fn collect(&mut self, steps: &mut u32) -> bool {
        while let Some(link) = self.above.last().copied() {
            if *steps == 0 {
                return false;
            }
            *steps -= 1;
            self.keep_if_old(link);
            match (self.older(link), self.above.last_mut()) {
                (Some(older), Some(last)) => *last = older,
                _ => {
                    self.above.pop();
                }
            }
        }
        let oldest = std::mem::take(&mut self.oldest).into_sorted_vec();
        self.found.last = oldest.last().copied().unwrap_or_default();
        self.found.ids = oldest.into_iter().map(|rel| self.window.id(rel)).collect();
        true
    }

    fn keep_if_old(&mut self, link: Link) {
        let rel = link.rel();
        let full = self.oldest.len() >= self.span.limit;
        let too_new = rel >= self.span.high || full && self.oldest.peek() < Some(&rel);
        if too_new || self.oldest.iter().any(|kept| *kept == rel) || !self.admits(link) {
            return;
        }
        if full {
            self.oldest.pop();
        }
        self.oldest.push(rel);
    }
}
