//! Statements of the inbox.

use db::{Tx, sql};
use ground::{AccountId, Result};

use super::Received;

/// Whether it is new.
pub(super) async fn insert(tx: &mut Tx, it: Received) -> Result<bool> {
    let (no, now) = (tx.new_id(0), tx.now_ms());
    let rows = sql("insert into incoming (id, no, host, account_id, body, state, attempts, due_at,
                lease_until, received_at, error)
         values ($1, $2, $3, $4, $5, 'waiting', 0, $6, 0, $6, '')
         on conflict (id) do nothing")
    .bind(it.id)
    .bind(no)
    .bind(it.host)
    .bind(it.account)
    .bind(it.body)
    .bind(now)
    .run(tx)
    .await?;
    Ok(rows == 1)
}

pub(super) async fn waiting_of(tx: &mut Tx, host: &str) -> Result<i64> {
    let count = sql("select count(*) from incoming where state = 'waiting' and host = $1")
        .bind(host)
        .get(tx)
        .await?;
    Ok(count)
}

pub(super) async fn next_due(tx: &mut Tx) -> Result<Option<i64>> {
    let found = sql("select due_at
           from incoming
          where state = 'waiting'
          order by due_at
          limit 1")
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn claim(
    tx: &mut Tx,
    now: i64,
    until: i64,
    limit: usize,
) -> Result<Vec<(i64, Received)>> {
    let found = sql("update incoming
            set lease_until = $2
          where no in (select no
                         from incoming
                        where state = 'waiting' and due_at <= $1 and lease_until <= $1
                        order by due_at, no
                        limit $3)
         returning no, id, host, account_id, body, attempts")
    .bind(now)
    .bind(until)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

/// It was applied, or never will be: why.
pub(super) async fn finish(tx: &mut Tx, id: &[u8], state: &str, error: &str) -> Result<()> {
    sql("update incoming
            set state = $2, body = '', error = $3, attempts = attempts + 1
          where id = $1")
    .bind(id.to_vec())
    .bind(state)
    .bind(error)
    .run(tx)
    .await?;
    Ok(())
}

pub(super) async fn retry(tx: &mut Tx, id: &[u8], due_at: i64, error: &str) -> Result<()> {
    sql("update incoming
            set due_at = $2, error = $3, attempts = attempts + 1, lease_until = 0
          where id = $1")
    .bind(id.to_vec())
    .bind(due_at)
    .bind(error)
    .run(tx)
    .await?;
    Ok(())
}

pub(super) async fn sweep(tx: &mut Tx, before: i64, limit: usize) -> Result<u64> {
    let count = sql("delete from incoming
          where no in (select no
                         from incoming
                        where received_at < $1
                        order by received_at
                        limit $2)")
    .bind(before)
    .bind(limit)
    .run(tx)
    .await?;
    Ok(count)
}

pub(super) async fn is_read(tx: &mut Tx, who: AccountId) -> Result<bool> {
    let found: Option<AccountId> = sql("select f.follower_id
           from follow f
           join account a on a.id = f.follower_id
          where f.followee_id = $1 and a.domain = ''
          limit 1")
    .bind(who)
    .find(tx)
    .await?;
    Ok(found.is_some())
}
