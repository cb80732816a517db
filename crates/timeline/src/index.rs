//! The index: what the rest of the house calls.

use crate::chains::Heads;
use crate::entry::NewEntry;
use crate::page::{Ask, Order, Page};
use crate::reader::{Reader, Relations};
use crate::residents::Residents;
use crate::ring::Ring;
use crate::rule;
use crate::search::{Span, Way, search};
use crate::window::Seen;
use crate::writer::{Applier, Writer};
use std::sync::{Arc, Mutex, PoisonError};

/// The position of the first entry, far enough from 0 that older ones can be filed below it.
const FIRST_POSITION: u64 = (1 << 40) + (1 << 31);
/// Questions are asked again when the applier overwrote what they were reading. It overwrites a
/// sixteenth of the ring at a time, so once is rare; after so many times the database answers.
const TRIES: usize = 8;

/// How much memory the index may use.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Entries kept at most, up to 2^30; about 30 bytes each. Memory grows as they come.
    pub entries_max: usize,
    /// Bytes of loaded readers at most; those not asked for lately make room.
    pub readers_bytes_max: usize,
}

/// What the index holds now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stats {
    /// Entries in memory, retracted ones included.
    pub entries: usize,
    /// Bytes of the ring: entries, mentions and hashtags.
    pub ring_bytes: usize,
    /// Bytes of the chains' heads: four for each account and hashtag.
    pub heads_bytes: usize,
    /// Readers loaded.
    pub readers: usize,
    /// Their bytes.
    pub readers_bytes: usize,
    /// Every entry with this id or a greater one is in memory; 0 when all are.
    pub horizon: u64,
}

/// The timeline index. Share it by `Arc`.
pub struct Index {
    ring: Ring,
    heads: Heads,
    residents: Residents,
    writer: Mutex<Writer>,
}

impl Index {
    /// An empty index that knows nothing of what was posted before: until
    /// [`backfill_done`](Index::backfill_done), everything older is left to the database.
    pub fn new(limits: Limits) -> Index {
        Index::starting_at(limits, FIRST_POSITION)
    }

    /// As `new`, with the first entry at a given position (2^32 or more): for tests of what
    /// happens when the 32-bit half of a position overflows.
    #[doc(hidden)]
    pub fn starting_at(limits: Limits, position: u64) -> Index {
        Index {
            ring: Ring::new(limits.entries_max, position),
            heads: Heads::new(),
            residents: Residents::new(limits.readers_bytes_max),
            writer: Mutex::new(Writer::new()),
        }
    }

    /// Takes in an entry that was committed. To be called in commit order; an id that is not
    /// above all others is ignored (start-up may have read it from the database already).
    pub fn publish(&self, entry: &NewEntry<'_>) {
        self.apply(|applier| applier.publish(entry));
    }

    /// A post or boost was deleted: it is on no page from now on.
    pub fn retract(&self, id: u64) {
        self.apply(|applier| applier.retract(id));
    }

    /// An edit left these hashtags and mentions: the entry appears and disappears at its place.
    /// The boosts of an edited post are entries of their own and want their own call.
    pub fn retag(&self, id: u64, tags: &[u32], mentions: &[u32]) {
        self.apply(|applier| applier.retag(id, tags, mentions));
    }

    /// Start-up: files the newest rows of the database, newest first, below what was published
    /// meanwhile, in as many calls as it takes. The rows must be read after `publish` was
    /// connected to the commits, and leave nothing out. False: no room is left, or nothing older
    /// is taken any more; stop.
    pub fn backfill(&self, entries_descending: &[NewEntry<'_>]) -> bool {
        self.apply(|applier| applier.backfill(entries_descending))
    }

    /// Start-up is over. `reached_the_beginning`: no older row exists in the database.
    pub fn backfill_done(&self, reached_the_beginning: bool) {
        self.apply(|applier| applier.backfill_done(reached_the_beginning));
    }

    /// To be read before the relations of `reader` are read from the database.
    pub fn epoch(&self, reader: u32) -> u64 {
        self.residents.epoch(reader)
    }

    /// A reader with these relations. It is kept for others if no
    /// [`forget_reader`](Index::forget_reader) came since `epoch` was read and it fits.
    pub fn load_reader(&self, reader: u32, relations: Relations, epoch: u64) -> Arc<Reader> {
        self.residents.load(reader, relations, epoch)
    }

    /// The reader, if loaded.
    pub fn reader(&self, reader: u32) -> Option<Arc<Reader>> {
        self.residents.find(reader)
    }

    /// The relations of `reader` changed: to be called after the commit, before it is answered.
    pub fn forget_reader(&self, reader: u32) {
        self.residents.forget(reader);
    }

    /// A page of the reader's home. A poll for what is newer than the newest entry known
    /// (`since_id`) is this too, and costs little when there is nothing.
    pub fn home(&self, reader: &Reader, ask: Ask) -> Page {
        self.home_by(reader, ask, Way::Cheapest)
    }

    /// As `home`, in a given way: for tests and measurements.
    #[doc(hidden)]
    pub fn home_by(&self, reader: &Reader, ask: Ask, way: Way) -> Page {
        for _ in 0..TRIES {
            if let Some(page) = self.try_home(reader, ask, way) {
                return page;
            }
        }
        Page { ids: Vec::new(), rest: ask.rest(u64::MAX, 0) }
    }

    /// Whether the entry belongs in the reader's home, by the rule that pages follow.
    pub fn accepts(&self, reader: &Reader, entry: &NewEntry<'_>) -> bool {
        rule::admits(reader, &Seen::of(entry))
    }

    /// What is held now.
    pub fn stats(&self) -> Stats {
        let (readers, readers_bytes) = self.residents.size();
        let mut stats = Stats {
            entries: 0,
            ring_bytes: self.ring.bytes(),
            heads_bytes: self.heads.bytes(),
            readers,
            readers_bytes,
            horizon: u64::MAX,
        };
        // Under the lock the window stands still.
        self.apply(|_| {
            if let Some(window) = self.ring.window() {
                stats.entries = (window.end - window.start) as usize;
                stats.horizon = window.horizon();
            }
        });
        stats
    }

    fn try_home(&self, reader: &Reader, ask: Ask, way: Way) -> Option<Page> {
        let window = self.ring.window()?;
        let low = match ask.above() {
            0 => window.start,
            above => window.after(above),
        };
        let high = match ask.below() {
            0 => window.start,
            u64::MAX => window.end,
            below => window.after(below - 1),
        };
        let span = Span { low, high, limit: ask.limit, order: ask.order() };
        let mut ids = Vec::new();
        if low < high && ask.limit > 0 {
            ids = search(&self.heads, window, reader, span, way).ids;
        }
        if ask.order() == Order::OldestFirst {
            ids.reverse();
        }
        let rest = ask.rest(window.horizon(), ids.len());
        window.held().then_some(Page { ids, rest })
    }

    fn apply<T>(&self, work: impl FnOnce(&mut Applier<'_>) -> T) -> T {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        work(&mut Applier { ring: &self.ring, heads: &self.heads, writer: &mut writer })
    }
}
