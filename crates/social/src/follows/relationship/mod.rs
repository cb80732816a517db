//! How a reader and other accounts stand: follows, requests, blocks and mutes, either way, and
//! what the reader keeps about them.

mod sql;

use std::collections::{HashMap, HashSet};

use db::Tx;
use ground::{AccountId, Error, Result};
use wire::mastodon::Relationship;
use wire::{Id, Time};

use self::sql::Tie;

/// How `who` and `other` stand.
///
/// # Errors
/// [`Error::NotFound`] if there is no such account.
pub async fn relationship(tx: &mut Tx, who: AccountId, other: AccountId) -> Result<Relationship> {
    relationships(tx, who, &[other]).await?.pop().ok_or(Error::NotFound)
}

/// How `who` and each of these accounts stand, in the order asked, by five statements however
/// many; accounts that do not exist are left out.
///
/// # Errors
/// If the database does not answer.
pub async fn relationships(
    tx: &mut Tx,
    who: AccountId,
    others: &[AccountId],
) -> Result<Vec<Relationship>> {
    let there: HashSet<AccountId> = sql::existing(tx, others).await?.into_iter().collect();
    let follows = sql::follows_to(tx, who, others).await?;
    let mutes = sql::mutes_of(tx, who, others).await?;
    let ties = sql::ties(tx, who, others).await?;
    let mut notes: HashMap<AccountId, String> =
        sql::notes(tx, who, others).await?.into_iter().collect();
    let tied = |tie: Tie, other: AccountId| ties.contains(&(tie, other));
    let mut once = HashSet::with_capacity(others.len());
    let asked = others.iter().filter(|other| there.contains(other) && once.insert(**other));
    let stand = |other: AccountId| {
        let follow = follows.iter().find(|follow| follow.followee == other);
        let mute = mutes.iter().find(|mute| mute.target == other);
        Relationship {
            id: Id(other.0),
            following: follow.is_some(),
            showing_reblogs: follow.is_some_and(|follow| follow.boosts),
            notifying: follow.is_some_and(|follow| follow.notify),
            followed_by: tied(Tie::FollowedBy, other),
            blocking: tied(Tie::Blocks, other),
            blocked_by: tied(Tie::BlockedBy, other),
            muting: mute.is_some(),
            muting_notifications: mute.is_some_and(|mute| mute.notifications),
            muting_expires_at: mute.and_then(|mute| mute.expires_at).map(Time),
            requested: tied(Tie::Asked, other),
            requested_by: tied(Tie::AskedBy, other),
            endorsed: tied(Tie::Endorsed, other),
            domain_blocking: tied(Tie::DomainBlocked, other),
            note: notes.remove(&other).unwrap_or_default(),
            ..Relationship::default()
        }
    };
    Ok(asked.copied().map(stand).collect())
}
