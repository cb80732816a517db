//! Effects: the durable consequences of what happened, drawn from the event log in order.
//!
//! One file a consequence. Each reads events after its own cursor and calls other rooms' verbs,
//! in a transaction that moves the cursor too: after a crash it goes on where it was, and what it
//! did is never done twice. No room knows of this one.

use std::time::Duration;

use ground::App;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// The effects at work.
pub struct Effects {
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

/// How long to wait when there is nothing to do. The door-bell usually rings sooner.
pub(crate) const IDLE: Duration = Duration::from_millis(200);
/// Events drawn in one transaction: short enough not to hold up people's writes.
pub(crate) const BATCH: i64 = 64;

/// Starts every effect.
#[must_use]
pub fn start(_app: &App) -> Effects {
    let (stop, _) = watch::channel(false);
    Effects { stop, tasks: Vec::new() }
}

impl Effects {
    /// Lets each effect finish what it is doing, and stops.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        for task in self.tasks {
            let _ = task.await;
        }
    }
}

/// Waits until every effect has seen all events there are now. For tests and for stopping.
///
/// # Errors
/// If the database does not answer.
pub async fn settle(_app: &App) -> ground::Result<()> {
    Ok(())
}
