//! What moderators do to an account: what others see of it follows from that.

use db::Tx;
use ground::events;
use ground::{AccountId, Result};

use super::{Changed, Sensitized, Suspended, sql};

/// Suspends an account, or no longer: suspended, it is not seen and cannot act.
///
/// # Errors
/// If the database does not answer.
pub async fn suspend(tx: &mut Tx, id: AccountId, suspended: bool) -> Result<()> {
    let now = tx.now_ms();
    sql::set_suspended(tx, id, suspended.then_some(now)).await?;
    events::append(tx, &Changed { account: id })?;
    events::append(tx, &Suspended { account: id, suspended })
}

/// Notes where an account goes on; none: it is back.
///
/// # Errors
/// If the database does not answer.
pub async fn set_moved(tx: &mut Tx, id: AccountId, to: Option<AccountId>) -> Result<()> {
    sql::set_moved(tx, id, to).await?;
    events::append(tx, &Changed { account: id })
}

/// When an account last moved, in epoch milliseconds.
///
/// # Errors
/// If the database does not answer.
pub async fn moved_at(tx: &mut Tx, id: AccountId) -> Result<Option<i64>> {
    sql::moved_at(tx, id).await
}

/// Ends an account for ever: its profile is emptied, its handle stays taken, so that nobody else
/// can pass for it. What it posted is removed by the room of posts.
///
/// # Errors
/// If the database does not answer.
pub async fn erase(tx: &mut Tx, id: AccountId) -> Result<()> {
    let now = tx.now_ms();
    sql::erase(tx, id, now).await?;
    events::append(tx, &Changed { account: id })?;
    events::append(tx, &Suspended { account: id, suspended: true })
}

/// Keeps an account to its followers, or no longer: others come upon it on no list and in no
/// search, though they may look at it.
///
/// # Errors
/// If the database does not answer.
pub async fn limit(tx: &mut Tx, id: AccountId, limited: bool) -> Result<()> {
    let now = tx.now_ms();
    sql::set_limited(tx, id, limited.then_some(now)).await?;
    events::append(tx, &Changed { account: id })
}

/// Makes all media of an account start hidden, or no longer.
///
/// # Errors
/// If the database does not answer.
pub async fn sensitize(tx: &mut Tx, id: AccountId, sensitized: bool) -> Result<()> {
    let now = tx.now_ms();
    sql::set_sensitized(tx, id, sensitized.then_some(now)).await?;
    events::append(tx, &Changed { account: id })?;
    events::append(tx, &Sensitized { account: id, sensitized })
}
