//! Statements of edits.

use db::{Tx, sql};
use ground::{PostId, Result, TagId};

use super::Version;
use crate::posts::Post;

pub(super) async fn update(tx: &mut Tx, post: &Post) -> Result<()> {
    sql("update post
            set edited_at = $2, sensitive = $3, spoiler = $4, body = $5, html = $6, language = $7
          where id = $1")
    .bind(post.id)
    .bind(post.edited_at)
    .bind(post.sensitive)
    .bind(&post.spoiler)
    .bind(&post.body)
    .bind(&post.html)
    .bind(post.language.as_deref())
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn last_version(tx: &mut Tx, post: PostId) -> Result<i64> {
    let no = sql("select no from post_version where post_id = $1 order by no desc limit 1")
        .bind(post)
        .find(tx)
        .await?;
    Ok(no.unwrap_or(0))
}

pub(super) async fn insert_version(
    tx: &mut Tx,
    post: PostId,
    no: i64,
    version: Version,
) -> Result<()> {
    sql("insert into post_version (post_id, no, created_at, spoiler, sensitive, body, html, media,
                poll)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
    .bind(post)
    .bind(no)
    .bind(version.created_at)
    .bind(version.spoiler)
    .bind(version.sensitive)
    .bind(version.body)
    .bind(version.html)
    .bind(version.media)
    .bind(version.poll)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn versions(tx: &mut Tx, post: PostId) -> Result<Vec<Version>> {
    let found = sql("select created_at, spoiler, sensitive, body, html, media, poll
           from post_version
          where post_id = $1
          order by no")
    .bind(post)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn tags(tx: &mut Tx, post: PostId) -> Result<Vec<TagId>> {
    let found = sql("select tag_id from post_tag where post_id = $1 order by tag_id")
        .bind(post)
        .all(tx)
        .await?;
    Ok(found)
}

pub(super) async fn forget_words(tx: &mut Tx, post: PostId) -> Result<()> {
    sql("delete from mention where post_id = $1").bind(post).later(tx).await?;
    sql("delete from post_tag where post_id = $1").bind(post).later(tx).await?;
    Ok(())
}
