//! Statements of threads and muted conversations.

use db::{Tx, sql};
use ground::{AccountId, PostId, Result};

/// Posts of a conversation before one, nearest first, each with what it answers.
pub(super) async fn above(
    tx: &mut Tx,
    root: PostId,
    post: PostId,
    limit: usize,
) -> Result<Vec<(PostId, Option<PostId>)>> {
    let found = sql("select id, reply_to_id
           from post
          where root_id = $1 and boost_of_id is null and id < $2
          order by id desc
          limit $3")
    .bind(root)
    .bind(post)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

/// Posts of a conversation after one, nearest first, each with what it answers.
pub(super) async fn below(
    tx: &mut Tx,
    root: PostId,
    post: PostId,
    limit: usize,
) -> Result<Vec<(PostId, Option<PostId>)>> {
    let found = sql("select id, reply_to_id
           from post
          where root_id = $1 and boost_of_id is null and id > $2
          order by id
          limit $3")
    .bind(root)
    .bind(post)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn shunned(
    tx: &mut Tx,
    who: AccountId,
    accounts: &[AccountId],
) -> Result<Vec<AccountId>> {
    let now = tx.now_ms();
    let found = sql("select target_id
           from block
          where account_id = $1 and target_id in (select value from list($2))
          union
         select target_id
           from mute
          where account_id = $1 and target_id in (select value from list($2))
            and (expires_at is null or expires_at > $3)")
    .bind(who)
    .bind(accounts)
    .bind(now)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn mute(tx: &mut Tx, who: AccountId, root: PostId) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into conversation_mute (account_id, root_id, created_at)
         values ($1, $2, $3)
         on conflict (account_id, root_id) do nothing")
    .bind(who)
    .bind(root)
    .bind(now)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn unmute(tx: &mut Tx, who: AccountId, root: PostId) -> Result<()> {
    sql("delete from conversation_mute where account_id = $1 and root_id = $2")
        .bind(who)
        .bind(root)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn muted_by(tx: &mut Tx, who: AccountId, limit: usize) -> Result<Vec<PostId>> {
    let found = sql("select root_id
           from conversation_mute
          where account_id = $1
          order by root_id desc
          limit $2")
    .bind(who)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn muted_among(
    tx: &mut Tx,
    root: PostId,
    accounts: &[AccountId],
) -> Result<Vec<AccountId>> {
    let found = sql("select account_id
           from conversation_mute
          where root_id = $1 and account_id in (select value from list($2))")
    .bind(root)
    .bind(accounts)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn muters(tx: &mut Tx, root: PostId, limit: usize) -> Result<Vec<AccountId>> {
    let found = sql("select account_id
           from conversation_mute
          where root_id = $1
          order by account_id
          limit $2")
    .bind(root)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}
