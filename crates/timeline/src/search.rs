//! Finding a page's entries in memory, by whichever of two ways is cheaper.
//!
//! *Walking* the chains costs something for every account followed, and for every entry of theirs
//! above a deep page. *Scanning* the ring costs something for every entry of anybody, and finds a
//! page soon if the reader follows a fair part of what is posted. Both give the same answer. The
//! one that promises to be cheaper goes first; neither is trusted: they take turns, with growing
//! budgets, until one has finished.

use crate::chains::Heads;
use crate::page::Order;
use crate::reader::Reader;
use crate::scan::{Scan, filter_pays};
use crate::walk::Walk;
use crate::window::Window;
use std::sync::atomic::Ordering::Relaxed;

/// The part of the window that is searched.
#[derive(Clone, Copy)]
pub(crate) struct Span {
    /// First place searched.
    pub(crate) low: u32,
    /// First place beyond.
    pub(crate) high: u32,
    /// Entries wanted at most.
    pub(crate) limit: usize,
    pub(crate) order: Order,
}

/// How to search; the answer is the same.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Way {
    /// By estimated cost.
    Cheapest,
    /// Only by going through the ring.
    Scan,
    /// Only along the chains.
    Walk,
    /// In turns, beginning with the smallest steps.
    Turns,
}

/// What a search found.
#[derive(Default)]
pub(crate) struct Found {
    /// Ids in the order of the span.
    pub(crate) ids: Vec<u64>,
    /// Place of the last one.
    pub(crate) last: u32,
}

// Rough costs in tenths of a nanosecond, as measured by the benchmark `home`.
const SCAN_ENTRY: u64 = 8;
const SCAN_ENTRY_UNFILTERED: u64 = 200;
const SCAN_FILTER: u64 = 2_000;
const SCAN_FILTER_EDGE: u64 = 10;
const WALK_HEAD: u64 = 200;
const WALK_STEP: u64 = 850;

/// The entries of `span` that are in the reader's home.
pub(crate) fn search(
    heads: &Heads,
    window: Window<'_>,
    reader: &Reader,
    span: Span,
    way: Way,
) -> Found {
    let mut scan = Scan::new(window, reader, span);
    let mut walk = Walk::new(heads, window, reader, span);
    let (mut scanning, mut entries, mut steps) = match way {
        Way::Cheapest => Plan::new(&window, reader, span).budgets(),
        Way::Scan => (true, u32::MAX, 0),
        Way::Walk => (false, 0, u32::MAX),
        Way::Turns => (true, 1, 1),
    };
    let found = loop {
        if scanning && scan.step(entries) {
            break scan.found;
        }
        if !scanning && walk.step(steps) {
            break walk.found;
        }
        scanning = !scanning;
        (entries, steps) = (entries.saturating_mul(2), steps.saturating_mul(2));
    };
    let gone_through = match span.order {
        Order::NewestFirst => span.high - found.last.min(span.high),
        Order::OldestFirst => (found.last + 1).saturating_sub(span.low),
    };
    reader.note_spacing(gone_through, found.ids.len());
    found
}

struct Plan {
    scan_first: bool,
    /// Entries a scan is likely to go through.
    entries: u64,
    /// Steps a walk is likely to take.
    steps: u64,
}

impl Plan {
    fn new(window: &Window<'_>, reader: &Reader, span: Span) -> Plan {
        let chains = (reader.follows().len() + reader.tags().len() + 1) as u64;
        let length = u64::from(span.high - span.low);
        let wanted = length.min(span.limit as u64);
        let spacing = u64::from(reader.spacing.load(Relaxed));
        let known = spacing > 0;
        let entries = if known { (wanted * spacing).min(length) } else { length };
        let scan = if filter_pays(reader, entries) {
            entries * SCAN_ENTRY + SCAN_FILTER + chains * SCAN_FILTER_EDGE
        } else {
            entries * SCAN_ENTRY_UNFILTERED
        };
        let above = match span.order {
            Order::NewestFirst => window.end - span.high,
            Order::OldestFirst => window.end - span.low,
        };
        let passed = if known { u64::from(above) / spacing } else { u64::from(above) };
        let steps = passed + wanted;
        let walk = chains * WALK_HEAD + steps * WALK_STEP;
        Plan { scan_first: scan < walk, entries, steps }
    }

    /// Whether to scan first; twice what the first is likely to need, as much time for the second.
    fn budgets(&self) -> (bool, u32, u32) {
        let (entries, steps) = if self.scan_first {
            let entries = 2 * self.entries + 64;
            (entries, entries * SCAN_ENTRY / WALK_STEP)
        } else {
            let steps = 2 * self.steps + 64;
            (steps * WALK_STEP / SCAN_ENTRY, steps)
        };
        let bounded = |n: u64| n.clamp(64, 1 << 16) as u32;
        (self.scan_first, bounded(entries), bounded(steps))
    }
}
