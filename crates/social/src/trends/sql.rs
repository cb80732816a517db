//! Statements of trends.
//!
//! Only public posts that are not sensitive count, by accounts that want to be recommended and are
//! no programs, not limited, and not brand-new.

use db::{Tx, record, sql};
use ground::Result;

use super::Publisher;

/// From when on uses count.
#[derive(Clone, Copy)]
pub(super) struct Since {
    /// The smallest number that could be issued then.
    pub(super) id: i64,
    /// Only of accounts that are older, in epoch milliseconds.
    pub(super) accounts_before: i64,
}

record! {
    /// How many accounts began in an hour to use something.
    #[derive(Clone, Copy, Debug)]
    pub(super) struct Uses {
        pub(super) subject: i64,
        /// Counted from 1970.
        pub(super) hour: i64,
        pub(super) accounts: i64,
        pub(super) uses: i64,
    }
}

pub(super) async fn tag_uses(tx: &mut Tx, since: Since) -> Result<Vec<Uses>> {
    let found = sql("select u.subject, u.hour, count(*), cast(sum(u.uses) as bigint)
           from (select t.tag_id as subject, p.author_id, count(*) as uses,
                        min(p.id >> 21) / 3600000 as hour
                   from post_tag t
                   join post p on p.id = t.post_id
                   join account a on a.id = p.author_id
                  where t.post_id > $1 and t.listed and not p.sensitive
                    and a.created_at <= $2 and a.discoverable and not a.bot
                    and a.limited_at is null and a.suspended_at is null
                    and a.deleted_at is null and a.pending_since is null
                  group by t.tag_id, p.author_id) u
          group by u.subject, u.hour")
    .bind(since.id)
    .bind(since.accounts_before)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn link_uses(tx: &mut Tx, since: Since) -> Result<Vec<Uses>> {
    let found = sql("select u.subject, u.hour, count(*), cast(sum(u.uses) as bigint)
           from (select t.link_id as subject, p.author_id, count(*) as uses,
                        min(p.id >> 21) / 3600000 as hour
                   from post_link t
                   join link l on l.id = t.link_id
                   join post p on p.id = t.post_id
                   join account a on a.id = p.author_id
                  where t.post_id > $1 and t.listed and not p.sensitive
                    and l.card is not null and l.own_post_id is null
                    and a.created_at <= $2 and a.discoverable and not a.bot
                    and a.limited_at is null and a.suspended_at is null
                    and a.deleted_at is null and a.pending_since is null
                  group by t.link_id, p.author_id) u
          group by u.subject, u.hour")
    .bind(since.id)
    .bind(since.accounts_before)
    .all(tx)
    .await?;
    Ok(found)
}

/// A post is used by whoever favours it or carries it on, but its author; answers to others are
/// no news of their own.
pub(super) async fn post_uses(tx: &mut Tx, since: Since) -> Result<Vec<Uses>> {
    let found = sql("select u.subject, u.hour, count(*), cast(sum(u.uses) as bigint)
           from (select p.id as subject, r.account_id, count(*) as uses,
                        min(r.id >> 21) / 3600000 as hour
                   from (select id, post_id, account_id
                           from favourite
                          where id > $1
                          union all
                         select id, boost_of_id, author_id
                           from post
                          where id > $1 and boost_of_id is not null
                            and visibility in ('public', 'unlisted')) r
                   join post p on p.id = r.post_id
                   join account a on a.id = p.author_id
                   join account w on w.id = r.account_id
                  where p.id > $1 and p.visibility = 'public' and not p.sensitive
                    and (p.reply_to_id is null or p.about_id = p.author_id)
                    and a.discoverable and not a.bot and a.sensitized_at is null
                    and a.limited_at is null and a.suspended_at is null
                    and a.deleted_at is null and a.pending_since is null
                    and w.id <> a.id and w.created_at <= $2 and not w.bot
                    and w.limited_at is null and w.suspended_at is null
                    and w.deleted_at is null and w.pending_since is null
                  group by p.id, r.account_id) u
          group by u.subject, u.hour")
    .bind(since.id)
    .bind(since.accounts_before)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn rules(tx: &mut Tx, kind: &str, subjects: &[i64]) -> Result<Vec<(i64, bool)>> {
    let found = sql("select subject_id, allowed
           from trend_rule
          where kind = $1 and subject_id in (select value from list($2))")
    .bind(kind)
    .bind(subjects.to_vec())
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn set_rule(tx: &mut Tx, kind: &str, subject: i64, allowed: bool) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into trend_rule (kind, subject_id, allowed, reviewed_at)
         values ($1, $2, $3, $4)
         on conflict (kind, subject_id) do update
            set allowed = excluded.allowed, reviewed_at = excluded.reviewed_at")
    .bind(kind)
    .bind(subject)
    .bind(allowed)
    .bind(now)
    .run(tx)
    .await?;
    Ok(())
}

pub(super) async fn publishers_named(tx: &mut Tx, hosts: Vec<String>) -> Result<Vec<Publisher>> {
    let found = sql("select id, host, allowed, reviewed_at
           from publisher
          where host in (select value from texts($1))")
    .bind(hosts)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn publishers(tx: &mut Tx, limit: usize) -> Result<Vec<Publisher>> {
    let found = sql("select id, host, allowed, reviewed_at
           from publisher
          order by id desc
          limit $1")
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn publisher(tx: &mut Tx, id: i64) -> Result<Option<Publisher>> {
    let found = sql("select id, host, allowed, reviewed_at from publisher where id = $1")
        .bind(id)
        .find(tx)
        .await?;
    Ok(found)
}

pub(super) async fn add_publisher(tx: &mut Tx, host: &str) -> Result<()> {
    let id = tx.new_id(0);
    sql("insert into publisher (id, host) values ($1, $2) on conflict (host) do nothing")
        .bind(id)
        .bind(host)
        .run(tx)
        .await?;
    Ok(())
}

pub(super) async fn set_publisher(tx: &mut Tx, it: &Publisher) -> Result<()> {
    sql("update publisher set allowed = $2, reviewed_at = $3 where id = $1")
        .bind(it.id)
        .bind(it.allowed)
        .bind(it.reviewed_at)
        .run(tx)
        .await?;
    Ok(())
}
