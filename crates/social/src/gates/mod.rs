//! Gates: who is kept out. Servers, providers of mail, addresses; and, where only chosen servers
//! are heard, which.
//!
//! Decided by admins, asked by the front door, by sign-up and by whoever hears other servers. What
//! is asked at each request is answered from memory. No address of a person is ever kept.

pub mod addresses;
mod api;
pub mod domains;
pub mod mail;
mod memory;
mod network;
mod obscured;
mod sql;
mod web;

use ground::events::{self, Event};
use ground::http::{Route, Scope, delete, get, post, put};
use ground::{AccountId, App, Error, Result, Say};
use serde::{Deserialize, Serialize};

pub use memory::Gates;
pub use network::Network;
pub use obscured::{digest, obscured};

/// Longest comment on a block, in characters.
const COMMENT_CHARS_MAX: usize = 2000;
/// Most blocks of a kind.
const BLOCKS_MAX: i64 = 100_000;

/// A gate was opened or shut.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Changed {
    /// Who did it.
    pub by: AccountId,
    /// Which gate.
    pub gate: Gate,
}

/// What is known of a gate in memory.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub enum Gate {
    /// A network: what its people may not do, and until when; none: it is open again.
    Address(String, Option<(addresses::Severity, Option<i64>)>),
    /// A server and what is refused of it; none: it is heard again.
    Domain(String, Option<domains::Refused>),
}

impl Event for Changed {
    const KIND: &'static str = "gates.changed";

    fn subject(&self) -> i64 {
        0
    }

    fn actor(&self) -> AccountId {
        self.by
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let s = Scope::Needs;
    let (see_domains, set_domains) =
        (s("admin:read:domain_blocks"), s("admin:write:domain_blocks"));
    let (see_allows, set_allows) = (s("admin:read:domain_allows"), s("admin:write:domain_allows"));
    let see_mail = s("admin:read:email_domain_blocks");
    let set_mail = s("admin:write:email_domain_blocks");
    let (see_ips, set_ips) = (s("admin:read:ip_blocks"), s("admin:write:ip_blocks"));
    vec![
        get("/api/v1/instance/domain_blocks", Scope::Anyone, api::shown::list),
        get("/api/v1/admin/domain_blocks", see_domains, api::domains::list),
        get("/api/v1/admin/domain_blocks/{id}", see_domains, api::domains::get),
        post("/api/v1/admin/domain_blocks", set_domains, api::domains::add),
        put("/api/v1/admin/domain_blocks/{id}", set_domains, api::domains::change),
        delete("/api/v1/admin/domain_blocks/{id}", set_domains, api::domains::remove),
        get("/api/v1/admin/domain_allows", see_allows, api::domains::allows),
        get("/api/v1/admin/domain_allows/{id}", see_allows, api::domains::get_allow),
        post("/api/v1/admin/domain_allows", set_allows, api::domains::allow),
        delete("/api/v1/admin/domain_allows/{id}", set_allows, api::domains::disallow),
        get("/api/v1/admin/email_domain_blocks", see_mail, api::mail::list),
        get("/api/v1/admin/email_domain_blocks/{id}", see_mail, api::mail::get),
        post("/api/v1/admin/email_domain_blocks", set_mail, api::mail::add),
        delete("/api/v1/admin/email_domain_blocks/{id}", set_mail, api::mail::remove),
        get("/api/v1/admin/ip_blocks", see_ips, api::addresses::list),
        get("/api/v1/admin/ip_blocks/{id}", see_ips, api::addresses::get),
        post("/api/v1/admin/ip_blocks", set_ips, api::addresses::add),
        put("/api/v1/admin/ip_blocks/{id}", set_ips, api::addresses::change),
        delete("/api/v1/admin/ip_blocks/{id}", set_ips, api::addresses::remove),
        get("/admin/servers", Scope::Member, web::servers::show),
        post("/admin/servers", Scope::Member, web::servers::add),
        get("/admin/servers/new", Scope::Member, web::servers::fresh),
        get("/admin/servers/{id}", Scope::Member, web::servers::edit),
        post("/admin/servers/{id}", Scope::Member, web::servers::change),
        post("/admin/servers/{id}/remove", Scope::Member, web::servers::remove),
        post("/admin/servers/allowed", Scope::Member, web::servers::allow),
        post("/admin/servers/allowed/{id}/remove", Scope::Member, web::servers::disallow),
        get("/admin/mail", Scope::Member, web::mail::show),
        post("/admin/mail", Scope::Member, web::mail::add),
        post("/admin/mail/{id}/remove", Scope::Member, web::mail::remove),
        get("/admin/addresses", Scope::Member, web::addresses::show),
        post("/admin/addresses", Scope::Member, web::addresses::add),
        post("/admin/addresses/{id}/remove", Scope::Member, web::addresses::remove),
    ]
}

/// Brings what is kept in memory up to date with an event.
pub fn remember(app: &App, event: &db::Event) {
    if event.kind == Changed::KIND
        && let Ok(changed) = events::read::<Changed>(event)
    {
        app.memory::<Gates>().apply(&changed.gate);
    }
}

/// Reads which gates are shut, at start.
///
/// # Errors
/// If the database does not answer.
pub async fn wake(app: &App) -> Result<()> {
    let (blocks, domains) =
        app.read(async |tx| Ok((sql::networks(tx).await?, sql::refused(tx).await?))).await?;
    app.memory::<Gates>().fill(blocks, domains);
    Ok(())
}

/// Removes blocks of addresses whose time is over.
///
/// # Errors
/// If the database does not answer.
pub async fn sweep(app: &App) -> Result<()> {
    app.write(async |tx| addresses::end_expired(tx).await).await
}

/// A domain in its one spelling: lower case, without dots around.
///
/// # Errors
/// [`Error::Invalid`] if it cannot be one.
pub(crate) fn domain(typed: &str) -> Result<String> {
    let domain = typed.trim().trim_matches('.').to_lowercase();
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-' || c == b'_')
    };
    if domain.len() <= 253 && domain.split('.').all(label) {
        Ok(domain)
    } else {
        Err(Error::invalid("domain", "error-bad-domain"))
    }
}

/// A domain and all it is part of: `a.b.example`, `b.example`, `example`.
pub(crate) fn with_parents(domain: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(domain), |domain| Some(domain.split_once('.')?.1))
}

fn comment(field: &'static str, text: Option<String>) -> Result<String> {
    let text = text.unwrap_or_default().trim().to_owned();
    if text.contains('\0') {
        return Err(Error::invalid(field, "error-nul"));
    }
    if text.chars().count() > COMMENT_CHARS_MAX {
        let say = Say::new("error-text-long").with("field", field).with("max", COMMENT_CHARS_MAX);
        return Err(Error::invalid(field, say));
    }
    Ok(text)
}

fn room_for(count: i64) -> Result<()> {
    if count < BLOCKS_MAX { Ok(()) } else { Err(Error::invalid("", "error-too-many-blocks")) }
}
