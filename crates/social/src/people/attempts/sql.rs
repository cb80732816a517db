//! Statements of log-ins begun.

use db::{Tx, sql};
use ground::{PersonId, Result};

use super::Attempt;

pub(super) async fn insert(
    tx: &mut Tx,
    hash: &[u8],
    kind: &str,
    new: &Attempt,
    expires_at: i64,
) -> Result<()> {
    sql("insert into attempt (hash, kind, person_id, onward, expires_at)
         values ($1, $2, $3, $4, $5)")
    .bind(hash)
    .bind(kind)
    .bind(new.person)
    .bind(&new.onward)
    .bind(expires_at)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn find(
    tx: &mut Tx,
    hash: &[u8],
    kind: &str,
    now: i64,
) -> Result<Option<Attempt>> {
    let found = sql("select person_id, onward
           from attempt
          where hash = $1 and kind = $2 and expires_at > $3")
    .bind(hash)
    .bind(kind)
    .bind(now)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn delete(tx: &mut Tx, hash: &[u8]) -> Result<()> {
    sql("delete from attempt where hash = $1").bind(hash).later(tx).await?;
    Ok(())
}

pub(super) async fn delete_of(tx: &mut Tx, person: PersonId) -> Result<()> {
    sql("delete from attempt where person_id = $1").bind(person).later(tx).await?;
    Ok(())
}

pub(super) async fn delete_before(tx: &mut Tx, before: i64) -> Result<()> {
    sql("delete from attempt where expires_at <= $1").bind(before).later(tx).await?;
    Ok(())
}
