//! Values kept in memory beside the database, bounded in bytes, never stale.
//!
//! Whoever loads a value takes a [`Ticket`] before reading the database; a change in between (an
//! event calls [`Kept::forget`]) makes the ticket worthless, and the value is used once but not
//! kept. So a slow reader can never bring back what has just changed.

use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};

use quick_cache::Weighter;
use quick_cache::sync::Cache;

/// Changes are noted in this many places; keys that share one only cost a needless reload.
const STRIPES: usize = 1 << 12;

/// Room made for this many values at the start; more is made as they come.
const ITEMS_ROOM: usize = 1 << 12;

/// A bounded memory of values by key.
pub struct Kept<K, V> {
    cache: Cache<K, V, Weigh<K, V>>,
    changes: Vec<AtomicU64>,
    hasher: RandomState,
}

/// The state of a key before it was read from the database.
#[derive(Clone, Copy, Debug)]
pub struct Ticket(u64);

/// Bytes a value takes, its key included.
type Size<K, V> = fn(&K, &V) -> u64;

#[derive(Clone)]
struct Weigh<K, V>(Size<K, V>);

impl<K: Clone, V: Clone> Weighter<K, V> for Weigh<K, V> {
    fn weight(&self, key: &K, value: &V) -> u64 {
        // What the cache itself needs for an entry is about this much.
        (self.0)(key, value).max(1) + 48
    }
}

impl<K: Eq + Hash + Clone, V: Clone> Kept<K, V> {
    /// Room for `bytes_max` bytes of values whose typical size is `bytes_typical`.
    #[must_use]
    pub fn new(bytes_max: u64, bytes_typical: u64, size: Size<K, V>) -> Self {
        let items = usize::try_from(bytes_max / bytes_typical.max(1)).unwrap_or(usize::MAX);
        let cache = Cache::with_weighter(items.clamp(16, ITEMS_ROOM), bytes_max, Weigh(size));
        let changes = (0..STRIPES).map(|_| AtomicU64::new(0)).collect();
        Self { cache, changes, hasher: RandomState::new() }
    }

    /// The value, if it is kept.
    pub fn get(&self, key: &K) -> Option<V> {
        self.cache.get(key)
    }

    /// To be taken before the value is read from the database.
    pub fn ticket(&self, key: &K) -> Ticket {
        Ticket(self.changes_of(key).load(Ordering::SeqCst))
    }

    /// Keeps a value, unless it changed since the ticket was taken.
    pub fn keep(&self, key: K, value: V, ticket: Ticket) {
        let change = self.changes_of(&key);
        if change.load(Ordering::SeqCst) != ticket.0 {
            return;
        }
        self.cache.insert(key.clone(), value);
        if change.load(Ordering::SeqCst) != ticket.0 {
            self.cache.remove(&key);
        }
    }

    /// Changes a value that is kept. Whoever is reading it from the database meanwhile will not
    /// keep what they read. Changes must come one after the other.
    pub fn change(&self, key: &K, change: impl FnOnce(&V) -> V) {
        self.changes_of(key).fetch_add(1, Ordering::SeqCst);
        if let Some(value) = self.cache.get(key) {
            self.cache.insert(key.clone(), change(&value));
        }
    }

    /// Drops a value that has changed.
    pub fn forget(&self, key: &K) {
        self.changes_of(key).fetch_add(1, Ordering::SeqCst);
        self.cache.remove(key);
    }

    /// Drops everything.
    pub fn forget_all(&self) {
        for change in &self.changes {
            change.fetch_add(1, Ordering::SeqCst);
        }
        self.cache.clear();
    }

    /// Bytes taken now.
    pub fn bytes(&self) -> u64 {
        self.cache.weight()
    }

    /// Values kept now.
    pub fn len(&self) -> usize {
        self.cache.len()
    }

    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.cache.is_empty()
    }

    fn changes_of(&self, key: &K) -> &AtomicU64 {
        let place = self.hasher.hash_one(key) as usize % STRIPES;
        &self.changes[place]
    }
}
