//! Statements of servers.

use db::{Tx, sql};
use ground::Result;
use ground::http::{Ask, Paging as _};

use crate::gates::domains::{Allow, Block, Refused, Severity};

pub(in crate::gates) async fn refused(tx: &mut Tx) -> Result<Vec<(String, Refused)>> {
    let found = sql("select domain, severity, reject_media, reject_reports from server_block")
        .all(tx)
        .await?;
    Ok(found)
}

pub(in crate::gates) async fn domain_blocks(
    tx: &mut Tx,
    ask: Ask,
    limit: usize,
) -> Result<Vec<Block>> {
    let page = sql("select id, domain, severity, reject_media, reject_reports,
                private_comment, public_comment, obfuscate, created_at
           from server_block
          where id < $1 and id > $2
          order by id desc
          limit $3")
    .page(ask, limit)
    .all(tx)
    .await?;
    Ok(page)
}

pub(in crate::gates) async fn domain_block(tx: &mut Tx, id: i64) -> Result<Option<Block>> {
    let found = sql("select id, domain, severity, reject_media, reject_reports,
                    private_comment, public_comment, obfuscate, created_at
           from server_block
          where id = $1")
    .bind(id)
    .find(tx)
    .await?;
    Ok(found)
}

pub(in crate::gates) async fn domain_block_count(tx: &mut Tx) -> Result<i64> {
    Ok(sql("select count(*) from server_block").get(tx).await?)
}

pub(in crate::gates) async fn insert_domain_block(tx: &mut Tx, block: &Block) -> Result<bool> {
    let rows = sql("insert into server_block
                (id, domain, severity, reject_media, reject_reports, private_comment,
                 public_comment, obfuscate, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (domain) do nothing")
    .bind(block.id)
    .bind(&block.domain)
    .bind(block.refused.severity)
    .bind(block.refused.media)
    .bind(block.refused.reports)
    .bind(&block.private_comment)
    .bind(&block.public_comment)
    .bind(block.obfuscate)
    .bind(block.created_at)
    .run(tx)
    .await?;
    Ok(rows == 1)
}

pub(in crate::gates) async fn update_domain_block(tx: &mut Tx, block: &Block) -> Result<()> {
    sql("update server_block
            set severity = $2, reject_media = $3, reject_reports = $4, private_comment = $5,
                public_comment = $6, obfuscate = $7
          where id = $1")
    .bind(block.id)
    .bind(block.refused.severity)
    .bind(block.refused.media)
    .bind(block.refused.reports)
    .bind(&block.private_comment)
    .bind(&block.public_comment)
    .bind(block.obfuscate)
    .later(tx)
    .await?;
    Ok(())
}

pub(in crate::gates) async fn delete_domain_block(tx: &mut Tx, id: i64) -> Result<()> {
    sql("delete from server_block where id = $1").bind(id).later(tx).await?;
    Ok(())
}

pub(in crate::gates) async fn domain_allows(
    tx: &mut Tx,
    ask: Ask,
    limit: usize,
) -> Result<Vec<Allow>> {
    let page = sql("select id, domain, created_at
           from server_allow
          where id < $1 and id > $2
          order by id desc
          limit $3")
    .page(ask, limit)
    .all(tx)
    .await?;
    Ok(page)
}

pub(in crate::gates) async fn domain_allow(tx: &mut Tx, id: i64) -> Result<Option<Allow>> {
    let found = sql("select id, domain, created_at
           from server_allow
          where id = $1")
    .bind(id)
    .find(tx)
    .await?;
    Ok(found)
}

pub(in crate::gates) async fn domain_allow_named(
    tx: &mut Tx,
    domain: &str,
) -> Result<Option<Allow>> {
    let found = sql("select id, domain, created_at from server_allow where domain = $1")
        .bind(domain)
        .find(tx)
        .await?;
    Ok(found)
}

pub(in crate::gates) async fn insert_domain_allow(tx: &mut Tx, allow: &Allow) -> Result<()> {
    sql("insert into server_allow (id, domain, created_at) values ($1, $2, $3)")
        .bind(allow.id)
        .bind(&allow.domain)
        .bind(allow.created_at)
        .later(tx)
        .await?;
    Ok(())
}

pub(in crate::gates) async fn delete_domain_allow(tx: &mut Tx, id: i64) -> Result<()> {
    sql("delete from server_allow where id = $1").bind(id).later(tx).await?;
    Ok(())
}

pub(in crate::gates) async fn shown_domain_blocks(
    tx: &mut Tx,
    limit: i64,
) -> Result<Vec<(String, Severity, String, bool)>> {
    let found = sql("select domain, severity, public_comment, obfuscate
           from server_block
          where severity in ('silence', 'suspend')
          order by severity desc, domain
          limit $1")
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}
