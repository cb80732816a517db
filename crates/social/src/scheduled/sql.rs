//! Statements of scheduled posts.

use db::{Tx, sql};
use ground::http::{Ask, Paging as _};
use ground::{AccountId, Result, ScheduledId};

use super::Scheduled;

pub(super) async fn insert(tx: &mut Tx, it: &Scheduled, key: Option<&str>) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into scheduled_post (id, account_id, person_id, app_id, draft, idempotency_key,
                publish_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(it.id)
    .bind(it.account)
    .bind(it.person)
    .bind(it.app)
    .bind(&it.draft)
    .bind(key)
    .bind(it.publish_at)
    .bind(now)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn find(tx: &mut Tx, id: ScheduledId) -> Result<Option<Scheduled>> {
    let found = sql("select id, account_id, person_id, app_id, draft, publish_at, failed
           from scheduled_post
          where id = $1")
    .bind(id)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn by_key(tx: &mut Tx, who: AccountId, key: &str) -> Result<Option<Scheduled>> {
    let found = sql("select id, account_id, person_id, app_id, draft, publish_at, failed
           from scheduled_post
          where account_id = $1 and idempotency_key = $2")
    .bind(who)
    .bind(key)
    .find(tx)
    .await?;
    Ok(found)
}

/// How many `who` has scheduled from one moment to another.
pub(super) async fn count(tx: &mut Tx, who: AccountId, from: i64, to: i64) -> Result<i64> {
    let count = sql("select count(*)
           from scheduled_post
          where account_id = $1 and publish_at >= $2 and publish_at < $3")
    .bind(who)
    .bind(from)
    .bind(to)
    .get(tx)
    .await?;
    Ok(count)
}

pub(super) async fn list(
    tx: &mut Tx,
    who: AccountId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<Scheduled>> {
    let page = sql("select id, account_id, person_id, app_id, draft, publish_at, failed
           from scheduled_post
          where account_id = $1 and id < $2 and id > $3
          order by id desc
          limit $4")
    .bind(who)
    .page(ask, limit)
    .all(tx)
    .await?;
    Ok(page)
}

pub(super) async fn move_to(tx: &mut Tx, id: ScheduledId, publish_at: i64) -> Result<()> {
    sql("update scheduled_post set publish_at = $2, failed = null where id = $1")
        .bind(id)
        .bind(publish_at)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn fail(tx: &mut Tx, id: ScheduledId, why: &str) -> Result<()> {
    sql("update scheduled_post set failed = $2 where id = $1").bind(id).bind(why).later(tx).await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, id: ScheduledId) -> Result<()> {
    sql("delete from scheduled_post where id = $1").bind(id).later(tx).await?;
    Ok(())
}
