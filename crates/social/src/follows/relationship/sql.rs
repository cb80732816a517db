//! Statements of relationships.

use db::{Arg, Row, Tx, Value, record, sql};
use ground::{AccountId, Result};

pub(super) async fn existing(tx: &mut Tx, ids: &[AccountId]) -> Result<Vec<AccountId>> {
    let found = sql("select id
           from account
          where id in (select value from list($1)) and deleted_at is null")
    .bind(ids)
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
    /// The reader shows the other on the profile.
    Endorsed,
    /// The reader blocks the other's whole server.
    DomainBlocked,
}

impl Value for Tie {
    fn take(row: &Row, at: usize) -> db::Result<Option<Self>> {
        let no = <i64 as Value>::take(row, at)?;
        Ok(no.map(|no| match no {
            1 => Self::FollowedBy,
            2 => Self::Asked,
            3 => Self::AskedBy,
            4 => Self::Blocks,
            5 => Self::BlockedBy,
            6 => Self::Endorsed,
            _ => Self::DomainBlocked,
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
          where target_id = $1 and account_id in (select value from list($2))
          union all
         select 6, target_id from endorsement
          where account_id = $1 and target_id in (select value from list($2))
          union all
         select 7, a.id from account a
           join domain_block d on d.domain = a.domain
          where d.account_id = $1 and a.id in (select value from list($2))")
    .bind(who)
    .bind(others)
    .all(tx)
    .await?;
    Ok(found)
}

pub(super) async fn notes(
    tx: &mut Tx,
    who: AccountId,
    others: &[AccountId],
) -> Result<Vec<(AccountId, String)>> {
    let found = sql("select target_id, body
           from account_note
          where account_id = $1 and target_id in (select value from list($2))")
    .bind(who)
    .bind(others)
    .all(tx)
    .await?;
    Ok(found)
}
