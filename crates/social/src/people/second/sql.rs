//! Statements of the second step.

use db::{Tx, sql};
use ground::{PersonId, Result};

use super::Row;

pub(super) async fn row(tx: &mut Tx, person: PersonId) -> Result<Option<Row>> {
    let found = sql("select sealed, on_since, used_step, misses, closed_until
           from second_step
          where person_id = $1")
    .bind(person)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn insert(tx: &mut Tx, person: PersonId, sealed: &[u8]) -> Result<()> {
    sql("insert into second_step (person_id, sealed, used_step, misses, closed_until)
         values ($1, $2, 0, 0, 0)")
    .bind(person)
    .bind(sealed)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn turn_on(tx: &mut Tx, person: PersonId, since: i64) -> Result<()> {
    sql("update second_step set on_since = $2 where person_id = $1")
        .bind(person)
        .bind(since)
        .later(tx)
        .await?;
    Ok(())
}

/// A code was right.
pub(super) async fn take(tx: &mut Tx, person: PersonId, step: i64) -> Result<()> {
    sql("update second_step set used_step = $2, misses = 0, closed_until = 0 where person_id = $1")
        .bind(person)
        .bind(step)
        .later(tx)
        .await?;
    Ok(())
}

/// A code was wrong.
pub(super) async fn miss(
    tx: &mut Tx,
    person: PersonId,
    misses: i64,
    closed_until: i64,
) -> Result<()> {
    sql("update second_step set misses = $2, closed_until = $3 where person_id = $1")
        .bind(person)
        .bind(misses)
        .bind(closed_until)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, person: PersonId) -> Result<()> {
    sql("delete from second_step where person_id = $1").bind(person).later(tx).await?;
    delete_codes(tx, person).await
}

pub(super) async fn insert_code(tx: &mut Tx, person: PersonId, hash: &[u8]) -> Result<()> {
    sql("insert into recovery_code (person_id, hash) values ($1, $2)")
        .bind(person)
        .bind(hash)
        .later(tx)
        .await?;
    Ok(())
}

/// Takes a recovery code; whether there was one.
pub(super) async fn take_code(tx: &mut Tx, person: PersonId, hash: &[u8]) -> Result<bool> {
    let taken = sql("delete from recovery_code where person_id = $1 and hash = $2")
        .bind(person)
        .bind(hash)
        .run(tx)
        .await?;
    Ok(taken > 0)
}

pub(super) async fn codes_left(tx: &mut Tx, person: PersonId) -> Result<i64> {
    let count =
        sql("select count(*) from recovery_code where person_id = $1").bind(person).get(tx).await?;
    Ok(count)
}

pub(super) async fn delete_codes(tx: &mut Tx, person: PersonId) -> Result<()> {
    sql("delete from recovery_code where person_id = $1").bind(person).later(tx).await?;
    Ok(())
}

pub(super) async fn roles(tx: &mut Tx) -> Result<Vec<String>> {
    let found = sql("select role from second_step_role order by role limit 10").all(tx).await?;
    Ok(found)
}

pub(super) async fn forget_roles(tx: &mut Tx) -> Result<()> {
    sql("delete from second_step_role").later(tx).await?;
    Ok(())
}

pub(super) async fn insert_role(tx: &mut Tx, role: &str) -> Result<()> {
    sql("insert into second_step_role (role) values ($1)").bind(role).later(tx).await?;
    Ok(())
}
