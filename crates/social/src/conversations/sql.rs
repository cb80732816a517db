//! Statements of conversations.

use db::{Tx, sql};
use ground::http::{Ask, Paging as _};
use ground::{AccountId, PostId, Result};

use super::Conversation;

/// Those of `accounts` who live here and are to hear what `author` says.
pub(super) async fn hearing(
    tx: &mut Tx,
    author: AccountId,
    accounts: &[AccountId],
) -> Result<Vec<AccountId>> {
    let now = tx.now_ms();
    let found = sql("select a.id
           from account a
          where a.id in (select value from list($1))
            and a.domain = '' and a.suspended_at is null and a.deleted_at is null
            and not exists (select 1
                              from block b
                             where b.account_id = a.id and b.target_id = $2)
            and not exists (select 1
                              from block b
                             where b.account_id = $2 and b.target_id = a.id)
            and not exists (select 1
                              from mute m
                             where m.account_id = a.id and m.target_id = $2
                               and (m.expires_at is null or m.expires_at > $3))
          order by a.id")
    .bind(accounts)
    .bind(author)
    .bind(now)
    .all(tx)
    .await?;
    Ok(found)
}

/// Puts a post last. Returns the number of the conversation.
pub(super) async fn say(
    tx: &mut Tx,
    new: i64,
    account: AccountId,
    root: PostId,
    people: &str,
    post: PostId,
    unread: bool,
) -> Result<i64> {
    let id = sql("insert into conversation (id, account_id, root_id, people, latest_id, unread)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (account_id, root_id, people) do update
            set latest_id = excluded.latest_id, unread = excluded.unread
      returning id")
    .bind(new)
    .bind(account)
    .bind(root)
    .bind(people)
    .bind(post)
    .bind(unread)
    .get(tx)
    .await?;
    Ok(id)
}

pub(super) async fn ended_by(tx: &mut Tx, post: PostId) -> Result<Vec<Conversation>> {
    let found = sql("select id, account_id, root_id, people, latest_id, unread
           from conversation
          where latest_id = $1")
    .bind(post)
    .all(tx)
    .await?;
    Ok(found)
}

/// Direct posts of a thread before one, latest first, with their authors.
pub(super) async fn earlier(
    tx: &mut Tx,
    root: PostId,
    before: PostId,
    limit: usize,
) -> Result<Vec<(PostId, AccountId)>> {
    let found = sql("select id, author_id
           from post
          where root_id = $1 and id < $2 and visibility = 'direct' and boost_of_id is null
          order by id desc
          limit $3")
    .bind(root)
    .bind(before)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn named(tx: &mut Tx, posts: &[PostId]) -> Result<Vec<(PostId, AccountId)>> {
    let found = sql("select post_id, account_id
           from mention
          where post_id in (select value from list($1))")
    .bind(posts)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn set_latest(tx: &mut Tx, id: i64, post: PostId) -> Result<()> {
    sql("update conversation set latest_id = $2 where id = $1")
        .bind(id)
        .bind(post)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn mark(tx: &mut Tx, id: i64, unread: bool) -> Result<()> {
    sql("update conversation set unread = $2 where id = $1")
        .bind(id)
        .bind(unread)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, who: AccountId, id: i64) -> Result<bool> {
    let rows = sql("delete from conversation where id = $1 and account_id = $2")
        .bind(id)
        .bind(who)
        .run(tx)
        .await?;
    Ok(rows == 1)
}

pub(super) async fn find(tx: &mut Tx, who: AccountId, id: i64) -> Result<Option<Conversation>> {
    let found = sql("select id, account_id, root_id, people, latest_id, unread
           from conversation
          where id = $1 and account_id = $2")
    .bind(id)
    .bind(who)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn list(
    tx: &mut Tx,
    who: AccountId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<Conversation>> {
    let page = sql("select id, account_id, root_id, people, latest_id, unread
           from conversation
          where account_id = $1 and latest_id < $2 and latest_id > $3
          order by latest_id desc
          limit $4")
    .bind(who)
    .page(ask, limit)
    .all(tx)
    .await?;
    Ok(page)
}
