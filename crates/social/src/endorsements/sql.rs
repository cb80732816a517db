//! Statements of endorsements.

use db::{Tx, sql};
use ground::http::{Ask, Paging as _};
use ground::{AccountId, Result};

pub(super) async fn count(tx: &mut Tx, who: AccountId) -> Result<i64> {
    let found =
        sql("select count(*) from endorsement where account_id = $1").bind(who).get(tx).await?;
    Ok(found)
}

pub(super) async fn insert(tx: &mut Tx, who: AccountId, target: AccountId) -> Result<()> {
    let id = tx.new_id(who.bucket());
    sql("insert into endorsement (id, account_id, target_id)
         values ($1, $2, $3)
         on conflict (account_id, target_id) do nothing")
    .bind(id)
    .bind(who)
    .bind(target)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, who: AccountId, target: AccountId) -> Result<()> {
    sql("delete from endorsement where account_id = $1 and target_id = $2")
        .bind(who)
        .bind(target)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn list(
    tx: &mut Tx,
    of: AccountId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<(i64, AccountId)>> {
    let page = sql("select e.id, a.id
           from endorsement e
           join account a on a.id = e.target_id
          where e.account_id = $1 and e.id < $2 and e.id > $3
            and a.suspended_at is null and a.deleted_at is null
          order by e.id desc
          limit $4")
    .bind(of)
    .page(ask, limit)
    .all(tx)
    .await?;
    Ok(page)
}
