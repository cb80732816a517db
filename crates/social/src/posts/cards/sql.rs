//! Statements of cards: what is shown of posts, however many, by a fixed number of them.

use db::{Tx, record, sql};
use ground::{AccountId, AppId, PostId, Result};

record! {
    /// The counts of a post.
    #[derive(Clone, Copy, Debug, Default)]
    pub(super) struct Counts {
        pub(super) replies: i64,
        pub(super) boosts: i64,
        pub(super) favourites: i64,
        pub(super) quotes: i64,
    }
}

pub(super) async fn counts(tx: &mut Tx, ids: &[PostId]) -> Result<Vec<(PostId, Counts)>> {
    let found = sql("select post_id, replies, boosts, favourites, quotes
           from post_count
          where post_id in (select value from list($1))")
    .bind(ids)
    .all(tx)
    .await?;
    Ok(found)
}

record! {
    /// An account named in a post.
    #[derive(Clone, Debug)]
    pub(in crate::posts) struct Named {
        pub(in crate::posts) post: PostId,
        pub(in crate::posts) account: AccountId,
        pub(in crate::posts) username: String,
        pub(in crate::posts) domain: String,
        pub(in crate::posts) url: String,
    }
}

pub(super) async fn named(tx: &mut Tx, posts: &[PostId]) -> Result<Vec<Named>> {
    let found = sql("select m.post_id, a.id, a.username, a.domain, a.url
           from mention m
           join account a on a.id = m.account_id
          where m.post_id in (select value from list($1))
          order by m.post_id, a.id")
    .bind(posts)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn tags_of(tx: &mut Tx, posts: &[PostId]) -> Result<Vec<(PostId, String)>> {
    let found = sql("select post_id, typed
           from post_tag
          where post_id in (select value from list($1))
          order by post_id, tag_id")
    .bind(posts)
    .all(tx)
    .await?;
    Ok(found)
}

record! {
    /// A picture as it is shown with a post.
    #[derive(Clone, Debug)]
    pub(in crate::posts) struct Media {
        pub(in crate::posts) post: Option<PostId>,
        pub(in crate::posts) attachment: crate::media::Attachment,
    }
}

pub(in crate::posts) async fn media_of(tx: &mut Tx, posts: &[PostId]) -> Result<Vec<Media>> {
    let found = sql("select post_id, id, kind, file, preview, width, height, preview_width,
                preview_height, blurhash, description, focus_x, focus_y, state, details, tracks
           from media
          where post_id in (select value from list($1)) and position >= 0
          order by post_id, position")
    .bind(posts)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn apps_of(
    tx: &mut Tx,
    posts: &[PostId],
) -> Result<Vec<(PostId, String, Option<String>)>> {
    let found = sql("select p.id, a.name, a.website
           from post p
           join app a on a.id = p.app_id
          where p.id in (select value from list($1))")
    .bind(posts)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn app(tx: &mut Tx, id: AppId) -> Result<Option<(String, Option<String>)>> {
    let found = sql("select name, website from app where id = $1").bind(id).find(tx).await?;
    Ok(found)
}

pub(super) async fn favourited(
    tx: &mut Tx,
    who: AccountId,
    posts: &[PostId],
) -> Result<Vec<PostId>> {
    let found = sql("select post_id
           from favourite
          where account_id = $1 and post_id in (select value from list($2))")
    .bind(who)
    .bind(posts)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn boosted(tx: &mut Tx, who: AccountId, posts: &[PostId]) -> Result<Vec<PostId>> {
    let found = sql("select boost_of_id
           from post
          where author_id = $1 and boost_of_id in (select value from list($2))")
    .bind(who)
    .bind(posts)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn bookmarked(
    tx: &mut Tx,
    who: AccountId,
    posts: &[PostId],
) -> Result<Vec<PostId>> {
    let found = sql("select post_id
           from bookmark
          where account_id = $1 and post_id in (select value from list($2))")
    .bind(who)
    .bind(posts)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn pinned(tx: &mut Tx, who: AccountId, posts: &[PostId]) -> Result<Vec<PostId>> {
    let found = sql("select post_id
           from pin
          where account_id = $1 and post_id in (select value from list($2))")
    .bind(who)
    .bind(posts)
    .all(tx)
    .await?;
    Ok(found)
}

record! {
    /// What a post of another server is called there.
    #[derive(Clone, Debug)]
    pub(super) struct Origin {
        pub(super) post: PostId,
        pub(super) uri: String,
        pub(super) url: String,
        pub(super) emojis: String,
    }
}

pub(super) async fn origins(tx: &mut Tx, posts: &[PostId]) -> Result<Vec<Origin>> {
    let found = sql("select post_id, uri, url, emojis
           from post_origin
          where post_id in (select value from list($1))")
    .bind(posts)
    .all(tx)
    .await?;
    Ok(found)
}

record! {
    /// A post, or the one it boosts, and whose that is.
    pub(super) struct Proper {
        pub(super) id: PostId,
        pub(super) proper: PostId,
        pub(super) author: AccountId,
    }
}

pub(super) async fn proper(tx: &mut Tx, posts: &[PostId]) -> Result<Vec<Proper>> {
    let found = sql("select p.id, o.id, o.author_id
           from post p
           join post o on o.id = coalesce(p.boost_of_id, p.id)
          where p.id in (select value from list($1))")
    .bind(posts)
    .all(tx)
    .await?;
    Ok(found)
}

record! {
    /// What a post says.
    pub(super) struct Said {
        pub(super) id: PostId,
        pub(super) spoiler: String,
        pub(super) body: String,
        pub(super) html: String,
    }
}

pub(super) async fn said(tx: &mut Tx, posts: &[PostId]) -> Result<Vec<Said>> {
    let found = sql("select id, spoiler, body, html
           from post
          where id in (select value from list($1))")
    .bind(posts)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn described(tx: &mut Tx, posts: &[PostId]) -> Result<Vec<(PostId, String)>> {
    let found = sql("select post_id, description
           from media
          where post_id in (select value from list($1)) and description <> ''
          union all
         select post_id, title
           from poll_option
          where post_id in (select value from list($1))")
    .bind(posts)
    .all(tx)
    .await?;
    Ok(found)
}
