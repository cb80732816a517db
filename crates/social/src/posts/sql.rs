//! Statements of posts.

use db::{Tx, gather, record, sql};
use ground::{AccountId, PostId, Result, TagId};

use super::via::Place;
use super::{Actor, Post, Visibility};

pub(super) async fn by_ids(tx: &mut Tx, ids: &[PostId]) -> Result<Vec<Post>> {
    let found = sql("select id, author_id, created_at, edited_at, boost_of_id, reply_to_id,
                about_id, root_id, visibility, sensitive, spoiler, body, html, language, app_id,
                quote_policy
           from post
          where id in (select value from list($1))
          order by id desc")
    .bind(ids)
    .all(tx)
    .await?;
    Ok(found)
}

/// One of these hashtags that moderators decided no post may carry.
pub(super) async fn barred_tag(tx: &mut Tx, keys: Vec<String>) -> Result<Option<String>> {
    let found = sql("select t.name
           from tag t
           join tag_rule r on r.tag_id = t.id
          where t.name in (select value from texts($1)) and not r.usable
          order by t.id
          limit 1")
    .bind(keys)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn some_by(tx: &mut Tx, who: AccountId, limit: usize) -> Result<Vec<PostId>> {
    let found = sql("select id from post where author_id = $1 order by id desc limit $2")
        .bind(who)
        .bind(limit)
        .all(tx)
        .await?;
    Ok(found)
}

pub(super) async fn inactive(tx: &mut Tx, accounts: &[AccountId]) -> Result<Vec<AccountId>> {
    let found = sql("select id
           from account
          where id in (select value from list($1))
            and (suspended_at is not null or deleted_at is not null)")
    .bind(accounts)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn blockers(
    tx: &mut Tx,
    who: AccountId,
    accounts: &[AccountId],
) -> Result<Vec<AccountId>> {
    let found = sql("select account_id
           from block
          where target_id = $1 and account_id in (select value from list($2))")
    .bind(who)
    .bind(accounts)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn followed(
    tx: &mut Tx,
    who: AccountId,
    accounts: &[AccountId],
) -> Result<Vec<AccountId>> {
    let found = sql("select followee_id
           from follow
          where follower_id = $1 and followee_id in (select value from list($2))")
    .bind(who)
    .bind(accounts)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn named_in(tx: &mut Tx, who: AccountId, posts: &[PostId]) -> Result<Vec<PostId>> {
    let found = sql("select post_id
           from mention
          where account_id = $1 and post_id in (select value from list($2))")
    .bind(who)
    .bind(posts)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn made_before(tx: &mut Tx, who: AccountId, key: &str) -> Result<Option<PostId>> {
    let found = sql("select post_id from idempotency where account_id = $1 and key = $2")
        .bind(who)
        .bind(key)
        .find(tx)
        .await?;
    Ok(found)
}

pub(super) async fn remember_key(
    tx: &mut Tx,
    who: AccountId,
    key: &str,
    post: PostId,
) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into idempotency (account_id, key, post_id, created_at)
         values ($1, $2, $3, $4)")
    .bind(who)
    .bind(key)
    .bind(post)
    .bind(now)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn insert(tx: &mut Tx, by: Actor, post: &Post, via: &Place) -> Result<()> {
    gather(
        "insert into post (id, author_id, created_at, reply_to_id, about_id, root_id, visibility,
                sensitive, spoiler, body, html, language, app_id, person_id,
                via_entry_id, via_place, via_inferred, quote_policy,
                audience_count, audience_mark)
         select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
                followers, followers_mark
           from account_count
          where account_id = $2",
        "insert into post (id, author_id, created_at, reply_to_id, about_id, root_id, visibility,
                sensitive, spoiler, body, html, language, app_id, person_id,
                via_entry_id, via_place, via_inferred, quote_policy,
                audience_count, audience_mark)
         select p.*, c.followers, c.followers_mark
           from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[],
                $6::bigint[], $7::text[], $8::boolean[], $9::text[], $10::text[], $11::text[],
                $12::text[], $13::bigint[], $14::bigint[], $15::bigint[], $16::text[],
                $17::boolean[], $18::text[]) as p (id, author_id)
           join account_count c on c.account_id = p.author_id",
    )
    .bind(post.id)
    .bind(by.account)
    .bind(post.created_at)
    .bind(post.reply_to)
    .bind(post.about)
    .bind(post.root)
    .bind(post.visibility)
    .bind(post.sensitive)
    .bind(&post.spoiler)
    .bind(&post.body)
    .bind(&post.html)
    .bind(post.language.as_deref())
    .bind(by.app)
    .bind(by.person)
    .bind(via.entry)
    .bind(via.place.clone())
    .bind(via.inferred)
    .bind(post.quote_policy)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn insert_boost(
    tx: &mut Tx,
    by: (AccountId, Option<Actor>),
    id: PostId,
    of: &Post,
    visibility: Visibility,
    via: &Place,
) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into post (id, author_id, created_at, boost_of_id, about_id, root_id, visibility,
                sensitive, spoiler, body, html, app_id, person_id,
                via_entry_id, via_place, via_inferred, audience_count, audience_mark)
         select $1, $2, $3, $4, $5, $1, $6, false, '', '', '', $7, $8, $9, $10, $11,
                followers, followers_mark
           from account_count
          where account_id = $2")
    .bind(id)
    .bind(by.0)
    .bind(now)
    .bind(of.id)
    .bind(of.author)
    .bind(visibility)
    .bind(by.1.and_then(|by| by.app))
    .bind(by.1.map(|by| by.person))
    .bind(via.entry)
    .bind(via.place.clone())
    .bind(via.inferred)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn boost_of(tx: &mut Tx, who: AccountId, post: PostId) -> Result<Option<PostId>> {
    let found = sql("select id from post where boost_of_id = $2 and author_id = $1")
        .bind(who)
        .bind(post)
        .find(tx)
        .await?;
    Ok(found)
}

pub(super) async fn latest_followed_boost(
    tx: &mut Tx,
    who: AccountId,
    post: PostId,
) -> Result<Option<PostId>> {
    let found = sql("select p.id
           from post p
           join follow f on f.follower_id = $1 and f.followee_id = p.author_id
          where p.boost_of_id = $2
          order by p.id desc
          limit 1")
    .bind(who)
    .bind(post)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn insert_mention(tx: &mut Tx, post: PostId, account: AccountId) -> Result<()> {
    sql("insert into mention (post_id, account_id)
         values ($1, $2)
         on conflict (post_id, account_id) do nothing")
    .bind(post)
    .bind(account)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn mentioned(tx: &mut Tx, post: PostId) -> Result<Vec<AccountId>> {
    let found = sql("select account_id from mention where post_id = $1 order by account_id")
        .bind(post)
        .all(tx)
        .await?;
    Ok(found)
}

pub(super) async fn carried_tags(tx: &mut Tx, post: PostId) -> Result<Vec<TagId>> {
    let found = sql("select tag_id from post_tag where post_id = $1").bind(post).all(tx).await?;
    Ok(found)
}

pub(super) async fn tags(tx: &mut Tx, keys: Vec<String>) -> Result<Vec<(String, TagId)>> {
    let found = sql("select name, id from tag where name in (select value from texts($1))")
        .bind(keys)
        .all(tx)
        .await?;
    Ok(found)
}

pub(super) async fn insert_tag(tx: &mut Tx, id: TagId, key: &str, display: &str) -> Result<()> {
    let now = tx.now_ms();
    sql("insert into tag (id, name, display, created_at) values ($1, $2, $3, $4)")
        .bind(id)
        .bind(key)
        .bind(display)
        .bind(now)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn insert_post_tag(
    tx: &mut Tx,
    tag: TagId,
    post: PostId,
    typed: &str,
    listed: bool,
) -> Result<()> {
    sql("insert into post_tag (tag_id, post_id, typed, listed) values ($1, $2, $3, $4)")
        .bind(tag)
        .bind(post)
        .bind(typed)
        .bind(listed)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn count(
    tx: &mut Tx,
    post: PostId,
    replies: i64,
    boosts: i64,
    favourites: i64,
) -> Result<()> {
    sql("insert into post_count (post_id, replies, boosts, favourites)
         values ($1, $2, $3, $4)
         on conflict (post_id) do update
            set replies = post_count.replies + excluded.replies,
                boosts = post_count.boosts + excluded.boosts,
                favourites = post_count.favourites + excluded.favourites")
    .bind(post)
    .bind(replies)
    .bind(boosts)
    .bind(favourites)
    .later(tx)
    .await?;
    Ok(())
}

/// One reply less, if its parent is still there: a count of a post that is gone would stay for
/// ever.
pub(super) async fn uncount_reply(tx: &mut Tx, post: PostId) -> Result<()> {
    sql("update post_count set replies = replies - 1 where post_id = $1")
        .bind(post)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn forget_keys(tx: &mut Tx, before: i64) -> Result<()> {
    sql("delete from idempotency where created_at < $1").bind(before).later(tx).await?;
    Ok(())
}

record! {
    /// A boost that goes with its post.
    pub(super) struct Boost {
        pub(super) id: PostId,
        pub(super) author: AccountId,
        pub(super) visibility: Visibility,
    }
}

pub(super) async fn boosts_of(tx: &mut Tx, post: PostId) -> Result<Vec<Boost>> {
    let found =
        sql("select id, author_id, visibility from post where boost_of_id = $1 order by id")
            .bind(post)
            .all(tx)
            .await?;
    Ok(found)
}

/// Removes the boosts of a post, however many, and their counts.
pub(super) async fn delete_boosts(tx: &mut Tx, post: PostId) -> Result<()> {
    sql("delete from post_count where post_id in (select id from post where boost_of_id = $1)")
        .bind(post)
        .later(tx)
        .await?;
    sql("delete from post_origin where post_id in (select id from post where boost_of_id = $1)")
        .bind(post)
        .later(tx)
        .await?;
    sql("delete from post where boost_of_id = $1").bind(post).later(tx).await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, post: PostId) -> Result<()> {
    sql("delete from post where id = $1").bind(post).later(tx).await?;
    sql("delete from post_origin where post_id = $1").bind(post).later(tx).await?;
    sql("delete from post_count where post_id = $1").bind(post).later(tx).await?;
    Ok(())
}

/// Removes what hung on a post that was more than a boost.
pub(super) async fn delete_words(tx: &mut Tx, post: PostId) -> Result<()> {
    sql("delete from mention where post_id = $1").bind(post).later(tx).await?;
    sql("delete from post_tag where post_id = $1").bind(post).later(tx).await?;
    sql("delete from post_version where post_id = $1").bind(post).later(tx).await?;
    sql("delete from pin where post_id = $1").bind(post).later(tx).await?;
    sql("delete from idempotency where post_id = $1").bind(post).later(tx).await?;
    Ok(())
}
