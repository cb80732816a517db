//! Statements of moves.

use db::{Tx, sql};
use ground::{AccountId, Result};

pub(super) async fn aliases(tx: &mut Tx, who: AccountId, limit: usize) -> Result<Vec<AccountId>> {
    let found = sql("select alias_id
           from account_alias
          where account_id = $1
          order by created_at, alias_id
          limit $2")
    .bind(who)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn insert(tx: &mut Tx, who: AccountId, other: AccountId) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into account_alias (account_id, alias_id, created_at)
         values ($1, $2, $3)
         on conflict (account_id, alias_id) do nothing")
    .bind(who)
    .bind(other)
    .bind(now)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, who: AccountId, other: AccountId) -> Result<bool> {
    let rows = sql("delete from account_alias where account_id = $1 and alias_id = $2")
        .bind(who)
        .bind(other)
        .run(tx)
        .await?;
    Ok(rows == 1)
}
