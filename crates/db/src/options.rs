//! How a database is opened.

use std::fmt;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// Tells the time in epoch milliseconds. It may go backwards; ids do not.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// How a database is opened; `Options::default()` suits a server.
#[derive(Clone)]
pub struct Options {
    /// Reading threads, each with a connection; 0 means one a core, at least two.
    pub readers: usize,
    /// Units and reads that may wait, each kind in its own queue; beyond, [`crate::Error::Busy`].
    pub queue_max: usize,
    /// Units in one commit, at most.
    pub batch_max: usize,
    /// Refuse to open a file that another process has opened so. SQLite only.
    pub exclusive: bool,
    /// How often to look for events stored by other processes, in milliseconds; 0 means never.
    /// An exclusive SQLite file has no other writers and is not polled.
    pub follow_poll_ms: u64,
    /// The clock; the system's unless a test says otherwise.
    pub clock: Clock,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            readers: 0,
            queue_max: 10_000,
            batch_max: 512,
            exclusive: false,
            follow_poll_ms: 100,
            clock: Arc::new(system_ms),
        }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Options")
            .field("readers", &self.readers)
            .field("queue_max", &self.queue_max)
            .field("batch_max", &self.batch_max)
            .field("exclusive", &self.exclusive)
            .field("follow_poll_ms", &self.follow_poll_ms)
            .finish_non_exhaustive()
    }
}

impl Options {
    pub(crate) fn reader_count(&self) -> usize {
        match self.readers {
            0 => std::thread::available_parallelism().map_or(2, |cores| cores.get().max(2)),
            count => count,
        }
    }
}

fn system_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
