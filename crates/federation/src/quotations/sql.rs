//! Statements of what servers say about quotes.

use db::{Tx, sql};
use ground::{PostId, Result};

/// What its server calls the request, and the stamp.
pub(super) async fn find(tx: &mut Tx, post: PostId) -> Result<Option<(String, String)>> {
    let found =
        sql("select request, stamp from quotation where post_id = $1").bind(post).find(tx).await?;
    Ok(found)
}

pub(super) async fn keep_request(tx: &mut Tx, post: PostId, request: &str) -> Result<()> {
    sql("insert into quotation (post_id, request, stamp)
         values ($1, $2, '')
         on conflict (post_id) do update set request = excluded.request")
    .bind(post)
    .bind(request)
    .run(tx)
    .await?;
    Ok(())
}

pub(super) async fn keep_stamp(tx: &mut Tx, post: PostId, stamp: &str) -> Result<()> {
    sql("insert into quotation (post_id, request, stamp)
         values ($1, '', $2)
         on conflict (post_id) do update set stamp = excluded.stamp")
    .bind(post)
    .bind(stamp)
    .run(tx)
    .await?;
    Ok(())
}

pub(super) async fn stamped(tx: &mut Tx, stamp: &str) -> Result<Option<PostId>> {
    let found = sql("select post_id from quotation where stamp = $1 order by post_id limit 1")
        .bind(stamp)
        .find(tx)
        .await?;
    Ok(found)
}
