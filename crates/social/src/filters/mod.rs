//! Filters: what an account would rather not read, by words or post by post.
//!
//! Posts that match are marked for their reader wherever they are shown; where the filter hides,
//! they are left out of lists and streams, and the page goes on below them. Nobody else ever
//! learns of a filter, and one's own posts are never filtered. Which text a post has to be
//! compared is not known here: posts say that, and ask the [`Sieve`] of their reader.

mod api;
mod change;
mod sieve;
mod sql;
mod web;

use db::Tx;
use ground::events::Event;
use ground::http::{Route, Scope, delete, get, post, put};
use ground::{AccountId, Error, FilterId, FilterPartId, PostId, Result};
use serde::{Deserialize, Serialize};

pub use change::{
    Change, KeywordChange, NewFilter, NewKeyword, add_keyword, add_post, change_keyword, create,
    remove, remove_keyword, remove_post, update,
};
pub use sieve::{Sieve, Sieves, remember, sieve};

/// Most filters of an account.
pub const FILTERS_MAX: usize = 100;
/// Most keywords, and most posts, in all filters of an account together.
pub const PARTS_MAX: usize = 1_000;
/// Longest title, in characters.
pub const TITLE_CHARS_MAX: usize = 256;
/// Longest keyword, in characters.
pub const KEYWORD_CHARS_MAX: usize = 512;

/// A place where posts are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// The home, and lists.
    Home,
    /// What one is told.
    Notifications,
    /// Timelines open to everybody, and hashtags.
    Public,
    /// A conversation.
    Thread,
    /// The posts of one account.
    Account,
}

impl Context {
    /// Every place.
    pub const ALL: [Self; 5] =
        [Self::Home, Self::Notifications, Self::Public, Self::Thread, Self::Account];

    /// Its name on the wire and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Notifications => "notifications",
            Self::Public => "public",
            Self::Thread => "thread",
            Self::Account => "account",
        }
    }

    /// The place of that name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|context| context.name() == name)
    }
}

/// What is done with a post that matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// It is shown behind a warning.
    Warn,
    /// Its pictures are.
    Blur,
    /// It is left out.
    Hide,
}

impl Action {
    /// Its name on the wire and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Warn => "warn",
            Self::Blur => "blur",
            Self::Hide => "hide",
        }
    }

    /// The action of that name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        [Self::Warn, Self::Blur, Self::Hide].into_iter().find(|action| action.name() == name)
    }
}

/// A filter with all that is in it.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Its number.
    pub id: FilterId,
    /// Its name.
    pub title: String,
    /// Where it applies.
    pub contexts: Vec<Context>,
    /// What is done with what matches.
    pub action: Action,
    /// When it ends, in epoch milliseconds; never if none.
    pub expires_at: Option<i64>,
    /// The words it looks for, oldest first.
    pub keywords: Vec<Keyword>,
    /// The posts it names, oldest first.
    pub posts: Vec<Named>,
}

/// Words a filter looks for.
#[derive(Clone, Debug)]
pub struct Keyword {
    /// Its number.
    pub id: FilterPartId,
    /// The filter.
    pub filter: FilterId,
    /// The words.
    pub keyword: String,
    /// Whether they must not be a part of a longer word.
    pub whole_word: bool,
}

/// A post that a filter names.
#[derive(Clone, Copy, Debug)]
pub struct Named {
    /// The number of this entry.
    pub id: FilterPartId,
    /// The filter.
    pub filter: FilterId,
    /// The post.
    pub post: PostId,
}

/// Something in an account's filters has changed.
#[derive(Debug, Deserialize, Serialize)]
pub struct Changed {
    /// Whose filters.
    pub account: AccountId,
}

impl Event for Changed {
    const KIND: &'static str = "filters.changed";

    fn subject(&self) -> i64 {
        self.account.0
    }

    fn actor(&self) -> AccountId {
        self.account
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let (read, write) = (Scope::Needs("read:filters"), Scope::Needs("write:filters"));
    vec![
        get("/api/v2/filters", read, api::list),
        post("/api/v2/filters", write, api::create),
        get("/api/v2/filters/{id}", read, api::get),
        put("/api/v2/filters/{id}", write, api::update),
        delete("/api/v2/filters/{id}", write, api::remove),
        get("/api/v2/filters/{id}/keywords", read, api::parts::keywords),
        post("/api/v2/filters/{id}/keywords", write, api::parts::add_keyword),
        get("/api/v2/filters/keywords/{id}", read, api::parts::keyword),
        put("/api/v2/filters/keywords/{id}", write, api::parts::change_keyword),
        delete("/api/v2/filters/keywords/{id}", write, api::parts::remove_keyword),
        get("/api/v2/filters/{id}/statuses", read, api::parts::posts),
        post("/api/v2/filters/{id}/statuses", write, api::parts::add_post),
        get("/api/v2/filters/statuses/{id}", read, api::parts::post),
        delete("/api/v2/filters/statuses/{id}", write, api::parts::remove_post),
        get("/api/v1/filters", read, api::v1::list),
        post("/api/v1/filters", write, api::v1::create),
        get("/api/v1/filters/{id}", read, api::v1::get),
        put("/api/v1/filters/{id}", write, api::v1::update),
        delete("/api/v1/filters/{id}", write, api::v1::remove),
        get("/filters", Scope::Member, web::all),
        get("/filters/new", Scope::Member, web::new),
        post("/filters", Scope::Member, web::create),
        get("/filters/{id}", Scope::Member, web::edit),
        post("/filters/{id}", Scope::Member, web::change),
        post("/filters/{id}/posts/{part}/remove", Scope::Member, web::remove_post),
        post("/filters/{id}/delete", Scope::Member, web::remove),
    ]
}

/// All filters of `who`, oldest first, those whose time is over included.
///
/// # Errors
/// If the database does not answer.
pub async fn list(tx: &mut Tx, who: AccountId) -> Result<Vec<Filter>> {
    let rows = sql::filters(tx, who, FILTERS_MAX).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut filters: Vec<Filter> = rows.into_iter().map(Filter::from).collect();
    let place = |filters: &[Filter], id: FilterId| filters.iter().position(|it| it.id == id);
    for keyword in sql::keywords(tx, who, PARTS_MAX).await? {
        if let Some(at) = place(&filters, keyword.filter) {
            filters[at].keywords.push(keyword.into());
        }
    }
    for named in sql::posts(tx, who, PARTS_MAX).await? {
        if let Some(at) = place(&filters, named.filter) {
            filters[at].posts.push(named.into());
        }
    }
    Ok(filters)
}

/// One filter of `who`.
///
/// # Errors
/// [`Error::NotFound`] if there is none.
pub async fn get_one(tx: &mut Tx, who: AccountId, id: FilterId) -> Result<Filter> {
    let all = list(tx, who).await?;
    all.into_iter().find(|filter| filter.id == id).ok_or(Error::NotFound)
}

/// One keyword of `who`, with its filter.
///
/// # Errors
/// [`Error::NotFound`] if there is none.
pub async fn keyword(tx: &mut Tx, who: AccountId, id: FilterPartId) -> Result<(Filter, Keyword)> {
    let all = list(tx, who).await?;
    let found = all.into_iter().find_map(|filter| {
        let keyword = filter.keywords.iter().find(|keyword| keyword.id == id)?.clone();
        Some((filter, keyword))
    });
    found.ok_or(Error::NotFound)
}

/// One post named by a filter of `who`.
///
/// # Errors
/// [`Error::NotFound`] if there is none.
pub async fn named(tx: &mut Tx, who: AccountId, id: FilterPartId) -> Result<Named> {
    let all = list(tx, who).await?;
    let mut named = all.iter().flat_map(|filter| &filter.posts);
    named.find(|named| named.id == id).copied().ok_or(Error::NotFound)
}

/// Forgets a post that is gone.
///
/// # Errors
/// If the database does not answer.
pub async fn forget_post(tx: &mut Tx, post: PostId) -> Result<()> {
    sql::forget_post(tx, post).await
}
