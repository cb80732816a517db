//! Statements of addresses.

use db::{Tx, sql};
use ground::Result;
use ground::http::{Ask, Paging as _};

use crate::gates::addresses::{Block, Severity};

pub(in crate::gates) async fn networks(
    tx: &mut Tx,
) -> Result<Vec<(String, Severity, Option<i64>)>> {
    Ok(sql("select network, severity, expires_at from ip_block").all(tx).await?)
}

pub(in crate::gates) async fn ip_blocks(tx: &mut Tx, ask: Ask, limit: usize) -> Result<Vec<Block>> {
    let page = sql("select id, network, severity, comment, created_at, expires_at
           from ip_block
          where id < $1 and id > $2
          order by id desc
          limit $3")
    .page(ask, limit)
    .all(tx)
    .await?;
    Ok(page)
}

pub(in crate::gates) async fn ip_block(tx: &mut Tx, id: i64) -> Result<Option<Block>> {
    let found = sql("select id, network, severity, comment, created_at, expires_at
           from ip_block
          where id = $1")
    .bind(id)
    .find(tx)
    .await?;
    Ok(found)
}

pub(in crate::gates) async fn ip_block_count(tx: &mut Tx) -> Result<i64> {
    Ok(sql("select count(*) from ip_block").get(tx).await?)
}

pub(in crate::gates) async fn is_ip_blocked(tx: &mut Tx, network: &str) -> Result<bool> {
    let found: Option<i64> =
        sql("select id from ip_block where network = $1").bind(network).find(tx).await?;
    Ok(found.is_some())
}

pub(in crate::gates) async fn insert_ip_block(tx: &mut Tx, block: &Block) -> Result<bool> {
    let rows = sql("insert into ip_block
                (id, network, severity, comment, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (network) do nothing")
    .bind(block.id)
    .bind(&block.network)
    .bind(block.severity)
    .bind(&block.comment)
    .bind(block.created_at)
    .bind(block.expires_at)
    .run(tx)
    .await?;
    Ok(rows == 1)
}

pub(in crate::gates) async fn update_ip_block(tx: &mut Tx, block: &Block) -> Result<()> {
    sql("update ip_block
            set network = $2, severity = $3, comment = $4, expires_at = $5
          where id = $1")
    .bind(block.id)
    .bind(&block.network)
    .bind(block.severity)
    .bind(&block.comment)
    .bind(block.expires_at)
    .later(tx)
    .await?;
    Ok(())
}

pub(in crate::gates) async fn delete_ip_block(tx: &mut Tx, id: i64) -> Result<()> {
    sql("delete from ip_block where id = $1").bind(id).later(tx).await?;
    Ok(())
}

pub(in crate::gates) async fn expired_ip_blocks(
    tx: &mut Tx,
    now: i64,
) -> Result<Vec<(i64, String)>> {
    let found =
        sql("select id, network from ip_block where expires_at <= $1 order by id limit 500")
            .bind(now)
            .all(tx)
            .await?;
    Ok(found)
}
