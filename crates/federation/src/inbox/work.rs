//! Applying what was received: what comes from one server in its order, servers beside each other.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use ground::{App, Error, Result};
use serde_json::Value;
use tracing::warn;

use super::{Inbox, Received, sql};
use crate::actors;

/// Taken in one round.
const ROUND_MAX: usize = 128;
/// How long a round may take before another may take it up, in milliseconds.
const LEASE_MS: i64 = 10 * 60_000;
/// First wait before something is tried again; it doubles each time.
const RETRY_MS: i64 = 20_000;
/// Tries after which something is left.
const ATTEMPTS_MAX: i64 = 10;
/// How long one activity may take, with all that it makes us ask.
const APPLY_TIMEOUT: Duration = Duration::from_secs(60);
/// How long to wait when nothing came. The bell usually rings sooner.
const IDLE: Duration = Duration::from_secs(5);

/// Applies what comes in, until it is dropped.
pub async fn work(app: App) {
    loop {
        let bell = app.memory::<Inbox>().bell.notified();
        match round(&app).await {
            Ok(0) => {
                tokio::select! {
                    () = bell => {}
                    () = tokio::time::sleep(IDLE) => {}
                }
            }
            Ok(_) => {}
            Err(why) => {
                warn!(%why, "The inbox could not be read: {why}");
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
    let mut claimed = claimed.await?;
    let count = claimed.len();
    claimed.sort_unstable_by_key(|(no, _)| *no);
    let mut by_host: BTreeMap<String, Vec<Received>> = BTreeMap::new();
    for (_, one) in claimed {
        by_host.entry(one.host.clone()).or_default().push(one);
    }
    let mut hosts: FuturesUnordered<_> =
        by_host.into_values().map(|list| one_after_another(app, list)).collect();
    while let Some(done) = hosts.next().await {
        done?;
    }
    Ok(count)
}

async fn one_after_another(app: &App, list: Vec<Received>) -> Result<()> {
    for one in list {
        let applied = tokio::time::timeout(APPLY_TIMEOUT, apply(app, &one)).await;
        let applied = applied.unwrap_or_else(|_| Err(Error::Unavailable("error-busy".into())));
        settle_one(app, one, applied).await?;
    }
    Ok(())
}

async fn apply(app: &App, one: &Received) -> Result<()> {
    let Ok(body) = serde_json::from_str::<Value>(&one.body) else { return Ok(()) };
    let account = one.account;
    let by = app.read(async move |tx| actors::remote(tx, &[account]).await).await?.pop();
    match by {
        Some(by) => super::apply(app, &by, &body).await,
        None => Ok(()),
    }
}

async fn settle_one(app: &App, one: Received, applied: Result<()>) -> Result<()> {
    let Err(why) = applied else {
        return app.write(async move |tx| sql::finish(tx, &one.id, "done", "").await).await;
    };
    let passing = matches!(why, Error::Internal(_) | Error::Unavailable(_));
    let why = why.to_string();
    if !passing || one.attempts + 1 >= ATTEMPTS_MAX {
        let host = &one.host;
        warn!(host, why, "An activity from {host} was not applied: {why}");
        return app.write(async move |tx| sql::finish(tx, &one.id, "failed", &why).await).await;
    }
    let wait = RETRY_MS << one.attempts.clamp(0, 10);
    app.write(async move |tx| {
        let due_at = tx.now_ms() + wait;
        sql::retry(tx, &one.id, due_at, &why).await
    })
    .await
}

/// Waits until all that came is applied. For tests.
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
            return Err(Error::internal("the inbox does not get on"));
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
