//! The entries in memory, in commit order, in chunks that are reused round and round.
//!
//! A *position* is an entry's number in commit order. It is 64 bits wide; chains keep the lower
//! 32, and 0 there means "none", so a position whose lower half is 0 is never given an entry to
//! show. Memory holds the positions from `low` to `top`.

use crate::entry::Flags;
use crate::window::Window;
use crate::words::{Block, Words};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::*, fence};

/// Entries a chunk holds at most: what one eviction gives up.
const CHUNK_MAX: usize = 65_536;
const CHUNK_MIN: usize = 4;
const CHUNKS_MIN: usize = 4;
/// Far enough below 2^31 that the lower half of a position tells before from after.
const ENTRIES_MAX: usize = 1 << 30;

pub(crate) struct Ring {
    /// Entries per chunk, as a power of two.
    pub(crate) shift: u32,
    pub(crate) chunks: Box<[OnceLock<Box<Chunk>>]>,
    /// First position that may be read; raised before anything below it is overwritten.
    pub(crate) low: AtomicU64,
    /// First position that is not yet filled: the watermark.
    pub(crate) top: AtomicU64,
    /// The value of `low` at which nothing older exists anywhere; 0 while unknown.
    pub(crate) beginning: AtomicU64,
}

pub(crate) struct Chunk {
    /// Apart from the bodies, so that a scan reads four bytes an entry.
    pub(crate) authors: Box<[AtomicU32]>,
    pub(crate) bodies: Box<[Body]>,
    /// One bit for each entry that has hashtags.
    pub(crate) tagged: Box<[AtomicU64]>,
    pub(crate) words: Words,
}

#[derive(Default)]
pub(crate) struct Body {
    id_low: AtomicU32,
    id_high: AtomicU32,
    /// Position of the author's previous entry.
    pub(crate) prev: AtomicU32,
    pub(crate) about: AtomicU32,
    flags: AtomicU32,
}

impl Body {
    // The id is in two halves to keep a body at 20 bytes. It never changes while it may be read.
    pub(crate) fn id(&self) -> u64 {
        u64::from(self.id_high.load(Relaxed)) << 32 | u64::from(self.id_low.load(Relaxed))
    }

    pub(crate) fn flags(&self) -> Flags {
        Flags(self.flags.load(Acquire))
    }

    pub(crate) fn set_flags(&self, flags: Flags) {
        self.flags.store(flags.0, Release);
    }

    pub(crate) fn fill(&self, id: u64, prev: u32, about: u32, flags: Flags) {
        self.id_low.store(id as u32, Relaxed);
        self.id_high.store((id >> 32) as u32, Relaxed);
        self.prev.store(prev, Relaxed);
        self.about.store(about, Relaxed);
        self.flags.store(flags.0, Relaxed);
    }
}

impl Chunk {
    fn new(len: usize) -> Chunk {
        Chunk {
            authors: (0..len).map(|_| AtomicU32::new(0)).collect(),
            bodies: (0..len).map(|_| Body::default()).collect(),
            tagged: (0..len.div_ceil(64)).map(|_| AtomicU64::new(0)).collect(),
            words: Words::new(),
        }
    }

    pub(crate) fn block(&self, flags: Flags) -> Option<Block<'_>> {
        Block::new(&self.words, flags.lists()?)
    }

    pub(crate) fn is_tagged(&self, at: usize) -> bool {
        self.tagged[at / 64].load(Relaxed) >> (at % 64) & 1 != 0
    }

    /// One applier at a time, so reading and storing need not be one step.
    pub(crate) fn set_tagged(&self, at: usize, tagged: bool) {
        let word = &self.tagged[at / 64];
        let bit = 1 << (at % 64);
        let others = word.load(Relaxed) & !bit;
        word.store(if tagged { others | bit } else { others }, Relaxed);
    }

    pub(crate) fn bytes(&self) -> usize {
        self.authors.len() * (4 + size_of::<Body>()) + self.tagged.len() * 8 + self.words.bytes()
    }
}

impl Ring {
    /// A ring of at least `entries` (rounded up to whole chunks) whose first position is near
    /// `first`.
    pub(crate) fn new(entries: usize, first: u64) -> Ring {
        let entries = entries.clamp(1, ENTRIES_MAX);
        let len = (entries / 16).next_power_of_two().clamp(CHUNK_MIN, CHUNK_MAX);
        let chunks = entries.div_ceil(len).max(CHUNKS_MIN);
        let shift = len.trailing_zeros();
        let first = first >> shift << shift;
        Ring {
            shift,
            chunks: (0..chunks).map(|_| OnceLock::new()).collect(),
            low: AtomicU64::new(first),
            top: AtomicU64::new(first),
            beginning: AtomicU64::new(0),
        }
    }

    pub(crate) fn chunk_len(&self) -> usize {
        1 << self.shift
    }

    /// What may be read now. `None` if the applier passed by in between: ask again.
    pub(crate) fn window(&self) -> Option<Window<'_>> {
        // The watermark comes first: what is linked before it is reachable from heads read later.
        let top = self.top.load(Acquire);
        let low = self.low.load(Acquire);
        let whole = self.beginning.load(Acquire) == low;
        (low <= top).then(|| Window::new(self, low, top, whole))
    }

    /// The chunk of a position, with its place in it; made if need be.
    pub(crate) fn make(&self, position: u64) -> (&Chunk, usize) {
        let chunk = &self.chunks[self.chunk_of(position)];
        let chunk = chunk.get_or_init(|| Box::new(Chunk::new(self.chunk_len())));
        (chunk, position as usize & (self.chunk_len() - 1))
    }

    fn chunk_of(&self, position: u64) -> usize {
        ((position >> self.shift) % self.chunks.len() as u64) as usize
    }

    /// Gives up everything below `low`. Only after this may it be overwritten.
    pub(crate) fn raise(&self, low: u64) {
        self.low.store(low, Release);
        fence(Release);
    }

    pub(crate) fn bytes(&self) -> usize {
        self.chunks.iter().filter_map(|c| c.get()).map(|c| c.bytes()).sum()
    }
}
