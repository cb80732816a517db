//! Statements of readings.

use db::{Tx, record, sql};
use ground::{AccountId, Result};

use super::Reading;

pub(super) async fn is_ours(tx: &mut Tx, who: AccountId) -> Result<bool> {
    let found: Option<AccountId> =
        sql("select id from account where id = $1 and domain = ''").bind(who).find(tx).await?;
    Ok(found.is_some())
}

/// Has the past of an account read, unless it was before; of ours there is none to be read.
pub(super) async fn read_past(tx: &mut Tx, who: AccountId) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into outbox_reading (account_id, why, host, since, due_at, lease_until, attempts,
                taken, error, asked_at)
         select account_id, 'past', host, 0, cast($2 as bigint), 0, 0, 0, '', cast($2 as bigint)
           from remote_actor
          where account_id = $1 and outbox <> ''
         on conflict (account_id, why) do nothing")
    .bind(who)
    .bind(now)
    .run(tx)
    .await?;
    Ok(())
}

/// Has the outboxes read of a server's accounts that are followed here. A reading under way goes
/// back as far as either wants.
pub(super) async fn read_missed_of(
    tx: &mut Tx,
    host: &str,
    since: i64,
    limit: usize,
) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into outbox_reading (account_id, why, host, since, due_at, lease_until, attempts,
                taken, error, asked_at)
         select r.account_id, 'missed', r.host, cast($2 as bigint), cast($3 as bigint), 0, 0, 0, '',
                cast($3 as bigint)
           from remote_actor r
          where r.host = $1 and r.outbox <> ''
            and exists (select 1
                          from follow f
                          join account a on a.id = f.follower_id
                         where f.followee_id = r.account_id and a.domain = '')
          order by r.account_id
          limit $4
         on conflict (account_id, why) do update
            set since = case when outbox_reading.due_at is not null
                              and outbox_reading.since < excluded.since
                             then outbox_reading.since
                             else excluded.since end,
                due_at = excluded.due_at, attempts = 0, asked_at = excluded.asked_at")
    .bind(host)
    .bind(since)
    .bind(now)
    .bind(limit)
    .run(tx)
    .await?;
    Ok(())
}

/// The same for all servers.
pub(super) async fn read_missed_of_all(tx: &mut Tx, since: i64, limit: usize) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into outbox_reading (account_id, why, host, since, due_at, lease_until, attempts,
                taken, error, asked_at)
         select r.account_id, 'missed', r.host, cast($1 as bigint), cast($2 as bigint), 0, 0, 0, '',
                cast($2 as bigint)
           from remote_actor r
          where r.outbox <> ''
            and exists (select 1
                          from follow f
                          join account a on a.id = f.follower_id
                         where f.followee_id = r.account_id and a.domain = '')
          order by r.account_id
          limit $3
         on conflict (account_id, why) do update
            set since = case when outbox_reading.due_at is not null
                              and outbox_reading.since < excluded.since
                             then outbox_reading.since
                             else excluded.since end,
                due_at = excluded.due_at, attempts = 0, asked_at = excluded.asked_at")
    .bind(since)
    .bind(now)
    .bind(limit)
    .run(tx)
    .await?;
    Ok(())
}

/// When we were last awake.
pub(super) async fn awake(tx: &mut Tx) -> Result<Option<i64>> {
    Ok(sql("select at from awake where id = 1").find(tx).await?)
}

pub(super) async fn set_awake(tx: &mut Tx) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into awake (id, at)
         values (1, $1)
         on conflict (id) do update set at = excluded.at")
    .bind(now)
    .run(tx)
    .await?;
    Ok(())
}

pub(super) async fn next_due(tx: &mut Tx) -> Result<Option<i64>> {
    let found = sql("select due_at
           from outbox_reading
          where due_at is not null
          order by due_at
          limit 1")
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn claim(tx: &mut Tx, now: i64, until: i64, limit: usize) -> Result<Vec<Reading>> {
    let found = sql("update outbox_reading
            set lease_until = $2
          where due_at <= $1 and lease_until <= $1
            and account_id in (select account_id
                                 from outbox_reading
                                where due_at <= $1 and lease_until <= $1
                                order by due_at, account_id
                                limit $3)
         returning account_id, why, host, since, attempts")
    .bind(now)
    .bind(until)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn done(tx: &mut Tx, it: &Reading, taken: i64) -> Result<()> {
    let now = tx.now_ms();
    sql("update outbox_reading
            set due_at = null, lease_until = 0, taken = $3, error = '', done_at = $4
          where account_id = $1 and why = $2")
    .bind(it.account)
    .bind(it.why.as_str())
    .bind(taken)
    .bind(now)
    .run(tx)
    .await?;
    Ok(())
}

/// It could not be read: again then, or never.
pub(super) async fn later(tx: &mut Tx, it: &Reading, due_at: Option<i64>, why: &str) -> Result<()> {
    sql("update outbox_reading
            set due_at = $3, lease_until = 0, attempts = attempts + 1, error = $4
          where account_id = $1 and why = $2")
    .bind(it.account)
    .bind(it.why.as_str())
    .bind(due_at)
    .bind(why)
    .run(tx)
    .await?;
    Ok(())
}

record! {
    /// How a reading stands.
    #[derive(Clone, Debug)]
    pub(super) struct State {
        pub(super) why: String,
        pub(super) due_at: Option<i64>,
        pub(super) done_at: Option<i64>,
        pub(super) taken: i64,
    }
}

pub(super) async fn of(tx: &mut Tx, account: AccountId) -> Result<Vec<State>> {
    let found = sql("select why, due_at, done_at, taken
           from outbox_reading
          where account_id = $1
          order by why
          limit 2")
    .bind(account)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn sweep(tx: &mut Tx, before: i64) -> Result<()> {
    sql("delete from outbox_reading
          where why = 'missed' and due_at is null and asked_at < $1")
    .bind(before)
    .run(tx)
    .await?;
    Ok(())
}
