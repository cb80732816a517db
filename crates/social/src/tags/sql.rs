//! Statements of hashtags.

use db::{Tx, sql};
use ground::http::{Ask, Paging as _};
use ground::{AccountId, Result, TagId};

use super::rules::Ruled;
use super::{Day, Tag};

pub(super) async fn named(tx: &mut Tx, name: &str) -> Result<Option<Tag>> {
    let found =
        sql("select id, name, display from tag where name = $1").bind(name).find(tx).await?;
    Ok(found)
}

pub(super) async fn count_followed(tx: &mut Tx, who: AccountId) -> Result<i64> {
    let count =
        sql("select count(*) from tag_follow where account_id = $1").bind(who).get(tx).await?;
    Ok(count)
}

pub(super) async fn follow(tx: &mut Tx, who: AccountId, tag: TagId) -> Result<bool> {
    let id = tx.new_id(who.bucket());
    let rows = sql("insert into tag_follow (id, account_id, tag_id)
         values ($1, $2, $3)
         on conflict (account_id, tag_id) do nothing")
    .bind(id)
    .bind(who)
    .bind(tag)
    .run(tx)
    .await?;
    Ok(rows == 1)
}

pub(super) async fn unfollow(tx: &mut Tx, who: AccountId, tag: TagId) -> Result<bool> {
    let rows = sql("delete from tag_follow where account_id = $1 and tag_id = $2")
        .bind(who)
        .bind(tag)
        .run(tx)
        .await?;
    Ok(rows == 1)
}

pub(super) async fn followed(
    tx: &mut Tx,
    who: AccountId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<(i64, Tag)>> {
    let page = sql("select f.id, t.id, t.name, t.display
           from tag_follow f
           join tag t on t.id = f.tag_id
          where f.account_id = $1 and f.id < $2 and f.id > $3
          order by f.id desc
          limit $4")
    .bind(who)
    .page(ask, limit)
    .all(tx)
    .await?;
    Ok(page)
}

pub(super) async fn followed_among(
    tx: &mut Tx,
    who: AccountId,
    tags: &[TagId],
) -> Result<Vec<TagId>> {
    let found = sql("select tag_id
           from tag_follow
          where account_id = $1 and tag_id in (select value from list($2))")
    .bind(who)
    .bind(tags)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn featured_among(
    tx: &mut Tx,
    who: AccountId,
    tags: &[TagId],
) -> Result<Vec<TagId>> {
    let found = sql("select tag_id
           from featured_tag
          where account_id = $1 and tag_id in (select value from list($2))")
    .bind(who)
    .bind(tags)
    .all(tx)
    .await?;
    Ok(found)
}

/// An id says when it was issued, in its bits from the 22nd on.
pub(super) async fn days(tx: &mut Tx, tags: &[TagId], first_id: i64) -> Result<Vec<Day>> {
    let found = sql("select t.tag_id, (t.post_id >> 21) / 86400000, count(*),
                count(distinct p.author_id)
           from post_tag t
           join post p on p.id = t.post_id
          where t.tag_id in (select value from list($1)) and t.post_id >= $2 and t.listed
          group by t.tag_id, (t.post_id >> 21) / 86400000")
    .bind(tags)
    .bind(first_id)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn ruled(
    tx: &mut Tx,
    beginning: &str,
    ask: Ask,
    limit: usize,
) -> Result<Vec<Ruled>> {
    let page = sql("select t.id, t.name, t.display, coalesce(r.usable, true),
                coalesce(r.trendable, true), coalesce(r.listable, true), r.reviewed_at
           from tag t
           left join tag_rule r on r.tag_id = t.id
          where t.id < $1 and t.id > $2 and substr(t.name, 1, length($3)) = $3
          order by t.id desc
          limit $4")
    .turned(ask.upward())
    .bind(ask.below())
    .bind(ask.above())
    .bind(beginning)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(page)
}

pub(super) async fn ruled_one(tx: &mut Tx, id: TagId) -> Result<Option<Ruled>> {
    let found = sql("select t.id, t.name, t.display, coalesce(r.usable, true),
                    coalesce(r.trendable, true), coalesce(r.listable, true), r.reviewed_at
               from tag t
               left join tag_rule r on r.tag_id = t.id
              where t.id = $1")
    .bind(id)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn ruled_among(tx: &mut Tx, ids: &[TagId]) -> Result<Vec<Ruled>> {
    let found = sql("select t.id, t.name, t.display, coalesce(r.usable, true),
                    coalesce(r.trendable, true), coalesce(r.listable, true), r.reviewed_at
               from tag t
               left join tag_rule r on r.tag_id = t.id
              where t.id in (select value from list($1))")
    .bind(ids)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn set_rule(tx: &mut Tx, ruled: &Ruled) -> Result<()> {
    sql("insert into tag_rule (tag_id, usable, trendable, listable, reviewed_at)
         values ($1, $2, $3, $4, $5)
         on conflict (tag_id) do update
            set usable = excluded.usable, trendable = excluded.trendable,
                listable = excluded.listable, reviewed_at = excluded.reviewed_at")
    .bind(ruled.tag.id)
    .bind(ruled.usable)
    .bind(ruled.trendable)
    .bind(ruled.listable)
    .bind(ruled.reviewed_at)
    .later(tx)
    .await?;
    Ok(())
}
