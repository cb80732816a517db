//! Counts for the metrics page.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Instant;

/// What the lanes have done since the database was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Units answered, failed ones included.
    pub units: u64,
    /// Units rolled back, for whatever reason.
    pub units_failed: u64,
    /// Commits.
    pub batches: u64,
    /// Units in the largest batch.
    pub batch_units_max: u64,
    /// Microseconds spent in commits, all together.
    pub commit_us: u64,
    /// Microseconds of the last commit.
    pub last_commit_us: u64,
    /// Reads answered.
    pub reads: u64,
    /// Statements that units and reads have run.
    pub statements: u64,
    /// Units waiting now.
    pub writes_queued: u64,
    /// Reads waiting now.
    pub reads_queued: u64,
    /// The number of the last event that the commit hook has seen.
    pub seen: i64,
}

#[derive(Default)]
pub(crate) struct Counters {
    units: AtomicU64,
    units_failed: AtomicU64,
    batches: AtomicU64,
    batch_units_max: AtomicU64,
    commit_us: AtomicU64,
    last_commit_us: AtomicU64,
    reads: AtomicU64,
    statements: AtomicU64,
}

impl Counters {
    pub(crate) fn batch(&self, units: usize, failed: usize) {
        self.units.fetch_add(units as u64, Relaxed);
        self.units_failed.fetch_add(failed as u64, Relaxed);
        self.batch_units_max.fetch_max(units as u64, Relaxed);
    }

    pub(crate) fn commit(&self, since: Instant) {
        let us = u64::try_from(since.elapsed().as_micros()).unwrap_or(u64::MAX);
        self.batches.fetch_add(1, Relaxed);
        self.commit_us.fetch_add(us, Relaxed);
        self.last_commit_us.store(us, Relaxed);
    }

    pub(crate) fn read(&self, statements: u64) {
        self.reads.fetch_add(1, Relaxed);
        self.statements(statements);
    }

    pub(crate) fn statements(&self, count: u64) {
        self.statements.fetch_add(count, Relaxed);
    }

    pub(crate) fn get(&self) -> Stats {
        Stats {
            units: self.units.load(Relaxed),
            units_failed: self.units_failed.load(Relaxed),
            batches: self.batches.load(Relaxed),
            batch_units_max: self.batch_units_max.load(Relaxed),
            commit_us: self.commit_us.load(Relaxed),
            last_commit_us: self.last_commit_us.load(Relaxed),
            reads: self.reads.load(Relaxed),
            statements: self.statements.load(Relaxed),
            ..Stats::default()
        }
    }
}
