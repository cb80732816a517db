//! Following and its end.

use db::Tx;
use ground::events;
use ground::http::Via;
use ground::{AccountId, Error, PostId, Result, Say};

use super::{
    FOLLOWS_MAX, Followed, Requested, Switched, Unfollowed, Wish, Withdrawn, not_oneself, sql,
};
use crate::posts::{self, PLACES, Place};
use crate::{accounts, endorsements};

/// `who` reads `other` from now on, or asks to if that account is locked. Following again only
/// sets the switches that `wish` names.
///
/// # Errors
/// [`Error::NotFound`] if there is no such account; [`Error::Forbidden`] if it is oneself, or one
/// of the two blocks the other or its server, or it has moved on; [`Error::Invalid`] if `who`
/// follows too many already.
pub async fn follow(tx: &mut Tx, who: AccountId, other: AccountId, wish: &Wish) -> Result<()> {
    not_oneself(who, other, "error-follow-self")?;
    let account = accounts::get(tx, other).await?;
    let standing = sql::standing(tx, who, other).await?;
    if standing.barred {
        return Err(Error::forbidden("error-follow-blocked"));
    }
    if standing.follows {
        sql::switch(tx, who, other, wish).await?;
        return events::append(tx, &Switched { follower: who, followee: other });
    }
    if standing.asked {
        return sql::switch_request(tx, who, other, wish).await;
    }
    if account.moved_to.is_some() {
        return Err(Error::forbidden("error-moved"));
    }
    if standing.count >= FOLLOWS_MAX {
        let max = usize::try_from(FOLLOWS_MAX).unwrap_or(usize::MAX);
        return Err(Error::invalid("id", Say::new("error-follow-limit").with("max", max)));
    }
    let edge = sql::Edge {
        boosts: wish.boosts.unwrap_or(true),
        replies: wish.replies.unwrap_or(true),
        notify: wish.notify.unwrap_or(false),
        via: place(tx, who, other, &wish.via).await?,
    };
    // Of another server's people that server decides.
    if account.locked || !account.uri.is_empty() {
        sql::insert_request(tx, who, other, edge).await?;
        return events::append(tx, &Requested { follower: who, followee: other });
    }
    begin(tx, who, other, edge).await
}

/// Makes the follow itself.
pub(super) async fn begin(
    tx: &mut Tx,
    follower: AccountId,
    followee: AccountId,
    edge: sql::Edge,
) -> Result<()> {
    sql::insert(tx, follower, followee, edge).await?;
    accounts::count_follow(tx, follower, followee, 1).await?;
    events::append(tx, &Followed { follower, followee })
}

/// `who` no longer reads `other`; a request not yet answered is taken back. Ending what never was
/// is no error.
///
/// # Errors
/// If the database does not answer.
pub async fn unfollow(tx: &mut Tx, who: AccountId, other: AccountId) -> Result<()> {
    if sql::delete(tx, who, other).await? {
        endorsements::forget(tx, who, other).await?;
        accounts::count_follow(tx, who, other, -1).await?;
        events::append(tx, &Unfollowed { follower: who, followee: other })?;
    }
    if sql::delete_request(tx, who, other).await?.is_some() {
        events::append(tx, &Withdrawn { follower: who, followee: other })?;
    }
    Ok(())
}

/// `follower` no longer reads `who`, because `who` says so. Its request, if any, stays.
///
/// # Errors
/// If the database does not answer.
pub async fn remove_follower(tx: &mut Tx, who: AccountId, follower: AccountId) -> Result<()> {
    if sql::delete(tx, follower, who).await? {
        accounts::count_follow(tx, follower, who, -1).await?;
        events::append(tx, &Unfollowed { follower, followee: who })?;
    }
    Ok(())
}

/// Ends all follows and requests between two accounts.
///
/// # Errors
/// If the database does not answer.
pub async fn sever(tx: &mut Tx, one: AccountId, other: AccountId) -> Result<()> {
    unfollow(tx, one, other).await?;
    unfollow(tx, other, one).await
}

/// Ends some follows and requests of an account, in both directions, at most so many. How many
/// there were: fewer than asked when none is left.
///
/// # Errors
/// If the database does not answer.
pub async fn sever_some(tx: &mut Tx, who: AccountId, limit: usize) -> Result<usize> {
    let others = sql::others(tx, who, limit).await?;
    for other in &others {
        sever(tx, who, *other).await?;
    }
    Ok(others.len())
}

/// Through which entry a follow came: what the client said, if the follower may see that entry;
/// else the latest boost of the other's posts by somebody they follow (marked as worked out); else
/// none is known.
async fn place(tx: &mut Tx, who: AccountId, other: AccountId, via: &Via) -> Result<Place> {
    let place = via.place.clone().filter(|name| PLACES.contains(&name.as_str()));
    if let Some(entry) = via.entry {
        match posts::seen_by(tx, Some(who), PostId(entry)).await {
            Ok(_) => return Ok(Place { entry: Some(entry), place, inferred: false }),
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    let entry = sql::latest_followed_boost(tx, who, other).await?;
    Ok(Place { entry, place, inferred: true })
}
