//! Statements of providers of mail.

use db::{Tx, sql};
use ground::Result;
use ground::http::{Ask, Paging as _};

use crate::gates::mail::{Block, Day};

pub(in crate::gates) async fn email_blocks(
    tx: &mut Tx,
    ask: Ask,
    limit: usize,
) -> Result<Vec<Block>> {
    let page = sql("select id, domain, created_at
           from email_domain_block
          where id < $1 and id > $2
          order by id desc
          limit $3")
    .page(ask, limit)
    .all(tx)
    .await?;
    Ok(page)
}

pub(in crate::gates) async fn email_block(tx: &mut Tx, id: i64) -> Result<Option<Block>> {
    let found = sql("select id, domain, created_at
           from email_domain_block
          where id = $1")
    .bind(id)
    .find(tx)
    .await?;
    Ok(found)
}

pub(in crate::gates) async fn email_block_count(tx: &mut Tx) -> Result<i64> {
    Ok(sql("select count(*) from email_domain_block").get(tx).await?)
}

pub(in crate::gates) async fn email_block_among(
    tx: &mut Tx,
    domains: Vec<String>,
) -> Result<Option<i64>> {
    let found = sql("select id
           from email_domain_block
          where domain in (select value from texts($1))
          order by id
          limit 1")
    .bind(domains)
    .find(tx)
    .await?;
    Ok(found)
}

pub(in crate::gates) async fn insert_email_block(tx: &mut Tx, block: &Block) -> Result<bool> {
    let rows = sql("insert into email_domain_block (id, domain, created_at)
         values ($1, $2, $3)
         on conflict (domain) do nothing")
    .bind(block.id)
    .bind(&block.domain)
    .bind(block.created_at)
    .run(tx)
    .await?;
    Ok(rows == 1)
}

pub(in crate::gates) async fn delete_email_block(tx: &mut Tx, id: i64) -> Result<()> {
    sql("delete from email_domain_try where block_id = $1").bind(id).later(tx).await?;
    sql("delete from email_domain_block where id = $1").bind(id).later(tx).await?;
    Ok(())
}

pub(in crate::gates) async fn count_email_try(tx: &mut Tx, block: i64, day: i64) -> Result<()> {
    sql("insert into email_domain_try (block_id, day, count)
         values ($1, $2, 1)
         on conflict (block_id, day) do update set count = email_domain_try.count + 1")
    .bind(block)
    .bind(day)
    .later(tx)
    .await?;
    Ok(())
}

pub(in crate::gates) async fn email_tries(
    tx: &mut Tx,
    blocks: Vec<i64>,
    after: i64,
) -> Result<Vec<Day>> {
    let found = sql("select block_id, day, count
           from email_domain_try
          where block_id in (select value from list($1)) and day > $2")
    .bind(blocks)
    .bind(after)
    .all(tx)
    .await?;
    Ok(found)
}
