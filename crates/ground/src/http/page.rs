//! Who looks at a page: a member or a stranger, in which language, and what the page's forms are
//! sealed with.

use aws_lc_rs::hmac;
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::HeaderMap;
use http::request::Parts;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::role::Role;
use super::who::{self, Viewer};
use crate::app::App;
use crate::error::{Error, Result};
use crate::html::{DISPLAY_COOKIE, Display, TOLD_COOKIE};
use crate::i18n::{self, Locale, Say};
use crate::id::AccountId;
use crate::secret;

/// What may stand in the value of a query's parameter as it is.
const PLAIN: AsciiSet =
    NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// A look at a page.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The member who looks; none for a stranger.
    pub viewer: Option<Viewer>,
    /// The language to answer in: the one chosen here, else the person's, else the browser's.
    pub locale: Locale,
    /// How the page is to look: as the person likes it, else as this browser was told.
    pub display: Display,
    /// Path and query of the page.
    pub path: String,
    /// What forms carry to prove that this browser was given them; empty without a session.
    pub(crate) seal: String,
    /// What was done just before, to be said on this page.
    pub(crate) told: Option<String>,
}

impl Visit {
    /// A message in the reader's language.
    #[must_use]
    pub fn say(&self, message: impl Into<Say>) -> String {
        message.into().in_words(self.locale)
    }

    /// The path of the page, without its query.
    #[must_use]
    pub fn path(&self) -> &str {
        self.path.split('?').next().unwrap_or_default()
    }

    /// The number of the account that looks, if a member does.
    #[must_use]
    pub fn who(&self) -> Option<AccountId> {
        self.viewer.as_ref().map(|viewer| viewer.id)
    }

    /// A visit after something went wrong: a page must come out whatever is broken, so whoever
    /// cannot be made out is a stranger.
    pub async fn after_all(app: &App, headers: &HeaderMap, problem: &Error) -> Self {
        // Whoever asks too much is not looked up.
        let cookie = match problem {
            Error::TooMany { .. } => None,
            _ => who::cookie(headers, app),
        };
        let viewer = match &cookie {
            Some(secret) => app.sessions.holder(app, secret).await.ok().and_then(Viewer::of),
            None => None,
        };
        let known = viewer.as_ref().and_then(|viewer| viewer.session.locale);
        let locale = locale(headers, known);
        let seal = cookie.map(|secret| seal(&secret)).unwrap_or_default();
        let display = display(headers, viewer.as_ref());
        Self { viewer, locale, display, path: "/".to_owned(), seal, told: None }
    }
}

impl FromRequestParts<App> for Visit {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let viewer =
            <Viewer as OptionalFromRequestParts<App>>::from_request_parts(parts, app).await?;
        let cookie = who::cookie(&parts.headers, app);
        let known = viewer.as_ref().and_then(|viewer| viewer.session.locale);
        let locale = locale(&parts.headers, known);
        Ok(Self {
            locale,
            display: display(&parts.headers, viewer.as_ref()),
            viewer,
            told: who::cookie_named(&parts.headers, TOLD_COOKIE)
                .and_then(|name| i18n::told(locale, &name)),
            path: path(parts),
            seal: cookie.map(|secret| seal(&secret)).unwrap_or_default(),
        })
    }
}

/// The language to answer in: the one chosen here, else the person's, else the browser's.
fn locale(headers: &HeaderMap, known: Option<Locale>) -> Locale {
    who::chosen_language(headers).or(known).unwrap_or_else(|| who::language(headers))
}

/// How pages are to look: as the person likes them, else as this browser was told.
fn display(headers: &HeaderMap, viewer: Option<&Viewer>) -> Display {
    let persons = viewer.and_then(|viewer| viewer.session.display);
    let browsers = || Display::parse(&who::cookie_named(headers, DISPLAY_COOKIE)?);
    persons.or_else(browsers).unwrap_or_default()
}

/// What the forms of a session are sealed with: known only to who was shown one of its pages.
pub(super) fn seal(session: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, &secret::hash(session));
    URL_SAFE_NO_PAD.encode(hmac::sign(&key, b"form"))
}

/// The way to the log-in page, and back to where one was.
pub(super) fn log_in_first(parts: &Parts) -> Error {
    // What a form sent is lost; its page is not.
    let then = if parts.method == http::Method::GET { path(parts) } else { String::from("/") };
    Error::LogIn { then: then.into() }
}

/// The log-in page that leads on to that path.
#[must_use]
pub fn log_in_path(then: &str) -> String {
    match then {
        "" | "/" => "/log-in".to_owned(),
        then => format!("/log-in?then={}", encode(then)),
    }
}

/// A text as the value of a query's parameter.
#[must_use]
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, &PLAIN).to_string()
}

/// A path of ours to go on to, from what a stranger's link may have brought; `/` for all else.
#[must_use]
pub fn own_path(then: Option<&str>) -> &str {
    let then = then.unwrap_or_default();
    // Browsers read `//host` and `/\host` as another server's address.
    let ours = then.starts_with('/')
        && !then[1..].starts_with(['/', '\\'])
        && !then.chars().any(char::is_control);
    if ours { then } else { "/" }
}

fn path(parts: &Parts) -> String {
    let uri = parts.extensions.get::<axum::extract::OriginalUri>();
    let uri = uri.map_or(&parts.uri, |original| &original.0);
    uri.path_and_query().map_or("/", http::uri::PathAndQuery::as_str).to_owned()
}

impl Viewer {
    /// Shows a page to nobody whose role is less: to others there is no such page.
    ///
    /// # Errors
    /// [`Error::NotFound`] for them.
    pub fn finds_as(&self, role: Role) -> Result<()> {
        if self.session.role >= role { Ok(()) } else { Err(Error::NotFound) }
    }
}
