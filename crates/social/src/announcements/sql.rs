//! Statements of announcements.

use db::{Tx, sql};
use ground::{AccountId, Result};

use super::Announcement;

pub(super) async fn shown(tx: &mut Tx, now: i64, limit: usize) -> Result<Vec<Announcement>> {
    let found = sql("select id, body, html, starts_at, ends_at, all_day, published_at, updated_at
           from announcement
          where ends_at is null or ends_at > $1
          order by id desc
          limit $2")
    .bind(now)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn all(tx: &mut Tx, limit: usize) -> Result<Vec<Announcement>> {
    let found = sql("select id, body, html, starts_at, ends_at, all_day, published_at, updated_at
           from announcement
          order by id desc
          limit $1")
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn by_id(tx: &mut Tx, id: i64) -> Result<Option<Announcement>> {
    let found = sql("select id, body, html, starts_at, ends_at, all_day, published_at, updated_at
           from announcement
          where id = $1")
    .bind(id)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn read_among(tx: &mut Tx, who: AccountId, ids: Vec<i64>) -> Result<Vec<i64>> {
    let found = sql("select announcement_id
           from announcement_read
          where account_id = $1 and announcement_id in (select value from list($2))")
    .bind(who)
    .bind(ids)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn insert_read(tx: &mut Tx, who: AccountId, id: i64) -> Result<()> {
    sql("insert into announcement_read (account_id, announcement_id)
         values ($1, $2)
         on conflict (account_id, announcement_id) do nothing")
    .bind(who)
    .bind(id)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn insert(tx: &mut Tx, new: &Announcement) -> Result<()> {
    sql("insert into announcement
                (id, body, html, starts_at, ends_at, all_day, published_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(new.id)
    .bind(&new.body)
    .bind(&new.html)
    .bind(new.starts_at)
    .bind(new.ends_at)
    .bind(new.all_day)
    .bind(new.published_at)
    .bind(new.updated_at)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn update(tx: &mut Tx, new: &Announcement) -> Result<()> {
    sql("update announcement
            set body = $2, html = $3, starts_at = $4, ends_at = $5, all_day = $6, updated_at = $7
          where id = $1")
    .bind(new.id)
    .bind(&new.body)
    .bind(&new.html)
    .bind(new.starts_at)
    .bind(new.ends_at)
    .bind(new.all_day)
    .bind(new.updated_at)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, id: i64) -> Result<()> {
    sql("delete from announcement_read where announcement_id = $1").bind(id).later(tx).await?;
    sql("delete from announcement where id = $1").bind(id).later(tx).await?;
    Ok(())
}
