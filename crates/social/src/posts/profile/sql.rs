//! Statements of an account's posts and pins.

use db::{Tx, sql};
use ground::http::{Ask, Paging as _};
use ground::{AccountId, PostId, Result, TagId};

use super::{Of, Sight, Which};

pub(super) async fn list(
    tx: &mut Tx,
    of: &Of,
    which: &Which,
    ask: Ask,
    limit: usize,
) -> Result<Vec<(i64, PostId)>> {
    let page = sql("select p.id, p.id
           from post p
          where p.author_id = $1 and p.id < $2 and p.id > $3
            and ($5 or p.visibility in ('public', 'unlisted')
                 or ($6 and p.visibility = 'private')
                 or exists (select 1 from mention m
                             where m.account_id = $7 and m.post_id = p.id))
            and ($8 or p.boost_of_id is null)
            and ($9 or p.reply_to_id is null or p.about_id = $1)
            and ($10 or exists (select 1 from media e
                                 where e.post_id = p.id and e.position >= 0))
            and ($11 or exists (select 1 from post_tag t
                                 where t.post_id = p.id and t.tag_id = $12))
          order by p.id desc
          limit $4")
    .bind(of.author)
    .page(ask, limit)
    .bind(of.sight == Sight::All)
    .bind(of.sight == Sight::Follower)
    .bind(of.viewer.unwrap_or(AccountId(0)))
    .bind(!which.no_boosts)
    .bind(!which.no_replies)
    .bind(!which.only_media)
    .bind(of.tag.is_none())
    .bind(of.tag.unwrap_or(TagId(0)))
    .all(tx)
    .await?;
    Ok(page)
}

pub(super) async fn pinned(
    tx: &mut Tx,
    author: AccountId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<(i64, PostId)>> {
    let page = sql("select id, post_id
           from pin
          where account_id = $1 and id < $2 and id > $3
          order by id desc
          limit $4")
    .bind(author)
    .page(ask, limit)
    .all(tx)
    .await?;
    Ok(page)
}

pub(super) async fn tag(tx: &mut Tx, key: &str) -> Result<Option<TagId>> {
    let found = sql("select id from tag where name = $1").bind(key).find(tx).await?;
    Ok(found)
}

pub(super) async fn pins(tx: &mut Tx, who: AccountId) -> Result<Vec<PostId>> {
    let found = sql("select post_id from pin where account_id = $1").bind(who).all(tx).await?;
    Ok(found)
}

pub(super) async fn pin(tx: &mut Tx, who: AccountId, post: PostId) -> Result<()> {
    let id = tx.new_id(who.bucket());
    sql("insert into pin (id, account_id, post_id) values ($1, $2, $3)")
        .bind(id)
        .bind(who)
        .bind(post)
        .later(tx)
        .await?;
    Ok(())
}

pub(super) async fn unpin(tx: &mut Tx, who: AccountId, post: PostId) -> Result<()> {
    sql("delete from pin where account_id = $1 and post_id = $2")
        .bind(who)
        .bind(post)
        .later(tx)
        .await?;
    Ok(())
}
