//! Start-up: the newest rows are filed into the index while requests are already answered; what
//! is not filed yet is read from the database.

use std::time::Instant;

use ground::{App, Result};
use timeline::NewEntry;
use tokio::sync::mpsc::{self, Receiver, Sender};
use tracing::{info, warn};

use super::Timelines;
use super::entries::{Entries, Lists};
use super::older::Span;
use super::sql::{self, Row};

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

/// Whether the first row was reached. While some rows are filed, whom and what the next ones name
/// is read, and the rows after those.
async fn descend(app: &App) -> Result<bool> {
    let (rows_out, rows_in) = mpsc::channel(1);
    let (entries_out, entries_in) = mpsc::channel(1);
    let reading = read_rows(app, rows_out);
    let completing = complete(app, rows_in, entries_out);
    let ((), (), reached) = tokio::try_join!(reading, completing, file(app, entries_in))?;
    Ok(reached)
}

async fn read_rows(app: &App, out: Sender<Vec<Row>>) -> Result<()> {
    let mut below = i64::MAX;
    loop {
        let span = Span { below, above: 0, upward: false };
        let rows = app.read(async move |tx| sql::everybody(tx, span, BATCH).await).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        below = last.id.0;
        if out.send(rows).await.is_err() {
            return Ok(());
        }
    }
}

async fn complete(app: &App, mut rows: Receiver<Vec<Row>>, out: Sender<Entries>) -> Result<()> {
    while let Some(rows) = rows.recv().await {
        let entries = app.read(async move |tx| Entries::of(tx, rows, Lists::ALL).await).await?;
        if out.send(entries).await.is_err() {
            break;
        }
    }
    Ok(())
}

async fn file(app: &App, mut entries: Receiver<Entries>) -> Result<bool> {
    let index = &app.memory::<Timelines>().index;
    while let Some(entries) = entries.recv().await {
        let entries: Vec<NewEntry<'_>> = entries.iter().collect();
        if !index.backfill(&entries) {
            return Ok(false);
        }
    }
    Ok(true)
}
