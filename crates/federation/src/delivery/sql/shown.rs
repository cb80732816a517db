//! Statements of what is shown of deliveries.

use db::{Tx, record, sql};
use ground::{PostId, Result};

record! {
    /// How far a post has come.
    #[derive(Clone, Copy, Debug, Default)]
    pub(in crate::delivery) struct Tally {
        pub(in crate::delivery) total: i64,
        pub(in crate::delivery) delivered: i64,
        pub(in crate::delivery) waiting: i64,
    }
}

pub(in crate::delivery) async fn tally(tx: &mut Tx, post: PostId) -> Result<Tally> {
    let found = sql("select count(*),
                count(case when done_at is not null and error = '' then 1 end),
                count(case when done_at is null then 1 end)
           from delivery
          where post_id = $1")
    .bind(post)
    .get(tx)
    .await?;
    Ok(found)
}

record! {
    /// A server that does not have a post.
    #[derive(Clone, Debug)]
    pub(in crate::delivery) struct Reached {
        pub(in crate::delivery) host: String,
        pub(in crate::delivery) created_at: i64,
        pub(in crate::delivery) done_at: Option<i64>,
        pub(in crate::delivery) attempts: i64,
        pub(in crate::delivery) error: String,
        pub(in crate::delivery) due_at: Option<i64>,
        pub(in crate::delivery) host_error: String,
    }
}

impl Reached {
    /// Why it does not have it: the server's trouble first, if it waits for that.
    pub(in crate::delivery) fn why(&self) -> &str {
        match self.done_at.is_none() && !self.host_error.is_empty() {
            true => &self.host_error,
            false => &self.error,
        }
    }
}

pub(in crate::delivery) async fn not_reached(
    tx: &mut Tx,
    post: PostId,
    limit: usize,
) -> Result<Vec<Reached>> {
    let found = sql("select d.host, d.created_at, d.done_at, d.attempts, d.error, h.due_at,
                coalesce(h.last_error, '')
           from delivery d
           left join remote_host h on h.host = d.host
          where d.post_id = $1 and (d.done_at is null or d.error <> '')
          order by d.host, d.inbox
          limit $2")
    .bind(post)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

record! {
    /// How a server is.
    #[derive(Clone, Debug)]
    pub(in crate::delivery) struct Health {
        pub(in crate::delivery) host: String,
        pub(in crate::delivery) waiting: i64,
        pub(in crate::delivery) given_up: i64,
        pub(in crate::delivery) failures: i64,
        pub(in crate::delivery) failing_since: Option<i64>,
        pub(in crate::delivery) last_error: String,
        pub(in crate::delivery) due_at: Option<i64>,
        pub(in crate::delivery) last_ok_at: Option<i64>,
    }
}

pub(in crate::delivery) async fn health(tx: &mut Tx, limit: usize) -> Result<Vec<Health>> {
    let found = sql("select h.host,
                (select count(*) from delivery d where d.host = h.host and d.done_at is null),
                (select count(*)
                   from delivery d
                  where d.host = h.host and d.done_at is not null and d.error <> ''),
                h.failures, h.failing_since, h.last_error, h.due_at, h.last_ok_at
           from remote_host h
          order by h.failures desc, h.host
          limit $1")
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(in crate::delivery) async fn health_of(tx: &mut Tx, host: &str) -> Result<Option<Health>> {
    let found = sql("select h.host,
                (select count(*) from delivery d where d.host = h.host and d.done_at is null),
                (select count(*)
                   from delivery d
                  where d.host = h.host and d.done_at is not null and d.error <> ''),
                h.failures, h.failing_since, h.last_error, h.due_at, h.last_ok_at
           from remote_host h
          where h.host = $1")
    .bind(host)
    .find(tx)
    .await?;
    Ok(found)
}

pub(in crate::delivery) async fn due_now(tx: &mut Tx, host: &str) -> Result<()> {
    let now = tx.now_ms();
    sql("update remote_host
            set due_at = case when due_at is null then null else cast($2 as bigint) end
          where host = $1")
    .bind(host)
    .bind(now)
    .run(tx)
    .await?;
    Ok(())
}

/// What was not taken waits again.
pub(in crate::delivery) async fn revive(tx: &mut Tx, host: &str, after: i64) -> Result<()> {
    sql("update delivery
            set done_at = null, error = ''
          where host = $1 and done_at is not null and error <> '' and created_at > $2")
    .bind(host)
    .bind(after)
    .run(tx)
    .await?;
    Ok(())
}
