//! What is said becomes findable. Unlike the other effects, this one does most of its work (taking
//! words apart) before the writer's turn, so it takes its events by itself.

use std::time::{Duration, Instant};

use ground::App;
use social::search;
use tokio::sync::watch;
use tracing::warn;

use super::{Bell, IDLE};

/// Wait after a fault.
const RETRY: Duration = Duration::from_secs(2);

/// The name of its cursor.
pub(super) const NAME: &str = search::CONSUMER;

/// Learns until told to stop.
pub(super) async fn run(app: App, mut stop: watch::Receiver<bool>) {
    let mut failed = false;
    while !*stop.borrow() {
        // Asked for before looking, so that no ring in between is missed.
        let bell = app.memory::<Bell>().rung.notified();
        let began = Instant::now();
        let pause = match search::learn(&app).await {
            Ok(learnt) => {
                failed = false;
                if learnt > 0 {
                    if learnt < search::LEARNT_MAX {
                        Bell::pace(&app, began).await;
                    }
                    continue;
                }
                IDLE
            }
            Err(why) => {
                if !failed {
                    warn!(%why, "The search could not learn and will try again: {why}");
                }
                failed = true;
                RETRY
            }
        };
        tokio::select! {
            () = bell, if !failed => {}
            () = tokio::time::sleep(pause) => {}
            _ = stop.changed() => {}
        }
    }
}
