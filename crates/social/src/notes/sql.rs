//! Statements of notes.

use db::{Tx, sql};
use ground::{AccountId, Result};

pub(super) async fn upsert(
    tx: &mut Tx,
    who: AccountId,
    target: AccountId,
    body: &str,
) -> Result<()> {
    sql("insert into account_note (account_id, target_id, body)
         values ($1, $2, $3)
         on conflict (account_id, target_id) do update set body = excluded.body")
    .bind(who)
    .bind(target)
    .bind(body)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, who: AccountId, target: AccountId) -> Result<()> {
    sql("delete from account_note where account_id = $1 and target_id = $2")
        .bind(who)
        .bind(target)
        .later(tx)
        .await?;
    Ok(())
}
