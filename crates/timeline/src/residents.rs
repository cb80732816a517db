//! The readers held in memory, within a bound in bytes.

use crate::reader::{Reader, Relations};
use crate::table::Table;
use arc_swap::ArcSwapOption;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::*};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Readers share counters of change; a change of one at worst makes another load twice.
const EPOCHS: usize = 1 << 14;
/// Readers looked at to find one that was not asked for lately.
const SAMPLE: usize = 8;
/// What a reader costs beside itself: its slot and its line in the list.
const SLOT_BYTES: usize = 12;

pub(crate) struct Residents {
    slots: Table<ArcSwapOption<Reader>, 4_096>,
    epochs: Box<[AtomicU64]>,
    /// Counts loads; a reader's age is measured in them.
    tick: AtomicU32,
    bytes_max: usize,
    loaded: Mutex<Loaded>,
}

#[derive(Default)]
struct Loaded {
    readers: Vec<u32>,
    bytes: usize,
    random: u64,
}

impl Residents {
    pub(crate) fn new(bytes_max: usize) -> Residents {
        Residents {
            slots: Table::new(),
            epochs: (0..EPOCHS).map(|_| AtomicU64::new(0)).collect(),
            tick: AtomicU32::new(0),
            bytes_max,
            loaded: Mutex::default(),
        }
    }

    pub(crate) fn epoch(&self, reader: u32) -> u64 {
        self.epochs[reader as usize % EPOCHS].load(Acquire)
    }

    pub(crate) fn find(&self, reader: u32) -> Option<Arc<Reader>> {
        let found = self.slots.get(reader)?.load_full()?;
        let tick = self.tick.load(Relaxed);
        if found.touched.load(Relaxed) != tick {
            found.touched.store(tick, Relaxed);
        }
        Some(found)
    }

    pub(crate) fn load(&self, account: u32, relations: Relations, epoch: u64) -> Arc<Reader> {
        let reader = Arc::new(Reader::new(account, relations));
        let bytes = reader.bytes() + SLOT_BYTES;
        if bytes > self.bytes_max {
            return reader;
        }
        let mut loaded = self.lock();
        // Under the lock, so that no change can come between this look and the keeping.
        if self.epoch(account) != epoch {
            return reader;
        }
        self.drop_reader(&mut loaded, account);
        while loaded.bytes + bytes > self.bytes_max {
            let idle = self.idle(&mut loaded);
            self.drop_reader(&mut loaded, idle);
        }
        reader.place.store(loaded.readers.len() as u32, Relaxed);
        reader.touched.store(self.tick.fetch_add(1, Relaxed).wrapping_add(1), Relaxed);
        loaded.readers.push(account);
        loaded.bytes += bytes;
        self.slots.make(account).store(Some(reader.clone()));
        reader
    }

    pub(crate) fn forget(&self, reader: u32) {
        let mut loaded = self.lock();
        self.epochs[reader as usize % EPOCHS].fetch_add(1, AcqRel);
        self.drop_reader(&mut loaded, reader);
    }

    /// How many readers are loaded, and their bytes.
    pub(crate) fn size(&self) -> (usize, usize) {
        let loaded = self.lock();
        (loaded.readers.len(), loaded.bytes)
    }

    /// The longest untouched of a few taken at random: near enough to the least recently used,
    /// and the same little work however many are loaded.
    fn idle(&self, loaded: &mut Loaded) -> u32 {
        let tick = self.tick.load(Relaxed);
        let mut sample = [0; SAMPLE];
        for pick in &mut sample {
            loaded.random = loaded.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            *pick = loaded.readers[(loaded.random >> 33) as usize % loaded.readers.len()];
        }
        let age = |reader: &u32| {
            let found = self.slots.get(*reader).and_then(|slot| slot.load_full());
            found.map_or(u32::MAX, |found| tick.wrapping_sub(found.touched.load(Relaxed)))
        };
        sample.into_iter().max_by_key(age).unwrap_or_default()
    }

    fn drop_reader(&self, loaded: &mut Loaded, reader: u32) {
        let Some(gone) = self.slots.get(reader).and_then(|slot| slot.swap(None)) else { return };
        loaded.bytes -= gone.bytes() + SLOT_BYTES;
        let place = gone.place.load(Relaxed) as usize;
        loaded.readers.swap_remove(place);
        if let Some(moved) = loaded.readers.get(place) {
            let moved = self.slots.get(*moved).and_then(|slot| slot.load_full());
            moved.inspect(|moved| moved.place.store(place as u32, Relaxed));
        }
    }

    fn lock(&self) -> MutexGuard<'_, Loaded> {
        // A panic elsewhere leaves the list as it was between two of its changes.
        self.loaded.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
