//! What other servers call the follows of our accounts by theirs: the answer must name it.

mod sql;

use db::Tx;
use ground::{AccountId, Result};

/// Notes the name of a follow.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn keep(
    tx: &mut Tx,
    follower: AccountId,
    followee: AccountId,
    uri: &str,
) -> Result<()> {
    sql::keep(tx, follower, followee, uri).await
}

/// The name of a follow, if one is known.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn find(
    tx: &mut Tx,
    follower: AccountId,
    followee: AccountId,
) -> Result<Option<String>> {
    sql::find(tx, follower, followee).await
}

/// Forgets the name of a follow that ended.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn forget(tx: &mut Tx, follower: AccountId, followee: AccountId) -> Result<()> {
    sql::forget(tx, follower, followee).await
}

/// Whom an account follows by a follow of that name.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn called(
    tx: &mut Tx,
    follower: AccountId,
    uri: &str,
) -> Result<Option<AccountId>> {
    sql::called(tx, follower, uri).await
}
