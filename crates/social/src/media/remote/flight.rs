//! One fetch at a time for each file, and none for a while where one failed.

use std::collections::HashMap;
use std::sync::Arc;

use ground::{Error, Result, Say};
use parking_lot::Mutex;
use tokio::sync::MutexGuard;

/// How long a file that could not be had is not asked for again, in milliseconds.
const GROUNDED_MS: i64 = 10 * 60_000;
/// Failures remembered.
const GROUNDED_MAX: usize = 10_000;

type Id = Vec<u8>;

/// What is being fetched, and what could not be.
#[derive(Default)]
pub(super) struct Flights {
    open: Mutex<HashMap<Id, Arc<tokio::sync::Mutex<()>>>>,
    grounded: Mutex<HashMap<Id, (i64, Error)>>,
}

/// A place in the queue for one file. It is left when this is dropped.
pub(super) struct Flight<'a> {
    flights: &'a Flights,
    id: Id,
    turn: Arc<tokio::sync::Mutex<()>>,
}

impl Flights {
    pub(super) fn board(&self, id: Id) -> Flight<'_> {
        let turn = self.open.lock().entry(id.clone()).or_default().clone();
        Flight { flights: self, id, turn }
    }

    /// The answer for a file that could not be had a short while ago.
    pub(super) fn grounded(&self, id: &Id, now_ms: i64) -> Result<()> {
        match self.grounded.lock().get(id) {
            Some((until, why)) if *until > now_ms => Err(why.clone()),
            _ => Ok(()),
        }
    }

    pub(super) fn ground(&self, id: Id, now_ms: i64, why: &Error) {
        // That we are busy, or broken ourselves, says nothing of the file.
        let lasting = match why {
            Error::NotFound => true,
            Error::Unavailable(say) => *say == Say::new("error-remote-away"),
            _ => false,
        };
        if !lasting {
            return;
        }
        let mut grounded = self.grounded.lock();
        if grounded.len() >= GROUNDED_MAX {
            grounded.retain(|_, (until, _)| *until > now_ms);
        }
        if grounded.len() >= GROUNDED_MAX {
            grounded.clear();
        }
        grounded.insert(id, (now_ms + GROUNDED_MS, why.clone()));
    }
}

impl Flight<'_> {
    pub(super) async fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().await
    }
}

impl Drop for Flight<'_> {
    fn drop(&mut self) {
        let mut open = self.flights.open.lock();
        // This one and the map's: nobody else waits.
        if Arc::strong_count(&self.turn) <= 2 {
            open.remove(&self.id);
        }
    }
}
