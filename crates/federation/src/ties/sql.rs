//! Statements of the names of follows.

use db::{Tx, sql};
use ground::{AccountId, Result};

pub(super) async fn keep(
    tx: &mut Tx,
    follower: AccountId,
    followee: AccountId,
    uri: &str,
) -> Result<()> {
    sql("insert into remote_follow (follower_id, followee_id, uri)
         values ($1, $2, $3)
         on conflict (follower_id, followee_id) do update set uri = excluded.uri")
    .bind(follower)
    .bind(followee)
    .bind(uri)
    .run(tx)
    .await?;
    Ok(())
}

pub(super) async fn find(
    tx: &mut Tx,
    follower: AccountId,
    followee: AccountId,
) -> Result<Option<String>> {
    let found = sql("select uri from remote_follow where follower_id = $1 and followee_id = $2")
        .bind(follower)
        .bind(followee)
        .find(tx)
        .await?;
    Ok(found)
}

pub(super) async fn forget(tx: &mut Tx, follower: AccountId, followee: AccountId) -> Result<()> {
    sql("delete from remote_follow where follower_id = $1 and followee_id = $2")
        .bind(follower)
        .bind(followee)
        .run(tx)
        .await?;
    Ok(())
}

pub(super) async fn called(
    tx: &mut Tx,
    follower: AccountId,
    uri: &str,
) -> Result<Option<AccountId>> {
    let found = sql("select followee_id from remote_follow where follower_id = $1 and uri = $2")
        .bind(follower)
        .bind(uri)
        .find(tx)
        .await?;
    Ok(found)
}
