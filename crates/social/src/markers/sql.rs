//! Statements of markers.

use db::{Tx, record, sql};
use ground::{AccountId, PersonId, Result};

record! {
    /// A marker as the room keeps it.
    pub(super) struct Kept {
        pub(super) last_read_id: i64,
        pub(super) version: i64,
        pub(super) updated_at: i64,
    }
}

pub(super) async fn find(
    tx: &mut Tx,
    person: PersonId,
    account: AccountId,
) -> Result<Vec<(String, Kept)>> {
    let found = sql("select timeline, last_read_id, version, updated_at
           from marker
          where account_id = $1 and person_id = $2")
    .bind(account)
    .bind(person)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn set(
    tx: &mut Tx,
    person: PersonId,
    account: AccountId,
    timeline: &str,
    last_read_id: i64,
) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into marker (account_id, person_id, timeline, last_read_id, version, updated_at)
         values ($1, $2, $3, $4, 1, $5)
         on conflict (account_id, person_id, timeline) do update
            set last_read_id = excluded.last_read_id,
                version = marker.version + 1,
                updated_at = excluded.updated_at")
    .bind(account)
    .bind(person)
    .bind(timeline)
    .bind(last_read_id)
    .bind(now)
    .later(tx)
    .await?;
    Ok(())
}
