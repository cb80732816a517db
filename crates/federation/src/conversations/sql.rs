//! Statements of conversations.

use db::{Tx, record, sql};
use ground::{PostId, Result};

use super::Missing;

record! {
    /// What is known of a conversation.
    #[derive(Clone, Copy, Debug)]
    pub(super) struct Row {
        pub(super) here: i64,
        /// Whether another server takes part.
        pub(super) elsewhere: i64,
        pub(super) missing: i64,
        pub(super) waiting: i64,
        pub(super) due_at: Option<i64>,
        pub(super) checked_at: Option<i64>,
    }
}

pub(super) async fn known(tx: &mut Tx, root: PostId) -> Result<Row> {
    let found = sql("select
                (select count(*)
                   from post
                  where root_id = $1 and boost_of_id is null
                    and visibility in ('public', 'unlisted')),
                (select count(*)
                   from (select o.post_id
                           from post p
                           join post_origin o on o.post_id = p.id
                          where p.root_id = $1 and p.boost_of_id is null
                          limit 1) as one),
                (select count(*)
                   from missing_post m
                   join post p on p.id = m.post_id
                  where p.root_id = $1 and p.boost_of_id is null),
                (select count(*)
                   from missing_post m
                   join post p on p.id = m.post_id
                  where p.root_id = $1 and p.boost_of_id is null and m.due_at is not null),
                (select due_at from conversation_check where root_id = $1),
                (select checked_at from conversation_check where root_id = $1)")
    .bind(root)
    .get(tx)
    .await?;
    Ok(found)
}

/// Has a conversation checked now.
pub(super) async fn check(tx: &mut Tx, root: PostId) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into conversation_check (root_id, due_at, lease_until, attempts, error)
         values ($1, $2, 0, 0, '')
         on conflict (root_id) do update set due_at = excluded.due_at, attempts = 0")
    .bind(root)
    .bind(now)
    .run(tx)
    .await?;
    Ok(())
}

/// Those of these names that are here.
pub(super) async fn here(tx: &mut Tx, uris: &[String]) -> Result<Vec<String>> {
    let found = sql("select uri from post_origin where uri in (select value from texts($1))")
        .bind(uris.to_vec())
        .all(tx)
        .await?;
    Ok(found)
}

/// Notes what is missing, as far as there is room. What is noted already stays as it is.
pub(super) async fn want(tx: &mut Tx, post: PostId, uris: Vec<String>, room: i64) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into missing_post (uri, post_id, attempts, due_at, lease_until, error,
                created_at)
         select value, cast($2 as bigint), 0, cast($3 as bigint), 0, '', cast($3 as bigint)
           from texts($1)
          where true
          limit $4
         on conflict (uri) do nothing")
    .bind(uris)
    .bind(post)
    .bind(now)
    .bind(room)
    .run(tx)
    .await?;
    Ok(())
}

pub(super) async fn next_due(tx: &mut Tx) -> Result<Option<i64>> {
    let found: Option<i64> = sql("select min(due_at)
           from (select due_at from conversation_check where due_at is not null
                  union all
                 select due_at from missing_post where due_at is not null) as due")
    .get(tx)
    .await?;
    Ok(found)
}

pub(super) async fn claim_checks(
    tx: &mut Tx,
    now: i64,
    until: i64,
    limit: usize,
) -> Result<Vec<(PostId, i64)>> {
    let found = sql("update conversation_check
            set lease_until = $2
          where root_id in (select root_id
                              from conversation_check
                             where due_at <= $1 and lease_until <= $1
                             order by due_at
                             limit $3)
         returning root_id, attempts")
    .bind(now)
    .bind(until)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn claim_missing(
    tx: &mut Tx,
    now: i64,
    until: i64,
    limit: usize,
) -> Result<Vec<Missing>> {
    let found = sql("update missing_post
            set lease_until = $2
          where uri in (select uri
                          from missing_post
                         where due_at <= $1 and lease_until <= $1
                         order by due_at, uri
                         limit $3)
         returning uri, post_id, attempts")
    .bind(now)
    .bind(until)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

/// The names of the posts of a conversation that lie elsewhere, latest first.
pub(super) async fn elsewhere(tx: &mut Tx, root: PostId, limit: usize) -> Result<Vec<String>> {
    let found = sql("select o.uri
           from post p
           join post_origin o on o.post_id = p.id
          where p.root_id = $1 and p.boost_of_id is null
            and p.visibility in ('public', 'unlisted')
          order by p.id desc
          limit $2")
    .bind(root)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

/// It was checked: nothing more is due.
pub(super) async fn checked(tx: &mut Tx, root: PostId) -> Result<()> {
    let now = tx.now_ms();
    sql("update conversation_check
            set due_at = null, lease_until = 0, attempts = 0, checked_at = $2, error = ''
          where root_id = $1")
    .bind(root)
    .bind(now)
    .run(tx)
    .await?;
    Ok(())
}

/// It could not be checked: again then, or not before somebody reads it.
pub(super) async fn check_later(
    tx: &mut Tx,
    root: PostId,
    due_at: Option<i64>,
    why: &str,
) -> Result<()> {
    sql("update conversation_check
            set due_at = $2, lease_until = 0, attempts = attempts + 1, error = $3
          where root_id = $1")
    .bind(root)
    .bind(due_at)
    .bind(why)
    .run(tx)
    .await?;
    Ok(())
}

pub(super) async fn forget_check(tx: &mut Tx, root: PostId) -> Result<()> {
    sql("delete from conversation_check where root_id = $1").bind(root).run(tx).await?;
    Ok(())
}

pub(super) async fn found(tx: &mut Tx, uris: Vec<String>) -> Result<()> {
    sql("delete from missing_post where uri in (select value from texts($1))")
        .bind(uris)
        .run(tx)
        .await?;
    Ok(())
}

/// It was not had: again then, or never.
pub(super) async fn ask_later(
    tx: &mut Tx,
    uri: &str,
    due_at: Option<i64>,
    why: &str,
) -> Result<()> {
    sql("update missing_post
            set due_at = $2, lease_until = 0, attempts = attempts + 1, error = $3
          where uri = $1")
    .bind(uri)
    .bind(due_at)
    .bind(why)
    .run(tx)
    .await?;
    Ok(())
}

/// Its server was asked enough for now.
pub(super) async fn put_off(tx: &mut Tx, uri: &str, due_at: i64) -> Result<()> {
    sql("update missing_post set due_at = $2, lease_until = 0 where uri = $1")
        .bind(uri)
        .bind(due_at)
        .run(tx)
        .await?;
    Ok(())
}

pub(super) async fn sweep(tx: &mut Tx, before: i64, limit: usize) -> Result<u64> {
    sql("delete from conversation_check where due_at is null and checked_at < $1")
        .bind(before)
        .run(tx)
        .await?;
    let count = sql("delete from missing_post
          where uri in (select uri
                          from missing_post
                         where created_at < $1
                         order by created_at
                         limit $2)")
    .bind(before)
    .bind(limit)
    .run(tx)
    .await?;
    Ok(count)
}
