//! Asking for what conversations lack: servers beside each other, each within its budget.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use ground::{App, Error, PostId, Result};
use tracing::warn;
use wire::activitypub as ap;

use super::{Conversations, Missing, check, sql};
use crate::fetch::Budgets;

/// Taken in one round.
const CHECKS_MAX: usize = 8;
const MISSING_MAX: usize = 64;
/// How long a round may take before another may take it up, in milliseconds.
const LEASE_MS: i64 = 15 * 60_000;
/// First wait before something is asked for again; it doubles each time.
const RETRY_MS: i64 = 60_000;
/// Tries after which something is left: the last about two days after the first.
const ATTEMPTS_MAX: i64 = 12;
/// How long one check, and one question, may take.
const CHECK_TIMEOUT: Duration = Duration::from_secs(120);
const ASK_TIMEOUT: Duration = Duration::from_secs(30);
/// How long to wait when nothing is due. The bell usually rings sooner.
const IDLE: Duration = Duration::from_secs(5);

/// Asks for what is missing, until it is dropped.
pub async fn work(app: App) {
    loop {
        let bell = app.memory::<Conversations>().bell.notified();
        match round(&app).await {
            Ok(0) => {
                tokio::select! {
                    () = bell => {}
                    () = tokio::time::sleep(IDLE) => {}
                }
            }
            Ok(_) => {}
            Err(why) => {
                warn!(%why, "Conversations could not be completed for now: {why}");
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
        let checks = sql::claim_checks(tx, now, now + LEASE_MS, CHECKS_MAX).await?;
        Ok((checks, sql::claim_missing(tx, now, now + LEASE_MS, MISSING_MAX).await?))
    });
    let (checks, missing) = claimed.await?;
    let count = checks.len() + missing.len();
    let mut by_host: BTreeMap<String, Vec<Missing>> = BTreeMap::new();
    for one in missing {
        let host = ap::host(&one.uri).unwrap_or_default().to_owned();
        by_host.entry(host).or_default().push(one);
    }
    let asked = async {
        let mut hosts: FuturesUnordered<_> =
            by_host.into_iter().map(|(host, list)| one_after_another(app, host, list)).collect();
        while let Some(done) = hosts.next().await {
            done?;
        }
        Ok::<_, Error>(())
    };
    let checked = async {
        let mut all: FuturesUnordered<_> =
            checks.into_iter().map(|(root, attempts)| one_check(app, root, attempts)).collect();
        while let Some(done) = all.next().await {
            done?;
        }
        Ok::<_, Error>(())
    };
    tokio::try_join!(asked, checked)?;
    Ok(count)
}

async fn one_check(app: &App, root: PostId, attempts: i64) -> Result<()> {
    let checked = tokio::time::timeout(CHECK_TIMEOUT, check::check(app, root)).await;
    let Err(why) = checked.unwrap_or_else(|_| Err(Error::Unavailable("error-busy".into()))) else {
        return Ok(());
    };
    let why = why.to_string();
    app.write(async move |tx| {
        let due_at = again(attempts).map(|wait| tx.now_ms() + wait);
        sql::check_later(tx, root, due_at, &why).await
    })
    .await
}

async fn one_after_another(app: &App, host: String, list: Vec<Missing>) -> Result<()> {
    for one in list {
        if let Err(wait_ms) = Budgets::spend(app, &host) {
            let uri = one.uri;
            app.write(async move |tx| {
                let due_at = tx.now_ms() + wait_ms;
                sql::put_off(tx, &uri, due_at).await
            })
            .await?;
            continue;
        }
        let asked = tokio::time::timeout(ASK_TIMEOUT, check::ask(app, &one)).await;
        let Err(why) = asked.unwrap_or_else(|_| Err(Error::Unavailable("error-busy".into())))
        else {
            continue;
        };
        let passing = matches!(why, Error::Internal(_) | Error::Unavailable(_));
        let (uri, attempts, why) = (one.uri, one.attempts, why.to_string());
        app.write(async move |tx| {
            let wait = if passing { again(attempts) } else { None };
            let due_at = wait.map(|wait| tx.now_ms() + wait);
            sql::ask_later(tx, &uri, due_at, &why).await
        })
        .await?;
    }
    Ok(())
}

/// The wait after so many tries; none if it is left.
fn again(attempts: i64) -> Option<i64> {
    (attempts + 1 < ATTEMPTS_MAX).then(|| RETRY_MS << attempts.clamp(0, 12))
}

/// Waits until all that is due was asked for. For tests.
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
            return Err(Error::internal("the conversations do not get on"));
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
