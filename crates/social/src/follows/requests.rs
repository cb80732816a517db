//! Requests to follow, which locked accounts answer. They stay when an account is unlocked.

use db::Tx;
use ground::events;
use ground::http::Ask;
use ground::{AccountId, Error, Result};

use super::{Accepted, Rejected, follow, newest_first, sql};

/// Lets `follower` in, with the switches they asked for.
///
/// # Errors
/// [`Error::NotFound`] if they did not ask.
pub async fn authorize(tx: &mut Tx, who: AccountId, follower: AccountId) -> Result<()> {
    let edge = sql::delete_request(tx, follower, who).await?.ok_or(Error::NotFound)?;
    events::append(tx, &Accepted { follower, followee: who })?;
    follow::begin(tx, follower, who, edge).await
}

/// Does not let `follower` in. They may ask again.
///
/// # Errors
/// [`Error::NotFound`] if they did not ask.
pub async fn reject(tx: &mut Tx, who: AccountId, follower: AccountId) -> Result<()> {
    sql::delete_request(tx, follower, who).await?.ok_or(Error::NotFound)?;
    events::append(tx, &Rejected { follower, followee: who })
}

/// A page of who asks to follow `who`, latest first, each with its cursor.
///
/// # Errors
/// If the database does not answer.
pub async fn requests(
    tx: &mut Tx,
    who: AccountId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<(i64, AccountId)>> {
    let mut page = sql::requests(tx, who, ask, limit).await?;
    newest_first(&mut page);
    Ok(page)
}
