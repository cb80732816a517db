//! What moderators decide: whether something may trend, and whether pages of a host may.

use db::{Tx, record};
use ground::{Error, Result};

use super::sql;
use crate::moderation::{self, Target};
use crate::posts::Actor;

record! {
    /// A host whose pages have trended.
    #[derive(Clone, Debug)]
    pub struct Publisher {
        /// Its number.
        pub id: i64,
        /// The host.
        pub host: String,
        /// Whether its pages may trend; none: nothing was decided.
        pub allowed: Option<bool>,
        /// When it was decided, in epoch milliseconds.
        pub reviewed_at: Option<i64>,
    }
}

/// Decides whether a post (`kind` post) or a link (`kind` link) may trend.
///
/// # Errors
/// If the database does not answer.
pub async fn decide(
    tx: &mut Tx,
    by: Actor,
    kind: &'static str,
    id: i64,
    allowed: bool,
) -> Result<()> {
    sql::set_rule(tx, kind, id, allowed).await?;
    note(tx, by, Target { kind, id, name: id.to_string() }, allowed).await
}

/// Decides whether pages of a host may trend.
///
/// # Errors
/// [`Error::NotFound`] if there is no such host.
pub(super) async fn publisher(tx: &mut Tx, by: Actor, id: i64, allowed: bool) -> Result<Publisher> {
    let now = tx.now_ms();
    let before = sql::publisher(tx, id).await?.ok_or(Error::NotFound)?;
    let after = Publisher { allowed: Some(allowed), reviewed_at: Some(now), ..before };
    sql::set_publisher(tx, &after).await?;
    let target = Target { kind: "publisher", id, name: after.host.clone() };
    note(tx, by, target, allowed).await?;
    Ok(after)
}

/// The hosts whose pages have trended, latest met first.
///
/// # Errors
/// If the database does not answer.
pub async fn publishers(tx: &mut Tx, limit: usize) -> Result<Vec<Publisher>> {
    sql::publishers(tx, limit).await
}

/// Gives new hosts their numbers.
pub(super) async fn meet(tx: &mut Tx, hosts: &[String]) -> Result<()> {
    for host in hosts {
        sql::add_publisher(tx, host).await?;
    }
    Ok(())
}

async fn note(tx: &mut Tx, by: Actor, target: Target, allowed: bool) -> Result<()> {
    let act = if allowed { "trend.approve" } else { "trend.reject" };
    moderation::note(tx, by, act, target, "").await
}
