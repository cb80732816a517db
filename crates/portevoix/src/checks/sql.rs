//! Statements of checks. Each counts the rows that break a rule.

use db::{Tx, sql};
use ground::Result;

pub(super) async fn post_counts(tx: &mut Tx) -> Result<i64> {
    let found = sql("select count(*)
           from account_count c
          where c.posts <> (select count(*) from post p where p.author_id = c.account_id)")
    .get(tx)
    .await?;
    Ok(found)
}

pub(super) async fn follower_counts(tx: &mut Tx) -> Result<i64> {
    let found = sql("select count(*)
           from account_count c
          where c.followers <> (select count(*) from follow f
                                 where f.followee_id = c.account_id)")
    .get(tx)
    .await?;
    Ok(found)
}

pub(super) async fn following_counts(tx: &mut Tx) -> Result<i64> {
    let found = sql("select count(*)
           from account_count c
          where c.following <> (select count(*) from follow f
                                 where f.follower_id = c.account_id)")
    .get(tx)
    .await?;
    Ok(found)
}

pub(super) async fn favourite_counts(tx: &mut Tx) -> Result<i64> {
    let found = sql("select count(*)
           from post_count c
          where c.favourites <> (select count(*) from favourite f where f.post_id = c.post_id)")
    .get(tx)
    .await?;
    Ok(found)
}

pub(super) async fn boost_counts(tx: &mut Tx) -> Result<i64> {
    let found = sql("select count(*)
           from post_count c
          where c.boosts <> (select count(*) from post p where p.boost_of_id = c.post_id)")
    .get(tx)
    .await?;
    Ok(found)
}

pub(super) async fn reply_counts(tx: &mut Tx) -> Result<i64> {
    let found = sql("select count(*)
           from post_count c
          where c.replies <> (select count(*) from post p where p.reply_to_id = c.post_id)")
    .get(tx)
    .await?;
    Ok(found)
}

pub(super) async fn reaction_counts(tx: &mut Tx) -> Result<i64> {
    let found = sql("select count(*)
           from announcement_emoji e
          where e.people <> (select count(*) from announcement_reaction r
                              where r.announcement_id = e.announcement_id and r.name = e.name)")
    .get(tx)
    .await?;
    Ok(found)
}

pub(super) async fn posts_without_author(tx: &mut Tx) -> Result<i64> {
    let found = sql("select count(*)
           from post p
          where not exists (select 1 from account a where a.id = p.author_id)")
    .get(tx)
    .await?;
    Ok(found)
}

pub(super) async fn boosts_of_nothing(tx: &mut Tx) -> Result<i64> {
    let found = sql("select count(*)
           from post b
          where b.boost_of_id is not null
            and not exists (select 1 from post p where p.id = b.boost_of_id)")
    .get(tx)
    .await?;
    Ok(found)
}

pub(super) async fn loose_mentions(tx: &mut Tx) -> Result<i64> {
    let found = sql("select count(*)
           from mention m
          where not exists (select 1 from post p where p.id = m.post_id)")
    .get(tx)
    .await?;
    Ok(found)
}

pub(super) async fn loose_tags(tx: &mut Tx) -> Result<i64> {
    let found = sql("select count(*)
           from post_tag t
          where not exists (select 1 from post p where p.id = t.post_id)")
    .get(tx)
    .await?;
    Ok(found)
}

pub(super) async fn event_gaps(tx: &mut Tx) -> Result<i64> {
    let found =
        sql("select coalesce(max(no) - min(no) + 1 - count(*), 0) from event").get(tx).await?;
    Ok(found)
}

pub(super) async fn media_files(
    tx: &mut Tx,
    after: i64,
    limit: usize,
) -> Result<Vec<(i64, String, String, String)>> {
    let found = sql("select id, file, preview, source
           from media
          where id > $1
          order by id
          limit $2")
    .bind(after)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn profile_files(
    tx: &mut Tx,
    after: i64,
    limit: usize,
) -> Result<Vec<(i64, String, String)>> {
    let found = sql("select id, avatar, header from account where id > $1 order by id limit $2")
        .bind(after)
        .bind(limit)
        .all(tx)
        .await?;
    Ok(found)
}

pub(super) async fn remote_files(tx: &mut Tx, after: String, limit: usize) -> Result<Vec<String>> {
    let found = sql("select file from remote_media where file > $1 order by file limit $2")
        .bind(after)
        .bind(limit)
        .all(tx)
        .await?;
    Ok(found)
}

pub(super) async fn unfinished_media(tx: &mut Tx) -> Result<i64> {
    let found = sql("select count(*) from media where post_id is not null and state <> 'ready'")
        .get(tx)
        .await?;
    Ok(found)
}

pub(super) async fn loose_captions(tx: &mut Tx) -> Result<i64> {
    let found = sql("select count(*)
           from caption c
          where not exists (select 1 from media m
                             where m.id = c.media_id and m.kind in ('video', 'audio'))")
    .get(tx)
    .await?;
    Ok(found)
}

pub(super) async fn unknown_captions(tx: &mut Tx) -> Result<i64> {
    let found = sql("select count(*)
           from media m
          where (m.tracks <> '') <> exists (select 1 from caption c where c.media_id = m.id)")
    .get(tx)
    .await?;
    Ok(found)
}
