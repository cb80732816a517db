//! Jobs: work to be done later, at least once, on whichever node is free.
//!
//! A job is a row, written in the transaction that needs it; a worker leases it, does it, removes
//! it. One that fails is tried again with a growing delay; one that keeps failing stays, with its
//! last error, for a person to look at.

mod sql;

use std::convert::Infallible;
use std::future::Future;
use std::time::Duration;

use db::Tx;
use tracing::warn;

use crate::app::App;
use crate::error::Result;

/// Attempts after which a job is left alone.
const ATTEMPTS_MAX: i64 = 12;
/// How long a worker may take before another may try.
const LEASE_MS: i64 = 60_000;
/// First delay before a new attempt; it doubles each time.
const RETRY_MS: i64 = 15_000;
/// Jobs taken at once.
const CLAIM_MAX: i64 = 50;
/// How often a job that takes long is leased anew.
const HOLD_EVERY: Duration = Duration::from_secs(15);
const IDLE: Duration = Duration::from_millis(500);

pub use sql::Job;

/// Asks for work: once for each `key` of a queue, however often it is asked.
///
/// # Errors
/// If the database does not answer.
pub async fn add(
    tx: &mut Tx,
    queue: &'static str,
    key: &str,
    payload: &str,
    run_at_ms: i64,
) -> Result<()> {
    let id = tx.new_id(0);
    sql::add(tx, id, queue, key, payload, run_at_ms).await
}

/// Works on a queue until the app stops: `work` is called for each job that is due.
pub async fn work_on<F, W>(app: App, queue: &'static str, work: W)
where
    W: Fn(App, Job) -> F,
    F: Future<Output = Result<()>>,
{
    loop {
        match claim(&app, queue, CLAIM_MAX).await {
            Ok(jobs) if jobs.is_empty() => tokio::time::sleep(IDLE).await,
            Ok(jobs) => {
                for job in jobs {
                    let done = work(app.clone(), job.clone()).await;
                    if let Err(error) = settle(&app, job, done).await {
                        warn!(queue, %error, "A job of {queue} could not be settled");
                    }
                }
            }
            Err(error) => {
                warn!(queue, %error, "The queue {queue} could not be read");
                tokio::time::sleep(IDLE * 4).await;
            }
        }
    }
}

/// As [`work_on`], for work that takes long: one job at a time, leased anew while it is worked on.
/// What a crash interrupts is another's a minute later.
pub async fn work_long<F, W>(app: App, queue: &'static str, work: W)
where
    W: Fn(App, Job) -> F,
    F: Future<Output = Result<()>>,
{
    loop {
        match claim(&app, queue, 1).await {
            Ok(jobs) => match jobs.into_iter().next() {
                Some(job) => {
                    let done = tokio::select! {
                        done = work(app.clone(), job.clone()) => done,
                        never = hold(&app, job.id) => match never {},
                    };
                    if let Err(error) = settle(&app, job, done).await {
                        warn!(queue, %error, "A job of {queue} could not be settled");
                    }
                }
                None => tokio::time::sleep(IDLE).await,
            },
            Err(error) => {
                warn!(queue, %error, "The queue {queue} could not be read");
                tokio::time::sleep(IDLE * 4).await;
            }
        }
    }
}

/// Leases a job anew, again and again.
async fn hold(app: &App, id: i64) -> Infallible {
    loop {
        tokio::time::sleep(HOLD_EVERY).await;
        let held = app.write(async move |tx| {
            let now = tx.now_ms();
            sql::hold(tx, id, now + LEASE_MS).await
        });
        if let Err(error) = held.await {
            warn!(%error, "A job could not be leased anew");
        }
    }
}

async fn claim(app: &App, queue: &'static str, limit: i64) -> Result<Vec<Job>> {
    // Looking is cheap; only a queue with work takes the writer's time.
    let due = app
        .read(async move |tx| {
            let now = tx.now_ms();
            sql::is_due(tx, queue, now).await
        })
        .await?;
    if !due {
        return Ok(Vec::new());
    }
    app.write(async move |tx| {
        let now = tx.now_ms();
        sql::claim(tx, queue, now, now + LEASE_MS, limit).await
    })
    .await
}

async fn settle(app: &App, job: Job, done: Result<()>) -> Result<()> {
    let Err(error) = done else {
        return app.write(async move |tx| sql::remove(tx, job.id).await).await;
    };
    warn!(job.id, job.attempts, %error, "Job {} failed", job.key);
    let doublings = job.attempts.clamp(0, 12);
    let given_up = job.attempts + 1 >= ATTEMPTS_MAX;
    app.write(async move |tx| {
        let again = if given_up { i64::MAX } else { tx.now_ms() + (RETRY_MS << doublings) };
        sql::retry(tx, job.id, again, &error.to_string()).await
    })
    .await
}
