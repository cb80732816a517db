//! Collections: accounts somebody recommends together, for everybody to see.
//!
//! In one is only who wants to be found, and may leave at any time and for good; a block ends it.
//! Who is put into one is told. FEP-7aa9 is this between servers:
//! <https://codeberg.org/fediverse/fep/src/branch/main/fep/7aa9/fep-7aa9.md>.

mod answer;
mod api;
mod sql;
mod web;
mod words;

use db::{Tx, record};
use ground::events::{self, Event};
use ground::http::{Route, Scope, delete, get, patch, post};
use ground::{AccountId, Error, Result, Say};
use serde::{Deserialize, Serialize};

pub use answer::written;
pub(crate) use web::listed;
use words::said;
pub use words::{DESCRIPTION_CHARS_MAX, NAME_CHARS_MAX, Wish};

use crate::accounts;

/// Most accounts in a collection.
pub const ITEMS_MAX: usize = 25;
/// Most collections of an account.
pub const COLLECTIONS_MAX: i64 = 10;
record! {
    /// A collection as the room keeps it.
    #[derive(Clone, Debug)]
    pub struct Collection {
        /// Its number.
        pub id: i64,
        /// Whose it is.
        pub owner: AccountId,
        /// Its name.
        pub name: String,
        /// What it is for, as typed.
        pub description: String,
        /// The language of both.
        pub language: Option<String>,
        /// Its hashtag, without the sign; empty if none.
        pub tag: String,
        /// Whether it is hidden until asked for.
        pub sensitive: bool,
        /// Whether it is listed on the profile.
        pub discoverable: bool,
        /// When it was made, in epoch milliseconds.
        pub created_at: i64,
        /// When it was last changed.
        pub updated_at: i64,
    }
}

record! {
    /// Somebody in a collection.
    #[derive(Clone, Copy, Debug)]
    pub struct Item {
        /// In which.
        pub collection: i64,
        /// The number of the place.
        pub id: i64,
        /// Who.
        pub account: AccountId,
        /// Since when, in epoch milliseconds.
        pub created_at: i64,
    }
}

/// Somebody was put into a collection.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Added {
    /// Into which.
    pub collection: i64,
    /// By whom.
    pub owner: AccountId,
    /// Who.
    pub account: AccountId,
}

impl Event for Added {
    const KIND: &'static str = "collections.added";

    fn subject(&self) -> i64 {
        self.collection
    }

    fn actor(&self) -> AccountId {
        self.owner
    }
}

/// A collection is called otherwise, or is for something else.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Changed {
    /// Which.
    pub collection: i64,
    /// By whom.
    pub owner: AccountId,
}

impl Event for Changed {
    const KIND: &'static str = "collections.changed";

    fn subject(&self) -> i64 {
        self.collection
    }

    fn actor(&self) -> AccountId {
        self.owner
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let write = Scope::Needs("write:collections");
    let items = "/api/v1/collections/{collection_id}/items";
    vec![
        get("/api/v1/accounts/{id}/collections", Scope::Anyone, api::of),
        get("/api/v1/accounts/{id}/in_collections", Scope::Needs("read:collections"), api::with),
        post("/api/v1/collections", write, api::add),
        get("/api/v1/collections/{id}", Scope::Anyone, api::get),
        patch("/api/v1/collections/{id}", write, api::change),
        delete("/api/v1/collections/{id}", write, api::remove),
        post(items, write, api::put_in),
        delete("/api/v1/collections/{collection_id}/items/{id}", write, api::take_out),
        post("/api/v1/collections/{collection_id}/items/{id}/revoke", write, api::leave),
        get("/collections/{id}", Scope::Page, web::show),
        post("/collections/{id}/leave", Scope::Member, web::leave),
    ]
}

/// A collection, and who is in it as `viewer` sees it.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or its owner is gone or blocks `viewer`.
pub async fn get_one(
    tx: &mut Tx,
    viewer: Option<AccountId>,
    id: i64,
) -> Result<(Collection, Vec<Item>)> {
    let found = sql::by_ids(tx, &[id]).await?.pop().ok_or(Error::NotFound)?;
    accounts::get(tx, found.owner).await?;
    if let Some(viewer) = viewer
        && sql::is_blocked(tx, viewer, found.owner).await?
    {
        return Err(Error::NotFound);
    }
    let items = sql::items(tx, viewer, &[id]).await?;
    Ok((found, items))
}

/// Which part of a list.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// How many.
    pub limit: usize,
    /// How many are passed over.
    pub offset: usize,
}

/// The collections of an account, latest first; to others those it lists, and none to whom it
/// blocks.
///
/// # Errors
/// [`Error::NotFound`] if there is no such account.
pub async fn of(
    tx: &mut Tx,
    viewer: Option<AccountId>,
    owner: AccountId,
    page: Page,
) -> Result<Vec<Collection>> {
    accounts::get(tx, owner).await?;
    if let Some(viewer) = viewer
        && sql::is_blocked(tx, viewer, owner).await?
    {
        return Ok(Vec::new());
    }
    sql::of_owner(tx, owner, viewer == Some(owner), page).await
}

/// The collections `who` is in, latest first.
///
/// # Errors
/// If the database does not answer.
pub async fn with(tx: &mut Tx, who: AccountId, page: Page) -> Result<Vec<Collection>> {
    sql::with_member(tx, who, page).await
}

/// Makes a collection, with some accounts in it.
///
/// # Errors
/// [`Error::Invalid`] if something of it cannot be, or it is one too many; as for [`put_in`].
pub async fn add(
    tx: &mut Tx,
    who: AccountId,
    wish: Wish,
    members: &[AccountId],
) -> Result<Collection> {
    if sql::count(tx, who).await? >= COLLECTIONS_MAX {
        let say = Say::new("error-many-collections").with("max", COLLECTIONS_MAX);
        return Err(Error::invalid("", say));
    }
    let now = tx.now_ms();
    let new = Collection {
        id: tx.new_id(who.bucket()),
        owner: who,
        name: String::new(),
        description: String::new(),
        language: None,
        tag: String::new(),
        sensitive: false,
        discoverable: true,
        created_at: now,
        updated_at: now,
    };
    let new = said(tx, new, wish).await?;
    sql::insert(tx, &new).await?;
    let mut put = Vec::new();
    for member in members.iter().filter(|_| members.len() <= ITEMS_MAX) {
        if !put.contains(member) {
            admit(tx, &new, *member).await?;
            put.push(*member);
        }
    }
    if members.len() > ITEMS_MAX {
        return Err(too_many_items());
    }
    Ok(new)
}

/// Changes a collection. Who is in it is told if it is called otherwise or for something else.
///
/// # Errors
/// [`Error::NotFound`] if `who` may not see it; [`Error::Forbidden`] if it is not theirs;
/// [`Error::Invalid`] if something of it cannot be.
pub async fn change(tx: &mut Tx, who: AccountId, id: i64, wish: Wish) -> Result<Collection> {
    let old = get_own(tx, who, id).await?;
    let meant = (old.name.clone(), old.description.clone(), old.tag.clone());
    let mut new = said(tx, old, wish).await?;
    new.updated_at = tx.now_ms();
    sql::update(tx, &new).await?;
    if meant != (new.name.clone(), new.description.clone(), new.tag.clone()) {
        events::append(tx, &Changed { collection: id, owner: who })?;
    }
    Ok(new)
}

/// Ends a collection.
///
/// # Errors
/// As for [`change`].
pub async fn remove(tx: &mut Tx, who: AccountId, id: i64) -> Result<()> {
    get_own(tx, who, id).await?;
    sql::delete(tx, id).await
}

/// Puts an account into a collection.
///
/// # Errors
/// [`Error::NotFound`] if there is no such account; [`Error::Forbidden`] if the collection is not
/// of `who`, or the account does not want to be found, left it before, or there is a block between
/// the two; [`Error::Invalid`] if it is in it already, or one too many.
pub async fn put_in(tx: &mut Tx, who: AccountId, id: i64, account: AccountId) -> Result<Item> {
    let collection = get_own(tx, who, id).await?;
    if sql::count_items(tx, id).await? >= ITEMS_MAX as i64 {
        return Err(too_many_items());
    }
    let item = admit(tx, &collection, account).await?;
    sql::touch(tx, id).await?;
    Ok(item)
}

/// Takes an account out of a collection.
///
/// # Errors
/// As for [`change`], and [`Error::NotFound`] if there is no such place in it.
pub async fn take_out(tx: &mut Tx, who: AccountId, id: i64, item: i64) -> Result<()> {
    get_own(tx, who, id).await?;
    if !sql::delete_item(tx, id, item).await? {
        return Err(Error::NotFound);
    }
    sql::touch(tx, id).await
}

/// Leaves a collection for good.
///
/// # Errors
/// [`Error::NotFound`] if there is no such place; [`Error::Forbidden`] if somebody else has it.
pub async fn leave(tx: &mut Tx, who: AccountId, id: i64, item: i64) -> Result<()> {
    let found = sql::item(tx, id, item).await?.ok_or(Error::NotFound)?;
    if found.account != who {
        return Err(Error::forbidden("error-collection-not-you"));
    }
    sql::revoke(tx, item).await
}

/// After `by` blocked `target`: neither is in a collection of the other.
///
/// # Errors
/// If the database does not answer.
pub async fn sever(tx: &mut Tx, by: AccountId, target: AccountId) -> Result<()> {
    sql::revoke_all(tx, target, by).await?;
    sql::delete_all(tx, by, target).await
}

/// Who is in a collection and to be told of it.
///
/// # Errors
/// If the database does not answer.
pub async fn members(tx: &mut Tx, id: i64) -> Result<Vec<AccountId>> {
    Ok(sql::items(tx, None, &[id]).await?.into_iter().map(|item| item.account).collect())
}

/// Removes what an account that is erased has and is in.
///
/// # Errors
/// If the database does not answer.
pub async fn forget(tx: &mut Tx, account: AccountId) -> Result<()> {
    sql::delete_of(tx, account).await
}

async fn get_own(tx: &mut Tx, who: AccountId, id: i64) -> Result<Collection> {
    let (found, _) = get_one(tx, Some(who), id).await?;
    if found.owner == who { Ok(found) } else { Err(Error::forbidden("error-collection-theirs")) }
}

async fn admit(tx: &mut Tx, collection: &Collection, id: AccountId) -> Result<Item> {
    let account = accounts::get(tx, id).await?;
    let owner = collection.owner;
    let block = owner != id
        && (sql::is_blocked(tx, owner, id).await? || sql::is_blocked(tx, id, owner).await?);
    if !account.discoverable || block {
        return Err(Error::forbidden("error-collection-unwilling"));
    }
    let now = tx.now_ms();
    let item = Item {
        collection: collection.id,
        id: tx.new_id(owner.bucket()),
        account: id,
        created_at: now,
    };
    match sql::state(tx, collection.id, id).await?.as_deref() {
        None => sql::insert_item(tx, item).await?,
        Some("revoked") => return Err(Error::forbidden("error-collection-unwilling")),
        Some(_) => return Err(Error::invalid("account_id", "error-collection-twice")),
    }
    events::append(tx, &Added { collection: collection.id, owner, account: id })?;
    Ok(item)
}

fn too_many_items() -> Error {
    Error::invalid("account_ids", Say::new("error-many-items").with("max", ITEMS_MAX))
}
