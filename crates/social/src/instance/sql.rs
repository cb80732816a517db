//! Statements of the server's description.

use db::{Tx, sql};
use ground::Result;

use super::Usage;
use super::activity::Week;
use super::texts::{Kind, Text};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

pub(super) async fn usage(tx: &mut Tx, now: i64) -> Result<Usage> {
    let found = sql("select count(*),
                cast(coalesce(sum(c.posts), 0) as bigint),
                cast(coalesce(sum(case when c.last_post_at > $1 then 1 else 0 end), 0) as bigint),
                cast(coalesce(sum(case when c.last_post_at > $2 then 1 else 0 end), 0) as bigint)
           from account a
           join account_count c on c.account_id = a.id
          where a.domain = ''
            and a.suspended_at is null
            and a.deleted_at is null
            and a.pending_since is null")
    .bind(now - 28 * DAY_MS)
    .bind(now - 180 * DAY_MS)
    .get(tx)
    .await?;
    Ok(found)
}

pub(super) async fn texts(tx: &mut Tx, kind: Kind, limit: usize) -> Result<Vec<Text>> {
    let found = sql("select starts_on, language, body, html, written_at
           from place_text
          where kind = $1
          order by starts_on desc, language
          limit $2")
    .bind(kind.name())
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn write_text(tx: &mut Tx, kind: Kind, text: &Text) -> Result<()> {
    sql("insert into place_text (kind, starts_on, language, body, html, written_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (kind, starts_on, language) do update
            set body = excluded.body, html = excluded.html, written_at = excluded.written_at")
    .bind(kind.name())
    .bind(text.starts_on)
    .bind(&text.language)
    .bind(&text.body)
    .bind(&text.html)
    .bind(text.written_at)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn delete_text(tx: &mut Tx, kind: Kind, text: &Text) -> Result<()> {
    sql("delete from place_text where kind = $1 and starts_on = $2 and language = $3")
        .bind(kind.name())
        .bind(text.starts_on)
        .bind(&text.language)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn weeks(tx: &mut Tx, first: i64) -> Result<Vec<Week>> {
    let found = sql("select starts_on, posts, joined, people from week where starts_on >= $1")
        .bind(first)
        .all(tx)
        .await?;
    Ok(found)
}

pub(super) async fn people_by_week(tx: &mut Tx, first: i64) -> Result<Vec<(i64, i64)>> {
    let found = sql("select starts_on, count(*)
           from week_person
          where starts_on >= $1
          group by starts_on")
    .bind(first)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn add_to_week(tx: &mut Tx, week: &Week) -> Result<()> {
    sql("insert into week (starts_on, posts, joined, people)
         values ($1, $2, $3, $4)
         on conflict (starts_on) do update
            set posts = week.posts + excluded.posts,
                joined = week.joined + excluded.joined,
                people = week.people + excluded.people")
    .bind(week.starts_on)
    .bind(week.posts)
    .bind(week.joined)
    .bind(week.people)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn note_people(tx: &mut Tx, week: i64, people: Vec<i64>) -> Result<()> {
    sql("insert into week_person (starts_on, person_id)
         select $1, value from list($2) where true
         on conflict (starts_on, person_id) do nothing")
    .bind(week)
    .bind(people)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn has_people_before(tx: &mut Tx, week: i64) -> Result<bool> {
    let found: Option<i64> = sql("select person_id from week_person where starts_on < $1 limit 1")
        .bind(week)
        .find(tx)
        .await?;
    Ok(found.is_some())
}

pub(super) async fn forget_people(tx: &mut Tx, week: i64) -> Result<()> {
    sql("delete from week_person where starts_on < $1").bind(week).later(tx).await?;
    Ok(())
}
