//! Actors: how our accounts are shown to other servers, and what is kept of theirs. Keys, ours
//! and theirs.
//!
//! What an account of another server shows to people lies with ours, in the social floor; here
//! lies only what is needed to speak with it.

mod api;
mod document;
mod keys;
mod meet;
mod sql;

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use db::{Tx, record};
use ground::events::Event;
use ground::http::{Route, Scope, get};
use ground::{AccountId, App, Result};
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};

pub(crate) use document::served;
pub use keys::{Signer, signer};
pub(crate) use keys::{owner_of, verifies};
pub use meet::{ask_claim, ask_for};
pub(crate) use meet::{by_uri, claims, found, host_name, is_web, refresh, take_in};

record! {
    /// What must be known of an account of another server to speak with it.
    #[derive(Clone, Debug)]
    pub struct Remote {
        /// The account.
        pub account: AccountId,
        /// Its name.
        pub uri: String,
        /// The host (and port) its name lies at.
        pub host: String,
        /// Where what concerns it is sent.
        pub inbox: String,
        /// Where what concerns its server is sent; may be empty.
        pub shared_inbox: String,
        /// What it said; may be empty.
        pub outbox: String,
        /// Its followers; may be empty.
        pub followers: String,
        /// What it shows first; may be empty.
        pub featured: String,
        /// When this was last asked for, in epoch milliseconds.
        pub fetched_at: i64,
    }
}

/// What is kept in memory of actors.
#[derive(Default)]
pub struct Actors {
    /// The keys of ours that signed lately.
    signers: Mutex<HashMap<AccountId, Arc<Signer>>>,
    /// Whether any account of another server is known.
    any: AtomicBool,
}

/// The first account of another server became known. May be said more than once.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Met {
    /// The account.
    pub account: AccountId,
}

impl Event for Met {
    const KIND: &'static str = "federation.met";

    fn subject(&self) -> i64 {
        self.account.0
    }

    fn actor(&self) -> AccountId {
        self.account
    }
}

/// Whether any account of another server is known.
pub(crate) fn any(app: &App) -> bool {
    app.memory::<Actors>().any.load(Ordering::Relaxed)
}

/// Learns that there is an account of another server.
pub(crate) fn remember(app: &App, event: &db::Event) {
    if event.kind == Met::KIND {
        app.memory::<Actors>().any.store(true, Ordering::Relaxed);
    }
}

/// Looks whether there is an account of another server.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn wake(app: &App) -> Result<()> {
    if app.read(async |tx| sql::any(tx).await).await? {
        app.memory::<Actors>().any.store(true, Ordering::Relaxed);
    }
    Ok(())
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let anyone = Scope::Anyone;
    vec![
        get("/.well-known/webfinger", anyone, api::webfinger),
        get("/.well-known/host-meta", anyone, api::host_meta),
        get("/ap/actor", anyone, api::server),
        get("/ap/actors/{id}", anyone, api::show),
        get("/ap/actors/{id}/followers", anyone, api::followers),
        get("/ap/actors/{id}/following", anyone, api::following),
        get("/ap/at/{name}", anyone, api::named),
    ]
}

/// What is known of accounts of other servers; ours are left out.
///
/// # Errors
/// If the database does not answer.
pub async fn remote(tx: &mut Tx, accounts: &[AccountId]) -> Result<Vec<Remote>> {
    sql::by_accounts(tx, accounts).await
}

/// The one of that name, if it is known.
///
/// # Errors
/// If the database does not answer.
pub async fn find(tx: &mut Tx, uri: &str) -> Result<Option<Remote>> {
    sql::by_uri(tx, uri).await
}
