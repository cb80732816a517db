//! Statements of passkeys.

use db::{Tx, sql};
use ground::{PersonId, Result};

use super::{Held, Passkey};

pub(super) async fn list(tx: &mut Tx, person: PersonId, limit: usize) -> Result<Vec<Passkey>> {
    let found = sql("select id, name, credential, created_at, used_at
           from passkey
          where person_id = $1
          order by id
          limit $2")
    .bind(person)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn by_credential(tx: &mut Tx, credential: &[u8]) -> Result<Option<Held>> {
    let found = sql("select id, person_id, public_key, algorithm, count
           from passkey
          where credential = $1")
    .bind(credential)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn insert(
    tx: &mut Tx,
    id: i64,
    person: PersonId,
    name: &str,
    credential: &[u8],
    (algorithm, key): (i64, &[u8]),
    count: i64,
) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into passkey (id, person_id, credential, name, public_key, algorithm, count,
                created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(id)
    .bind(person)
    .bind(credential)
    .bind(name)
    .bind(key)
    .bind(algorithm)
    .bind(count)
    .bind(now)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn used(tx: &mut Tx, id: i64, count: i64) -> Result<()> {
    let now = tx.now_ms();
    sql("update passkey set count = $2, used_at = $3 where id = $1")
        .bind(id)
        .bind(count)
        .bind(now)
        .later(tx)
        .await?;
    Ok(())
}

/// Whether it was there.
pub(super) async fn delete(tx: &mut Tx, person: PersonId, id: i64) -> Result<bool> {
    let gone = sql("delete from passkey where id = $1 and person_id = $2")
        .bind(id)
        .bind(person)
        .run(tx)
        .await?;
    Ok(gone > 0)
}

pub(super) async fn delete_all(tx: &mut Tx, person: PersonId) -> Result<()> {
    sql("delete from passkey where person_id = $1").bind(person).later(tx).await?;
    Ok(())
}
