//! Accounts: what others see of a person or a group. An account has a stable number; its handle
//! and everything else about it may change.
//!
//! Nothing here says who follows whom, and nothing here posts.

mod answer;
mod api;
mod cards;
pub mod elsewhere;
mod handles;
mod page;
pub mod password;
mod profile;
mod sql;
mod state;

use db::{Tx, record};
use ground::events::{self, Event};
use ground::http::{Route, Scope, get as read};
use ground::{AccountId, App, Config, Error, Result};
use serde::{Deserialize, Serialize};

pub use answer::{answer_accounts, answer_page};
pub use cards::{Card, Cards, card, cards, page_url, picture_url, uri};
pub(crate) use handles::free_username;
pub use handles::{add, not_reserved};
pub use page::{Shown, ours, people, row, shown};
pub use profile::{
    DESCRIPTION_CHARS_MAX, FIELD_CHARS_MAX, FIELDS_MAX, NAME_CHARS_MAX, NOTE_CHARS_MAX,
    ProfileChange, rename, update,
};
pub use state::{erase, limit, moved_at, sensitize, set_moved, suspend};

record! {
    /// An account as the room keeps it.
    #[derive(Clone, Debug)]
    pub struct Account {
        /// Its number, for ever.
        pub id: AccountId,
        /// The handle as chosen, without domain.
        pub username: String,
        /// The server it lives on; empty: this one.
        pub domain: String,
        /// The name shown.
        pub display_name: String,
        /// The biography as written.
        pub note: String,
        /// The biography as shown.
        pub note_html: String,
        /// The table of the profile, as JSON: `[{"name", "value"}]`.
        pub fields: String,
        /// The portrait's file in the media folder; empty: the default one.
        pub avatar: String,
        /// What the portrait shows.
        pub avatar_description: String,
        /// The banner's file; empty: the default one.
        pub header: String,
        /// What the banner shows.
        pub header_description: String,
        /// Whether follows must be accepted.
        pub locked: bool,
        /// Whether a program posts here.
        pub bot: bool,
        /// Whether it wants to be recommended.
        pub discoverable: bool,
        /// Whether its public posts may be found by search by everybody.
        pub indexable: bool,
        /// Whether the lists of who follows whom are hidden.
        pub hide_collections: bool,
        /// When it came to be, in epoch milliseconds.
        pub created_at: i64,
        /// Since when it is suspended.
        pub suspended_at: Option<i64>,
        /// Since when it is gone.
        pub deleted_at: Option<i64>,
        /// Since when it waits for its person to be let in.
        pub pending_since: Option<i64>,
        /// Since when only its followers come upon it.
        pub limited_at: Option<i64>,
        /// Since when all its media start hidden.
        pub sensitized_at: Option<i64>,
        /// Its name in the federation; empty: this server's own.
        pub uri: String,
        /// Its page on its own server; empty: here.
        pub url: String,
        /// The emojis it writes with, of its own server, as a JSON list of [`elsewhere::Emoji`].
        pub emojis: String,
        /// Whether it speaks for many.
        pub grouped: bool,
        /// Where it goes on.
        pub moved_to: Option<AccountId>,
    }
}

/// A row of a profile's table.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Field {
    /// The left side.
    pub name: String,
    /// The right side, as written.
    pub value: String,
}

record! {
    /// The counts of an account.
    #[derive(Clone, Copy, Debug, Default)]
    pub struct Counts {
        /// Posts and boosts.
        pub posts: i64,
        /// Who reads it.
        pub followers: i64,
        /// Whom it reads.
        pub following: i64,
        /// When it last posted, in epoch milliseconds.
        pub last_post_at: Option<i64>,
    }
}

/// An account was suspended, or is no longer.
#[derive(Debug, Deserialize, Serialize)]
pub struct Suspended {
    /// The account.
    pub account: AccountId,
    /// Whether it now is.
    pub suspended: bool,
}

impl Event for Suspended {
    const KIND: &'static str = "accounts.suspended";

    fn subject(&self) -> i64 {
        self.account.0
    }

    fn actor(&self) -> AccountId {
        self.account
    }
}

/// All media of an account start hidden, or no longer.
#[derive(Debug, Deserialize, Serialize)]
pub struct Sensitized {
    /// The account.
    pub account: AccountId,
    /// Whether they now do.
    pub sensitized: bool,
}

impl Event for Sensitized {
    const KIND: &'static str = "accounts.sensitized";

    fn subject(&self) -> i64 {
        self.account.0
    }

    fn actor(&self) -> AccountId {
        self.account
    }
}

/// Something an account shows has changed: its profile, or its state.
#[derive(Debug, Deserialize, Serialize)]
pub struct Changed {
    /// The account.
    pub account: AccountId,
}

impl Event for Changed {
    const KIND: &'static str = "accounts.changed";

    fn subject(&self) -> i64 {
        self.account.0
    }

    fn actor(&self) -> AccountId {
        self.account
    }
}

impl Account {
    /// The handle as one writes it here: with the domain only when it is another server's.
    #[must_use]
    pub fn acct(&self) -> String {
        if self.domain.is_empty() {
            self.username.clone()
        } else {
            format!("{}@{}", self.username, self.domain)
        }
    }

    /// Whether it lives here.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.domain.is_empty()
    }

    /// Whether it may be seen and may act.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.suspended_at.is_none() && self.deleted_at.is_none() && self.pending_since.is_none()
    }

    /// Whether others may know that it is here: suspended ones, too.
    #[must_use]
    pub fn is_known(&self) -> bool {
        self.deleted_at.is_none() && self.pending_since.is_none()
    }

    /// The table of its profile, as written.
    #[must_use]
    pub fn table(&self) -> Vec<Field> {
        serde_json::from_str(&self.fields).unwrap_or_default()
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let seen = Scope::Anyone;
    vec![
        read("/api/v1/accounts", seen, api::list),
        read("/api/v1/accounts/lookup", seen, api::lookup),
        read("/api/v1/accounts/{id}", seen, api::get),
    ]
}

/// Forgets the tokens of accounts that were suspended, before the answer to whoever did it.
pub fn remember(app: &App, event: &db::Event) {
    if event.kind == Suspended::KIND {
        let account = AccountId(event.subject);
        app.sessions.forget(|session| session.member.is_some_and(|(_, id)| id == account));
    }
}

/// The account of that number.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or it is gone or suspended.
pub async fn get(tx: &mut Tx, id: AccountId) -> Result<Account> {
    let found = sql::by_ids(tx, &[id]).await?.pop();
    found.filter(Account::is_active).ok_or(Error::NotFound)
}

/// The account of that number, suspended or not: of a suspended one, nothing else is told.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or it is gone.
pub async fn get_known(tx: &mut Tx, id: AccountId) -> Result<Account> {
    let found = sql::by_ids(tx, &[id]).await?.pop();
    found.filter(Account::is_known).ok_or(Error::NotFound)
}

/// The account with that handle; `domain` is empty for this server's.
///
/// # Errors
/// If the database does not answer.
pub async fn find(tx: &mut Tx, username: &str, domain: &str) -> Result<Option<Account>> {
    Ok(find_known(tx, username, domain).await?.filter(Account::is_active))
}

/// The account with that handle, suspended or not; of a handle that an account here had before,
/// that account.
///
/// # Errors
/// If the database does not answer.
pub async fn find_known(tx: &mut Tx, username: &str, domain: &str) -> Result<Option<Account>> {
    // No handle holds a NUL, and the database could not be asked for one.
    if username.contains('\0') || domain.contains('\0') {
        return Ok(None);
    }
    let key = username.to_lowercase();
    let found = match sql::by_handle(tx, &key, &domain.to_lowercase()).await? {
        None if domain.is_empty() => match sql::former(tx, &key).await? {
            Some(id) => sql::by_ids(tx, &[id]).await?.pop(),
            None => None,
        },
        found => found,
    };
    Ok(found.filter(Account::is_known))
}

/// The account of a handle as one types it: with or without `@`, with or without this server's
/// name.
///
/// # Errors
/// If the database does not answer.
pub async fn by_handle(tx: &mut Tx, config: &Config, typed: &str) -> Result<Option<Account>> {
    let handle = typed.trim().trim_start_matches('@');
    let (name, domain) = handle.split_once('@').unwrap_or((handle, ""));
    let ours = domain.eq_ignore_ascii_case(config.domain());
    find(tx, name, if ours { "" } else { domain }).await
}

/// The accounts with these handles (name and server, which is empty for this one), in any order;
/// unknown ones are left out.
///
/// # Errors
/// If the database does not answer.
pub async fn named(tx: &mut Tx, handles: &[(String, String)]) -> Result<Vec<Account>> {
    let handles: Vec<(String, String)> =
        handles.iter().map(|(name, at)| (name.to_lowercase(), at.to_lowercase())).collect();
    let (names, domains) = handles.iter().cloned().unzip();
    let found = sql::named(tx, names, domains).await?;
    let meant = |it: &Account| handles.contains(&(it.username.to_lowercase(), it.domain.clone()));
    Ok(found.into_iter().filter(|it| it.is_active() && meant(it)).collect())
}

/// Accounts by number, in any order, gone ones too.
///
/// # Errors
/// If the database does not answer.
pub async fn by_ids(tx: &mut Tx, ids: &[AccountId]) -> Result<Vec<Account>> {
    sql::by_ids(tx, ids).await
}

/// The person whose account it is. One that several act for and that is nobody's own has none.
///
/// # Errors
/// If the database does not answer.
pub async fn first_member(tx: &mut Tx, account: AccountId) -> Result<Option<ground::PersonId>> {
    sql::first_member(tx, account).await
}

/// Lets an account be seen: its person has been let in.
///
/// # Errors
/// If the database does not answer.
pub async fn let_in(tx: &mut Tx, id: AccountId) -> Result<()> {
    sql::let_in(tx, id).await?;
    events::append(tx, &Changed { account: id })
}

/// Removes an account that was never let in; its handle is free again.
///
/// # Errors
/// If the database does not answer.
pub async fn remove_pending(tx: &mut Tx, id: AccountId) -> Result<()> {
    sql::delete_pending(tx, id).await?;
    events::append(tx, &Changed { account: id })
}

/// Notes that an account posted (`delta` 1) or took back a post (-1).
///
/// # Errors
/// If the database does not answer.
pub async fn count_post(tx: &mut Tx, who: AccountId, delta: i64, at_ms: i64) -> Result<()> {
    sql::count_post(tx, who, delta, at_ms).await
}

/// Notes that each of these accounts lost a post.
///
/// # Errors
/// If the database does not answer.
pub async fn uncount_posts(tx: &mut Tx, accounts: &[AccountId]) -> Result<()> {
    sql::uncount_posts(tx, accounts).await
}

/// Notes that `follower` now reads `followee` (`delta` 1) or no longer (-1).
///
/// # Errors
/// If the database does not answer.
pub async fn count_follow(
    tx: &mut Tx,
    follower: AccountId,
    followee: AccountId,
    delta: i64,
) -> Result<()> {
    sql::count_following(tx, follower, delta).await?;
    let mark = sql::followers_mark(tx, followee).await? ^ mix(follower);
    sql::count_followers(tx, followee, delta, mark).await
}

/// A number that stands for an account in a set's mark: the exclusive-or over the members tells
/// two sets apart, whatever the order in which they came.
fn mix(account: AccountId) -> i64 {
    let mut x = account.0.cast_unsigned().wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (x ^ (x >> 31)).cast_signed()
}
