//! Statements of what we tell of posts. Nothing is written here.

use db::{Tx, record, sql};
use ground::{AccountId, PostId, Result};

record! {
    /// An account that a post names.
    #[derive(Clone, Debug)]
    pub(super) struct Named {
        pub(super) account: AccountId,
        pub(super) uri: String,
        pub(super) username: String,
        pub(super) domain: String,
    }
}

pub(super) async fn named(tx: &mut Tx, post: PostId) -> Result<Vec<Named>> {
    let found = sql("select a.id, a.uri, a.username, a.domain
           from mention m
           join account a on a.id = m.account_id
          where m.post_id = $1
          order by a.id")
    .bind(post)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn tags(tx: &mut Tx, post: PostId) -> Result<Vec<String>> {
    let found = sql("select typed from post_tag where post_id = $1 order by tag_id")
        .bind(post)
        .all(tx)
        .await?;
    Ok(found)
}

record! {
    /// A picture, film or sound of a post.
    #[derive(Clone, Debug)]
    pub(super) struct Medium {
        pub(super) mime: String,
        pub(super) file: String,
        pub(super) preview: String,
        pub(super) width: i64,
        pub(super) height: i64,
        pub(super) blurhash: String,
        pub(super) description: String,
        pub(super) focus_x: f64,
        pub(super) focus_y: f64,
    }
}

pub(super) async fn media(tx: &mut Tx, post: PostId) -> Result<Vec<Medium>> {
    let found = sql("select mime, file, preview, width, height, blurhash, description,
                focus_x, focus_y
           from media
          where post_id = $1 and position >= 0 and state = 'ready'
          order by position")
    .bind(post)
    .all(tx)
    .await?;
    Ok(found)
}

/// What an account said to everybody, latest first, boosts too.
pub(super) async fn open_by(
    tx: &mut Tx,
    who: AccountId,
    below: i64,
    limit: usize,
) -> Result<Vec<PostId>> {
    let found = sql("select id
           from post
          where author_id = $1 and id < $2 and visibility in ('public', 'unlisted')
          order by id desc
          limit $3")
    .bind(who)
    .bind(below)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

/// What an account shows first.
pub(super) async fn pinned(tx: &mut Tx, who: AccountId, limit: usize) -> Result<Vec<PostId>> {
    let found = sql("select n.post_id
           from pin n
           join post p on p.id = n.post_id
          where n.account_id = $1 and p.visibility in ('public', 'unlisted')
          order by n.id desc
          limit $2")
    .bind(who)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}
