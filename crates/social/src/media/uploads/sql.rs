//! Statements of uploads.

use db::{Tx, sql};
use ground::{AccountId, MediaId, Result};

use super::{Upload, UploadId};

pub(super) async fn insert(tx: &mut Tx, it: &Upload) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into upload (id, account_id, length, received, said, expires_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)")
    .bind(it.id)
    .bind(it.account)
    .bind(it.length)
    .bind(it.received)
    .bind(&it.said)
    .bind(it.expires_at)
    .bind(now)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn find(
    tx: &mut Tx,
    who: AccountId,
    id: UploadId,
    now: i64,
) -> Result<Option<Upload>> {
    let found = sql("select id, account_id, length, received, said, media_id, expires_at
           from upload
          where id = $1 and account_id = $2 and expires_at > $3")
    .bind(id)
    .bind(who)
    .bind(now)
    .find(tx)
    .await?;
    Ok(found)
}

/// How many are under way, and their bytes when they are whole.
pub(super) async fn open_of(tx: &mut Tx, who: AccountId) -> Result<(i64, i64)> {
    let found = sql("select count(*), cast(coalesce(sum(length), 0) as bigint)
           from upload
          where account_id = $1 and media_id is null")
    .bind(who)
    .get(tx)
    .await?;
    Ok(found)
}

pub(super) async fn open_bytes(tx: &mut Tx) -> Result<i64> {
    let found = sql("select cast(coalesce(sum(length), 0) as bigint)
           from upload
          where media_id is null")
    .get(tx)
    .await?;
    Ok(found)
}

pub(super) async fn set_received(
    tx: &mut Tx,
    id: UploadId,
    received: i64,
    expires_at: i64,
) -> Result<()> {
    sql("update upload set received = $2, expires_at = $3 where id = $1")
        .bind(id)
        .bind(received)
        .bind(expires_at)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn set_media(
    tx: &mut Tx,
    id: UploadId,
    media: MediaId,
    expires_at: i64,
) -> Result<()> {
    sql("update upload set media_id = $2, expires_at = $3 where id = $1")
        .bind(id)
        .bind(media)
        .bind(expires_at)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn over(tx: &mut Tx, now: i64, limit: usize) -> Result<Vec<UploadId>> {
    let found = sql("select id from upload where expires_at <= $1 order by expires_at limit $2")
        .bind(now)
        .bind(limit)
        .all(tx)
        .await?;
    Ok(found)
}

pub(super) async fn delete(tx: &mut Tx, id: UploadId) -> Result<()> {
    sql("delete from upload where id = $1").bind(id).later(tx).await?;
    Ok(())
}
