//! Statements of boosts.

use db::{Tx, sql};
use ground::http::Ask;
use ground::{AccountId, PostId, Result};

pub(super) async fn boost_by(tx: &mut Tx, who: AccountId, post: PostId) -> Result<Option<PostId>> {
    let found = sql("select id from post where boost_of_id = $2 and author_id = $1")
        .bind(who)
        .bind(post)
        .find(tx)
        .await?;
    Ok(found)
}

pub(super) async fn of_post(
    tx: &mut Tx,
    post: PostId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<(i64, AccountId)>> {
    let page = sql("select id, author_id
           from post
          where boost_of_id = $1 and id < $2 and id > $3
            and visibility in ('public', 'unlisted')
          order by id desc
          limit $4")
    .bind(post)
    .bind(ask.below())
    .bind(ask.above())
    .bind(limit)
    .all(tx)
    .await?;
    Ok(page)
}

pub(super) async fn boosters(tx: &mut Tx, post: PostId, limit: usize) -> Result<Vec<AccountId>> {
    let found = sql("select author_id
           from post
          where boost_of_id = $1
          order by id desc
          limit $2")
    .bind(post)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}
