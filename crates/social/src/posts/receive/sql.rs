//! Statements of posts of other servers.

use db::{Tx, sql};
use ground::{Error, PostId, Result};

use super::Received;
use crate::accounts::elsewhere::Emoji;
use crate::posts::Post;

pub(super) async fn by_uri(tx: &mut Tx, uri: &str) -> Result<Option<PostId>> {
    let found = sql("select post_id from post_origin where uri = $1").bind(uri).find(tx).await?;
    Ok(found)
}

pub(super) async fn uri_of(tx: &mut Tx, post: PostId) -> Result<Option<String>> {
    let found = sql("select uri from post_origin where post_id = $1").bind(post).find(tx).await?;
    Ok(found)
}

pub(super) async fn uris_of(tx: &mut Tx, posts: &[PostId]) -> Result<Vec<String>> {
    let found = sql("select uri
           from post_origin
          where post_id in (select value from list($1))
          order by post_id")
    .bind(posts)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn insert_post(tx: &mut Tx, post: &Post) -> Result<()> {
    sql("insert into post (id, author_id, created_at, edited_at, reply_to_id, about_id, root_id,
                visibility, sensitive, spoiler, body, html, language, via_inferred, quote_policy,
                audience_count, audience_mark)
         select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, false, $14,
                followers, followers_mark
           from account_count
          where account_id = $2")
    .bind(post.id)
    .bind(post.author)
    .bind(post.created_at)
    .bind(post.edited_at)
    .bind(post.reply_to)
    .bind(post.about)
    .bind(post.root)
    .bind(post.visibility)
    .bind(post.sensitive)
    .bind(&post.spoiler)
    .bind(&post.body)
    .bind(&post.html)
    .bind(post.language.as_deref())
    .bind(post.quote_policy)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn insert_origin(tx: &mut Tx, post: PostId, new: &Received) -> Result<()> {
    sql("insert into post_origin (post_id, uri, url, emojis, answers)
         values ($1, $2, $3, $4, $5)")
    .bind(post)
    .bind(&new.uri)
    .bind(&new.url)
    .bind(written(&new.emojis)?)
    .bind(&new.answers)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn call_boost(tx: &mut Tx, boost: PostId, uri: &str) -> Result<()> {
    sql("insert into post_origin (post_id, uri, url, emojis, answers)
         values ($1, $2, '', '[]', '')
         on conflict do nothing")
    .bind(boost)
    .bind(uri)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn answers(tx: &mut Tx, post: PostId) -> Result<Option<String>> {
    let found =
        sql("select answers from post_origin where post_id = $1").bind(post).find(tx).await?;
    Ok(found)
}

/// What answers a post by its name, which was not here yet.
pub(super) async fn answering(tx: &mut Tx, uri: &str, limit: usize) -> Result<Vec<PostId>> {
    let found = sql("select post_id
           from post_origin
          where answers = $1 and answers <> ''
          order by post_id
          limit $2")
    .bind(uri)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn link(tx: &mut Tx, post: PostId, parent: &Post) -> Result<()> {
    sql("update post set reply_to_id = $2, about_id = $3 where id = $1")
        .bind(post)
        .bind(parent.id)
        .bind(parent.author)
        .run(tx)
        .await?;
    sql("update post_origin set answers = '' where post_id = $1").bind(post).run(tx).await?;
    Ok(())
}

/// A conversation goes on within another.
pub(super) async fn move_all(tx: &mut Tx, from: PostId, to: PostId) -> Result<()> {
    sql("update post set root_id = $2 where root_id = $1 and boost_of_id is null")
        .bind(from)
        .bind(to)
        .run(tx)
        .await?;
    Ok(())
}

pub(in crate::posts) async fn set_emojis(
    tx: &mut Tx,
    post: PostId,
    emojis: &[Emoji],
) -> Result<()> {
    sql("update post_origin set emojis = $2 where post_id = $1")
        .bind(post)
        .bind(written(emojis)?)
        .later(tx)
        .await?;
    Ok(())
}

fn written(emojis: &[Emoji]) -> Result<String> {
    serde_json::to_string(emojis).map_err(Error::internal)
}
