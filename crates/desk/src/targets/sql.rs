//! Statements of the directory.

use db::{Tx, sql};
use ground::http::{Ask, Paging as _};
use ground::{AccountId, Result};

use super::{Filter, Known, Standing, Target, TargetId, Words};
use crate::teams::Seat;

pub(super) async fn by_id(tx: &mut Tx, id: TargetId) -> Result<Option<Target>> {
    let found =
        sql("select id, organisation_id, name, role, institution, constituency, department,
                x, fediverse, bluesky, email, site, source, source_key, licence, fetched_day,
                state, avoid, version, created_at
           from target
          where id = $1")
        .bind(id)
        .find(tx)
        .await?;
    Ok(found)
}

pub(super) async fn list(
    tx: &mut Tx,
    organisation: AccountId,
    filter: &Filter,
    ask: Ask,
    limit: usize,
) -> Result<Vec<Target>> {
    let page = sql("select id, organisation_id, name, role, institution, constituency, department,
                x, fediverse, bluesky, email, site, source, source_key, licence, fetched_day,
                state, avoid, version, created_at
           from target
          where organisation_id = $1 and ($2 = '' or department = $2)
            and ($3 = '' or lower(name) like $4 escape '!')
            and id < $5 and id > $6
          order by id desc
          limit $7")
    .bind(organisation)
    .bind(filter.department.trim())
    .bind(filter.name.trim())
    .bind(prefix(filter.name.trim()))
    .page(ask, limit)
    .all(tx)
    .await?;
    Ok(page)
}

/// A pattern of what begins so.
fn prefix(text: &str) -> String {
    let mut pattern = text.to_lowercase();
    for sign in ['!', '%', '_'] {
        pattern = pattern.replace(sign, &format!("!{sign}"));
    }
    format!("{pattern}%")
}

pub(super) async fn count(tx: &mut Tx, organisation: AccountId) -> Result<i64> {
    let count = sql("select count(*) from target where organisation_id = $1")
        .bind(organisation)
        .get(tx)
        .await?;
    Ok(count)
}

pub(super) async fn known(
    tx: &mut Tx,
    organisation: AccountId,
    source: &str,
) -> Result<Vec<Known>> {
    let found = sql("select id, source_key, mark
           from target
          where organisation_id = $1 and source = $2
          limit $3")
    .bind(organisation)
    .bind(source)
    .bind(super::TARGETS_MAX)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn insert(tx: &mut Tx, id: TargetId, seat: &Seat, it: &Words) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into target (id, organisation_id, name, role, institution, constituency,
                department, x, fediverse, bluesky, email, site, source, source_key, licence,
                fetched_day, state, avoid, mark, version, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, '',
                 $18, 1, $19)")
    .bind(id)
    .bind(seat.organisation)
    .bind(&it.name)
    .bind(&it.role)
    .bind(&it.institution)
    .bind(&it.constituency)
    .bind(&it.department)
    .bind(&it.x)
    .bind(&it.fediverse)
    .bind(&it.bluesky)
    .bind(&it.email)
    .bind(&it.site)
    .bind(&it.source)
    .bind(&it.source_key)
    .bind(&it.licence)
    .bind(it.fetched_day)
    .bind(Standing::Imported)
    .bind(it.mark())
    .bind(now)
    .later(tx)
    .await?;
    Ok(())
}

/// What a newer table says: somebody has to check it again. That one is not to be contacted stays.
pub(super) async fn change(tx: &mut Tx, id: TargetId, it: &Words) -> Result<()> {
    sql("update target
            set name = $2, role = $3, institution = $4, constituency = $5, department = $6,
                x = $7, fediverse = $8, bluesky = $9, email = $10, site = $11, licence = $12,
                fetched_day = $13, mark = $14, state = $15, version = version + 1
          where id = $1")
    .bind(id)
    .bind(&it.name)
    .bind(&it.role)
    .bind(&it.institution)
    .bind(&it.constituency)
    .bind(&it.department)
    .bind(&it.x)
    .bind(&it.fediverse)
    .bind(&it.bluesky)
    .bind(&it.email)
    .bind(&it.site)
    .bind(&it.licence)
    .bind(it.fetched_day)
    .bind(it.mark())
    .bind(Standing::Imported)
    .later(tx)
    .await?;
    Ok(())
}

/// Whether it still had that version. The mark stays that of the table, so that the same table
/// again does not undo what somebody mended by hand.
pub(super) async fn edit(
    tx: &mut Tx,
    id: TargetId,
    (it, state, avoid): (&Words, Standing, &str),
    version: i64,
) -> Result<bool> {
    let rows = sql("update target
            set name = $3, role = $4, institution = $5, constituency = $6, department = $7,
                x = $8, fediverse = $9, bluesky = $10, email = $11, site = $12, state = $13,
                avoid = $14, version = version + 1
          where id = $1 and version = $2")
    .bind(id)
    .bind(version)
    .bind(&it.name)
    .bind(&it.role)
    .bind(&it.institution)
    .bind(&it.constituency)
    .bind(&it.department)
    .bind(&it.x)
    .bind(&it.fediverse)
    .bind(&it.bluesky)
    .bind(&it.email)
    .bind(&it.site)
    .bind(state)
    .bind(avoid)
    .run(tx)
    .await?;
    Ok(rows > 0)
}

pub(super) async fn delete(tx: &mut Tx, id: TargetId) -> Result<()> {
    sql("delete from target where id = $1").bind(id).later(tx).await?;
    Ok(())
}
