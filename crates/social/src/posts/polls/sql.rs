//! Statements of polls.

use db::{Tx, sql};
use ground::{AccountId, PostId, Result};

use super::receive::Asked;
use super::{Choice, NewPoll, Rules};

pub(super) async fn rules(tx: &mut Tx, posts: &[PostId]) -> Result<Vec<Rules>> {
    let found = sql("select post_id, multiple, hide_totals, expires_at, voters, closed
           from poll
          where post_id in (select value from list($1))")
    .bind(posts)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn choices(tx: &mut Tx, posts: &[PostId]) -> Result<Vec<Choice>> {
    let found = sql("select post_id, title, votes
           from poll_option
          where post_id in (select value from list($1))
          order by post_id, place")
    .bind(posts)
    .all(tx)
    .await?;
    Ok(found)
}

/// Those of `posts` that ask something.
pub(in crate::posts) async fn with_polls(tx: &mut Tx, posts: &[PostId]) -> Result<Vec<PostId>> {
    let found = sql("select post_id from poll where post_id in (select value from list($1))")
        .bind(posts)
        .all(tx)
        .await?;
    Ok(found)
}

/// What `who` chose in these polls, in order.
pub(in crate::posts) async fn own_votes(
    tx: &mut Tx,
    who: AccountId,
    posts: &[PostId],
) -> Result<Vec<(PostId, i64)>> {
    let found = sql("select post_id, place
           from poll_vote
          where post_id in (select value from list($1)) and account_id = $2
          order by post_id, place")
    .bind(posts)
    .bind(who)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn voters(
    tx: &mut Tx,
    post: PostId,
    after: AccountId,
    limit: usize,
) -> Result<Vec<AccountId>> {
    let found = sql("select distinct account_id
           from poll_vote
          where post_id = $1 and account_id > $2
          order by account_id
          limit $3")
    .bind(post)
    .bind(after)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn insert(
    tx: &mut Tx,
    post: PostId,
    new: &NewPoll,
    expires_at: i64,
) -> Result<()> {
    sql("insert into poll (post_id, multiple, hide_totals, expires_at, voters, closed)
         values ($1, $2, $3, $4, 0, false)")
    .bind(post)
    .bind(new.multiple)
    .bind(new.hide_totals)
    .bind(expires_at)
    .later(tx)
    .await?;
    for (place, title) in (0_i64..).zip(&new.options) {
        sql("insert into poll_option (post_id, place, title, votes) values ($1, $2, $3, 0)")
            .bind(post)
            .bind(place)
            .bind(title)
            .later(tx)
            .await?;
    }
    Ok(())
}

pub(super) async fn insert_votes(
    tx: &mut Tx,
    who: AccountId,
    post: PostId,
    places: &[i64],
) -> Result<()> {
    for place in places {
        sql("insert into poll_vote (post_id, account_id, place) values ($1, $2, $3)")
            .bind(post)
            .bind(who)
            .bind(*place)
            .later(tx)
            .await?;
    }
    sql("update poll_option
            set votes = votes + 1
          where post_id = $1 and place in (select value from list($2))")
    .bind(post)
    .bind(places)
    .later(tx)
    .await?;
    sql("update poll set voters = voters + 1 where post_id = $1").bind(post).later(tx).await?;
    Ok(())
}

pub(super) async fn move_end(
    tx: &mut Tx,
    post: PostId,
    hide_totals: bool,
    expires_at: i64,
) -> Result<()> {
    sql("update poll set hide_totals = $2, expires_at = $3 where post_id = $1")
        .bind(post)
        .bind(hide_totals)
        .bind(expires_at)
        .later(tx)
        .await?;
    Ok(())
}

/// Whether it was this call that closed it.
pub(super) async fn close(tx: &mut Tx, post: PostId, expires_at: i64) -> Result<bool> {
    let rows = sql("update poll
            set closed = true
          where post_id = $1 and expires_at = $2 and not closed")
    .bind(post)
    .bind(expires_at)
    .run(tx)
    .await?;
    Ok(rows == 1)
}

pub(super) async fn delete(tx: &mut Tx, post: PostId) -> Result<()> {
    sql("delete from poll_vote where post_id = $1").bind(post).later(tx).await?;
    sql("delete from poll_option where post_id = $1").bind(post).later(tx).await?;
    sql("delete from poll where post_id = $1").bind(post).later(tx).await?;
    Ok(())
}

pub(super) async fn insert_asked(tx: &mut Tx, post: PostId, asked: &Asked) -> Result<()> {
    sql("insert into poll (post_id, multiple, hide_totals, expires_at, voters, closed)
         values ($1, $2, false, $3, $4, false)")
    .bind(post)
    .bind(asked.multiple)
    .bind(asked.expires_at)
    .bind(asked.voters)
    .later(tx)
    .await?;
    for (place, (title, votes)) in (0_i64..).zip(&asked.options) {
        sql("insert into poll_option (post_id, place, title, votes) values ($1, $2, $3, $4)")
            .bind(post)
            .bind(place)
            .bind(title)
            .bind(*votes)
            .later(tx)
            .await?;
    }
    Ok(())
}

/// Counts as another server has them.
pub(super) async fn recount(tx: &mut Tx, post: PostId, asked: &Asked) -> Result<()> {
    sql("update poll set expires_at = $2, voters = $3 where post_id = $1")
        .bind(post)
        .bind(asked.expires_at)
        .bind(asked.voters)
        .later(tx)
        .await?;
    for (place, (_, votes)) in (0_i64..).zip(&asked.options) {
        sql("update poll_option set votes = $3 where post_id = $1 and place = $2")
            .bind(post)
            .bind(place)
            .bind(*votes)
            .later(tx)
            .await?;
    }
    Ok(())
}

/// One choice; `first`: the account has not chosen before.
pub(super) async fn insert_vote(
    tx: &mut Tx,
    who: AccountId,
    post: PostId,
    place: i64,
    first: bool,
) -> Result<()> {
    sql("insert into poll_vote (post_id, account_id, place) values ($1, $2, $3)")
        .bind(post)
        .bind(who)
        .bind(place)
        .later(tx)
        .await?;
    sql("update poll_option set votes = votes + 1 where post_id = $1 and place = $2")
        .bind(post)
        .bind(place)
        .later(tx)
        .await?;
    if first {
        sql("update poll set voters = voters + 1 where post_id = $1").bind(post).later(tx).await?;
    }
    Ok(())
}
