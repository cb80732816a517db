//! Posts: what people say here. A boost is an entry of its own in the same order.
//!
//! Who may see a post is decided in one place ([`visible`]). Nothing here notifies, streams or
//! searches: that follows from the events.

mod api;
mod cards;
pub mod edit;
pub mod listing;
mod oembed;
pub mod page;
pub mod polls;
pub mod profile;
mod publish;
pub mod quotes;
pub mod receive;
mod remove;
mod sql;
pub mod thread;
mod via;
mod visible;
pub mod web;
mod words;

use db::{Arg, Row, Tx, Value, record};
use ground::events::Event;
use ground::http::{Route, Scope, route};
use ground::{AccountId, AppId, Error, PersonId, PostId, Result, TagId};
use serde::{Deserialize, Serialize};

use crate::links::{Link, Relinked};

pub use api::ViaInput;
pub(crate) use api::is_language;
pub use cards::{Cards, Hide, answer, answer_list, authors, statuses, statuses_at, written};
pub use oembed::at_path;
pub(crate) use profile::PINS_MAX;
pub(crate) use publish::MEDIA_MAX;
pub use publish::{
    Draft, Made, NewBoost, Ready, boost, boost_as, check_about, made_before, original, publish,
    publish_thread, ready, say,
};
use quotes::{Quote, QuotePolicy};
pub use remove::{remove, remove_some, unboost};
pub use via::{PLACES, Place, place};
pub use visible::{seen_among, seen_by};
pub use words::new_tag;

/// How long the same idempotency key means the same post.
const IDEMPOTENCY_MS_MAX: i64 = 24 * 3_600_000;

record! {
    /// A post or boost as the room keeps it.
    #[derive(Clone, Debug)]
    pub struct Post {
        /// Its place in the one order.
        pub id: PostId,
        /// Who posted or boosted.
        pub author: AccountId,
        /// When, in epoch milliseconds.
        pub created_at: i64,
        /// When it was last edited.
        pub edited_at: Option<i64>,
        /// The post boosted.
        pub boost_of: Option<PostId>,
        /// The post replied to; it may be gone.
        pub reply_to: Option<PostId>,
        /// The account replied to or boosted.
        pub about: Option<AccountId>,
        /// The first post of the conversation.
        pub root: PostId,
        /// Who may see it.
        pub visibility: Visibility,
        /// Whether its pictures start hidden.
        pub sensitive: bool,
        /// The content warning.
        pub spoiler: String,
        /// The text as typed.
        pub body: String,
        /// The text as shown.
        pub html: String,
        /// Its language (BCP 47).
        pub language: Option<String>,
        /// The program it was written with.
        pub app: Option<AppId>,
        /// Who may quote it.
        pub quote_policy: QuotePolicy,
    }
}

/// Who may see a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Everybody, everywhere.
    Public,
    /// Everybody, but it is listed nowhere public.
    Unlisted,
    /// Followers of the author, and who is mentioned.
    #[serde(rename = "private")]
    Followers,
    /// Who is mentioned.
    Direct,
}

impl Visibility {
    /// Its name on the wire and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Unlisted => "unlisted",
            Self::Followers => "private",
            Self::Direct => "direct",
        }
    }

    /// As the wire calls it.
    #[must_use]
    pub fn wire(self) -> wire::mastodon::Visibility {
        match self {
            Self::Public => wire::mastodon::Visibility::Public,
            Self::Unlisted => wire::mastodon::Visibility::Unlisted,
            Self::Followers => wire::mastodon::Visibility::Private,
            Self::Direct => wire::mastodon::Visibility::Direct,
        }
    }

    /// The visibility of that name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        [Self::Public, Self::Unlisted, Self::Followers, Self::Direct]
            .into_iter()
            .find(|each| each.name() == name)
    }

    /// Whether anybody may see it.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Public | Self::Unlisted)
    }
}

impl Value for Visibility {
    fn take(row: &Row, at: usize) -> db::Result<Option<Self>> {
        let name = <String as Value>::take(row, at)?;
        Ok(name.map(|name| Self::of(&name).unwrap_or(Self::Direct)))
    }

    fn null() -> Arg {
        <String as Value>::null()
    }
}

impl From<Visibility> for Arg {
    fn from(visibility: Visibility) -> Self {
        Arg::from(visibility.name())
    }
}

/// Who acts: the account, the person behind it, the program they use.
#[derive(Clone, Copy, Debug)]
pub struct Actor {
    /// The account acted for.
    pub account: AccountId,
    /// The person.
    pub person: PersonId,
    /// The program, when it is not our own pages.
    pub app: Option<AppId>,
}

impl From<&ground::http::Viewer> for Actor {
    fn from(viewer: &ground::http::Viewer) -> Self {
        Self { account: viewer.id, person: viewer.person, app: viewer.session.app }
    }
}

/// A post or boost has been made.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Published {
    /// The post.
    pub post: PostId,
    /// Who posted or boosted.
    pub author: AccountId,
    /// The account replied to or boosted.
    pub about: Option<AccountId>,
    /// The post replied to.
    pub reply_to: Option<PostId>,
    /// The post boosted.
    pub boost_of: Option<PostId>,
    /// Who may see it.
    pub visibility: Visibility,
    /// The accounts it names.
    pub mentions: Vec<AccountId>,
    /// Of a boost: the accounts the boosted post names.
    #[serde(default)]
    pub carried: Vec<AccountId>,
    /// The hashtags it carries.
    pub tags: Vec<TagId>,
    /// What it quotes.
    #[serde(default)]
    pub quote: Option<Quote>,
    /// The link it shows.
    #[serde(default)]
    pub link: Option<Link>,
}

impl Event for Published {
    const KIND: &'static str = "posts.published";

    fn subject(&self) -> i64 {
        self.post.0
    }

    fn actor(&self) -> AccountId {
        self.author
    }
}

/// A post's words have been changed by its author.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Edited {
    /// The post.
    pub post: PostId,
    /// Its author.
    pub author: AccountId,
    /// The accounts it names now.
    pub mentions: Vec<AccountId>,
    /// Of these, who was not named before.
    pub newly_mentioned: Vec<AccountId>,
    /// The boosts of it, where the accounts named have changed; else none.
    #[serde(default)]
    pub boosts: Vec<PostId>,
    /// The hashtags it carries now.
    pub tags: Vec<TagId>,
    /// Whether what was voted in its poll is forgotten.
    #[serde(default)]
    pub votes_gone: bool,
    /// What became of the link it shows.
    #[serde(default)]
    pub link: Relinked,
}

impl Event for Edited {
    const KIND: &'static str = "posts.edited";

    fn subject(&self) -> i64 {
        self.post.0
    }

    fn actor(&self) -> AccountId {
        self.author
    }
}

/// A post or boost is gone.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Deleted {
    /// The post.
    pub post: PostId,
    /// Whose it was.
    pub author: AccountId,
    /// The post it boosted.
    pub boost_of: Option<PostId>,
    /// The post it replied to.
    pub reply_to: Option<PostId>,
    /// Who could see it.
    pub visibility: Visibility,
    /// The account it replied to or boosted.
    #[serde(default)]
    pub about: Option<AccountId>,
    /// The accounts it named; of a boost, those the boosted post named.
    #[serde(default)]
    pub mentions: Vec<AccountId>,
    /// The hashtags it carried.
    #[serde(default)]
    pub tags: Vec<TagId>,
    /// The post it quoted.
    #[serde(default)]
    pub quoted: Option<PostId>,
}

impl Event for Deleted {
    const KIND: &'static str = "posts.deleted";

    fn subject(&self) -> i64 {
        self.post.0
    }

    fn actor(&self) -> AccountId {
        self.author
    }
}

/// An account shows a post first on its profile, or no longer.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Pinned {
    /// The author.
    pub account: AccountId,
    /// The post.
    pub post: PostId,
}

impl Event for Pinned {
    const KIND: &'static str = "posts.pinned";

    fn subject(&self) -> i64 {
        self.post.0
    }

    fn actor(&self) -> AccountId {
        self.account
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let (read, write) = (Scope::Needs("read:statuses"), Scope::Needs("write:statuses"));
    let (mutes, pins) = (Scope::Needs("write:mutes"), Scope::Needs("write:accounts"));
    vec![
        route::get("/api/v1/statuses", Scope::Anyone, api::many),
        route::post("/api/v1/statuses", write, api::publish),
        route::get("/api/v1/statuses/{id}", Scope::Anyone, api::get),
        route::put("/api/v1/statuses/{id}", write, edit::api::put),
        route::delete("/api/v1/statuses/{id}", write, api::remove),
        route::get("/api/v1/statuses/{id}/context", Scope::Anyone, thread::api::context),
        route::get("/api/v1/statuses/{id}/history", Scope::Anyone, edit::api::history),
        route::get("/api/v1/statuses/{id}/source", read, edit::api::source),
        route::post("/api/v1/statuses/{id}/mute", mutes, thread::api::mute),
        route::post("/api/v1/statuses/{id}/unmute", mutes, thread::api::unmute),
        route::put("/api/v1/statuses/{id}/interaction_policy", write, quotes::api::set_policy),
        route::post("/api/v1/statuses/{id}/translate", read, api::translate),
        route::get("/api/oembed", Scope::Anyone, oembed::get),
        route::get("/api/v1/statuses/{id}/quotes", read, quotes::api::list),
        route::post("/api/v1/statuses/{id}/quotes/{quote}/revoke", write, quotes::api::revoke),
        route::post(
            "/api/portevoix/v1/statuses/{id}/quotes/{quote}/accept",
            write,
            quotes::api::accept,
        ),
        route::post("/api/v1/statuses/{id}/pin", pins, profile::api::pin),
        route::post("/api/v1/statuses/{id}/unpin", pins, profile::api::unpin),
        route::get("/api/v1/polls/{id}", Scope::Anyone, polls::api::get),
        route::post("/api/v1/polls/{id}/votes", write, polls::api::add_votes),
        route::get("/api/v1/accounts/{id}/statuses", Scope::Anyone, profile::api::list),
        route::get("/posts/{id}", Scope::Page, web::thread::find),
        route::get("/@{name}/{id}", Scope::Page, web::thread::show),
        route::get("/@{name}/{id}/embed", Scope::Page, web::embed::show),
        route::get("/posts/{id}/delete", Scope::Member, web::delete::ask),
        route::post("/posts/{id}/delete", Scope::Member, web::delete::done),
        route::post("/posts/{id}/vote", Scope::Member, polls::web::submit),
        route::get("/write", Scope::Member, web::write::show),
        route::post("/write", Scope::Page, web::write::submit),
    ]
}

/// The post of that number, whoever may see it.
///
/// # Errors
/// [`Error::NotFound`] if there is none.
pub async fn get(tx: &mut Tx, id: PostId) -> Result<Post> {
    sql::by_ids(tx, &[id]).await?.pop().ok_or(Error::NotFound)
}

/// Posts by number, in any order; those gone are left out.
///
/// # Errors
/// If the database does not answer.
pub async fn by_ids(tx: &mut Tx, ids: &[PostId]) -> Result<Vec<Post>> {
    sql::by_ids(tx, ids).await
}

/// Notes that a post got (`delta` 1) or lost (-1) a favourite.
///
/// # Errors
/// If the database does not answer.
pub async fn count_favourite(tx: &mut Tx, post: PostId, delta: i64) -> Result<()> {
    sql::count(tx, post, 0, 0, delta).await
}

/// Forgets idempotency keys older than a day.
///
/// # Errors
/// If the database does not answer.
pub async fn sweep(app: &ground::App) -> Result<()> {
    app.write(async |tx| {
        let before = tx.now_ms() - IDEMPOTENCY_MS_MAX;
        sql::forget_keys(tx, before).await
    })
    .await
}
