//! The readers: servers beside each other, outboxes of one after another.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use ground::{App, Error, Result};
use tracing::{info, warn};

use super::{PULSE, Reading, read, sql};

/// Taken in one round.
const ROUND_MAX: usize = 64;
/// How long a round may take before another may take it up, in milliseconds.
const LEASE_MS: i64 = 30 * 60_000;
/// First wait before an outbox is read again; it doubles each time.
const RETRY_MS: i64 = 2 * 60_000;
/// Tries after which it is left: the last about three days after the first.
const ATTEMPTS_MAX: i64 = 12;
/// How long reading one outbox may take.
const READ_TIMEOUT: Duration = Duration::from_secs(180);
/// How long to wait when nothing is due.
const IDLE: Duration = Duration::from_secs(2);

/// Reads outboxes and notes that we are awake, until it is dropped.
pub async fn work(app: App) {
    tokio::join!(stay_awake(app.clone()), read_all(app));
}

async fn stay_awake(app: App) {
    loop {
        if let Err(why) = super::pulse(&app).await {
            warn!(%why, "It could not be noted that we are awake: {why}");
        }
        tokio::time::sleep(PULSE).await;
    }
}

async fn read_all(app: App) {
    loop {
        match round(&app).await {
            Ok(0) => tokio::time::sleep(IDLE).await,
            Ok(_) => {}
            Err(why) => {
                warn!(%why, "Outboxes could not be read for now: {why}");
                tokio::time::sleep(IDLE).await;
            }
        }
    }
}

async fn round(app: &App) -> Result<usize> {
    let due = app.read(async |tx| sql::next_due(tx).await).await?;
    if due.is_none_or(|due| due > app.db.now_ms()) {
        return Ok(0);
    }
    let claimed = app.write(async |tx| {
        let now = tx.now_ms();
        sql::claim(tx, now, now + LEASE_MS, ROUND_MAX).await
    });
    let claimed = claimed.await?;
    let count = claimed.len();
    let mut by_host: BTreeMap<String, Vec<Reading>> = BTreeMap::new();
    for one in claimed {
        by_host.entry(one.host.clone()).or_default().push(one);
    }
    let mut hosts: FuturesUnordered<_> =
        by_host.into_values().map(|list| one_after_another(app, list)).collect();
    while let Some(done) = hosts.next().await {
        done?;
    }
    Ok(count)
}

async fn one_after_another(app: &App, list: Vec<Reading>) -> Result<()> {
    for one in list {
        let done = tokio::time::timeout(READ_TIMEOUT, read::read(app, &one)).await;
        let done = done.unwrap_or_else(|_| Err(Error::Unavailable("error-busy".into())));
        match done {
            Ok(taken) => {
                if taken > 0 && one.why == "missed" {
                    let host = &one.host;
                    info!(host, taken, "{taken} posts of {host} had not come and were fetched");
                }
                app.write(async move |tx| sql::done(tx, &one, taken).await).await?;
            }
            Err(why) => {
                let passing = matches!(why, Error::Internal(_) | Error::Unavailable(_));
                let again = passing && one.attempts + 1 < ATTEMPTS_MAX;
                let why = why.to_string();
                app.write(async move |tx| {
                    let wait = RETRY_MS << one.attempts.clamp(0, 12);
                    let due_at = again.then(|| tx.now_ms() + wait);
                    sql::later(tx, &one, due_at, &why).await
                })
                .await?;
            }
        }
    }
    Ok(())
}

/// Waits until all that is due was read. For tests.
///
/// # Errors
/// If the database does not answer, or there is still something due after half a minute.
pub async fn settle(app: &App) -> Result<()> {
    let start = Instant::now();
    loop {
        let due = app.read(async |tx| sql::next_due(tx).await).await?;
        if due.is_none_or(|due| due > app.db.now_ms()) {
            return Ok(());
        }
        if start.elapsed() > Duration::from_secs(30) {
            return Err(Error::internal("the outboxes do not get read"));
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
