//! Start-up: the newest rows are filed into the index while requests are already answered; what
//! is not filed yet is read from the database.

use std::time::Instant;

use db::Tx;
use ground::{App, Result};
use timeline::NewEntry;
use tracing::{info, warn};

use super::Timelines;
use super::entries::{Entries, Lists};
use super::older::Span;
use super::sql;

/// Rows read in one go: some milliseconds of one reading thread.
const BATCH: usize = 4096;

/// Fills the index from the newest row down, until it is full or the first row is reached.
pub(super) async fn fill(app: App) {
    let began = Instant::now();
    let index = &app.memory::<Timelines>().index;
    let reached = descend(&app).await;
    index.backfill_done(matches!(reached, Ok(true)));
    let entries = index.stats().entries;
    match reached {
        Ok(_) => {
            let ms = began.elapsed().as_millis();
            info!(entries, ms, "The timeline index holds {entries} entries after {ms} ms");
        }
        Err(error) => warn!(%error, entries, "The timeline index stays at {entries} entries"),
    }
}

/// Whether the first row was reached.
async fn descend(app: &App) -> Result<bool> {
    let index = &app.memory::<Timelines>().index;
    let mut below = i64::MAX;
    loop {
        let entries = app.read(async move |tx| batch(tx, below).await).await?;
        let entries_of: Vec<NewEntry<'_>> = entries.iter().collect();
        let Some(last) = entries_of.last() else { return Ok(true) };
        below = last.id.cast_signed();
        if !index.backfill(&entries_of) {
            return Ok(false);
        }
    }
}

async fn batch(tx: &mut Tx, below: i64) -> Result<Entries> {
    let rows = sql::everybody(tx, Span { below, above: 0, upward: false }, BATCH).await?;
    Entries::of(tx, rows, Lists::ALL).await
}
