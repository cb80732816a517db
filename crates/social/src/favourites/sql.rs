//! Statements of favourites.

use db::{Tx, sql};
use ground::http::{Ask, Paging as _};
use ground::{AccountId, PostId, Result};

use crate::posts::Place;

pub(super) async fn insert(tx: &mut Tx, who: AccountId, post: PostId, via: &Place) -> Result<bool> {
    let id = tx.new_id(who.bucket());
    let rows = sql("insert into favourite
                (id, account_id, post_id, via_entry_id, via_place, via_inferred)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (account_id, post_id) do nothing")
    .bind(id)
    .bind(who)
    .bind(post)
    .bind(via.entry)
    .bind(via.place.clone())
    .bind(via.inferred)
    .run(tx)
    .await?;
    Ok(rows == 1)
}

pub(super) async fn delete(tx: &mut Tx, who: AccountId, post: PostId) -> Result<bool> {
    let rows = sql("delete from favourite where account_id = $1 and post_id = $2")
        .bind(who)
        .bind(post)
        .run(tx)
        .await?;
    Ok(rows == 1)
}

pub(super) async fn list(
    tx: &mut Tx,
    who: AccountId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<(i64, PostId)>> {
    let page = sql("select id, post_id
           from favourite
          where account_id = $1 and id < $2 and id > $3
          order by id desc
          limit $4")
    .bind(who)
    .page(ask, limit)
    .all(tx)
    .await?;
    Ok(page)
}

pub(super) async fn of_post(
    tx: &mut Tx,
    post: PostId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<(i64, AccountId)>> {
    let page = sql("select id, account_id
           from favourite
          where post_id = $1 and id < $2 and id > $3
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
