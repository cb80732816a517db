//! Who has seen which event: the commit hook gets each once, in order, whoever stored it.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use parking_lot::Mutex;

use crate::{Error, Event, Result};

type Hook = Arc<dyn Fn(&[Event]) + Send + Sync>;

const UNSET: i64 = -1;
/// Events kept at hand for consumers, at most.
const RECENT_MAX: usize = 4_096;
/// Bytes of their payloads, at most.
const RECENT_BYTES_MAX: usize = 2 << 20;

/// What this process has seen of the events.
pub(crate) struct Follow {
    state: Mutex<State>,
    /// A copy of `State::seen` to look at without waiting; [`UNSET`] before it is known.
    seen: AtomicI64,
}

#[derive(Default)]
struct State {
    seen: Option<i64>,
    hook: Option<Hook>,
    broken: Option<String>,
    recent: Recent,
}

/// The last events seen, without gaps.
#[derive(Default)]
struct Recent {
    events: VecDeque<Event>,
    bytes: usize,
}

impl Recent {
    fn add(&mut self, events: &[Event]) {
        for event in events {
            self.bytes += event.payload.len();
            self.events.push_back(event.clone());
        }
        while self.events.len() > RECENT_MAX || self.bytes > RECENT_BYTES_MAX {
            let Some(oldest) = self.events.pop_front() else { break };
            self.bytes -= oldest.payload.len();
        }
    }

    fn after(&self, no: i64, limit: usize) -> Option<Vec<Event>> {
        let first = self.events.front()?.no;
        let skip = usize::try_from(no + 1 - first).ok()?;
        let found: Vec<Event> = self.events.iter().skip(skip).take(limit).cloned().collect();
        (!found.is_empty()).then_some(found)
    }
}

impl Follow {
    pub(crate) fn new() -> Self {
        Self { state: Mutex::default(), seen: AtomicI64::new(UNSET) }
    }

    pub(crate) fn set_hook(&self, hook: Hook) {
        self.state.lock().hook = Some(hook);
    }

    /// Sets where to start: `no` counts as seen.
    pub(crate) fn start(&self, no: i64) {
        let mut state = self.state.lock();
        state.seen = Some(no);
        state.recent = Recent::default();
        self.seen.store(no, Ordering::Release);
    }

    /// The same, unless it was set already.
    pub(crate) fn start_if_unset(&self, no: i64) {
        let mut state = self.state.lock();
        if state.seen.is_none() {
            state.seen = Some(no);
            self.seen.store(no, Ordering::Release);
        }
    }

    pub(crate) fn seen(&self) -> Option<i64> {
        Some(self.seen.load(Ordering::Acquire)).filter(|seen| *seen != UNSET)
    }

    /// Why nothing can be written any more, if so.
    pub(crate) fn check(&self) -> Result<()> {
        match &self.state.lock().broken {
            Some(why) => Err(Error::unavailable(why)),
            None => Ok(()),
        }
    }

    /// Shows events to the hook, without those seen already. When some are missing before them,
    /// answers the number after which to fetch, and shows none.
    pub(crate) fn offer(&self, events: &[Event]) -> Option<i64> {
        let mut state = self.state.lock();
        let seen = state.seen?;
        let new = &events[events.partition_point(|event| event.no <= seen)..];
        let (Some(first), Some(last)) = (new.first(), new.last()) else { return None };
        if first.no != seen + 1 {
            return Some(seen);
        }
        if state.broken.is_none() {
            self.show(&mut state, new);
        }
        state.recent.add(new);
        state.seen = Some(last.no);
        self.seen.store(last.no, Ordering::Release);
        None
    }

    /// Up to `limit` events after `no`, if they are at hand and there are any.
    pub(crate) fn after(&self, no: i64, limit: i64) -> Option<Vec<Event>> {
        let limit = usize::try_from(limit).unwrap_or_default();
        self.state.lock().recent.after(no, limit)
    }

    /// What the hook keeps in memory would be wrong from here on, so nothing is stored any more
    /// until a restart has built it anew.
    pub(crate) fn break_off(&self, why: String) {
        self.state.lock().broken.get_or_insert(why);
    }

    fn show(&self, state: &mut State, events: &[Event]) {
        let Some(hook) = state.hook.clone() else { return };
        if catch_unwind(AssertUnwindSafe(|| hook(events))).is_err() {
            let no = events[0].no;
            state.broken = Some(format!("the commit hook panicked at event {no}; restart"));
        }
    }
}
