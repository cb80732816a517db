//! Statements of deliveries.

mod shown;

use db::{Tx, record, sql};
use ground::{AccountId, PostId, Result};

use super::{News, Outgoing};
pub(super) use shown::{
    Health, Reached, Tally, due_now, health, health_of, not_reached, revive, tally,
};

pub(super) async fn ours(tx: &mut Tx, accounts: &[AccountId]) -> Result<Vec<AccountId>> {
    let found = sql("select id
           from account
          where id in (select value from list($1)) and domain = ''")
    .bind(accounts)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn insert(tx: &mut Tx, id: i64, who: AccountId, news: News) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into outgoing (id, kind, account_id, post_id, other_id, uri, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)")
    .bind(id)
    .bind(news.kind)
    .bind(who)
    .bind(news.post)
    .bind(news.other)
    .bind(news.uri)
    .bind(now)
    .run(tx)
    .await?;
    Ok(())
}

pub(super) async fn to_followers(
    tx: &mut Tx,
    id: i64,
    post: Option<PostId>,
    who: AccountId,
) -> Result<u64> {
    let now = tx.now_ms();
    let count = sql("insert into delivery (outgoing_id, inbox, host, post_id, attempts, error,
                created_at)
         select distinct cast($1 as bigint),
                case when r.shared_inbox <> '' then r.shared_inbox else r.inbox end,
                r.host, cast($2 as bigint), 0, '', cast($3 as bigint)
           from follow f
           join remote_actor r on r.account_id = f.follower_id
          where f.followee_id = $4
         on conflict (outgoing_id, inbox) do nothing")
    .bind(id)
    .bind(post)
    .bind(now)
    .bind(who)
    .run(tx)
    .await?;
    Ok(count)
}

pub(super) async fn to_accounts(
    tx: &mut Tx,
    id: i64,
    post: Option<PostId>,
    accounts: &[AccountId],
) -> Result<u64> {
    let now = tx.now_ms();
    let count = sql("insert into delivery (outgoing_id, inbox, host, post_id, attempts, error,
                created_at)
         select distinct cast($1 as bigint),
                case when r.shared_inbox <> '' then r.shared_inbox else r.inbox end,
                r.host, cast($2 as bigint), 0, '', cast($3 as bigint)
           from remote_actor r
          where r.account_id in (select value from list($4))
         on conflict (outgoing_id, inbox) do nothing")
    .bind(id)
    .bind(post)
    .bind(now)
    .bind(accounts)
    .run(tx)
    .await?;
    Ok(count)
}

/// Everybody to whom that post was ever sent.
pub(super) async fn to_reached(tx: &mut Tx, id: i64, post: PostId) -> Result<u64> {
    let now = tx.now_ms();
    let count = sql("insert into delivery (outgoing_id, inbox, host, post_id, attempts, error,
                created_at)
         select distinct cast($1 as bigint), d.inbox, d.host, cast($2 as bigint), 0, '',
                cast($3 as bigint)
           from delivery d
          where d.post_id = $4
         on conflict (outgoing_id, inbox) do nothing")
    .bind(id)
    .bind(None::<PostId>)
    .bind(now)
    .bind(post)
    .run(tx)
    .await?;
    Ok(count)
}

pub(super) async fn wake_hosts(tx: &mut Tx, id: i64) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into remote_host (host, due_at, lease_until, failures, last_error)
         select distinct d.host, cast($2 as bigint), 0, 0, ''
           from delivery d
          where d.outgoing_id = $1
         on conflict (host) do update
            set due_at = coalesce(remote_host.due_at, excluded.due_at)")
    .bind(id)
    .bind(now)
    .run(tx)
    .await?;
    Ok(())
}

record! {
    /// When a server last spoke to us, and whether it answers.
    #[derive(Clone, Copy, Debug, Default)]
    pub(super) struct Contact {
        pub(super) heard_at: Option<i64>,
        pub(super) failures: i64,
        pub(super) failing_since: Option<i64>,
    }
}

pub(super) async fn contact(tx: &mut Tx, host: &str) -> Result<Option<Contact>> {
    let found = sql("select heard_at, failures, failing_since from remote_host where host = $1")
        .bind(host)
        .find(tx)
        .await?;
    Ok(found)
}

pub(super) async fn heard(tx: &mut Tx, host: &str) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into remote_host (host, due_at, lease_until, failures, heard_at, last_error)
         values ($1, null, 0, 0, $2, '')
         on conflict (host) do update
            set heard_at = excluded.heard_at,
                due_at = case when remote_host.due_at > $2 then $2 else remote_host.due_at end")
    .bind(host)
    .bind(now)
    .run(tx)
    .await?;
    Ok(())
}

/// The next moment at which something is due.
pub(super) async fn next_due(tx: &mut Tx) -> Result<Option<i64>> {
    let found = sql("select due_at
           from remote_host
          where due_at is not null
          order by due_at
          limit 1")
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn is_due(tx: &mut Tx, now: i64) -> Result<bool> {
    let found: Option<String> = sql("select host
           from remote_host
          where due_at <= $1 and lease_until <= $1
          limit 1")
    .bind(now)
    .find(tx)
    .await?;
    Ok(found.is_some())
}

pub(super) async fn claim(tx: &mut Tx, now: i64, until: i64, limit: usize) -> Result<Vec<String>> {
    let found = sql("update remote_host
            set lease_until = $2
          where host in (select host
                           from remote_host
                          where due_at <= $1 and lease_until <= $1
                          order by due_at, host
                          limit $3)
         returning host")
    .bind(now)
    .bind(until)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

record! {
    /// Something that waits for a server.
    #[derive(Clone, Debug)]
    pub(super) struct Waiting {
        pub(super) inbox: String,
        pub(super) outgoing: Outgoing,
    }
}

pub(super) async fn waiting(tx: &mut Tx, host: &str, limit: usize) -> Result<Vec<Waiting>> {
    let found = sql("select d.inbox, o.id, o.kind, o.account_id, o.post_id, o.other_id, o.uri,
                o.created_at
           from delivery d
           join outgoing o on o.id = d.outgoing_id
          where d.host = $1 and d.done_at is null
          order by d.outgoing_id, d.inbox
          limit $2")
    .bind(host)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

/// It had it; or it was given up, and why.
pub(super) async fn finish(tx: &mut Tx, id: i64, inbox: &str, error: &str) -> Result<()> {
    let now = tx.now_ms();
    sql("update delivery
            set done_at = $3, error = $4, attempts = attempts + 1
          where outgoing_id = $1 and inbox = $2")
    .bind(id)
    .bind(inbox)
    .bind(now)
    .bind(error)
    .run(tx)
    .await?;
    Ok(())
}

pub(super) async fn note_attempt(tx: &mut Tx, id: i64, inbox: &str, error: &str) -> Result<()> {
    sql("update delivery
            set attempts = attempts + 1, error = $3
          where outgoing_id = $1 and inbox = $2")
    .bind(id)
    .bind(inbox)
    .bind(error)
    .run(tx)
    .await?;
    Ok(())
}

/// All that waits for a server that is kept out.
pub(super) async fn drop_waiting(tx: &mut Tx, host: &str, why: &str) -> Result<()> {
    let now = tx.now_ms();
    sql("update delivery set done_at = $2, error = $3 where host = $1 and done_at is null")
        .bind(host)
        .bind(now)
        .bind(why)
        .run(tx)
        .await?;
    Ok(())
}

/// A server answered: what still waits for it is due now.
pub(super) async fn well(tx: &mut Tx, host: &str) -> Result<()> {
    let now = tx.now_ms();
    sql("update remote_host
            set lease_until = 0, failures = 0, failing_since = null, last_ok_at = $2,
                last_error = '',
                due_at = case when exists (select 1
                                             from delivery
                                            where host = $1 and done_at is null)
                              then cast($2 as bigint) end
          where host = $1")
    .bind(host)
    .bind(now)
    .run(tx)
    .await?;
    Ok(())
}

/// How often in a row a server did not answer.
pub(super) async fn failures(tx: &mut Tx, host: &str) -> Result<i64> {
    let found = sql("select failures from remote_host where host = $1").bind(host).find(tx).await?;
    Ok(found.unwrap_or(0))
}

pub(super) async fn failed(tx: &mut Tx, host: &str, due_at: i64, why: &str) -> Result<()> {
    let now = tx.now_ms();
    sql("update remote_host
            set lease_until = 0, failures = failures + 1,
                failing_since = coalesce(failing_since, $3), last_error = $4, due_at = $2
          where host = $1")
    .bind(host)
    .bind(due_at)
    .bind(now)
    .bind(why)
    .run(tx)
    .await?;
    Ok(())
}

pub(super) async fn sweep(tx: &mut Tx, before: i64, limit: usize) -> Result<u64> {
    sql("delete from outgoing
          where id in (select outgoing_id
                         from delivery
                        where created_at < $1
                        order by created_at
                        limit $2)")
    .bind(before)
    .bind(limit)
    .run(tx)
    .await?;
    let count = sql("delete from delivery
          where outgoing_id in (select outgoing_id
                                  from delivery
                                 where created_at < $1
                                 order by created_at
                                 limit $2)")
    .bind(before)
    .bind(limit)
    .run(tx)
    .await?;
    Ok(count)
}
