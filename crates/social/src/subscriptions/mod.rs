//! Subscriptions: an account's public posts by mail, for people without an account.
//!
//! Off unless the place and the account want it. Nobody gets a letter who did not say yes by a
//! letter to that address; every letter says how to end it; what is ended is forgotten. Answers
//! never tell whether an address is known. Members have timelines, and are not spoken of here.

mod api;
mod letters;
mod sql;
mod web;

use db::{Tx, record};
use ground::http::{Route, Scope, get, post};
use ground::{AccountId, App, Error, Locale, Result};

pub use letters::work;
pub(crate) use web::form;

use crate::{accounts, gates, people};

/// Most subscriptions of an account.
const SUBSCRIPTIONS_MAX: i64 = 100_000;
/// Most letters that ask one address whether it wants this, a day.
const ASKED_MAX: i64 = 3;
/// Most addresses that were asked whether they want an account's posts and have not answered.
const WAITING_MAX: i64 = 500;
/// How long an answer is waited for, in milliseconds: two days.
const ANSWER_MS_MAX: i64 = 2 * DAY_MS;
/// How long a first post waits for those after it, in milliseconds: an hour.
const GATHER_MS: i64 = 60 * 60 * 1000;
/// Shortest time between two letters of an account, in milliseconds.
const APART_MS: i64 = DAY_MS;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// Accounts whose letters are begun at once.
const DUE_MAX: i64 = 20;

record! {
    /// Somebody who gets the posts of an account, or is asked whether they want them.
    #[derive(Clone, Debug)]
    pub struct Subscription {
        /// Its number.
        pub id: i64,
        /// Whose posts.
        pub account: AccountId,
        /// Where to write to.
        pub email: String,
        /// The language of the letters.
        pub locale: String,
        /// What is in the links of the letters.
        pub secret: String,
        /// When they were last asked, in epoch milliseconds.
        pub asked_at: i64,
        /// Since when they want them.
        pub confirmed_at: Option<i64>,
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        post("/api/v1/accounts/{id}/email_subscriptions", Scope::Anyone, api::ask),
        post("/letters", Scope::Page, web::ask),
        get("/letters/{secret}", Scope::Page, web::show),
        get("/letters/{secret}/stop", Scope::Page, web::show),
        post("/letters/{secret}/confirm", Scope::Page, web::confirm),
        post("/letters/{secret}/stop", Scope::Page, web::stop),
        get("/settings/letters", Scope::Member, web::settings),
        post("/settings/letters", Scope::Member, web::set),
    ]
}

/// Whether an account's posts may be had by mail.
///
/// # Errors
/// If the database does not answer.
pub async fn is_on(tx: &mut Tx, account: AccountId) -> Result<bool> {
    sql::is_on(tx, account).await
}

/// Lets people have an account's posts by mail, or no longer. Those who had them are kept, and get
/// none meanwhile; posts from before are in no letter.
///
/// # Errors
/// If the database does not answer.
pub async fn set(tx: &mut Tx, account: AccountId, on: bool) -> Result<()> {
    let newest = tx.new_id(0);
    match on {
        true => sql::switch_on(tx, account, newest).await,
        false => sql::switch_off(tx, account).await,
    }
}

/// How many want an account's posts by mail.
///
/// # Errors
/// If the database does not answer.
pub async fn count(tx: &mut Tx, account: AccountId) -> Result<i64> {
    sql::count(tx, account).await
}

/// Asks an address whether it wants an account's posts. Whether a letter goes is not told: none to
/// who has them already, or was asked lately.
///
/// # Errors
/// [`Error::NotFound`] if they may not be had by mail; [`Error::Invalid`] if it is no address, or
/// one of a provider that is kept out.
pub async fn ask(app: &App, account: AccountId, email: &str, locale: Locale) -> Result<()> {
    let email = email.trim().to_lowercase();
    if !app.config.email_subscriptions {
        return Err(Error::NotFound);
    }
    if !people::is_email(&email) {
        return Err(Error::invalid("email", "error-bad-email"));
    }
    let on = app.read(async move |tx| {
        accounts::get(tx, account).await?;
        is_on(tx, account).await
    });
    if !on.await? {
        return Err(Error::NotFound);
    }
    gates::mail::may_be(app, &email).await?;
    app.write(async move |tx| ask_once(tx, account, email, locale).await).await
}

async fn ask_once(tx: &mut Tx, account: AccountId, email: String, locale: Locale) -> Result<()> {
    let now = tx.now_ms();
    if let Some(there) = sql::of_address(tx, account, &email).await?
        && (there.confirmed_at.is_some() || now - there.asked_at < DAY_MS)
    {
        return Ok(());
    }
    let asked = sql::count_asked(tx, &email, now - DAY_MS).await?;
    let full = sql::count(tx, account).await? >= SUBSCRIPTIONS_MAX
        || sql::count_waiting(tx, account).await? >= WAITING_MAX;
    if asked >= ASKED_MAX || full {
        return Ok(());
    }
    let secret = ground::secret::new();
    let id = tx.new_id(account.bucket());
    let locale = locale.tag().to_owned();
    let (asked_at, confirmed_at) = (now, None);
    let new = Subscription { id, account, email, locale, secret, asked_at, confirmed_at };
    let id = sql::write(tx, &new).await?;
    letters::ask(tx, id, now).await
}

/// What a link in a letter leads to.
///
/// # Errors
/// [`Error::NotFound`] if it has ended, or was not answered in time.
pub async fn by_secret(tx: &mut Tx, secret: &str) -> Result<Subscription> {
    if secret.contains('\0') {
        return Err(Error::NotFound);
    }
    let now = tx.now_ms();
    let found = sql::by_secret(tx, secret).await?;
    let open = |it: &Subscription| it.confirmed_at.is_some() || now - it.asked_at < ANSWER_MS_MAX;
    found.filter(open).ok_or(Error::NotFound)
}

/// Says yes. Twice is the same as once.
///
/// # Errors
/// As for [`by_secret`].
pub async fn confirm(tx: &mut Tx, secret: &str) -> Result<Subscription> {
    let found = by_secret(tx, secret).await?;
    sql::confirm(tx, found.id).await?;
    Ok(found)
}

/// Ends it; the address is forgotten. Twice is the same as once.
///
/// # Errors
/// If the database does not answer.
pub async fn stop(tx: &mut Tx, secret: &str) -> Result<()> {
    if secret.contains('\0') {
        return Ok(());
    }
    sql::delete_by_secret(tx, secret).await
}

/// Notes that accounts have posted something everybody may see: a letter is due, an hour later,
/// a day after the one before it at the earliest.
///
/// # Errors
/// If the database does not answer.
pub async fn posted(tx: &mut Tx, authors: &[AccountId], at_ms: i64) -> Result<()> {
    sql::set_due(tx, authors, at_ms + GATHER_MS, APART_MS).await
}

/// Begins the letters that are due, and forgets who did not answer in time.
///
/// # Errors
/// If the database does not answer.
pub async fn sweep(app: &App) -> Result<()> {
    let now = app.db.now_ms();
    app.write(async move |tx| sql::forget_unanswered(tx, now - ANSWER_MS_MAX).await).await?;
    if !app.config.email_subscriptions {
        return Ok(());
    }
    let due = app.read(async move |tx| sql::due(tx, now, DUE_MAX).await).await?;
    for account in due {
        app.write(async move |tx| letters::begin(tx, account).await).await?;
    }
    Ok(())
}

/// Removes what an account that is erased has of this.
///
/// # Errors
/// If the database does not answer.
pub async fn forget(tx: &mut Tx, account: AccountId) -> Result<()> {
    sql::delete_of(tx, account).await
}
