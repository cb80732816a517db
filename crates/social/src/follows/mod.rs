//! Follows: who reads whom, and who has asked to.
//!
//! A follow carries its own switches (boosts, replies to strangers, being told of each post).
//! Nothing here notifies or fills timelines: that follows from the events.

mod api;
mod follow;
mod relationship;
mod requests;
mod sql;
mod web;

use db::{Tx, record};
use ground::events::Event;
use ground::http::{Ask, Route, Scope, Via, get, post};
use ground::{AccountId, App, Error, Result};
use serde::{Deserialize, Serialize};

pub use follow::{follow, remove_follower, sever, sever_some, unfollow};
pub use relationship::{relationship, relationships};
pub use requests::{authorize, reject, requests};

use crate::accounts;

/// Most accounts one may follow, those asked included: as many as a home is measured for.
pub const FOLLOWS_MAX: i64 = 7_500;

/// Most followers shown as familiar of one account.
pub const FAMILIAR_MAX: i64 = 40;

/// What a reader wants of a follow. What is not said stays as it was; at first, boosts and replies
/// are wanted, and being told of each post is not.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Whether the other's boosts are wanted in the home.
    pub boosts: Option<bool>,
    /// Whether the other's replies to accounts one does not follow are wanted in the home.
    pub replies: Option<bool>,
    /// Whether to be told of each of the other's posts.
    pub notify: Option<bool>,
    /// Through which entry and place the follow came.
    pub via: Via,
}

record! {
    /// One who reads another, and how.
    #[derive(Clone, Copy, Debug)]
    pub struct Reader {
        /// Who reads.
        pub follower: AccountId,
        /// Whether boosts are wanted.
        pub boosts: bool,
        /// Whether replies to strangers are wanted.
        pub replies: bool,
        /// Whether to be told of each post.
        pub notify: bool,
    }
}

/// An event between one who reads and one who is read. Whoever acted: the actor is as said there.
macro_rules! events {
    ($($(#[$doc:meta])* $name:ident $kind:literal by $actor:ident on $subject:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Deserialize, Serialize)]
        pub struct $name {
            /// Who reads, or asks to.
            pub follower: AccountId,
            /// Who is read, or asked.
            pub followee: AccountId,
        }

        impl Event for $name {
            const KIND: &'static str = $kind;

            fn subject(&self) -> i64 {
                self.$subject.0
            }

            fn actor(&self) -> AccountId {
                self.$actor
            }
        }
    )*};
}

events! {
    /// Somebody now reads somebody.
    Followed "follows.followed" by follower on followee
    /// A follow has other switches than before.
    Switched "follows.switched" by follower on followee
    /// Somebody no longer reads somebody, whoever of the two ended it.
    Unfollowed "follows.unfollowed" by follower on followee
    /// Somebody asks a locked account to be let in.
    Requested "follows.requested" by follower on followee
    /// A request was taken back, or fell with a block.
    Withdrawn "follows.withdrawn" by follower on followee
    /// A request was granted; [`Followed`] comes right after.
    Accepted "follows.accepted" by followee on follower
    /// A request was refused.
    Rejected "follows.rejected" by followee on follower
}

/// The two accounts of any event of this room: who reads or asks to, and who is read or asked.
///
/// # Errors
/// If the event is not of this room.
pub fn pair(event: &db::Event) -> Result<(AccountId, AccountId)> {
    // They all have the same two fields.
    let pair: Followed = serde_json::from_str(&event.payload).map_err(Error::internal)?;
    Ok((pair.follower, pair.followee))
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let (read, write) = (Scope::Needs("read:follows"), Scope::Needs("write:follows"));
    vec![
        post("/api/v1/accounts/{id}/follow", write, api::follow),
        post("/api/v1/accounts/{id}/unfollow", write, api::unfollow),
        post("/api/v1/accounts/{id}/remove_from_followers", write, api::remove_follower),
        get("/api/v1/accounts/{id}/followers", Scope::Anyone, api::followers),
        get("/api/v1/accounts/{id}/following", Scope::Anyone, api::following),
        get("/api/v1/accounts/relationships", read, api::relationships),
        get("/api/v1/accounts/familiar_followers", read, api::familiar),
        get("/api/v1/follow_requests", read, api::requests),
        post("/api/v1/follow_requests/{id}/authorize", write, api::authorize),
        post("/api/v1/follow_requests/{id}/reject", write, api::reject),
        get("/requests", Scope::Member, web::requests),
        post("/accounts/{id}/follow", Scope::Member, web::follow),
        post("/accounts/{id}/unfollow", Scope::Member, web::unfollow),
        post("/accounts/{id}/authorize", Scope::Member, web::authorize),
        post("/accounts/{id}/reject", Scope::Member, web::reject),
    ]
}

/// Shows the counts of both anew after a follow or its end.
pub fn remember(app: &App, event: &db::Event) {
    if matches!(event.kind.as_ref(), Followed::KIND | Unfollowed::KIND) {
        accounts::Cards::forget(app, AccountId(event.actor));
        accounts::Cards::forget(app, AccountId(event.subject));
        if let Ok((follower, followee)) = pair(event) {
            crate::posts::Cards::followed(app, follower, followee);
        }
    }
}

/// Which side of the follows of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Who reads it.
    Followers,
    /// Whom it reads.
    Following,
}

/// A page of one side of the follows of an account, latest follow first, each with its cursor.
/// Nothing for others than itself when the account hides them, nor of a suspended one.
///
/// # Errors
/// [`Error::NotFound`] if there is no such account.
pub async fn list(
    tx: &mut Tx,
    viewer: Option<AccountId>,
    of: AccountId,
    side: Side,
    ask: Ask,
    limit: usize,
) -> Result<Vec<(i64, AccountId)>> {
    let account = accounts::get_known(tx, of).await?;
    if !account.is_active() || account.hide_collections && viewer != Some(of) {
        return Ok(Vec::new());
    }
    let mut page = match side {
        Side::Followers => sql::followers(tx, of, ask, limit).await?,
        Side::Following => sql::following(tx, of, ask, limit).await?,
    };
    newest_first(&mut page);
    Ok(page)
}

/// Those of `whom` of whom somebody wants to be told of each post.
///
/// # Errors
/// If the database does not answer.
pub async fn listened_to(tx: &mut Tx, whom: &[AccountId]) -> Result<Vec<AccountId>> {
    sql::listened_to(tx, whom).await
}

/// Who wants to be told of each post of `who`, at most `limit`, the youngest accounts.
///
/// # Errors
/// If the database does not answer.
pub async fn listeners(tx: &mut Tx, who: AccountId, limit: usize) -> Result<Vec<AccountId>> {
    sql::listeners(tx, who, limit).await
}

/// Of each of these accounts those who follow it and whom `who` follows too, at most
/// [`FAMILIAR_MAX`] of each.
///
/// # Errors
/// If the database does not answer.
pub async fn familiar(
    tx: &mut Tx,
    who: AccountId,
    of: &[AccountId],
) -> Result<Vec<(AccountId, AccountId)>> {
    sql::familiar(tx, who, of, FAMILIAR_MAX).await
}

/// The readers of an account that live here, after one, by number.
///
/// # Errors
/// If the database does not answer.
pub async fn ours_of(
    tx: &mut Tx,
    of: AccountId,
    after: AccountId,
    limit: usize,
) -> Result<Vec<Reader>> {
    sql::ours_of(tx, of, after, limit).await
}

/// Whether `who` reads `other`.
///
/// # Errors
/// If the database does not answer.
pub async fn is_following(tx: &mut Tx, who: AccountId, other: AccountId) -> Result<bool> {
    sql::is_following(tx, who, other).await
}

/// Puts a page in the order of answers, whichever way it was read.
pub(crate) fn newest_first(page: &mut [(i64, AccountId)]) {
    page.sort_unstable_by_key(|(cursor, _)| std::cmp::Reverse(*cursor));
}

/// One acts on others, never on oneself.
///
/// # Errors
/// [`Error::Forbidden`] if both are the same account.
pub(crate) fn not_oneself(who: AccountId, other: AccountId, why: &'static str) -> Result<()> {
    if who == other { Err(Error::forbidden(why)) } else { Ok(()) }
}
