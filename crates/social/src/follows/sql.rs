//! Statements of follows.

use db::{Tx, record, sql};
use ground::http::{Ask, Paging as _};
use ground::{AccountId, Result};

use super::{Reader, Wish};
use crate::posts::Place;

/// Boosts looked through for the one that may have led to a follow.
const BOOSTS_SEARCHED_MAX: i64 = 500;

record! {
    /// What must be known before `who` follows another.
    pub(super) struct Standing {
        /// One of the two blocks the other, or its server.
        pub(super) barred: bool,
        pub(super) follows: bool,
        pub(super) asked: bool,
        /// How many `who` follows or has asked.
        pub(super) count: i64,
    }
}

/// The switches of a follow or request, and where it came from.
pub(super) struct Edge {
    pub(super) boosts: bool,
    pub(super) replies: bool,
    pub(super) notify: bool,
    pub(super) via: Place,
}

pub(super) async fn standing(tx: &mut Tx, who: AccountId, other: AccountId) -> Result<Standing> {
    let found = sql("select
             exists (select 1 from block where account_id = $1 and target_id = $2)
               or exists (select 1 from block where account_id = $2 and target_id = $1)
               or exists (select 1 from domain_block d
                            join account a on a.domain = d.domain
                           where (d.account_id = $1 and a.id = $2)
                              or (d.account_id = $2 and a.id = $1)),
             exists (select 1 from follow where follower_id = $1 and followee_id = $2),
             exists (select 1 from follow_request where follower_id = $1 and followee_id = $2),
             following + (select count(*) from follow_request where follower_id = $1)
           from account_count
          where account_id = $1")
    .bind(who)
    .bind(other)
    .get(tx)
    .await?;
    Ok(found)
}

pub(super) async fn insert(
    tx: &mut Tx,
    follower: AccountId,
    followee: AccountId,
    edge: Edge,
) -> Result<()> {
    let id = tx.new_id(follower.bucket());
    sql("insert into follow (id, follower_id, followee_id, boosts, replies, notify,
                via_entry_id, via_place, via_inferred)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
    .bind(id)
    .bind(follower)
    .bind(followee)
    .bind(edge.boosts)
    .bind(edge.replies)
    .bind(edge.notify)
    .bind(edge.via.entry)
    .bind(edge.via.place)
    .bind(edge.via.inferred)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn insert_request(
    tx: &mut Tx,
    follower: AccountId,
    followee: AccountId,
    edge: Edge,
) -> Result<()> {
    let id = tx.new_id(follower.bucket());
    sql("insert into follow_request (id, follower_id, followee_id, boosts, replies, notify,
                via_entry_id, via_place, via_inferred)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
    .bind(id)
    .bind(follower)
    .bind(followee)
    .bind(edge.boosts)
    .bind(edge.replies)
    .bind(edge.notify)
    .bind(edge.via.entry)
    .bind(edge.via.place)
    .bind(edge.via.inferred)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn switch(
    tx: &mut Tx,
    who: AccountId,
    other: AccountId,
    wish: &Wish,
) -> Result<()> {
    sql("update follow
            set boosts = coalesce($3, boosts),
                replies = coalesce($4, replies),
                notify = coalesce($5, notify)
          where follower_id = $1 and followee_id = $2")
    .bind(who)
    .bind(other)
    .bind(wish.boosts)
    .bind(wish.replies)
    .bind(wish.notify)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn switch_request(
    tx: &mut Tx,
    who: AccountId,
    other: AccountId,
    wish: &Wish,
) -> Result<()> {
    sql("update follow_request
            set boosts = coalesce($3, boosts),
                replies = coalesce($4, replies),
                notify = coalesce($5, notify)
          where follower_id = $1 and followee_id = $2")
    .bind(who)
    .bind(other)
    .bind(wish.boosts)
    .bind(wish.replies)
    .bind(wish.notify)
    .later(tx)
    .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, who: AccountId, other: AccountId) -> Result<bool> {
    let rows = sql("delete from follow where follower_id = $1 and followee_id = $2")
        .bind(who)
        .bind(other)
        .run(tx)
        .await?;
    Ok(rows == 1)
}

record! {
    /// A request as it is kept.
    struct Asked {
        boosts: bool,
        replies: bool,
        notify: bool,
        entry: Option<i64>,
        place: Option<String>,
        inferred: bool,
    }
}

/// Removes a request and answers what it asked for.
pub(super) async fn delete_request(
    tx: &mut Tx,
    who: AccountId,
    other: AccountId,
) -> Result<Option<Edge>> {
    let found: Option<Asked> = sql("delete from follow_request
          where follower_id = $1 and followee_id = $2
      returning boosts, replies, notify, via_entry_id, via_place, via_inferred")
    .bind(who)
    .bind(other)
    .find(tx)
    .await?;
    Ok(found.map(|asked| Edge {
        boosts: asked.boosts,
        replies: asked.replies,
        notify: asked.notify,
        via: Place { entry: asked.entry, place: asked.place, inferred: asked.inferred },
    }))
}

pub(super) async fn latest_followed_boost(
    tx: &mut Tx,
    who: AccountId,
    other: AccountId,
) -> Result<Option<i64>> {
    let found = sql("select boost.id
           from (select id, author_id
                   from post
                  where about_id = $2 and boost_of_id is not null
                  order by id desc
                  limit $3) boost
           join follow f on f.follower_id = $1 and f.followee_id = boost.author_id
          order by boost.id desc
          limit 1")
    .bind(who)
    .bind(other)
    .bind(BOOSTS_SEARCHED_MAX)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn followers(
    tx: &mut Tx,
    of: AccountId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<(i64, AccountId)>> {
    let page = sql("select f.id, a.id
           from follow f
           join account a on a.id = f.follower_id
          where f.followee_id = $1 and f.id < $2 and f.id > $3
            and a.suspended_at is null and a.deleted_at is null
          order by f.id desc
          limit $4")
    .bind(of)
    .page(ask, limit)
    .all(tx)
    .await?;
    Ok(page)
}

pub(super) async fn following(
    tx: &mut Tx,
    of: AccountId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<(i64, AccountId)>> {
    let page = sql("select f.id, a.id
           from follow f
           join account a on a.id = f.followee_id
          where f.follower_id = $1 and f.id < $2 and f.id > $3
            and a.suspended_at is null and a.deleted_at is null
          order by f.id desc
          limit $4")
    .bind(of)
    .page(ask, limit)
    .all(tx)
    .await?;
    Ok(page)
}

pub(super) async fn requests(
    tx: &mut Tx,
    of: AccountId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<(i64, AccountId)>> {
    let page = sql("select r.id, a.id
           from follow_request r
           join account a on a.id = r.follower_id
          where r.followee_id = $1 and r.id < $2 and r.id > $3
            and a.suspended_at is null and a.deleted_at is null
          order by r.id desc
          limit $4")
    .bind(of)
    .page(ask, limit)
    .all(tx)
    .await?;
    Ok(page)
}

/// Of each of these accounts some of those who follow it and whom `who` follows, lowest number
/// first. Accounts that hide whom they follow, or who follows them, are left out.
pub(super) async fn familiar(
    tx: &mut Tx,
    who: AccountId,
    of: &[AccountId],
    each: i64,
) -> Result<Vec<(AccountId, AccountId)>> {
    let found = sql("select found.of_id, found.by_id
           from (select theirs.followee_id as of_id, theirs.follower_id as by_id,
                        row_number() over (partition by theirs.followee_id
                                               order by theirs.follower_id) as place
                   from follow mine
                   join follow theirs on theirs.follower_id = mine.followee_id
                   join account a on a.id = theirs.follower_id
                   join account b on b.id = theirs.followee_id
                  where mine.follower_id = $1
                    and theirs.followee_id in (select value from list($2))
                    and not a.hide_collections and not b.hide_collections
                    and a.suspended_at is null and a.deleted_at is null) found
          where found.place <= $3
          order by found.of_id, found.place")
    .bind(who)
    .bind(of)
    .bind(each)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn listened_to(tx: &mut Tx, whom: &[AccountId]) -> Result<Vec<AccountId>> {
    let found = sql("select distinct followee_id
           from follow
          where followee_id in (select value from list($1)) and notify")
    .bind(whom)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn listeners(tx: &mut Tx, who: AccountId, limit: usize) -> Result<Vec<AccountId>> {
    let found = sql("select follower_id
           from follow
          where followee_id = $1 and notify
          order by follower_id desc
          limit $2")
    .bind(who)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn is_following(tx: &mut Tx, who: AccountId, other: AccountId) -> Result<bool> {
    let found: Option<i64> = sql("select id
           from follow
          where follower_id = $1 and followee_id = $2")
    .bind(who)
    .bind(other)
    .find(tx)
    .await?;
    Ok(found.is_some())
}

pub(super) async fn ours_of(
    tx: &mut Tx,
    of: AccountId,
    after: AccountId,
    limit: usize,
) -> Result<Vec<Reader>> {
    let found = sql("select f.follower_id, f.boosts, f.replies, f.notify
           from follow f
           join account a on a.id = f.follower_id
          where f.followee_id = $1 and f.follower_id > $2 and a.domain = ''
          order by f.follower_id
          limit $3")
    .bind(of)
    .bind(after)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}

/// Accounts with a follow or request to or from this one.
pub(super) async fn others(tx: &mut Tx, who: AccountId, limit: usize) -> Result<Vec<AccountId>> {
    let found = sql("select followee_id from follow where follower_id = $1
          union
         select follower_id from follow where followee_id = $1
          union
         select followee_id from follow_request where follower_id = $1
          union
         select follower_id from follow_request where followee_id = $1
          limit $2")
    .bind(who)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(found)
}
