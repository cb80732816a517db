//! Statements of featured hashtags.

use db::{Tx, sql};
use ground::{AccountId, FeaturedTagId, PostId, Result, TagId};

use crate::tags::Tag;

/// Latest posts looked through for what an account could feature.
const POSTS_SEARCHED_MAX: i64 = 200;

/// A hashtag on a profile.
#[derive(Clone, Debug)]
pub struct Featured {
    /// Its number on this profile.
    pub id: FeaturedTagId,
    /// The hashtag.
    pub tag: Tag,
    /// Public posts of the account that carry it.
    pub posts: i64,
    /// The latest of them.
    pub last: Option<PostId>,
}

pub(super) async fn insert(tx: &mut Tx, who: AccountId, tag: TagId) -> Result<()> {
    let id = tx.new_id(who.bucket());
    sql("insert into featured_tag (id, account_id, tag_id) values ($1, $2, $3)")
        .bind(id)
        .bind(who)
        .bind(tag)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn delete(
    tx: &mut Tx,
    who: AccountId,
    id: FeaturedTagId,
) -> Result<Option<TagId>> {
    let found = sql("delete from featured_tag where id = $1 and account_id = $2 returning tag_id")
        .bind(id)
        .bind(who)
        .find(tx)
        .await?;
    Ok(found)
}

pub(super) async fn delete_tag(tx: &mut Tx, who: AccountId, tag: TagId) -> Result<bool> {
    let rows = sql("delete from featured_tag where account_id = $1 and tag_id = $2")
        .bind(who)
        .bind(tag)
        .run(tx)
        .await?;
    Ok(rows == 1)
}

pub(super) async fn of(tx: &mut Tx, who: AccountId) -> Result<Vec<(FeaturedTagId, Tag)>> {
    let found = sql("select f.id, t.id, t.name, t.display
           from featured_tag f
           join tag t on t.id = f.tag_id
          where f.account_id = $1
          order by f.id
          limit $2")
    .bind(who)
    .bind(super::FEATURED_MAX)
    .all(tx)
    .await?;
    Ok(found)
}

/// How many public posts of an account carry each hashtag, and the latest of them.
pub(super) async fn uses(
    tx: &mut Tx,
    who: AccountId,
    tags: &[TagId],
) -> Result<Vec<(TagId, i64, PostId)>> {
    let found = sql("select t.tag_id, count(*), max(t.post_id)
           from post_tag t
           join post p on p.id = t.post_id
          where p.author_id = $1 and t.tag_id in (select value from list($2)) and t.listed
          group by t.tag_id")
    .bind(who)
    .bind(tags)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn used_lately(tx: &mut Tx, who: AccountId, limit: usize) -> Result<Vec<Tag>> {
    let found = sql("select t.id, t.name, t.display
           from (select id
                   from post
                  where author_id = $1 and boost_of_id is null
                  order by id desc
                  limit $2) p
           join post_tag pt on pt.post_id = p.id and pt.listed
           join tag t on t.id = pt.tag_id
          where not exists (select 1
                              from featured_tag f
                             where f.account_id = $1 and f.tag_id = t.id)
          group by t.id, t.name, t.display
          order by count(*) desc, t.id
          limit $3")
    .bind(who)
    .bind(POSTS_SEARCHED_MAX)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}
