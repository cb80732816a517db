//! The postmen: each goes to one server at a time, with what waits for it, in its order.

use std::time::{Duration, Instant};

use bytes::Bytes;
use ground::{App, Error, Result, secret};
use parking_lot::Mutex;
use social::gates::domains::{self, Severity};
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tracing::warn;

use super::sql::{self, Waiting};
use super::{KEPT_MS, write};
use crate::actors::{host_name, signer};
use crate::fetch::{self, Sent};

/// Servers visited at once.
const POSTMEN_MAX: usize = 64;
/// Most that is handed over in one visit.
const BAG_MAX: usize = 50;
/// How long a visit may take before another may go there, in milliseconds.
const LEASE_MS: i64 = 15 * 60_000;
/// First wait after a server did not answer; it doubles each time.
const RETRY_MS: i64 = 30_000;
/// Longest wait.
const RETRY_MS_MAX: i64 = 6 * 3_600_000;
/// How long to wait when nothing is due. The bell usually rings sooner.
const IDLE: Duration = Duration::from_secs(5);
/// How long to wait for a postman to come back, or the database.
const PAUSE: Duration = Duration::from_millis(50);
/// Documents kept in memory: those sent to many servers are written once.
const DOCUMENTS_MAX: usize = 256;

/// What is kept in memory of deliveries.
#[derive(Default)]
pub struct Postmen {
    /// The documents written lately.
    documents: Mutex<Vec<(i64, Option<Bytes>)>>,
    bell: Notify,
}

/// Something waits.
pub(super) fn ring(app: &App) {
    app.memory::<Postmen>().bell.notify_one();
}

/// Delivers what waits, until it is dropped.
pub async fn work(app: App) {
    let mut out = JoinSet::new();
    loop {
        while out.try_join_next().is_some() {}
        let bell = app.memory::<Postmen>().bell.notified();
        let room = POSTMEN_MAX - out.len();
        if room == 0 {
            tokio::time::sleep(PAUSE).await;
            continue;
        }
        match claim(&app, room).await {
            Ok(hosts) if hosts.is_empty() => {
                tokio::select! {
                    () = bell => {}
                    () = tokio::time::sleep(IDLE) => {}
                }
            }
            Ok(hosts) => {
                for host in hosts {
                    let app = app.clone();
                    out.spawn(async move {
                        if let Err(why) = visit(&app, &host).await {
                            warn!(%why, "A round of deliveries broke off, for now: {why}");
                        }
                    });
                }
            }
            Err(why) => {
                warn!(%why, "The deliveries could not be read: {why}");
                tokio::time::sleep(IDLE).await;
            }
        }
    }
}

async fn claim(app: &App, limit: usize) -> Result<Vec<String>> {
    let due = app.read(async |tx| {
        let now = tx.now_ms();
        sql::is_due(tx, now).await
    });
    if !due.await? {
        return Ok(Vec::new());
    }
    app.write(async move |tx| {
        let now = tx.now_ms();
        sql::claim(tx, now, now + LEASE_MS, limit).await
    })
    .await
}

/// What one visit came to.
#[derive(Clone, Default)]
struct Visit {
    /// Delivered or given up: which, where, why.
    done: Vec<(i64, String, String)>,
    /// What was not taken now: which, where, why, and after how many seconds again.
    failed: Option<(i64, String, String, Option<u64>)>,
}

async fn visit(app: &App, host: &str) -> Result<()> {
    let name = host.to_owned();
    if domains::refused(app, host_name(host)).severity == Severity::Suspend {
        let drop = async move |tx: &mut db::Tx| {
            sql::drop_waiting(tx, &name, "this server does not speak with that one").await?;
            sql::well(tx, &name).await
        };
        return app.write(drop).await;
    }
    let waiting = app.read(async move |tx| sql::waiting(tx, &name, BAG_MAX).await).await?;
    let mut visit = Visit::default();
    for one in waiting {
        let (id, inbox) = (one.outgoing.id, one.inbox.clone());
        match hand_over(app, one).await? {
            Sent::Taken => visit.done.push((id, inbox, String::new())),
            Sent::Refused(why) => visit.done.push((id, inbox, why)),
            Sent::NotNow(why, wait) => {
                visit.failed = Some((id, inbox, why, wait));
                break;
            }
        }
    }
    let name = host.to_owned();
    app.write(async move |tx| note(tx, &name, &visit).await).await?;
    // More may have come meanwhile.
    ring(app);
    Ok(())
}

async fn hand_over(app: &App, one: Waiting) -> Result<Sent> {
    if one.outgoing.created_at < app.db.now_ms() - KEPT_MS {
        return Ok(Sent::Refused("given up after 30 days".to_owned()));
    }
    let documents = &app.memory::<Postmen>().documents;
    let id = one.outgoing.id;
    let known = documents.lock().iter().find(|(own, _)| *own == id).map(|(_, it)| it.clone());
    let document = match known {
        Some(document) => document,
        None => {
            let document = write::document(app, &one.outgoing).await?.map(Bytes::from);
            let mut documents = documents.lock();
            if documents.len() >= DOCUMENTS_MAX {
                documents.remove(0);
            }
            documents.push((id, document.clone()));
            document
        }
    };
    let Some(document) = document else {
        return Ok(Sent::Refused("it is gone".to_owned()));
    };
    let signer = signer(app, one.outgoing.account).await?;
    fetch::post(app, &signer, &one.inbox, document).await
}

async fn note(tx: &mut db::Tx, host: &str, visit: &Visit) -> Result<()> {
    for (id, inbox, error) in &visit.done {
        sql::finish(tx, *id, inbox, error).await?;
    }
    let Some((id, inbox, why, wait)) = &visit.failed else { return sql::well(tx, host).await };
    sql::note_attempt(tx, *id, inbox, why).await?;
    let failures = sql::failures(tx, host).await?;
    let asked = wait.map(|seconds| i64::try_from(seconds).unwrap_or(i64::MAX).saturating_mul(1000));
    let wait = asked.unwrap_or_else(|| pause(failures, host)).min(RETRY_MS_MAX);
    let due_at = tx.now_ms() + wait;
    sql::failed(tx, host, due_at, why).await
}

/// The wait after so many failures, up to a quarter more or less, so that not all come back at
/// one moment.
fn pause(failures: i64, host: &str) -> i64 {
    let whole = (RETRY_MS << failures.clamp(0, 12)).min(RETRY_MS_MAX);
    let sum = secret::hash(&format!("{host} {failures}"));
    let part = i64::from(u16::from_le_bytes([sum[0], sum[1]]));
    whole * 3 / 4 + whole / 2 * part / i64::from(u16::MAX)
}

/// Waits until nothing is due any more. For tests.
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
            return Err(Error::internal("the deliveries do not get on"));
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
