//! Statements of quotes.

use db::{Tx, sql};
use ground::http::{Ask, Paging as _};
use ground::{AccountId, PostId, Result};

use super::{Quote, QuotePolicy, State};

pub(super) async fn insert(tx: &mut Tx, quote: &Quote) -> Result<()> {
    sql("insert into quote (post_id, author_id, quoted_id, quoted_author_id, state)
         values ($1, $2, $3, $4, $5)")
    .bind(quote.post)
    .bind(quote.author)
    .bind(quote.quoted)
    .bind(quote.quoted_author)
    .bind(quote.state)
    .later(tx)
    .await?;
    Ok(())
}

/// Counts a quote of a post that is still there.
pub(super) async fn count(tx: &mut Tx, quoted: PostId, delta: i64) -> Result<()> {
    sql("insert into post_count (post_id, replies, boosts, favourites, quotes)
         select id, 0, 0, 0, $2
           from post
          where id = $1
         on conflict (post_id) do update
            set quotes = post_count.quotes + excluded.quotes")
    .bind(quoted)
    .bind(delta)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn of_posts(tx: &mut Tx, posts: &[PostId]) -> Result<Vec<Quote>> {
    let found = sql("select post_id, author_id, quoted_id, quoted_author_id, state
           from quote
          where post_id in (select value from list($1))")
    .bind(posts)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn of(tx: &mut Tx, quoted: PostId, limit: usize) -> Result<Vec<Quote>> {
    let found = sql("select post_id, author_id, quoted_id, quoted_author_id, state
           from quote
          where quoted_id = $1 and state = 'accepted'
          order by post_id desc
          limit $2")
    .bind(quoted)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn list(
    tx: &mut Tx,
    quoted: PostId,
    state: State,
    ask: Ask,
    limit: usize,
) -> Result<Vec<(i64, PostId)>> {
    let page = sql("select post_id, post_id
           from quote
          where quoted_id = $1 and state = $2 and post_id < $3 and post_id > $4
          order by post_id desc
          limit $5")
    .bind(quoted)
    .bind(state)
    .page(ask, limit)
    .all(tx)
    .await?;
    Ok(page)
}

/// Quotes that stand or wait.
pub(super) async fn between(
    tx: &mut Tx,
    quoted_author: AccountId,
    author: AccountId,
    limit: usize,
) -> Result<Vec<Quote>> {
    let found = sql("select post_id, author_id, quoted_id, quoted_author_id, state
           from quote
          where quoted_author_id = $1 and author_id = $2 and state in ('accepted', 'pending')
          order by post_id
          limit $3")
    .bind(quoted_author)
    .bind(author)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn decide(tx: &mut Tx, post: PostId, state: State) -> Result<()> {
    sql("update quote set state = $2 where post_id = $1").bind(post).bind(state).later(tx).await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, post: PostId) -> Result<()> {
    sql("delete from quote where post_id = $1").bind(post).later(tx).await?;
    Ok(())
}

pub(super) async fn set_policy(tx: &mut Tx, post: PostId, policy: QuotePolicy) -> Result<()> {
    sql("update post set quote_policy = $2 where id = $1")
        .bind(post)
        .bind(policy)
        .later(tx)
        .await?;
    Ok(())
}

/// Whom of `accounts` an account blocks (true) or mutes (false).
pub(in crate::posts) async fn shunned(
    tx: &mut Tx,
    who: AccountId,
    accounts: &[AccountId],
) -> Result<Vec<(AccountId, bool)>> {
    let now = tx.now_ms();
    let found = sql("select target_id, true
           from block
          where account_id = $1 and target_id in (select value from list($2))
          union all
         select target_id, false
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
