//! Lists: accounts an account reads apart, in a timeline of their own, whether it follows them or
//! not.
//!
//! A list is its owner's alone: nobody else learns of it, least of all who is on it. What it shows
//! is said by the rule of timelines; nothing here follows anybody.

mod api;
mod sql;
mod web;

use std::collections::HashSet;

use db::{Tx, record};
use ground::events::{self, Event};
use ground::http::{Ask, Route, Scope, delete, get, post, put};
use ground::{AccountId, Error, ListId, Result, Say};
use serde::{Deserialize, Serialize};

pub use sql::Replies;

use crate::accounts;

/// Most lists of an account.
pub const LISTS_MAX: i64 = 100;
/// Most accounts on a list.
pub const MEMBERS_MAX: i64 = 1_000;
/// Longest title, in characters.
pub const TITLE_CHARS_MAX: usize = 256;

record! {
    /// A list, as its owner sees it.
    #[derive(Clone, Debug)]
    pub struct List {
        /// Its number.
        pub id: ListId,
        /// What its owner calls it.
        pub title: String,
        /// Whose answers to others it shows.
        pub replies: Replies,
        /// Whether what its members say is left out of the owner's home.
        pub exclusive: bool,
    }
}

/// What a list is to be; what is not said stays as it is. A new one shows replies among its
/// members and leaves the home alone.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// What to call it.
    pub title: Option<String>,
    /// Whose answers to others it shows.
    pub replies: Option<Replies>,
    /// Whether what its members say is left out of the home.
    pub exclusive: Option<bool>,
}

/// A list is new, other than before, or gone.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Changed {
    /// Whose list.
    pub account: AccountId,
    /// The list.
    pub list: ListId,
}

impl Event for Changed {
    const KIND: &'static str = "lists.changed";

    fn subject(&self) -> i64 {
        self.list.0
    }

    fn actor(&self) -> AccountId {
        self.account
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let (read, write) = (Scope::Needs("read:lists"), Scope::Needs("write:lists"));
    vec![
        get("/api/v1/lists", read, api::all),
        post("/api/v1/lists", write, api::add),
        get("/api/v1/lists/{id}", read, api::get),
        put("/api/v1/lists/{id}", write, api::change),
        delete("/api/v1/lists/{id}", write, api::remove),
        get("/api/v1/lists/{id}/accounts", read, api::members),
        post("/api/v1/lists/{id}/accounts", write, api::add_members),
        delete("/api/v1/lists/{id}/accounts", write, api::remove_members),
        get("/api/v1/accounts/{id}/lists", read, api::of_member),
        get("/lists", Scope::Member, web::all),
        post("/lists", Scope::Member, web::add),
        get("/lists/{id}", Scope::Member, web::read),
        get("/lists/{id}/edit", Scope::Member, web::edit),
        post("/lists/{id}/edit", Scope::Member, web::change),
        post("/lists/{id}/members", Scope::Member, web::add_member),
        post("/lists/{id}/members/{member}/remove", Scope::Member, web::remove_member),
        post("/lists/{id}/delete", Scope::Member, web::remove),
        get("/accounts/{id}/lists", Scope::Member, web::of_account),
        post("/accounts/{id}/lists", Scope::Member, web::put_on),
    ]
}

/// Makes a list with nobody on it.
///
/// # Errors
/// [`Error::Invalid`] if it has no title or too long a one, or is one too many.
pub async fn add(tx: &mut Tx, who: AccountId, wish: Wish) -> Result<List> {
    if sql::count(tx, who).await? >= LISTS_MAX {
        return Err(Error::invalid("", Say::new("error-many-lists").with("max", LISTS_MAX)));
    }
    let list = List {
        id: ListId(tx.new_id(who.bucket())),
        title: title(&wish.title.unwrap_or_default())?,
        replies: wish.replies.unwrap_or(Replies::Members),
        exclusive: wish.exclusive.unwrap_or(false),
    };
    sql::insert(tx, who, &list).await?;
    events::append(tx, &Changed { account: who, list: list.id })?;
    Ok(list)
}

/// The list of that number, if it is one of `who`'s.
///
/// # Errors
/// [`Error::NotFound`] if it is not.
pub async fn get_own(tx: &mut Tx, who: AccountId, id: ListId) -> Result<List> {
    sql::find(tx, who, id).await?.ok_or(Error::NotFound)
}

/// Changes a list.
///
/// # Errors
/// [`Error::NotFound`] if it is not one of `who`'s; [`Error::Invalid`] if the title cannot be one.
pub async fn change(tx: &mut Tx, who: AccountId, id: ListId, wish: Wish) -> Result<List> {
    let mut list = get_own(tx, who, id).await?;
    if let Some(wanted) = wish.title {
        list.title = title(&wanted)?;
    }
    list.replies = wish.replies.unwrap_or(list.replies);
    list.exclusive = wish.exclusive.unwrap_or(list.exclusive);
    sql::update(tx, &list).await?;
    events::append(tx, &Changed { account: who, list: id })?;
    Ok(list)
}

/// Removes a list. Those who were on it are as they were.
///
/// # Errors
/// [`Error::NotFound`] if it is not one of `who`'s.
pub async fn remove(tx: &mut Tx, who: AccountId, id: ListId) -> Result<()> {
    get_own(tx, who, id).await?;
    sql::delete(tx, id).await?;
    events::append(tx, &Changed { account: who, list: id })
}

/// All lists of `who`, in the order they were made.
///
/// # Errors
/// If the database does not answer.
pub async fn all(tx: &mut Tx, who: AccountId) -> Result<Vec<List>> {
    sql::all(tx, who, LISTS_MAX).await
}

/// Those lists of `who` that `member` is on.
///
/// # Errors
/// [`Error::NotFound`] if there is no such account.
pub async fn of_member(tx: &mut Tx, who: AccountId, member: AccountId) -> Result<Vec<List>> {
    accounts::get(tx, member).await?;
    sql::of_member(tx, who, member, LISTS_MAX).await
}

/// Puts accounts on a list: all of them, or none if one cannot be.
///
/// # Errors
/// [`Error::NotFound`] if the list is not one of `who`'s or an account is not there;
/// [`Error::Invalid`] if one is on it already, or there would be too many.
pub async fn add_members(
    tx: &mut Tx,
    who: AccountId,
    id: ListId,
    members: &[AccountId],
) -> Result<()> {
    get_own(tx, who, id).await?;
    let wanted: HashSet<AccountId> = members.iter().copied().collect();
    let found = accounts::by_ids(tx, members).await?;
    if found.iter().filter(|account| account.is_active()).count() != wanted.len() {
        return Err(Error::NotFound);
    }
    if !sql::on_it(tx, id, members).await?.is_empty() {
        return Err(Error::invalid("account_ids", "error-list-has-account"));
    }
    let count = sql::count_members(tx, id).await?;
    if count + wanted.len() as i64 > MEMBERS_MAX {
        let say = Say::new("error-list-full").with("max", MEMBERS_MAX);
        return Err(Error::invalid("account_ids", say));
    }
    let wanted: Vec<AccountId> = wanted.into_iter().collect();
    sql::insert_members(tx, who, id, &wanted).await?;
    events::append(tx, &Changed { account: who, list: id })
}

/// Takes accounts off a list. Who was not on it is no error.
///
/// # Errors
/// [`Error::NotFound`] if the list is not one of `who`'s.
pub async fn remove_members(
    tx: &mut Tx,
    who: AccountId,
    id: ListId,
    members: &[AccountId],
) -> Result<()> {
    get_own(tx, who, id).await?;
    sql::delete_members(tx, id, members).await?;
    events::append(tx, &Changed { account: who, list: id })
}

/// A page of who is on a list, youngest account first.
///
/// # Errors
/// [`Error::NotFound`] if the list is not one of `who`'s.
pub async fn members(
    tx: &mut Tx,
    who: AccountId,
    id: ListId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<AccountId>> {
    get_own(tx, who, id).await?;
    let mut page = sql::members(tx, id, ask, limit).await?;
    page.sort_unstable_by_key(|account| std::cmp::Reverse(*account));
    Ok(page)
}

fn title(wanted: &str) -> Result<String> {
    let title = wanted.replace('\0', "");
    let title = title.trim();
    if title.is_empty() {
        return Err(Error::invalid("title", "error-list-title-empty"));
    }
    if title.chars().count() > TITLE_CHARS_MAX {
        let say = Say::new("error-list-title-long").with("max", TITLE_CHARS_MAX);
        return Err(Error::invalid("title", say));
    }
    Ok(title.to_owned())
}
