//! Statements of the secrets that go out by letter.

use db::{Tx, sql};
use ground::{PersonId, Result};

use super::super::secrets::Sent;

pub(in super::super) async fn insert_letter(
    tx: &mut Tx,
    hash: &[u8],
    sent: &Sent,
    expires_at: i64,
) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into letter (hash, person_id, purpose, email, created_at, expires_at, bound)
         values ($1, $2, $3, $4, $5, $6, $7)")
    .bind(hash)
    .bind(sent.person)
    .bind(&sent.purpose)
    .bind(&sent.email)
    .bind(now)
    .bind(expires_at)
    .bind(sent.bound.clone())
    .later(tx)
    .await?;
    Ok(())
}

pub(in super::super) async fn letters_since(
    tx: &mut Tx,
    person: PersonId,
    purpose: &str,
    since: i64,
) -> Result<i64> {
    let count = sql("select count(*)
           from letter
          where person_id = $1 and purpose = $2 and created_at > $3")
    .bind(person)
    .bind(purpose)
    .bind(since)
    .get(tx)
    .await?;
    Ok(count)
}

pub(in super::super) async fn letter(tx: &mut Tx, hash: &[u8], now: i64) -> Result<Option<Sent>> {
    let found = sql("select person_id, purpose, email, bound
           from letter
          where hash = $1 and expires_at > $2")
    .bind(hash)
    .bind(now)
    .find(tx)
    .await?;
    Ok(found)
}

/// Every secret of a person for a purpose: when one was used, the others are of no use.
pub(in super::super) async fn delete_letters(
    tx: &mut Tx,
    person: PersonId,
    purpose: &str,
) -> Result<()> {
    sql("delete from letter where person_id = $1 and purpose = $2")
        .bind(person)
        .bind(purpose)
        .later(tx)
        .await?;
    Ok(())
}

pub(in super::super) async fn delete_letters_before(
    tx: &mut Tx,
    person: PersonId,
    before: i64,
) -> Result<()> {
    sql("delete from letter where person_id = $1 and expires_at < $2")
        .bind(person)
        .bind(before)
        .later(tx)
        .await?;
    Ok(())
}
