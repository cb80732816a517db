//! Running one effect: event after event, woken by commits, patient with faults.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use ground::{App, Result};
use tokio::sync::watch;
use tracing::{error, warn};

use super::{BATCH, Bell, Effect, IDLE};

/// First wait after a fault; it doubles each time.
const RETRY: Duration = Duration::from_millis(100);
/// Longest wait after a fault.
const RETRY_MAX: Duration = Duration::from_secs(60);
/// An event that could not be drawn this many times is passed over: one that is broken must not
/// hold up all that come after it for ever. With the waits, that is after about a quarter hour.
const ATTEMPTS_MAX: u32 = 24;

/// Draws an effect until told to stop.
pub(super) async fn run(app: App, effect: &'static Effect, mut stop: watch::Receiver<bool>) {
    let mut faults = Faults::default();
    while !*stop.borrow() {
        // Asked for before looking, so that no ring in between is missed.
        let bell = app.memory::<Bell>().rung.notified();
        let began = Instant::now();
        match turn(&app, effect, &faults).await {
            Ok(0) => {
                faults.end();
                tokio::select! {
                    () = bell => {}
                    () = tokio::time::sleep(IDLE) => {}
                    _ = stop.changed() => {}
                }
            }
            Ok(count) => {
                faults.end();
                if count < BATCH as usize && faults.careful == 0 {
                    Bell::pace(&app, began).await;
                }
            }
            Err((why, of_draw)) => {
                let pause = faults.note(effect.name, &why, of_draw);
                tokio::select! {
                    () = tokio::time::sleep(pause) => {}
                    _ = stop.changed() => {}
                }
            }
        }
    }
}

/// What has gone wrong lately.
#[derive(Default)]
struct Faults {
    /// Since the last success.
    in_a_row: u32,
    /// Of these, while drawing, rather than because the database did not answer.
    of_draw: u32,
    /// Turns still to be taken one event at a time, so that what is sound before the event that
    /// failed gets done.
    careful: u32,
}

impl Faults {
    /// Notes a fault and says how long to wait. Only the first of a row is logged.
    fn note(&mut self, name: &str, why: &ground::Error, of_draw: bool) -> Duration {
        if self.in_a_row == 0 {
            warn!(effect = name, %why, "The effect {name} failed and will be tried again: {why}");
        }
        self.in_a_row += 1;
        if of_draw {
            // Those of a whole batch say nothing yet of the one event that failed.
            self.of_draw += u32::from(self.careful > 0);
            self.careful = BATCH as u32;
        }
        (RETRY * 2_u32.pow(self.in_a_row.min(16) - 1)).min(RETRY_MAX)
    }

    /// Notes a success.
    fn end(&mut self) {
        *self = Self { careful: self.careful.saturating_sub(1), ..Self::default() };
    }
}

/// Draws the next events, and moves the cursor with them. Answers how many there were, or the
/// fault and whether it lies in the drawing.
async fn turn(
    app: &App,
    effect: &'static Effect,
    faults: &Faults,
) -> Result<usize, (ground::Error, bool)> {
    let batch = if faults.careful > 0 { 1 } else { BATCH };
    let next = app.db.upcoming(effect.name, batch).await.map_err(|why| (why.into(), false))?;
    let Some(last) = next.last() else { return Ok(0) };
    if !next.iter().any(|event| effect.wants(app, event)) {
        // No turn of the writer for nothing.
        app.db.pass(effect.name, last.no).await.map_err(|why| (why.into(), false))?;
        return Ok(next.len());
    }
    let pass_over = faults.of_draw >= ATTEMPTS_MAX;
    let of_draw = Arc::new(AtomicBool::new(false));
    let flag = of_draw.clone();
    let here = app.clone();
    let work = async move |tx: &mut db::Tx, events: &[db::Event]| {
        let events: Vec<&db::Event> =
            events.iter().filter(|event| effect.wants(&here, event)).collect();
        if pass_over {
            for event in events {
                error!(event.no, effect = effect.name, "Event {} is passed over", event.no);
            }
            return Ok(());
        }
        let drawn = (effect.draw)(tx, &events).await;
        flag.store(drawn.is_err(), Ordering::Relaxed);
        drawn
    };
    let done = app.db.consume(effect.name, batch, work).await;
    done.map_err(|why| (why, of_draw.load(Ordering::Relaxed)))
}
