//! Statements of follows.

use db::{Arg, Row, Tx, Value, record, sql};
use ground::http::Ask;
use ground::{AccountId, Result};

use super::Wish;
use crate::posts::Place;

/// Boosts looked through for the one that may have led to a follow.
const BOOSTS_SEARCHED_MAX: i64 = 500;

record! {
    /// What must be known before `who` follows another.
    pub(super) struct Standing {
        /// One of the two blocks the other.
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
               or exists (select 1 from block where account_id = $2 and target_id = $1),
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

/// Removes a request and answers what it asked for.
pub(super) async fn delete_request(
    tx: &mut Tx,
    who: AccountId,
    other: AccountId,
) -> Result<Option<Edge>> {
    let found: Option<(bool, bool, bool, Option<i64>, Option<String>, bool)> =
        sql("delete from follow_request
              where follower_id = $1 and followee_id = $2
          returning boosts, replies, notify, via_entry_id, via_place, via_inferred")
        .bind(who)
        .bind(other)
        .find(tx)
        .await?;
    Ok(found.map(|(boosts, replies, notify, entry, place, inferred)| Edge {
        boosts,
        replies,
        notify,
        via: Place { entry, place, inferred },
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
    let text = if ask.upward() {
        sql("select f.id, a.id
               from follow f
               join account a on a.id = f.follower_id
              where f.followee_id = $1 and f.id < $2 and f.id > $3
                and a.suspended_at is null and a.deleted_at is null
              order by f.id
              limit $4")
    } else {
        sql("select f.id, a.id
               from follow f
               join account a on a.id = f.follower_id
              where f.followee_id = $1 and f.id < $2 and f.id > $3
                and a.suspended_at is null and a.deleted_at is null
              order by f.id desc
              limit $4")
    };
    let page = text.bind(of).bind(ask.below()).bind(ask.above()).bind(limit).all(tx).await?;
    Ok(page)
}

pub(super) async fn following(
    tx: &mut Tx,
    of: AccountId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<(i64, AccountId)>> {
    let text = if ask.upward() {
        sql("select f.id, a.id
               from follow f
               join account a on a.id = f.followee_id
              where f.follower_id = $1 and f.id < $2 and f.id > $3
                and a.suspended_at is null and a.deleted_at is null
              order by f.id
              limit $4")
    } else {
        sql("select f.id, a.id
               from follow f
               join account a on a.id = f.followee_id
              where f.follower_id = $1 and f.id < $2 and f.id > $3
                and a.suspended_at is null and a.deleted_at is null
              order by f.id desc
              limit $4")
    };
    let page = text.bind(of).bind(ask.below()).bind(ask.above()).bind(limit).all(tx).await?;
    Ok(page)
}

pub(super) async fn requests(
    tx: &mut Tx,
    of: AccountId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<(i64, AccountId)>> {
    let text = if ask.upward() {
        sql("select r.id, a.id
               from follow_request r
               join account a on a.id = r.follower_id
              where r.followee_id = $1 and r.id < $2 and r.id > $3
                and a.suspended_at is null and a.deleted_at is null
              order by r.id
              limit $4")
    } else {
        sql("select r.id, a.id
               from follow_request r
               join account a on a.id = r.follower_id
              where r.followee_id = $1 and r.id < $2 and r.id > $3
                and a.suspended_at is null and a.deleted_at is null
              order by r.id desc
              limit $4")
    };
    let page = text.bind(of).bind(ask.below()).bind(ask.above()).bind(limit).all(tx).await?;
    Ok(page)
}

pub(super) async fn existing(tx: &mut Tx, ids: &[AccountId]) -> Result<Vec<AccountId>> {
    let found = sql("select id
           from account
          where id in (select value from list($1)) and deleted_at is null")
    .bind(ids)
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

record! {
    /// A follow, as its reader sees it.
    pub(super) struct Followee {
        pub(super) followee: AccountId,
        pub(super) boosts: bool,
        pub(super) notify: bool,
    }
}

pub(super) async fn follows_to(
    tx: &mut Tx,
    who: AccountId,
    others: &[AccountId],
) -> Result<Vec<Followee>> {
    let found = sql("select followee_id, boosts, notify
           from follow
          where follower_id = $1 and followee_id in (select value from list($2))")
    .bind(who)
    .bind(others)
    .all(tx)
    .await?;
    Ok(found)
}

record! {
    /// A mute, as its owner sees it.
    pub(super) struct Muted {
        pub(super) target: AccountId,
        pub(super) notifications: bool,
        pub(super) expires_at: Option<i64>,
    }
}

pub(super) async fn mutes_of(
    tx: &mut Tx,
    who: AccountId,
    others: &[AccountId],
) -> Result<Vec<Muted>> {
    let now = tx.now_ms();
    let found = sql("select target_id, notifications, expires_at
           from mute
          where account_id = $1 and target_id in (select value from list($2))
            and (expires_at is null or expires_at > $3)")
    .bind(who)
    .bind(others)
    .bind(now)
    .all(tx)
    .await?;
    Ok(found)
}

/// What there can be between a reader and another, besides what the reader set up in detail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tie {
    /// The other follows the reader.
    FollowedBy,
    /// The reader has asked to follow.
    Asked,
    /// The other has asked to follow.
    AskedBy,
    /// The reader blocks.
    Blocks,
    /// The other blocks.
    BlockedBy,
}

impl Value for Tie {
    fn take(row: &Row, at: usize) -> db::Result<Option<Self>> {
        let no = <i64 as Value>::take(row, at)?;
        Ok(no.map(|no| match no {
            1 => Self::FollowedBy,
            2 => Self::Asked,
            3 => Self::AskedBy,
            4 => Self::Blocks,
            _ => Self::BlockedBy,
        }))
    }

    fn null() -> Arg {
        <i64 as Value>::null()
    }
}

pub(super) async fn ties(
    tx: &mut Tx,
    who: AccountId,
    others: &[AccountId],
) -> Result<Vec<(Tie, AccountId)>> {
    let found = sql("select 1, follower_id from follow
          where followee_id = $1 and follower_id in (select value from list($2))
          union all
         select 2, followee_id from follow_request
          where follower_id = $1 and followee_id in (select value from list($2))
          union all
         select 3, follower_id from follow_request
          where followee_id = $1 and follower_id in (select value from list($2))
          union all
         select 4, target_id from block
          where account_id = $1 and target_id in (select value from list($2))
          union all
         select 5, account_id from block
          where target_id = $1 and account_id in (select value from list($2))")
    .bind(who)
    .bind(others)
    .all(tx)
    .await?;
    Ok(found)
}
