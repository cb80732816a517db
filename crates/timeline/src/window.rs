//! What one question sees of the ring: positions from the horizon to the watermark.
//!
//! Inside, positions are counted from the start of the window's first chunk (`rel`), so that they
//! compare as plain numbers, whatever the 64-bit position.

use crate::entry::{Flags, Kind, NewEntry, Visibility};
use crate::ring::{Body, Chunk, Ring};
use std::sync::atomic::{Ordering::*, fence};

/// Distances from here on are behind the window, not ahead of it.
const BEHIND: u32 = 1 << 31;

#[derive(Clone, Copy)]
pub(crate) struct Window<'a> {
    ring: &'a Ring,
    low: u64,
    /// Lower half of the position that is 0 here.
    base: u32,
    /// Index of the first chunk in the ring.
    first: usize,
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Nothing older than the window exists anywhere.
    whole: bool,
}

/// Where a chain goes on.
pub(crate) enum Place {
    /// Inside the window or newer than it.
    At(u32),
    /// Nowhere, or below the window.
    Gone,
}

/// An entry as the rule sees it.
#[derive(Clone, Copy)]
pub(crate) struct Seen<'a> {
    pub(crate) author: u32,
    pub(crate) about: u32,
    pub(crate) kind: Kind,
    pub(crate) visibility: Visibility,
    pub(crate) lists: Lists<'a>,
}

/// Mentions and hashtags, looked up only when asked for.
#[derive(Clone, Copy)]
pub(crate) enum Lists<'a> {
    Kept(&'a Chunk, Flags),
    Given { mentions: &'a [u32], tags: &'a [u32] },
}

impl<'a> Seen<'a> {
    /// An entry that is not in memory (yet).
    pub(crate) fn of(entry: &NewEntry<'a>) -> Seen<'a> {
        Seen {
            author: entry.author,
            about: entry.about,
            kind: entry.kind,
            visibility: entry.visibility,
            lists: Lists::Given { mentions: entry.mentions, tags: entry.tags },
        }
    }
}

impl Lists<'_> {
    pub(crate) fn mention(self, is: impl Fn(u32) -> bool) -> bool {
        match self {
            Lists::Kept(chunk, flags) => chunk.block(flags).is_some_and(|b| b.mentions().any(is)),
            Lists::Given { mentions, .. } => mentions.iter().any(|a| is(*a)),
        }
    }

    pub(crate) fn tag(self, is: impl Fn(u32) -> bool) -> bool {
        match self {
            Lists::Kept(chunk, flags) => chunk.block(flags).is_some_and(|b| b.tags().any(is)),
            Lists::Given { tags, .. } => tags.iter().any(|t| is(*t)),
        }
    }
}

impl<'a> Window<'a> {
    pub(crate) fn new(ring: &'a Ring, low: u64, top: u64, whole: bool) -> Window<'a> {
        let base = low >> ring.shift << ring.shift;
        Window {
            ring,
            low,
            base: base as u32,
            first: ((base >> ring.shift) % ring.chunks.len() as u64) as usize,
            start: (low - base) as u32,
            end: (top - base) as u32,
            whole,
        }
    }

    /// Whether everything read through this window was still there when it was read.
    pub(crate) fn held(&self) -> bool {
        fence(Acquire);
        self.ring.low.load(Relaxed) <= self.low
    }

    /// Every entry with this id or a greater one is in the window. 0: all there ever were.
    pub(crate) fn horizon(&self) -> u64 {
        match (self.whole, self.start < self.end) {
            (true, _) => 0,
            (false, true) => self.id(self.start),
            (false, false) => u64::MAX,
        }
    }

    pub(crate) fn place(&self, position: u32) -> Place {
        let rel = position.wrapping_sub(self.base);
        if position == 0 || rel >= BEHIND { Place::Gone } else { Place::At(rel) }
    }

    pub(crate) fn position(&self, rel: u32) -> u32 {
        self.base.wrapping_add(rel)
    }

    pub(crate) fn chunk(&self, rel: u32) -> Option<(&'a Chunk, usize)> {
        let mut at = self.first + (rel >> self.ring.shift) as usize;
        let len = self.ring.chunks.len();
        if at >= len {
            at -= len;
            // Only what is newer than the window lies a second time round.
            if at >= len {
                at %= len;
            }
        }
        let inside = rel as usize & (self.ring.chunk_len() - 1);
        Some((self.ring.chunks[at].get()?, inside))
    }

    pub(crate) fn chunk_len(&self) -> u32 {
        self.ring.chunk_len() as u32
    }

    pub(crate) fn body(&self, rel: u32) -> Option<&'a Body> {
        let (chunk, at) = self.chunk(rel)?;
        Some(&chunk.bodies[at])
    }

    pub(crate) fn id(&self, rel: u32) -> u64 {
        self.body(rel).map_or(0, Body::id)
    }

    pub(crate) fn prev(&self, rel: u32) -> Place {
        self.body(rel).map_or(Place::Gone, |body| self.place(body.prev.load(Acquire)))
    }

    pub(crate) fn prev_tagged(&self, rel: u32, tag: u32) -> Place {
        let link = self
            .chunk(rel)
            .and_then(|(chunk, at)| chunk.block(chunk.bodies[at].flags())?.link(tag));
        link.map_or(Place::Gone, |link| self.place(link.load(Acquire)))
    }

    pub(crate) fn author(&self, rel: u32) -> u32 {
        self.chunk(rel).map_or(0, |(chunk, at)| chunk.authors[at].load(Relaxed))
    }

    /// The entry, unless it was retracted.
    pub(crate) fn seen(&self, rel: u32, author: u32) -> Option<Seen<'a>> {
        let (chunk, at) = self.chunk(rel)?;
        let body = &chunk.bodies[at];
        let flags = body.flags();
        if flags.is_retracted() {
            return None;
        }
        Some(Seen {
            author,
            about: body.about.load(Relaxed),
            kind: flags.kind(),
            visibility: flags.visibility(),
            lists: Lists::Kept(chunk, flags),
        })
    }

    /// The first place whose id is above `id` (`end` if none). Most questions are about the
    /// newest entries, so it looks there first.
    pub(crate) fn after(&self, id: u64) -> u32 {
        let mut step = 1;
        let (mut low, mut high) = (self.start, self.end);
        while low < high {
            let probe = high.saturating_sub(step).max(low);
            if self.id(probe) <= id {
                low = probe + 1;
                break;
            }
            high = probe;
            step *= 4;
        }
        while low < high {
            let middle = low + (high - low) / 2;
            if self.id(middle) <= id { low = middle + 1 } else { high = middle }
        }
        low
    }
}
