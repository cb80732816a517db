//! Statements of suggestions. Each looks at a bounded number of rows, so that an account with
//! thousands of follows costs no more than others.

use std::collections::HashSet;

use db::{Tx, sql};
use ground::{AccountId, Result};

/// Latest follows of a reader whose own follows are looked at.
const FRIENDS_MAX: i64 = 50;
/// Candidates of each sort.
const CANDIDATES_MAX: i64 = 400;

/// Accounts that those followed lately follow, by how many of them do. Who hides whom they follow
/// has no part in it.
pub(super) async fn friends_of_friends(tx: &mut Tx, who: AccountId) -> Result<Vec<AccountId>> {
    let found: Vec<(AccountId, i64)> = sql("select theirs.followee_id, count(*)
           from (select f.followee_id as id
                   from follow f
                   join account a on a.id = f.followee_id
                  where f.follower_id = $1 and not a.hide_collections
                  order by f.id desc
                  limit $2) friend
           join follow theirs on theirs.follower_id = friend.id
          group by theirs.followee_id
          order by count(*) desc, theirs.followee_id
          limit $3")
    .bind(who)
    .bind(FRIENDS_MAX)
    .bind(CANDIDATES_MAX)
    .all(tx)
    .await?;
    Ok(found.into_iter().map(|(account, _)| account).collect())
}

pub(super) async fn most_followed(tx: &mut Tx) -> Result<Vec<AccountId>> {
    let found = sql("select c.account_id
           from account_count c
          where c.followers > 0
          order by c.followers desc, c.account_id desc
          limit $1")
    .bind(CANDIDATES_MAX)
    .all(tx)
    .await?;
    Ok(found)
}

/// Those of these accounts that may be suggested to `who`.
pub(super) async fn welcome(
    tx: &mut Tx,
    who: AccountId,
    accounts: &[AccountId],
) -> Result<HashSet<AccountId>> {
    let now = tx.now_ms();
    let found = sql("select a.id
           from account a
          where a.id in (select value from list($2))
            and a.id <> $1 and a.discoverable and a.domain = ''
            and a.suspended_at is null and a.deleted_at is null and a.pending_since is null
            and not exists (select 1 from follow f
                             where f.follower_id = $1 and f.followee_id = a.id)
            and not exists (select 1 from follow_request r
                             where r.follower_id = $1 and r.followee_id = a.id)
            and not exists (select 1 from block b
                             where (b.account_id = $1 and b.target_id = a.id)
                                or (b.account_id = a.id and b.target_id = $1))
            and not exists (select 1 from mute m
                             where m.account_id = $1 and m.target_id = a.id
                               and (m.expires_at is null or m.expires_at > $3))
            and not exists (select 1 from suggestion_dismissal d
                             where d.account_id = $1 and d.target_id = a.id)")
    .bind(who)
    .bind(accounts)
    .bind(now)
    .all(tx)
    .await?;
    Ok(found.into_iter().collect())
}

pub(super) async fn dismiss(tx: &mut Tx, who: AccountId, target: AccountId) -> Result<()> {
    sql("insert into suggestion_dismissal (account_id, target_id)
         values ($1, $2)
         on conflict (account_id, target_id) do nothing")
    .bind(who)
    .bind(target)
    .later(tx)
    .await?;
    Ok(())
}
