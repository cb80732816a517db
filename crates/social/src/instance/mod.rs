//! The server's description of itself: name, rules, limits, numbers.
//!
//! What is said here is true of this version: nothing is announced that is not there. Longer texts
//! are the words of those who run the place.

pub mod activity;
mod api;
mod languages;
mod sql;
pub mod texts;
mod web;

use std::time::{SystemTime, UNIX_EPOCH};

use ground::http::{Route, Scope, get, post};
use ground::{App, Locale, Result};
use parking_lot::Mutex;

use activity::Week;
use db::record;
pub(crate) use web::{ways, words};

/// How long the numbers are kept before they are counted again.
const COUNT_EVERY_MS: i64 = 5 * 60 * 1000;

record! {
    /// How much the place is used.
    #[derive(Clone, Copy, Debug, Default)]
    pub struct Usage {
        /// Accounts of this server.
        pub accounts: i64,
        /// Their posts and boosts.
        pub posts: i64,
        /// Those of them that posted in the last four weeks.
        pub active_month: i64,
        /// Those of them that posted in the last half year.
        pub active_half_year: i64,
    }
}

/// The numbers last counted, and when; and since when the server runs.
pub struct Numbers {
    counted: Mutex<Option<(i64, Usage)>>,
    weeks: Mutex<Option<(i64, Vec<Week>)>>,
    started_at: SystemTime,
}

impl Default for Numbers {
    fn default() -> Self {
        Self { counted: Mutex::default(), weeks: Mutex::default(), started_at: SystemTime::now() }
    }
}

impl Numbers {
    /// Since when the server runs, in epoch milliseconds.
    fn started_at_ms(&self) -> i64 {
        let since = self.started_at.duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or_default()
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let seen = Scope::Anyone;
    vec![
        get("/api/v1/instance", seen, api::version_1),
        get("/api/v2/instance", seen, api::version_2),
        get("/api/v1/instance/peers", seen, api::nothing),
        get("/api/v1/instance/activity", seen, api::activity),
        get("/api/v1/instance/extended_description", seen, api::texts::description),
        get("/api/v1/instance/privacy_policy", seen, api::texts::privacy),
        get("/api/v1/instance/terms_of_service", seen, api::texts::terms),
        get("/api/v1/instance/terms_of_service/{date}", seen, api::texts::terms_from),
        get("/api/v1/instance/languages", seen, api::languages),
        get("/api/v1/instance/translation_languages", seen, api::translation_languages),
        get("/api/v1_alpha/async_refreshes/{id}", Scope::Needs("read"), api::refresh),
        get("/.well-known/nodeinfo", seen, api::nodeinfo_links),
        get("/nodeinfo/2.0", seen, api::nodeinfo_2_0),
        get("/nodeinfo/2.1", seen, api::nodeinfo_2_1),
        get("/health", seen, api::health),
        get("/privacy", Scope::Page, web::privacy),
        get("/terms", Scope::Page, web::terms),
        get("/terms/{date}", Scope::Page, web::terms_from),
        get("/moderation/place", Scope::Member, web::edit::list),
        get("/moderation/place/{kind}", Scope::Member, web::edit::show),
        post("/moderation/place/{kind}", Scope::Member, web::edit::submit),
    ]
}

/// How much the place is used, as of a few minutes ago.
///
/// # Errors
/// If the database does not answer.
pub async fn usage(app: &App) -> Result<Usage> {
    let now = app.db.now_ms();
    let numbers = app.memory::<Numbers>();
    if let Some((at, usage)) = *numbers.counted.lock()
        && now - at < COUNT_EVERY_MS
    {
        return Ok(usage);
    }
    let usage = app.read(async move |tx| sql::usage(tx, now).await).await?;
    *numbers.counted.lock() = Some((now, usage));
    Ok(usage)
}

/// The last twelve weeks, this one first, as of a few minutes ago.
///
/// # Errors
/// If the database does not answer.
pub async fn weeks(app: &App) -> Result<Vec<Week>> {
    let now = app.db.now_ms();
    let numbers = app.memory::<Numbers>();
    if let Some((at, weeks)) = &*numbers.weeks.lock()
        && now - at < COUNT_EVERY_MS
    {
        return Ok(weeks.clone());
    }
    let weeks = app.read(async |tx| activity::weeks(tx).await).await?;
    *numbers.weeks.lock() = Some((now, weeks.clone()));
    Ok(weeks)
}

/// What is said of privacy where nobody wrote anything else, as HTML.
#[must_use]
pub fn usual_privacy(app: &App, locale: Locale) -> String {
    api::texts::usual_privacy(app, locale)
}

/// The name of a language in English, by its code.
#[must_use]
pub fn language(code: &str) -> Option<&'static str> {
    languages::KNOWN.iter().find(|(known, _)| *known == code).map(|(_, name)| *name)
}
