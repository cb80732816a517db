//! Statements of measures: rows of a day (counted from 1970) and its number.

use db::{Sql, Tx, dialect, sql};
use ground::{Result, TagId};

use super::Span;
use super::retention::Period;

type Rows = Result<Vec<(i64, i64)>>;

/// Binds the first id of the days before, the first day of the span, the first id after it.
fn ids(text: Sql, span: Span) -> Sql {
    text.bind(first_id(span.before().starts_at_ms()))
        .bind(span.first)
        .bind(first_id(span.ends_at_ms()))
}

/// The lowest id that may be issued at a moment (epoch ms).
fn first_id(at_ms: i64) -> i64 {
    at_ms << 21
}

pub(super) async fn active(tx: &mut Tx, span: Span) -> Rows {
    let text = sql("with trace (day, who) as (
           select distinct (t.id >> 21) / 86400000, t.who
             from (select id, author_id as who from post where id >= $1 and id < $3
                   union all
                   select id, account_id as who from favourite where id >= $1 and id < $3
                   union all
                   select id, follower_id as who from follow where id >= $1 and id < $3) t
             join account a on a.id = t.who
            where a.domain = '')
         select day, count(*) from trace where day >= $2 group by day
         union all
         select -1, count(distinct who) from trace where day >= $2
         union all
         select -2, count(distinct who) from trace where day < $2");
    Ok(ids(text, span).all(tx).await?)
}

pub(super) async fn people(tx: &mut Tx, span: Span) -> Rows {
    let found = sql("select created_at / 86400000, count(*)
           from person
          where created_at >= $1 and created_at < $2
          group by 1")
    .bind(span.before().starts_at_ms())
    .bind(span.ends_at_ms())
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn interactions(tx: &mut Tx, span: Span) -> Rows {
    let found = sql("select (t.id >> 21) / 86400000, count(*)
           from (select id, post_id as about from favourite where id >= $1 and id < $2
                 union all
                 select id, coalesce(boost_of_id, reply_to_id) as about
                   from post
                  where id >= $1 and id < $2
                    and (boost_of_id is not null or reply_to_id is not null)) t
           join post p on p.id = t.about
           join account a on a.id = p.author_id
          where a.domain = ''
          group by 1")
    .bind(first_id(span.before().starts_at_ms()))
    .bind(first_id(span.ends_at_ms()))
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn reports(tx: &mut Tx, span: Span) -> Rows {
    let found = sql("select created_at / 86400000, count(*)
           from report
          where created_at >= $1 and created_at < $2
          group by 1")
    .bind(span.before().starts_at_ms())
    .bind(span.ends_at_ms())
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn settled_reports(tx: &mut Tx, span: Span) -> Rows {
    let found = sql("select resolved_at / 86400000, count(*)
           from report
          where resolved_at >= $1 and resolved_at < $2
          group by 1")
    .bind(span.before().starts_at_ms())
    .bind(span.ends_at_ms())
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn tag_accounts(tx: &mut Tx, tag: TagId, span: Span) -> Rows {
    let text = sql("with used (day, who) as (
           select distinct (t.post_id >> 21) / 86400000, p.author_id
             from post_tag t
             join post p on p.id = t.post_id
            where t.tag_id = $4 and t.post_id >= $1 and t.post_id < $3)
         select day, count(*) from used where day >= $2 group by day
         union all
         select -1, count(distinct who) from used where day >= $2
         union all
         select -2, count(distinct who) from used where day < $2");
    Ok(ids(text, span).bind(tag).all(tx).await?)
}

pub(super) async fn tag_posts(tx: &mut Tx, tag: TagId, span: Span) -> Rows {
    let found = sql("select (post_id >> 21) / 86400000, count(*)
           from post_tag
          where tag_id = $3 and post_id >= $1 and post_id < $2
          group by 1")
    .bind(first_id(span.before().starts_at_ms()))
    .bind(first_id(span.ends_at_ms()))
    .bind(tag)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn tag_servers(tx: &mut Tx, tag: TagId, span: Span) -> Rows {
    let text = sql("with used (day, domain) as (
           select distinct (t.post_id >> 21) / 86400000, a.domain
             from post_tag t
             join post p on p.id = t.post_id
             join account a on a.id = p.author_id
            where t.tag_id = $4 and t.post_id >= $1 and t.post_id < $3 and a.domain <> '')
         select day, count(*) from used where day >= $2 group by day
         union all
         select -1, count(distinct domain) from used where day >= $2
         union all
         select -2, count(distinct domain) from used where day < $2");
    Ok(ids(text, span).bind(tag).all(tx).await?)
}

/// What lies outside the span is one row, whose day is none.
async fn of_all_times(text: Sql, domain: &str, span: Span, tx: &mut Tx) -> Rows {
    Ok(text.bind(domain).bind(span.starts_at_ms()).bind(span.ends_at_ms()).all(tx).await?)
}

pub(super) async fn accounts_of(tx: &mut Tx, domain: &str, span: Span) -> Rows {
    let text = sql("select t.day, count(*)
           from (select case when s.created_at >= $2 and s.created_at < $3
                             then s.created_at / 86400000 else -1 end as day
                   from account s
                  where s.domain = $1) t
          group by t.day");
    of_all_times(text, domain, span, tx).await
}

pub(super) async fn media_of(tx: &mut Tx, domain: &str, span: Span) -> Rows {
    let text = sql("select t.day, cast(sum(t.bytes) as bigint)
           from (select case when s.created_at >= $2 and s.created_at < $3
                             then s.created_at / 86400000 else -1 end as day, s.bytes
                   from remote_media s
                  where s.host = $1) t
          group by t.day");
    of_all_times(text, domain, span, tx).await
}

pub(super) async fn reports_of(tx: &mut Tx, domain: &str, span: Span) -> Rows {
    let text = sql("select t.day, count(*)
           from (select case when s.created_at >= $2 and s.created_at < $3
                             then s.created_at / 86400000 else -1 end as day
                   from report s
                   join account a on a.id = s.target_id
                  where a.domain = $1) t
          group by t.day");
    of_all_times(text, domain, span, tx).await
}

pub(super) async fn posts_of(tx: &mut Tx, domain: &str, span: Span) -> Rows {
    let text = sql("select t.day, count(*)
           from (select case when (s.id >> 21) >= $2 and (s.id >> 21) < $3
                             then (s.id >> 21) / 86400000 else -1 end as day
                   from account a
                   join post s on s.author_id = a.id
                  where a.domain = $1) t
          group by t.day");
    of_all_times(text, domain, span, tx).await
}

pub(super) async fn follows_of(tx: &mut Tx, domain: &str, span: Span) -> Rows {
    let text = sql("select t.day, count(*)
           from (select case when (s.id >> 21) >= $2 and (s.id >> 21) < $3
                             then (s.id >> 21) / 86400000 else -1 end as day
                   from account a
                   join follow s on s.followee_id = a.id
                  where a.domain = $1) t
          group by t.day");
    of_all_times(text, domain, span, tx).await
}

pub(super) async fn follows_by(tx: &mut Tx, domain: &str, span: Span) -> Rows {
    let text = sql("select t.day, count(*)
           from (select case when (s.id >> 21) >= $2 and (s.id >> 21) < $3
                             then (s.id >> 21) / 86400000 else -1 end as day
                   from account a
                   join follow s on s.follower_id = a.id
                  where a.domain = $1) t
          group by t.day");
    of_all_times(text, domain, span, tx).await
}

/// Some things, each with a number, the greatest first.
type Counts = Result<Vec<(String, i64)>>;

pub(super) async fn languages(tx: &mut Tx, domain: &str, span: Span, limit: i64) -> Counts {
    let text = sql("select coalesce(p.language, 'und'), count(*)
           from post p
           join account a on a.id = p.author_id
          where p.id >= $1 and p.id < $2 and p.boost_of_id is null and a.domain = $4
          group by 1
          order by 2 desc, 1
          limit $3");
    Ok(within(text, span, limit).bind(domain).all(tx).await?)
}

pub(super) async fn sources(tx: &mut Tx, span: Span, limit: i64) -> Counts {
    let text = sql("select coalesce(app.name, ''), count(*)
           from post p
           join account a on a.id = p.author_id
           left join app on app.id = p.app_id
          where p.id >= $1 and p.id < $2 and p.boost_of_id is null and a.domain = ''
          group by 1
          order by 2 desc, 1
          limit $3");
    Ok(within(text, span, limit).all(tx).await?)
}

pub(super) async fn servers(tx: &mut Tx, span: Span, limit: i64) -> Counts {
    let text = sql("select a.domain, count(*)
           from post p
           join account a on a.id = p.author_id
          where p.id >= $1 and p.id < $2 and p.boost_of_id is null
          group by 1
          order by 2 desc, 1
          limit $3");
    Ok(within(text, span, limit).all(tx).await?)
}

pub(super) async fn servers_of_tag(tx: &mut Tx, tag: TagId, span: Span, limit: i64) -> Counts {
    let text = sql("select a.domain, count(*)
           from post_tag t
           join post p on p.id = t.post_id
           join account a on a.id = p.author_id
          where t.post_id >= $1 and t.post_id < $2 and t.tag_id = $4
          group by 1
          order by 2 desc, 1
          limit $3");
    Ok(within(text, span, limit).bind(tag).all(tx).await?)
}

pub(super) async fn languages_of_tag(tx: &mut Tx, tag: TagId, span: Span, limit: i64) -> Counts {
    let text = sql("select coalesce(p.language, 'und'), count(*)
           from post_tag t
           join post p on p.id = t.post_id
          where t.post_id >= $1 and t.post_id < $2 and t.tag_id = $4
          group by 1
          order by 2 desc, 1
          limit $3");
    Ok(within(text, span, limit).bind(tag).all(tx).await?)
}

pub(super) async fn most_followed(tx: &mut Tx, domain: &str, limit: i64) -> Counts {
    let found = sql("select a.username, c.followers
           from account a
           join account_count c on c.account_id = a.id
          where a.domain = $1
          order by c.followers desc, a.id
          limit $2")
    .bind(domain)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

fn within(text: Sql, span: Span, limit: i64) -> Sql {
    text.bind(first_id(span.starts_at_ms())).bind(first_id(span.ends_at_ms())).bind(limit)
}

/// The version of the database, and its bytes.
pub(super) async fn database(tx: &mut Tx) -> Result<(String, i64)> {
    let found = dialect(
        "select sqlite_version(), page_count * page_size
           from pragma_page_count(), pragma_page_size()",
        "select current_setting('server_version'), pg_database_size(current_database())",
    )
    .get(tx)
    .await?;
    Ok(found)
}

/// Bytes of the media that tables know of.
pub(super) async fn media(tx: &mut Tx) -> Result<i64> {
    let found = sql("select cast(sum(bytes) as bigint)
           from (select coalesce(sum(bytes), 0) as bytes from media
                 union all
                 select coalesce(sum(bytes), 0) from remote_media) t")
    .get(tx)
    .await?;
    Ok(found)
}

/// By period of coming: how many came (period none: -1), and how many of them left a trace in
/// each period.
pub(super) async fn cohorts(
    tx: &mut Tx,
    starts_ms: Vec<i64>,
    until_ms: i64,
) -> Result<Vec<Period>> {
    let first = starts_ms.first().copied().unwrap_or(until_ms);
    let found = sql("with period (first, next) as (
           select value, lead(value, 1, $2) over (order by value) from list($1)),
         came (first, who) as (
           select p.first, a.id
             from account a
             join period p on a.created_at >= p.first and a.created_at < p.next
            where a.domain = '' and a.created_at >= $5),
         trace (who, at) as (
           select distinct who, (id >> 21) / 86400000 * 86400000
             from (select id, author_id as who from post where id >= $3 and id < $4
                   union all
                   select id, account_id as who from favourite where id >= $3 and id < $4
                   union all
                   select id, follower_id as who from follow where id >= $3 and id < $4) t)
         select first, -1, count(*) from came group by first
         union all
         select c.first, p.first, count(distinct c.who)
           from came c
           join trace t on t.who = c.who
           join period p on t.at >= p.first and t.at < p.next
          group by c.first, p.first")
    .bind(starts_ms)
    .bind(until_ms)
    .bind(first_id(first))
    .bind(first_id(until_ms))
    .bind(first)
    .all(tx)
    .await?;
    Ok(found)
}
