//! Accounts of other servers, as those tell of them; and whom to ask about what is not here yet.
//!
//! The rooms know nothing of how servers speak to each other. Whoever does puts their ways in
//! here when the server wakes; without them nothing is found beyond what is here.

use std::future::Future;
use std::pin::Pin;
use std::sync::OnceLock;

use db::Tx;
use ground::{AccountId, App, Error, PostId, Result, events};
use serde::{Deserialize, Serialize};
use wire::mastodon::CustomEmoji;

use super::{Account, Changed, Field, sql};
use crate::media::{self, remote::Look};

/// An emoji of another server.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Emoji {
    /// Its name, without colons.
    pub shortcode: String,
    /// Where the picture lies.
    pub url: String,
}

/// What another server says of an account of its own, made harmless.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// The handle, without domain.
    pub username: String,
    /// The server, in lower case; never empty.
    pub domain: String,
    /// Its name in the federation.
    pub uri: String,
    /// Its page.
    pub url: String,
    /// The name shown.
    pub display_name: String,
    /// The biography, as HTML.
    pub note_html: String,
    /// The table of the profile, the right sides as HTML.
    pub fields: Vec<Field>,
    /// Where the portrait lies, and what it shows.
    pub avatar: (String, String),
    /// Where the banner lies, and what it shows.
    pub header: (String, String),
    /// Whether follows must be accepted.
    pub locked: bool,
    /// Whether a program posts there.
    pub bot: bool,
    /// Whether it speaks for many.
    pub grouped: bool,
    /// Whether it wants to be recommended.
    pub discoverable: bool,
    /// Whether its public posts may be found by search by everybody.
    pub indexable: bool,
    /// When it came to be, in epoch milliseconds, if that is said.
    pub created_at: Option<i64>,
    /// The emojis it writes with.
    pub emojis: Vec<Emoji>,
    /// Whether its server is silenced here.
    pub limited: bool,
}

/// Keeps what another server says of an account: makes it, or brings it up to date. Who is
/// suspended here stays so.
///
/// # Errors
/// [`Error::Invalid`] if it would be one of ours; [`Error::NotFound`] if it is gone for ever here.
pub async fn receive(tx: &mut Tx, profile: Profile) -> Result<AccountId> {
    if profile.domain.is_empty() || profile.uri.is_empty() {
        return Err(Error::invalid("", "error-bad-domain"));
    }
    let key = profile.username.to_lowercase();
    let named = sql::by_handle(tx, &key, &profile.domain).await?;
    let known = match sql::by_uri(tx, &profile.uri).await? {
        Some(known) => Some(known),
        // Its server calls it otherwise from now on.
        None => named.clone(),
    };
    let Some(known) = known else {
        let id = AccountId(tx.new_account_id());
        let now = tx.now_ms();
        sql::insert_elsewhere(tx, id, &profile, now).await?;
        sql::update_elsewhere(tx, id, &profile).await?;
        if profile.limited {
            sql::set_limited(tx, id, Some(now)).await?;
        }
        events::append(tx, &Changed { account: id })?;
        return Ok(id);
    };
    if known.deleted_at.is_some() || known.is_local() {
        return Err(Error::NotFound);
    }
    // A handle that another still has is not taken from it.
    if named.is_none_or(|it| it.id == known.id) {
        sql::rename_elsewhere(tx, known.id, &profile).await?;
    }
    sql::update_elsewhere(tx, known.id, &profile).await?;
    events::append(tx, &Changed { account: known.id })?;
    Ok(known.id)
}

/// The account of that name in the federation, gone ones too; ours have none here.
///
/// # Errors
/// If the database does not answer.
pub async fn find(tx: &mut Tx, uri: &str) -> Result<Option<Account>> {
    match uri.is_empty() || uri.contains('\0') {
        true => Ok(None),
        false => sql::by_uri(tx, uri).await,
    }
}

/// Emojis as apps read them, from the JSON list they are kept as.
#[must_use]
pub fn emojis(app: &App, list: &str) -> Vec<CustomEmoji> {
    let list: Vec<Emoji> = serde_json::from_str(list).unwrap_or_default();
    let shown = list.into_iter().map(|it| {
        let url = media::url_of(app, &it.url, Look::Whole);
        CustomEmoji {
            shortcode: it.shortcode,
            static_url: url.clone(),
            url,
            visible_in_picker: false,
            category: None,
        }
    });
    shown.collect()
}

/// What was found elsewhere, and is here by now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// An account.
    Account(AccountId),
    /// A post.
    Post(PostId),
}

/// How much of a conversation is here, where other servers take part in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Posts of it that are here.
    pub here: i64,
    /// Posts that are known to be part of it, here or not.
    pub total: i64,
    /// Of those that are not here, how many are still asked for.
    pub waiting: i64,
    /// Whether other servers are being asked now.
    pub asking: bool,
    /// When they were last asked, in epoch milliseconds.
    pub checked_at: Option<i64>,
}

/// A question to other servers.
pub type Asked<T> = Pin<Box<dyn Future<Output = Result<Option<T>>> + Send>>;

/// How other servers are asked.
#[derive(Clone, Copy)]
pub struct Ways {
    /// For the account of that name on that server.
    pub account: fn(App, String, String) -> Asked<AccountId>,
    /// For what is at an address.
    pub at: fn(App, String) -> Asked<At>,
    /// How much is here of the conversation of a post; what is not is asked for, later.
    pub conversation: fn(App, PostId) -> Asked<Known>,
    /// Whether the account of the first name says to be that of the second, too.
    pub claims: fn(App, String, String) -> Asked<()>,
}

/// Whom to ask about what is not here.
#[derive(Default)]
pub struct Elsewhere(OnceLock<Ways>);

impl Elsewhere {
    /// From now on other servers are asked so.
    pub fn open(app: &App, ways: Ways) {
        let _ = app.memory::<Self>().0.set(ways);
    }
}

/// The account of that name on another server, which is asked if it is not known here.
///
/// # Errors
/// If the database does not answer; a server that does not answer has no such account.
pub async fn account(app: &App, username: &str, domain: &str) -> Result<Option<AccountId>> {
    let (name, at) = (username.to_owned(), domain.to_owned());
    let known = app.read(async move |tx| super::find(tx, &name, &at).await).await?;
    match (known, app.memory::<Elsewhere>().0.get()) {
        (Some(known), _) => Ok(Some(known.id)),
        (None, Some(ways)) => {
            (ways.account)(app.clone(), username.to_owned(), domain.to_owned()).await
        }
        (None, None) => Ok(None),
    }
}

/// Whether the account of another server that is called `uri` says to be the one called `own`, too.
/// It is asked in any case.
///
/// # Errors
/// If the database does not answer; a server that does not answer says nothing.
pub async fn claims(app: &App, uri: &str, own: &str) -> Result<bool> {
    match app.memory::<Elsewhere>().0.get() {
        Some(ways) => {
            let said = (ways.claims)(app.clone(), uri.to_owned(), own.to_owned()).await?;
            Ok(said.is_some())
        }
        None => Ok(false),
    }
}

/// What is at an address of another server.
///
/// # Errors
/// If the database does not answer; where nothing can be had there is nothing.
pub async fn at(app: &App, url: &str) -> Result<Option<At>> {
    match app.memory::<Elsewhere>().0.get() {
        Some(ways) => (ways.at)(app.clone(), url.to_owned()).await,
        None => Ok(None),
    }
}

/// How much is here of the conversation of a post; nothing if no other server takes part in it.
/// Whoever reads it has the others asked for more, which nobody waits for.
///
/// # Errors
/// If the database does not answer.
pub async fn conversation(app: &App, post: PostId) -> Result<Option<Known>> {
    match app.memory::<Elsewhere>().0.get() {
        Some(ways) => (ways.conversation)(app.clone(), post).await,
        None => Ok(None),
    }
}
