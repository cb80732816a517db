//! The applier: the one hand that changes ring and chains.
//!
//! An entry is written, then the heads that lead to it, then the watermark that lets it be seen.
//! What is overwritten was given up before (`Ring::raise`).

use crate::chains::{Heads, LEAF};
use crate::entry::{Flags, MENTIONS_MAX, NewEntry, TAGS_MAX};
use crate::ring::{Chunk, Ring};
use crate::start_up::{Change, StartUp};
use crate::window::Window;
use crate::words::Counts;
use std::sync::atomic::Ordering::*;

/// Heads looked at when a chunk is given up, for each entry of it: all are seen, and the stale
/// ones cleared, well before 32 bits of a position come round again.
const SWEPT_PER_ENTRY: usize = 8;

pub(crate) struct Writer {
    pub(crate) newest: u64,
    /// While older entries may still be filed.
    pub(crate) start_up: Option<StartUp>,
    /// The block being built.
    block: Vec<u32>,
    sweep: Sweep,
}

#[derive(Default)]
struct Sweep {
    tags: bool,
    from: u32,
}

/// The positions in memory.
struct Held {
    low: u64,
    top: u64,
}

impl Held {
    /// The position if it is one of them, else 0.
    fn keep(&self, position: u32) -> u32 {
        let back = u64::from((self.top as u32).wrapping_sub(position));
        let held = position != 0 && back >= 1 && back <= self.top - self.low;
        if held { position } else { 0 }
    }
}

impl Writer {
    pub(crate) fn new() -> Writer {
        Writer {
            newest: 0,
            start_up: Some(StartUp::new()),
            block: Vec::new(),
            sweep: Sweep::default(),
        }
    }
}

/// The writer's state with what it writes to.
pub(crate) struct Applier<'a> {
    pub(crate) ring: &'a Ring,
    pub(crate) heads: &'a Heads,
    pub(crate) writer: &'a mut Writer,
}

impl<'a> Applier<'a> {
    pub(crate) fn publish(&mut self, entry: &NewEntry<'_>) {
        if entry.id <= self.writer.newest {
            return;
        }
        let position = self.next_up(entry.id);
        let (chunk, at) = self.ring.make(position);
        let flags = self.push_newest_lists(chunk, entry).or_else(|| {
            // Only absurd numbers of mentions fill a chunk's store.
            self.give_up_all(chunk);
            self.push_newest_lists(chunk, entry)
        });
        let flags = flags.unwrap_or(Flags::dead());
        let head = self.heads.authors.make(entry.author);
        let prev = self.in_memory(head.load(Relaxed));
        self.fill(chunk, at, entry, prev, flags);
        head.store(position as u32, Release);
        for (tag, _) in links(chunk, flags) {
            self.heads.tags.make(tag).store(position as u32, Release);
        }
        self.writer.newest = entry.id;
        self.ring.top.store(position + 1, Release);
    }

    pub(crate) fn retract(&mut self, id: u64) {
        match self.find(id) {
            Some(rel) => {
                if let Some(body) = self.window().body(rel) {
                    body.set_flags(body.flags().retracted());
                }
            }
            None => self.remember(id, Change::Retracted),
        }
    }

    pub(crate) fn retag(&mut self, id: u64, tags: &[u32], mentions: &[u32]) {
        match self.find(id) {
            Some(rel) => self.replace_lists(rel, tags, mentions),
            None => {
                self.remember(id, Change::Lists { tags: tags.into(), mentions: mentions.into() });
            }
        }
    }

    /// The position for the entry `id` above all, its chunk ready to be written.
    fn next_up(&mut self, id: u64) -> u64 {
        let top = self.ring.top.load(Relaxed);
        let (chunk, at) = self.ring.make(top);
        if at == 0 {
            let number = (top >> self.ring.shift) + 1;
            let needed = number.saturating_sub(self.ring.chunks.len() as u64) << self.ring.shift;
            if self.ring.low.load(Relaxed) < needed {
                self.give_up_below(needed);
            }
            chunk.words.clear();
        }
        if top as u32 != 0 {
            return top;
        }
        // Chains say "none" by 0, so this position stays empty.
        fill_dead(chunk, at, id);
        self.ring.top.store(top + 1, Release);
        top + 1
    }

    fn give_up_below(&mut self, low: u64) {
        self.writer.start_up = None;
        self.ring.raise(low);
        self.sweep();
    }

    /// Leaves everything so far to the database, and the chunk's store empty.
    pub(crate) fn give_up_all(&mut self, chunk: &Chunk) {
        self.give_up_below(self.ring.top.load(Relaxed));
        chunk.words.clear();
    }

    /// Clears some heads that lead below the horizon: long after, their 32 bits would seem to
    /// lead into it again.
    fn sweep(&mut self) {
        let mut left = SWEPT_PER_ENTRY * self.ring.chunk_len();
        let Sweep { tags, from } = self.writer.sweep;
        let table = if tags { &self.heads.tags } else { &self.heads.authors };
        for (number, leaf) in table.leaves_from(from) {
            let skipped = from.saturating_sub(number) as usize;
            let len = left.min(LEAF - skipped);
            for head in &leaf[skipped..skipped + len] {
                if self.in_memory(head.load(Relaxed)) == 0 {
                    head.store(0, Relaxed);
                }
            }
            left -= len;
            if left == 0 {
                let next = u64::from(number) + (skipped + len) as u64;
                self.writer.sweep = match u32::try_from(next) {
                    Ok(from) => Sweep { tags, from },
                    Err(_) => Sweep { tags: !tags, from: 0 },
                };
                return;
            }
        }
        self.writer.sweep = Sweep { tags: !tags, from: 0 };
    }

    /// The position if it may still be read, else 0.
    pub(crate) fn in_memory(&self, position: u32) -> u32 {
        self.held().keep(position)
    }

    fn held(&self) -> Held {
        Held { low: self.ring.low.load(Relaxed), top: self.ring.top.load(Relaxed) }
    }

    fn push_newest_lists(&mut self, chunk: &Chunk, entry: &NewEntry<'_>) -> Option<Flags> {
        let (heads, held) = (self.heads, self.held());
        self.push_lists(chunk, entry, |tag| {
            held.keep(heads.tags.get(tag).map_or(0, |head| head.load(Relaxed)))
        })
    }

    /// Stores the entry's mentions and hashtags, each hashtag with the position `before` it.
    /// `None`: the chunk's store is full.
    pub(crate) fn push_lists(
        &mut self,
        chunk: &Chunk,
        entry: &NewEntry<'_>,
        before: impl Fn(u32) -> u32,
    ) -> Option<Flags> {
        let flags = Flags::new(entry.kind, entry.visibility);
        let tags = if entry.chained_by_tag() { entry.tags } else { &[] };
        let mut block = std::mem::take(&mut self.writer.block);
        begin_block(&mut block, entry.mentions);
        let mut links = 0;
        for (at, tag) in tags.iter().enumerate().take(TAGS_MAX) {
            if !tags[..at].contains(tag) {
                block.extend([*tag, before(*tag)]);
                links += 1;
            }
        }
        let flags = push_block(chunk, flags, &mut block, links, 0);
        self.writer.block = block;
        flags
    }

    pub(crate) fn fill(
        &self,
        chunk: &Chunk,
        at: usize,
        entry: &NewEntry<'_>,
        prev: u32,
        flags: Flags,
    ) {
        chunk.authors[at].store(entry.author, Relaxed);
        chunk.bodies[at].fill(entry.id, prev, entry.about, flags);
        chunk.set_tagged(at, links(chunk, flags).next().is_some());
    }

    pub(crate) fn window(&self) -> Window<'a> {
        let (low, top) = (self.ring.low.load(Relaxed), self.ring.top.load(Relaxed));
        Window::new(self.ring, low, top, false)
    }

    /// The smallest id in memory.
    pub(crate) fn oldest(&self) -> u64 {
        let window = self.window();
        if window.start < window.end { window.id(window.start) } else { u64::MAX }
    }

    pub(crate) fn find(&self, id: u64) -> Option<u32> {
        let window = self.window();
        // Of equal ids the last is the entry, the others fill places that stay empty.
        let rel = window.after(id).checked_sub(1)?;
        (rel >= window.start && window.id(rel) == id).then_some(rel)
    }
}

/// Opens a block with its mentions; the counts are filled in at the end.
pub(crate) fn begin_block(block: &mut Vec<u32>, mentions: &[u32]) {
    let mentions = &mentions[..mentions.len().min(MENTIONS_MAX)];
    block.clear();
    block.push(mentions.len() as u32);
    block.extend(mentions);
}

/// Stores the block, if there is anything in it. `None`: the chunk's store is full.
pub(crate) fn push_block(
    chunk: &Chunk,
    flags: Flags,
    block: &mut [u32],
    tags: u32,
    ghosts: u32,
) -> Option<Flags> {
    if block.len() == 1 {
        return Some(flags.without_lists());
    }
    block[0] = Counts { mentions: block[0], tags, ghosts }.pack()?;
    Some(flags.with_lists(chunk.words.push(block)?))
}

/// The hashtag chains an entry lies on, each with the position of its previous entry.
pub(crate) fn links(chunk: &Chunk, flags: Flags) -> impl Iterator<Item = (u32, u32)> {
    chunk.block(flags).into_iter().flat_map(|block| block.links())
}

/// Fills a place with nothing to show. Its id is that of a neighbour, so that ids stay in order.
pub(crate) fn fill_dead(chunk: &Chunk, at: usize, id: u64) {
    chunk.authors[at].store(0, Relaxed);
    chunk.bodies[at].fill(id, 0, 0, Flags::dead());
    chunk.set_tagged(at, false);
}
