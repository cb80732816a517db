//! Statements of the vault, of who read in it, and of the links of witnesses.

use db::{Tx, sql};
use ground::http::{Ask, Paging as _};
use ground::{AccountId, Result};

use super::super::vault::{Reading, reader};
use super::super::{Testimony, TestimonyId};
use crate::teams::Seat;

pub(in super::super) async fn any(tx: &mut Tx) -> Result<Option<(TestimonyId, Vec<u8>)>> {
    let found = sql("select testimony_id, sealed
           from testimony_witness
          order by testimony_id
          limit 1")
    .find(tx)
    .await?;
    Ok(found)
}

pub(in super::super) async fn put(tx: &mut Tx, id: TestimonyId, sealed: &[u8]) -> Result<()> {
    sql("insert into testimony_witness (testimony_id, sealed)
         values ($1, $2)
         on conflict (testimony_id) do update set sealed = excluded.sealed")
    .bind(id)
    .bind(sealed)
    .later(tx)
    .await?;
    Ok(())
}

pub(in super::super) async fn get(tx: &mut Tx, id: TestimonyId) -> Result<Option<Vec<u8>>> {
    let found = sql("select sealed from testimony_witness where testimony_id = $1")
        .bind(id)
        .find(tx)
        .await?;
    Ok(found)
}

pub(in super::super) async fn forget(tx: &mut Tx, id: TestimonyId) -> Result<()> {
    sql("delete from testimony_witness where testimony_id = $1").bind(id).later(tx).await?;
    Ok(())
}

/// Forgets who told what was closed before then.
pub(in super::super) async fn forget_closed(tx: &mut Tx, before: i64) -> Result<u64> {
    let rows = sql("delete from testimony_witness
          where testimony_id in (select id from testimony where closed_at < $1)")
    .bind(before)
    .run(tx)
    .await?;
    Ok(rows)
}

pub(in super::super) async fn note(
    tx: &mut Tx,
    seat: &Seat,
    testimony: TestimonyId,
    reason: &str,
) -> Result<()> {
    let (id, now) = (tx.new_id(seat.organisation.bucket()), tx.now_ms());
    let (person, account) = reader(seat);
    sql("insert into testimony_reading (id, organisation_id, testimony_id, person_id, account_id,
                reason, at)
         values ($1, $2, $3, $4, $5, $6, $7)")
    .bind(id)
    .bind(seat.organisation)
    .bind(testimony)
    .bind(person)
    .bind(account)
    .bind(reason)
    .bind(now)
    .later(tx)
    .await?;
    Ok(())
}

pub(in super::super) async fn readings(
    tx: &mut Tx,
    organisation: AccountId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<Reading>> {
    let page = sql("select id, testimony_id, account_id, reason, at
           from testimony_reading
          where organisation_id = $1 and id < $2 and id > $3
          order by id desc
          limit $4")
    .bind(organisation)
    .page(ask, limit)
    .all(tx)
    .await?;
    Ok(page)
}

pub(in super::super) async fn insert_link(
    tx: &mut Tx,
    id: TestimonyId,
    hash: &[u8],
    expires_at: i64,
) -> Result<()> {
    sql("insert into testimony_link (hash, testimony_id, expires_at) values ($1, $2, $3)")
        .bind(hash)
        .bind(id)
        .bind(expires_at)
        .later(tx)
        .await?;
    Ok(())
}

/// Lets the links of a testimony hold until then at least.
pub(in super::super) async fn extend_links(tx: &mut Tx, id: TestimonyId, until: i64) -> Result<()> {
    sql("update testimony_link set expires_at = $2 where testimony_id = $1 and expires_at < $2")
        .bind(id)
        .bind(until)
        .later(tx)
        .await?;
    Ok(())
}

pub(in super::super) async fn end_links(tx: &mut Tx, id: TestimonyId) -> Result<()> {
    sql("delete from testimony_link where testimony_id = $1").bind(id).later(tx).await?;
    Ok(())
}

pub(in super::super) async fn forget_links(tx: &mut Tx, now: i64) -> Result<u64> {
    let rows = sql("delete from testimony_link where expires_at < $1").bind(now).run(tx).await?;
    Ok(rows)
}

pub(in super::super) async fn by_hash(
    tx: &mut Tx,
    hash: &[u8],
    now: i64,
) -> Result<Option<Testimony>> {
    let found = sql("select t.id, t.organisation_id, t.state, t.channel, t.capacity,
                t.represented_at, t.story, t.body, t.body_hash, t.author_id, t.act_id, t.locale,
                t.keep_until, t.version, t.created_at, t.changed_at, t.closed_at
           from testimony_link l
           join testimony t on t.id = l.testimony_id
          where l.hash = $1 and l.expires_at > $2")
    .bind(hash)
    .bind(now)
    .find(tx)
    .await?;
    Ok(found)
}
