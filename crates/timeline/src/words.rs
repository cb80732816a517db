//! Mentions and hashtags of the entries of one chunk: a bump-allocated store of 32-bit words.
//!
//! A block is one word of counts, the mentioned accounts, then a pair (hashtag, position of the
//! previous entry with it) for each hashtag; hashtags an edit took away stay behind the others
//! ("ghosts") because a chain runs through them. Blocks are replaced, never changed, save for the
//! previous positions.

use crate::table::boxed;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering::*};

const SEGMENT: usize = 4_096;
const GROUP: usize = 64;
const GROUPS: usize = 64;
/// Words one chunk can hold; an offset fits in 24 bits.
pub(crate) const WORDS_MAX: usize = SEGMENT * GROUP * GROUPS;

type Segment = Box<[AtomicU32; SEGMENT]>;
type Group = Box<[OnceLock<Segment>; GROUP]>;

#[derive(Default)]
pub(crate) struct Words {
    groups: Box<[OnceLock<Group>]>,
    used: AtomicU32,
    segments: AtomicU32,
}

impl Words {
    pub(crate) fn new() -> Words {
        Words { groups: (0..GROUPS).map(|_| OnceLock::new()).collect(), ..Words::default() }
    }

    pub(crate) fn at(&self, offset: u32) -> Option<&AtomicU32> {
        let segment = offset as usize / SEGMENT;
        let group = self.groups.get(segment / GROUP)?.get()?;
        Some(&group[segment % GROUP].get()?[offset as usize % SEGMENT])
    }

    /// Appends a block; `None` when the chunk's store is full. One applier at a time.
    pub(crate) fn push(&self, block: &[u32]) -> Option<u32> {
        let offset = self.used.load(Relaxed);
        if offset as usize + block.len() > WORDS_MAX {
            return None;
        }
        for (at, word) in (offset..).zip(block) {
            self.make(at as usize).store(*word, Relaxed);
        }
        self.used.store(offset + block.len() as u32, Relaxed);
        Some(offset)
    }

    /// Starts anew; blocks handed out before are no longer anyone's.
    pub(crate) fn clear(&self) {
        self.used.store(0, Relaxed);
    }

    pub(crate) fn bytes(&self) -> usize {
        self.segments.load(Relaxed) as usize * SEGMENT * 4
    }

    fn make(&self, offset: usize) -> &AtomicU32 {
        let segment = offset / SEGMENT;
        let group = self.groups[segment / GROUP].get_or_init(boxed);
        let segment = group[segment % GROUP].get_or_init(|| {
            self.segments.fetch_add(1, Relaxed);
            boxed()
        });
        &segment[offset % SEGMENT]
    }
}

/// How many mentions, hashtags and ghosts a block has, in 32 bits: 12, 10 and 10.
#[derive(Clone, Copy)]
pub(crate) struct Counts {
    pub(crate) mentions: u32,
    pub(crate) tags: u32,
    pub(crate) ghosts: u32,
}

impl Counts {
    pub(crate) fn pack(self) -> Option<u32> {
        let fits = self.mentions < 1 << 12 && self.tags < 1 << 10 && self.ghosts < 1 << 10;
        fits.then_some(self.mentions | self.tags << 12 | self.ghosts << 22)
    }

    fn unpack(word: u32) -> Counts {
        Counts { mentions: word & 0xfff, tags: word >> 12 & 0x3ff, ghosts: word >> 22 }
    }
}

/// One block, as a reader finds it.
#[derive(Clone, Copy)]
pub(crate) struct Block<'a> {
    words: &'a Words,
    offset: u32,
    counts: Counts,
}

impl<'a> Block<'a> {
    pub(crate) fn new(words: &'a Words, offset: u32) -> Option<Block<'a>> {
        let counts = Counts::unpack(words.at(offset)?.load(Relaxed));
        Some(Block { words, offset, counts })
    }

    pub(crate) fn mentions(self) -> impl Iterator<Item = u32> {
        (1..=self.counts.mentions).map_while(move |at| self.word(at))
    }

    pub(crate) fn tags(self) -> impl Iterator<Item = u32> {
        let first = 1 + self.counts.mentions;
        (0..self.counts.tags).map_while(move |at| self.word(first + 2 * at))
    }

    /// Every (hashtag, previous position), ghosts last.
    pub(crate) fn links(self) -> impl Iterator<Item = (u32, u32)> {
        let first = 1 + self.counts.mentions;
        (0..self.counts.tags + self.counts.ghosts).map_while(move |at| {
            let prev = self.words.at(self.offset + first + 2 * at + 1)?.load(Acquire);
            Some((self.word(first + 2 * at)?, prev))
        })
    }

    /// Where the previous position of `tag` is kept, ghost or not.
    pub(crate) fn link(self, tag: u32) -> Option<&'a AtomicU32> {
        let first = 1 + self.counts.mentions;
        let at = (0..self.counts.tags + self.counts.ghosts)
            .find(|at| self.word(first + 2 * at) == Some(tag))?;
        self.words.at(self.offset + first + 2 * at + 1)
    }

    fn word(self, at: u32) -> Option<u32> {
        Some(self.words.at(self.offset + at)?.load(Relaxed))
    }
}
