//! Statements of announcements.

use db::{Tx, sql};
use ground::{AccountId, Result};

use super::{Announcement, Reaction};

pub(super) async fn shown(tx: &mut Tx, now: i64, limit: usize) -> Result<Vec<Announcement>> {
    let found = sql("select id, body, html, starts_at, ends_at, all_day, published_at, updated_at
           from announcement
          where (ends_at is null or ends_at > $1) and published_at <= $1
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
            set body = $2, html = $3, starts_at = $4, ends_at = $5, all_day = $6, updated_at = $7,
                published_at = $8
          where id = $1")
    .bind(new.id)
    .bind(&new.body)
    .bind(&new.html)
    .bind(new.starts_at)
    .bind(new.ends_at)
    .bind(new.all_day)
    .bind(new.updated_at)
    .bind(new.published_at)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, id: i64) -> Result<()> {
    sql("delete from announcement_read where announcement_id = $1").bind(id).later(tx).await?;
    sql("delete from announcement_reaction where announcement_id = $1").bind(id).later(tx).await?;
    sql("delete from announcement_emoji where announcement_id = $1").bind(id).later(tx).await?;
    sql("delete from announcement where id = $1").bind(id).later(tx).await?;
    Ok(())
}

pub(super) async fn reactions(
    tx: &mut Tx,
    who: Option<AccountId>,
    ids: Vec<i64>,
    limit: usize,
) -> Result<Vec<Reaction>> {
    let found = sql("select e.announcement_id, e.name, e.people,
                exists (select 1 from announcement_reaction r
                         where r.account_id = $1 and r.announcement_id = e.announcement_id
                           and r.name = e.name)
           from announcement_emoji e
          where e.announcement_id in (select value from list($2))
          order by e.id
          limit $3")
    .bind(who)
    .bind(ids)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn kinds(tx: &mut Tx, id: i64, limit: usize) -> Result<Vec<String>> {
    let found = sql("select name
           from announcement_emoji
          where announcement_id = $1
          limit $2")
    .bind(id)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn people(tx: &mut Tx, id: i64, name: &str) -> Result<Option<i64>> {
    let found = sql("select people
           from announcement_emoji
          where announcement_id = $1 and name = $2")
    .bind(id)
    .bind(name)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn insert_reaction(
    tx: &mut Tx,
    who: AccountId,
    id: i64,
    name: &str,
) -> Result<u64> {
    let rows = sql("insert into announcement_reaction (account_id, announcement_id, name)
         values ($1, $2, $3)
         on conflict (account_id, announcement_id, name) do nothing")
    .bind(who)
    .bind(id)
    .bind(name)
    .run(tx)
    .await?;
    Ok(rows)
}

pub(super) async fn delete_reaction(
    tx: &mut Tx,
    who: AccountId,
    id: i64,
    name: &str,
) -> Result<u64> {
    let rows = sql("delete from announcement_reaction
          where account_id = $1 and announcement_id = $2 and name = $3")
    .bind(who)
    .bind(id)
    .bind(name)
    .run(tx)
    .await?;
    Ok(rows)
}

pub(super) async fn count_up(tx: &mut Tx, id: i64, name: &str, first: i64) -> Result<()> {
    sql("insert into announcement_emoji (announcement_id, name, id, people)
         values ($1, $2, $3, 1)
         on conflict (announcement_id, name)
         do update set people = announcement_emoji.people + 1")
    .bind(id)
    .bind(name)
    .bind(first)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn count_down(tx: &mut Tx, id: i64, name: &str) -> Result<()> {
    sql("update announcement_emoji
            set people = people - 1
          where announcement_id = $1 and name = $2")
    .bind(id)
    .bind(name)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn count_down_of(tx: &mut Tx, account: AccountId) -> Result<()> {
    sql("update announcement_emoji
            set people = people - 1
          where exists (select 1 from announcement_reaction r
                         where r.account_id = $1
                           and r.announcement_id = announcement_emoji.announcement_id
                           and r.name = announcement_emoji.name)")
    .bind(account)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn delete_uncounted(tx: &mut Tx) -> Result<()> {
    sql("delete from announcement_emoji where people <= 0").later(tx).await?;
    Ok(())
}

pub(super) async fn delete_of(tx: &mut Tx, account: AccountId) -> Result<()> {
    sql("delete from announcement_reaction where account_id = $1").bind(account).later(tx).await?;
    sql("delete from announcement_read where account_id = $1").bind(account).later(tx).await?;
    Ok(())
}

pub(super) async fn delete_named(tx: &mut Tx, name: &str) -> Result<()> {
    sql("delete from announcement_reaction where name = $1").bind(name).later(tx).await?;
    sql("delete from announcement_emoji where name = $1").bind(name).later(tx).await?;
    Ok(())
}
