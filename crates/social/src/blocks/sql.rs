//! Statements of blocks.

use db::{Tx, sql};
use ground::http::{Ask, Paging as _};
use ground::{AccountId, Result};

pub(super) async fn insert(tx: &mut Tx, who: AccountId, target: AccountId) -> Result<bool> {
    let id = tx.new_id(who.bucket());
    let rows = sql("insert into block (id, account_id, target_id)
         values ($1, $2, $3)
         on conflict (account_id, target_id) do nothing")
    .bind(id)
    .bind(who)
    .bind(target)
    .run(tx)
    .await?;
    Ok(rows == 1)
}

pub(super) async fn delete(tx: &mut Tx, who: AccountId, target: AccountId) -> Result<bool> {
    let rows = sql("delete from block where account_id = $1 and target_id = $2")
        .bind(who)
        .bind(target)
        .run(tx)
        .await?;
    Ok(rows == 1)
}

pub(super) async fn list(
    tx: &mut Tx,
    who: AccountId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<(i64, AccountId)>> {
    let page = sql("select id, target_id
           from block
          where account_id = $1 and id < $2 and id > $3
          order by id desc
          limit $4")
    .bind(who)
    .page(ask, limit)
    .all(tx)
    .await?;
    Ok(page)
}
