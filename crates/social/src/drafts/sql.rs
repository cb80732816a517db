//! Statements of drafts.

use db::{Tx, sql};
use ground::{AccountId, DraftId, PersonId, Result};

use super::Draft;

pub(super) async fn insert(
    tx: &mut Tx,
    id: DraftId,
    who: AccountId,
    person: PersonId,
    sheet: &str,
) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into draft (id, account_id, person_id, sheet, updated_at)
         values ($1, $2, $3, $4, $5)")
    .bind(id)
    .bind(who)
    .bind(person)
    .bind(sheet)
    .bind(now)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn update(tx: &mut Tx, id: DraftId, sheet: &str) -> Result<()> {
    let now = tx.now_ms();
    sql("update draft set sheet = $2, updated_at = $3 where id = $1")
        .bind(id)
        .bind(sheet)
        .bind(now)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn count(tx: &mut Tx, who: AccountId) -> Result<i64> {
    let count = sql("select count(*) from draft where account_id = $1").bind(who).get(tx).await?;
    Ok(count)
}

pub(super) async fn list(tx: &mut Tx, who: AccountId, limit: i64) -> Result<Vec<Draft>> {
    let found = sql("select id, sheet, updated_at
           from draft
          where account_id = $1
          order by updated_at desc, id desc
          limit $2")
    .bind(who)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn find(tx: &mut Tx, who: AccountId, id: DraftId) -> Result<Option<Draft>> {
    let found = sql("select id, sheet, updated_at from draft where id = $1 and account_id = $2")
        .bind(id)
        .bind(who)
        .find(tx)
        .await?;
    Ok(found)
}

pub(super) async fn delete(tx: &mut Tx, id: DraftId) -> Result<()> {
    sql("delete from draft where id = $1").bind(id).later(tx).await?;
    Ok(())
}
