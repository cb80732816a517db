//! Statements of other servers' media.

use db::{Tx, sql};
use ground::Result;

use super::Kept;

pub(super) async fn key(tx: &mut Tx) -> Result<Option<Vec<u8>>> {
    let found = sql("select secret from remote_media_key where id = 1").find(tx).await?;
    Ok(found)
}

pub(super) async fn keep_key(tx: &mut Tx, secret: Vec<u8>) -> Result<()> {
    sql("insert into remote_media_key (id, secret) values (1, $1) on conflict (id) do nothing")
        .bind(secret)
        .run(tx)
        .await?;
    Ok(())
}

pub(super) async fn find(tx: &mut Tx, id: &[u8]) -> Result<Option<Kept>> {
    let found = sql("select file, used_at from remote_media where id = $1")
        .bind(id.to_vec())
        .find(tx)
        .await?;
    Ok(found)
}

pub(super) async fn touch(tx: &mut Tx, id: &[u8]) -> Result<()> {
    let now = tx.now_ms();
    sql("update remote_media set used_at = $2 where id = $1")
        .bind(id.to_vec())
        .bind(now)
        .later(tx)
        .await?;
    Ok(())
}

/// What is there already stays: false.
pub(super) async fn insert(
    tx: &mut Tx,
    id: &[u8],
    host: &str,
    file: &str,
    bytes: i64,
) -> Result<bool> {
    let now = tx.now_ms();
    let inserted = sql("insert into remote_media (id, host, file, bytes, used_at, created_at)
         values ($1, $2, $3, $4, $5, $5)
         on conflict (id) do nothing")
    .bind(id.to_vec())
    .bind(host)
    .bind(file)
    .bind(bytes)
    .bind(now)
    .run(tx)
    .await?;
    Ok(inserted > 0)
}

pub(super) async fn delete(tx: &mut Tx, id: &[u8]) -> Result<()> {
    sql("delete from remote_media where id = $1").bind(id.to_vec()).later(tx).await?;
    Ok(())
}

pub(super) async fn bytes(tx: &mut Tx) -> Result<i64> {
    let found =
        sql("select cast(coalesce(sum(bytes), 0) as bigint) from remote_media").get(tx).await?;
    Ok(found)
}

/// The least recently used: number, file and size in bytes.
pub(super) async fn oldest(tx: &mut Tx, limit: usize) -> Result<Vec<(Vec<u8>, String, i64)>> {
    let found = sql("select id, file, bytes
           from remote_media
          order by used_at, id
          limit $1")
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}
