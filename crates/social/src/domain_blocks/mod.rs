//! Domain blocks: whole servers of which an account wants to see nothing.
//!
//! Follows between the account and that server end, none can begin, and what its accounts say is
//! hidden as if each were muted. Nobody there learns of it, save that the follows are over.

mod api;
mod sql;
mod web;

use db::Tx;
use ground::events::{self, Event};
use ground::http::{Ask, Route, Scope, delete, get, post};
use ground::{AccountId, Config, Error, Result, Say};
use serde::{Deserialize, Serialize};

use crate::follows;

/// Longest name of a server, in bytes, as DNS has it.
const DOMAIN_BYTES_MAX: usize = 253;
/// Most servers an account may block.
pub const DOMAINS_MAX: i64 = 10_000;

/// An account blocks a server, or no longer.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Changed {
    /// Who blocks.
    pub account: AccountId,
    /// The server.
    pub domain: String,
}

impl Event for Changed {
    const KIND: &'static str = "domain_blocks.changed";

    fn subject(&self) -> i64 {
        self.account.0
    }

    fn actor(&self) -> AccountId {
        self.account
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let (read, write) = (Scope::Needs("read:blocks"), Scope::Needs("write:blocks"));
    vec![
        get("/api/v1/domain_blocks", read, api::list),
        post("/api/v1/domain_blocks", write, api::add),
        delete("/api/v1/domain_blocks", write, api::remove),
        get("/api/v1/domain_blocks/preview", read, api::preview),
        get("/domain-blocks", Scope::Member, web::show),
        post("/domain-blocks", Scope::Member, web::add),
        post("/domain-blocks/remove", Scope::Member, web::remove),
    ]
}

/// The name of a server as it is kept: lower case, ASCII.
///
/// # Errors
/// [`Error::Invalid`] if it can be none, or is this server's.
pub fn domain(config: &Config, typed: &str) -> Result<String> {
    let typed = typed.trim().trim_start_matches('@').trim_end_matches('.');
    let wrong = || Error::invalid("domain", "error-bad-domain");
    if typed.len() > DOMAIN_BYTES_MAX {
        return Err(wrong());
    }
    // A server is named as in the handles of its accounts, whoever they are.
    let handle = text::Handle::new("a", Some(typed)).map_err(|_| wrong())?;
    let name = handle.domain().ok_or_else(wrong)?.to_owned();
    if name == config.domain() {
        return Err(Error::invalid("domain", "error-own-domain"));
    }
    Ok(name)
}

/// `who` wants to see nothing of a server, and ends all follows to and from it. Twice is the same
/// as once. `domain` is as [`domain`] gives it.
///
/// # Errors
/// [`Error::Invalid`] if it is one too many.
pub async fn add(tx: &mut Tx, who: AccountId, domain: String) -> Result<()> {
    if sql::count(tx, who).await? >= DOMAINS_MAX {
        let say = Say::new("error-many-domains").with("max", DOMAINS_MAX);
        return Err(Error::invalid("domain", say));
    }
    sql::insert(tx, who, &domain).await?;
    for other in sql::tied(tx, who, &domain).await? {
        follows::sever(tx, who, other).await?;
    }
    events::append(tx, &Changed { account: who, domain })
}

/// `who` no longer blocks a server. Of one that was not blocked it is no error.
///
/// # Errors
/// If the database does not answer.
pub async fn remove(tx: &mut Tx, who: AccountId, domain: String) -> Result<()> {
    sql::delete(tx, who, &domain).await?;
    events::append(tx, &Changed { account: who, domain })
}

/// A page of the servers that `who` blocks, latest first, each with its cursor.
///
/// # Errors
/// If the database does not answer.
pub async fn list(
    tx: &mut Tx,
    who: AccountId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<(i64, String)>> {
    let mut page = sql::list(tx, who, ask, limit).await?;
    page.sort_unstable_by_key(|(cursor, _)| std::cmp::Reverse(*cursor));
    Ok(page)
}

/// How many accounts of a server `who` follows, and how many there follow `who`: those that a
/// block would end.
///
/// # Errors
/// If the database does not answer.
pub async fn preview(tx: &mut Tx, who: AccountId, domain: String) -> Result<(i64, i64)> {
    sql::preview(tx, who, &domain).await
}
