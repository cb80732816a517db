//! Statements of bookmarks.

use db::{Tx, sql};
use ground::http::{Ask, Paging as _};
use ground::{AccountId, PostId, Result};

pub(super) async fn insert(tx: &mut Tx, who: AccountId, post: PostId) -> Result<()> {
    let id = tx.new_id(who.bucket());
    sql("insert into bookmark (id, account_id, post_id)
         values ($1, $2, $3)
         on conflict (account_id, post_id) do nothing")
    .bind(id)
    .bind(who)
    .bind(post)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, who: AccountId, post: PostId) -> Result<()> {
    sql("delete from bookmark where account_id = $1 and post_id = $2")
        .bind(who)
        .bind(post)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn list(
    tx: &mut Tx,
    who: AccountId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<(i64, PostId)>> {
    let page = sql("select id, post_id
           from bookmark
          where account_id = $1 and id < $2 and id > $3
          order by id desc
          limit $4")
    .bind(who)
    .page(ask, limit)
    .all(tx)
    .await?;
    Ok(page)
}
