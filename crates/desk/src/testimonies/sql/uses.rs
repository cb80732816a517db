//! Statements of what was made of testimonies, and of what must be recalled by hand.

use db::{Tx, sql};
use ground::http::{Ask, Paging as _};
use ground::{AccountId, PersonId, Result};

use super::super::TestimonyId;
use super::super::uses::{Task, Use};

pub(in super::super) async fn insert(tx: &mut Tx, organisation: AccountId, it: &Use) -> Result<()> {
    sql("insert into testimony_use (id, testimony_id, organisation_id, kind, subject_id, medium,
                network, naming, address, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
    .bind(it.id)
    .bind(it.testimony)
    .bind(organisation)
    .bind(it.kind)
    .bind(it.subject)
    .bind(it.medium)
    .bind(it.network)
    .bind(it.naming)
    .bind(&it.address)
    .bind(it.made_at)
    .later(tx)
    .await?;
    Ok(())
}

pub(in super::super) async fn of(tx: &mut Tx, id: TestimonyId) -> Result<Vec<Use>> {
    let found = sql("select id, testimony_id, kind, subject_id, medium, network, naming, address,
                made_at, gone_at
           from testimony_use
          where testimony_id = $1
          order by id
          limit 1000")
    .bind(id)
    .all(tx)
    .await?;
    Ok(found)
}

pub(in super::super) async fn gone(tx: &mut Tx, ids: Vec<i64>) -> Result<()> {
    let now = tx.now_ms();
    sql("update testimony_use
            set gone_at = $2
          where id in (select value from list($1)) and gone_at is null")
    .bind(ids)
    .bind(now)
    .later(tx)
    .await?;
    Ok(())
}

pub(in super::super) async fn is_gone(tx: &mut Tx, kind: &str, subject: i64) -> Result<bool> {
    let found = sql("select id
           from testimony_use
          where kind = $1 and subject_id = $2 and gone_at is not null
          limit 1")
    .bind(kind)
    .bind(subject)
    .find::<i64>(tx)
    .await?;
    Ok(found.is_some())
}

pub(in super::super) async fn insert_task(
    tx: &mut Tx,
    organisation: AccountId,
    of: &Use,
    due_at: i64,
) -> Result<()> {
    let id = tx.new_id(organisation.bucket());
    sql("insert into testimony_task (id, testimony_id, organisation_id, use_id, network, address,
                due_at)
         values ($1, $2, $3, $4, $5, $6, $7)")
    .bind(id)
    .bind(of.testimony)
    .bind(organisation)
    .bind(of.id)
    .bind(of.network)
    .bind(&of.address)
    .bind(due_at)
    .later(tx)
    .await?;
    Ok(())
}

pub(in super::super) async fn tasks_of(tx: &mut Tx, id: TestimonyId) -> Result<Vec<Task>> {
    let found = sql("select id, testimony_id, use_id, network, address, due_at, done_at
           from testimony_task
          where testimony_id = $1
          order by id
          limit 1000")
    .bind(id)
    .all(tx)
    .await?;
    Ok(found)
}

pub(in super::super) async fn tasks(
    tx: &mut Tx,
    organisation: AccountId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<Task>> {
    let page = sql("select id, testimony_id, use_id, network, address, due_at, done_at
           from testimony_task
          where organisation_id = $1 and id < $2 and id > $3
          order by id desc
          limit $4")
    .bind(organisation)
    .page(ask, limit)
    .all(tx)
    .await?;
    Ok(page)
}

pub(in super::super) async fn task(
    tx: &mut Tx,
    organisation: AccountId,
    id: i64,
) -> Result<Option<Task>> {
    let found = sql("select id, testimony_id, use_id, network, address, due_at, done_at
           from testimony_task
          where id = $1 and organisation_id = $2")
    .bind(id)
    .bind(organisation)
    .find(tx)
    .await?;
    Ok(found)
}

pub(in super::super) async fn task_done(tx: &mut Tx, id: i64, by: PersonId) -> Result<()> {
    let now = tx.now_ms();
    sql("update testimony_task
            set done_at = $2, done_by = $3
          where id = $1 and done_at is null")
    .bind(id)
    .bind(now)
    .bind(by)
    .later(tx)
    .await?;
    Ok(())
}
