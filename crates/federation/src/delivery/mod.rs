//! Delivery: what happened here is told to the servers it concerns, once each, for as long as it
//! takes.
//!
//! What is to be told is a row, written in the transaction that draws it from the event; whom it
//! is told to are rows, one a shared inbox. A server that does not answer is asked again, ever
//! more seldom, and everything for it waits in its order; others do not wait for it. After
//! [`KEPT_MS`] a delivery is given up, and stays as a count.

mod api;
mod draw;
mod sql;
mod web;
mod work;
mod write;

use db::{Tx, record};
use ground::events::{self, Event};
use ground::http::{Route, Scope, get, post};
use ground::{AccountId, App, Error, PostId, Result};

use serde::{Deserialize, Serialize};

pub use draw::{KINDS, draw};
pub(crate) use draw::{answered, quote_answered};
use sql::Health;
pub use work::{Postmen, settle, work};

use crate::history;

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let (read, write) =
        (Scope::Needs("admin:read:domain_blocks"), Scope::Needs("admin:write:domain_blocks"));
    vec![
        get(
            "/api/portevoix/v1/statuses/{id}/deliveries",
            Scope::Needs("read:statuses"),
            api::of_post,
        ),
        get("/api/portevoix/v1/admin/servers", read, api::servers),
        post("/api/portevoix/v1/admin/servers/{domain}/retry", write, api::retry),
        post("/api/portevoix/v1/admin/servers/{domain}/replay", write, api::replay),
        get("/posts/{id}/deliveries", Scope::Member, web::of_post),
        get("/admin/deliveries", Scope::Member, web::servers),
        post("/admin/deliveries/{domain}/retry", Scope::Member, web::retry),
        post("/admin/deliveries/{domain}/replay", Scope::Member, web::replay),
    ]
}

/// How long a delivery is tried, in milliseconds.
pub const KEPT_MS: i64 = 30 * 24 * 3_600_000;
/// How exactly it is known when a server last spoke to us, in milliseconds.
const HEARD_MS: i64 = 10 * 60_000;
/// How long a server was out of reach, or silent, when it may have missed to tell us something,
/// in milliseconds.
const LOST_MS: i64 = 10 * 60_000;
const SILENT_MS: i64 = 24 * 3_600_000;
/// Most servers told of by name.
const SERVERS_MAX: usize = 200;
/// Rows swept in one unit.
const SWEEP_MAX: usize = 500;

record! {
    /// Something to be told.
    #[derive(Clone, Debug)]
    pub(crate) struct Outgoing {
        /// Its place in the order.
        pub(crate) id: i64,
        /// What it is, see [`write`].
        pub(crate) kind: String,
        /// Who did it.
        pub(crate) account: AccountId,
        /// The post it is about.
        pub(crate) post: Option<PostId>,
        /// The account or post beside it.
        pub(crate) other: Option<i64>,
        /// The name of what it was done to.
        pub(crate) uri: String,
        /// When it happened, in epoch milliseconds.
        pub(crate) created_at: i64,
    }
}

/// Something is on its way to other servers.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Told {
    /// What is told.
    pub outgoing: i64,
    /// Who did it.
    pub account: AccountId,
}

impl Event for Told {
    const KIND: &'static str = "federation.told";

    fn subject(&self) -> i64 {
        self.outgoing
    }

    fn actor(&self) -> AccountId {
        self.account
    }
}

/// Whether there is anybody to tell anything.
#[must_use]
pub fn has_anybody(app: &App) -> bool {
    crate::actors::any(app)
}

/// Sends the postmen on their way at once.
pub fn remember(app: &App, event: &db::Event) {
    if event.kind == Told::KIND {
        work::ring(app);
    }
}

/// What is to be told, and of whom and what.
#[derive(Clone, Debug, Default)]
pub(crate) struct News {
    /// What it is.
    pub(crate) kind: &'static str,
    /// The post it is about.
    pub(crate) post: Option<PostId>,
    /// The account or post beside it.
    pub(crate) other: Option<i64>,
    /// The name of what it was done to.
    pub(crate) uri: String,
}

/// To whom something is told; those of this server are left out.
#[derive(Clone, Debug, Default)]
pub(crate) struct To {
    /// The followers of who did it.
    pub(crate) followers: bool,
    /// These accounts.
    pub(crate) accounts: Vec<AccountId>,
    /// Everybody who was told of the post.
    pub(crate) reached: bool,
}

impl To {
    /// One account.
    pub(crate) fn one(account: AccountId) -> Self {
        Self { accounts: vec![account], ..Self::default() }
    }
}

/// Puts something on its way: what `who` did, to those of other servers whom it concerns.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn tell(tx: &mut Tx, who: AccountId, news: News, to: To) -> Result<()> {
    let id = tx.new_id(who.bucket());
    // What may be asked after: where a post has come to.
    let post = news.post.filter(|_| matches!(news.kind, "create" | "announce"));
    let mut count = 0;
    if to.followers {
        count += sql::to_followers(tx, id, post, who).await?;
    }
    if !to.accounts.is_empty() {
        count += sql::to_accounts(tx, id, post, &to.accounts).await?;
    }
    if let Some(post) = news.post.filter(|_| to.reached) {
        count += sql::to_reached(tx, id, post).await?;
    }
    if count > 0 {
        sql::insert(tx, id, who, news).await?;
        sql::wake_hosts(tx, id).await?;
        events::append(tx, &Told { outgoing: id, account: who })?;
    }
    Ok(())
}

/// Notes that a server spoke to us: what waits for it is tried again. If it was silent or out of
/// reach, what its people said meanwhile is asked for.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn heard(tx: &mut Tx, host: &str) -> Result<()> {
    let now = tx.now_ms();
    let was = sql::contact(tx, host).await?.unwrap_or_default();
    if was.failures == 0 && was.heard_at.is_some_and(|at| at > now - HEARD_MS) {
        return Ok(());
    }
    let lost = was.failing_since.filter(|since| *since < now - LOST_MS);
    let silent = was.heard_at.filter(|at| *at < now - SILENT_MS);
    if let Some(last) = lost.into_iter().chain(silent).min() {
        history::heard_again(tx, host, last).await?;
    }
    sql::heard(tx, host).await
}

/// What waits for a server is tried now.
///
/// # Errors
/// [`Error::NotFound`] if nothing was ever sent there.
async fn retry(app: &App, host: String) -> Result<Health> {
    let health = app.write(async move |tx| {
        sql::due_now(tx, &host).await?;
        sql::health_of(tx, &host).await?.ok_or(Error::NotFound)
    });
    let health = health.await?;
    work::ring(app);
    Ok(health)
}

/// What a server did not take in the last 30 days is put on its way there once more.
///
/// # Errors
/// [`Error::NotFound`] if nothing was ever sent there.
async fn replay(app: &App, host: String) -> Result<Health> {
    let health = app.write(async move |tx| {
        let after = tx.now_ms() - KEPT_MS;
        sql::revive(tx, &host, after).await?;
        sql::well(tx, &host).await?;
        sql::health_of(tx, &host).await?.ok_or(Error::NotFound)
    });
    let health = health.await?;
    work::ring(app);
    Ok(health)
}

/// Forgets what was delivered or given up long ago.
///
/// # Errors
/// If the database does not answer.
pub async fn sweep(app: &App) -> Result<()> {
    loop {
        let swept = app.write(async |tx| {
            let before = tx.now_ms() - 2 * KEPT_MS;
            sql::sweep(tx, before, SWEEP_MAX).await
        });
        if swept.await? < SWEEP_MAX as u64 {
            return Ok(());
        }
    }
}
