//! Statements of domain blocks.

use db::{Tx, sql};
use ground::http::{Ask, Paging as _};
use ground::{AccountId, Result};

pub(super) async fn count(tx: &mut Tx, who: AccountId) -> Result<i64> {
    let found =
        sql("select count(*) from domain_block where account_id = $1").bind(who).get(tx).await?;
    Ok(found)
}

pub(super) async fn insert(tx: &mut Tx, who: AccountId, domain: &str) -> Result<()> {
    let id = tx.new_id(who.bucket());
    sql("insert into domain_block (id, account_id, domain)
         values ($1, $2, $3)
         on conflict (account_id, domain) do nothing")
    .bind(id)
    .bind(who)
    .bind(domain)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, who: AccountId, domain: &str) -> Result<()> {
    sql("delete from domain_block where account_id = $1 and domain = $2")
        .bind(who)
        .bind(domain)
        .later(tx)
        .await?;
    Ok(())
}

/// Accounts of a server that `who` follows or has asked, or that follow `who` or have asked.
pub(super) async fn tied(tx: &mut Tx, who: AccountId, domain: &str) -> Result<Vec<AccountId>> {
    let found = sql("select a.id
           from follow f
           join account a on a.id = f.followee_id
          where f.follower_id = $1 and a.domain = $2
          union
         select a.id
           from follow f
           join account a on a.id = f.follower_id
          where f.followee_id = $1 and a.domain = $2
          union
         select a.id
           from follow_request r
           join account a on a.id = r.followee_id
          where r.follower_id = $1 and a.domain = $2
          union
         select a.id
           from follow_request r
           join account a on a.id = r.follower_id
          where r.followee_id = $1 and a.domain = $2")
    .bind(who)
    .bind(domain)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn preview(tx: &mut Tx, who: AccountId, domain: &str) -> Result<(i64, i64)> {
    let found = sql("select
             (select count(*)
                from follow f
                join account a on a.id = f.followee_id
               where f.follower_id = $1 and a.domain = $2),
             (select count(*)
                from follow f
                join account a on a.id = f.follower_id
               where f.followee_id = $1 and a.domain = $2)")
    .bind(who)
    .bind(domain)
    .get(tx)
    .await?;
    Ok(found)
}

pub(super) async fn list(
    tx: &mut Tx,
    who: AccountId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<(i64, String)>> {
    let page = sql("select id, domain
           from domain_block
          where account_id = $1 and id < $2 and id > $3
          order by id desc
          limit $4")
    .bind(who)
    .page(ask, limit)
    .all(tx)
    .await?;
    Ok(page)
}
