//! Conversations: direct posts of a thread among the same people, as each of them sees it.
//!
//! They follow from what is posted, a moment after it. Removing one is a matter of whoever removes
//! it: the posts stay, and the next one brings it back.

mod api;
mod sql;
mod web;

use std::collections::BTreeSet;

use db::{Tx, record};
use ground::events::{self, Event};
use ground::http::{Ask, Route, Scope, delete, get, post};
use ground::{AccountId, Error, PostId, Result};
use serde::{Deserialize, Serialize};

pub use api::written;

use crate::posts;

/// Posts looked at for the one before the last, when the last is gone.
const EARLIER_MAX: usize = 200;

record! {
    /// A conversation as one of its people sees it.
    #[derive(Clone, Debug)]
    pub struct Conversation {
        /// Its number.
        pub id: i64,
        /// Who sees it so.
        pub account: AccountId,
        /// The first post of the thread.
        pub root: PostId,
        people: String,
        /// The last post.
        pub latest: PostId,
        /// Whether there is something new in it.
        pub unread: bool,
    }
}

impl Conversation {
    /// The others in it; oneself, if one talks to nobody else.
    #[must_use]
    pub fn people(&self) -> Vec<AccountId> {
        let people: Vec<AccountId> =
            self.people.split(' ').filter_map(|number| number.parse().ok()).collect();
        if people.is_empty() { vec![self.account] } else { people }
    }
}

/// Something was said in a conversation.
#[derive(Debug, Deserialize, Serialize)]
pub struct Said {
    /// Who sees it.
    pub account: AccountId,
    /// The conversation.
    pub conversation: i64,
}

impl Event for Said {
    const KIND: &'static str = "conversations.said";

    fn subject(&self) -> i64 {
        self.conversation
    }

    fn actor(&self) -> AccountId {
        self.account
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let write = Scope::Needs("write:conversations");
    vec![
        get("/api/v1/conversations", Scope::Needs("read:statuses"), api::list),
        delete("/api/v1/conversations/{id}", write, api::remove),
        post("/api/v1/conversations/{id}/read", write, api::read),
        post("/api/v1/conversations/{id}/unread", write, api::unread),
        get("/messages", Scope::Member, web::list),
        get("/messages/{id}", Scope::Member, web::show),
        post("/messages/{id}/read", Scope::Member, web::read),
        post("/messages/{id}/remove", Scope::Member, web::remove),
    ]
}

/// Puts a direct post into the conversations of all in it who live here, but for those between
/// whom and its author there is a block, or who mute the author.
///
/// # Errors
/// If the database does not answer.
pub async fn say(tx: &mut Tx, id: PostId, author: AccountId, named: &[AccountId]) -> Result<()> {
    let Some(post) = posts::by_ids(tx, &[id]).await?.pop() else { return Ok(()) };
    let all: BTreeSet<AccountId> = named.iter().copied().chain([author]).collect();
    let everybody: Vec<AccountId> = all.iter().copied().collect();
    for account in sql::hearing(tx, author, &everybody).await? {
        let new = tx.new_id(account.bucket());
        let others = others(&all, account);
        let unread = account != author;
        let conversation = sql::say(tx, new, account, post.root, &others, id, unread).await?;
        events::append(tx, &Said { account, conversation })?;
    }
    Ok(())
}

/// Forgets a post that is gone: where it was the last, the one before it is.
///
/// # Errors
/// If the database does not answer.
pub async fn forget_post(tx: &mut Tx, gone: PostId) -> Result<()> {
    let ended = sql::ended_by(tx, gone).await?;
    let Some(root) = ended.first().map(|it| it.root) else { return Ok(()) };
    let sets = direct_posts(tx, root, gone).await?;
    for conversation in ended {
        let account = conversation.account;
        let before = sets
            .iter()
            .find(|(_, all)| all.contains(&account) && others(all, account) == conversation.people);
        match before {
            Some((post, _)) => sql::set_latest(tx, conversation.id, *post).await?,
            None => sql::delete(tx, account, conversation.id).await.map(drop)?,
        }
    }
    Ok(())
}

/// Direct posts of a thread before one, latest first, each with all who are in it.
async fn direct_posts(
    tx: &mut Tx,
    root: PostId,
    before: PostId,
) -> Result<Vec<(PostId, BTreeSet<AccountId>)>> {
    let earlier = sql::earlier(tx, root, before, EARLIER_MAX).await?;
    let ids: Vec<PostId> = earlier.iter().map(|(post, _)| *post).collect();
    let named = sql::named(tx, &ids).await?;
    let with_people = |(post, author): (PostId, AccountId)| {
        let named = named.iter().filter(|(of, _)| *of == post).map(|(_, account)| *account);
        (post, named.chain([author]).collect())
    };
    Ok(earlier.into_iter().map(with_people).collect())
}

/// What was said in a conversation, latest first: at most `limit` of the 200 direct posts of its
/// thread before `before`.
///
/// # Errors
/// If the database does not answer.
pub async fn said_in(
    tx: &mut Tx,
    conversation: &Conversation,
    before: Option<PostId>,
    limit: usize,
) -> Result<Vec<PostId>> {
    let before = before.unwrap_or(PostId(i64::MAX));
    let (who, people) = (conversation.account, &conversation.people);
    let all = direct_posts(tx, conversation.root, before).await?;
    let among = |all: &BTreeSet<AccountId>| all.contains(&who) && others(all, who) == *people;
    let ids: Vec<PostId> =
        all.into_iter().filter(|(_, all)| among(all)).map(|(post, _)| post).take(limit).collect();
    let found = posts::by_ids(tx, &ids).await?;
    let seen = posts::seen_among(tx, Some(who), found).await?;
    Ok(ids.into_iter().filter(|id| seen.iter().any(|post| post.id == *id)).collect())
}

fn others(all: &BTreeSet<AccountId>, account: AccountId) -> String {
    let others = all.iter().filter(|other| **other != account).map(AccountId::to_string);
    others.collect::<Vec<_>>().join(" ")
}

/// A page of the conversations of `who`, latest said in first; the cursor is the last post.
///
/// # Errors
/// If the database does not answer.
pub async fn list(
    tx: &mut Tx,
    who: AccountId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<Conversation>> {
    let mut page = sql::list(tx, who, ask, limit).await?;
    page.sort_unstable_by_key(|conversation| std::cmp::Reverse(conversation.latest));
    Ok(page)
}

/// One conversation of `who`.
///
/// # Errors
/// [`Error::NotFound`] if there is none.
pub async fn one(tx: &mut Tx, who: AccountId, id: i64) -> Result<Conversation> {
    sql::find(tx, who, id).await?.ok_or(Error::NotFound)
}

/// Notes whether there is something new in a conversation. Returns it.
///
/// # Errors
/// [`Error::NotFound`] if `who` has none such.
pub async fn mark(tx: &mut Tx, who: AccountId, id: i64, unread: bool) -> Result<Conversation> {
    let conversation = one(tx, who, id).await?;
    sql::mark(tx, id, unread).await?;
    Ok(Conversation { unread, ..conversation })
}

/// Removes a conversation for `who` alone.
///
/// # Errors
/// [`Error::NotFound`] if `who` has none such.
pub async fn remove(tx: &mut Tx, who: AccountId, id: i64) -> Result<()> {
    if sql::delete(tx, who, id).await? { Ok(()) } else { Err(Error::NotFound) }
}
