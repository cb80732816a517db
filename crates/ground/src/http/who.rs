//! Who asks: a token in a header (programs) or a cookie (browsers) becomes a [`Viewer`].
//!
//! The answer is kept in memory; [`Sessions::forget_all`] drops it when a token is revoked or an
//! account changes state. Only hashes of tokens are ever held.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use http::request::Parts;
use http::{HeaderMap, header};
use quick_cache::UnitWeighter;
use quick_cache::sync::Cache;
use serde::{Deserialize, Serialize};

use super::role::Role;
use super::route::Scope;
use super::seen::{Mark, Seen, Use};
use super::sql;
use crate::app::App;
use crate::error::{Error, Result};
use crate::html::Display;
use crate::i18n::Locale;
use crate::id::{AccountId, AppId, PersonId, TokenId};
use crate::secret;

const SESSIONS_MAX: u64 = 100_000;
/// Room made for this many at the start.
const SESSIONS_ROOM: usize = 1 << 12;

/// What a good token says.
#[derive(Clone, Debug)]
pub struct Session {
    /// The token itself.
    pub token: TokenId,
    /// Hash of the token's secret: what forms are signed with.
    pub hash: [u8; 32],
    /// The program that holds it; none for a browser session.
    pub app: Option<AppId>,
    /// The person and the account they act for; none for a program alone.
    pub member: Option<(PersonId, AccountId)>,
    /// What it allows: words separated by spaces.
    pub scopes: String,
    /// The person's language.
    pub locale: Option<Locale>,
    /// How the person likes pages to look, if they ever said.
    pub display: Option<Display>,
    /// The person's role; a member's while it is [held back](Self::held_back).
    pub role: Role,
    /// Whether the person has a seat at an organisation's desk.
    pub seated: bool,
    /// Whether the person has a role that needs a second step at the log-in, and has none.
    pub held_back: bool,
    /// The handle of the account acted for, if it is not the person's own.
    pub acting: Option<String>,
    expires_at_ms: i64,
}

impl Session {
    /// Whether the token allows this scope, itself or by a broader one (`write` covers
    /// `write:media`; `profile` covers reading one's own account).
    #[must_use]
    pub fn allows(&self, scope: &str) -> bool {
        allows(&self.scopes, scope)
    }
}

/// Whether a list of scopes covers one.
#[must_use]
pub fn allows(granted: &str, scope: &str) -> bool {
    let broad = scope.rsplit_once(':').map(|(broad, _)| broad);
    granted.split_ascii_whitespace().any(|held| {
        held == scope
            || Some(held) == broad
            || (held == "follow" && FOLLOW_SCOPES.contains(&scope))
            || (scope == "profile" && matches!(held, "read" | "read:accounts"))
    })
}

/// The scopes the old word `follow` stands for.
const FOLLOW_SCOPES: [&str; 6] =
    ["read:blocks", "read:follows", "read:mutes", "write:blocks", "write:follows", "write:mutes"];

/// The tokens met lately.
pub struct Sessions {
    met: Cache<[u8; 32], Arc<Met>>,
    /// Counts what was forgotten: what was read before it may be out of date.
    changes: AtomicU64,
    seen: Seen,
}

/// A session that was met.
struct Met {
    session: Arc<Session>,
    used: Mark,
}

impl Sessions {
    pub(crate) fn new() -> Self {
        Self {
            met: Cache::with_weighter(SESSIONS_ROOM, SESSIONS_MAX, UnitWeighter),
            changes: AtomicU64::new(0),
            seen: Seen::default(),
        }
    }

    /// Which sessions were used since this was last asked: each once a day or so, not at each
    /// request.
    pub fn take_seen(&self) -> HashMap<TokenId, Use> {
        self.seen.take()
    }

    /// Drops all that is remembered.
    pub fn forget_all(&self) {
        self.changes.fetch_add(1, Ordering::SeqCst);
        self.met.clear();
    }

    /// Drops what is remembered of these tokens: after a token, person or account changed.
    pub fn forget(&self, which: impl Fn(&Session) -> bool) {
        self.changes.fetch_add(1, Ordering::SeqCst);
        self.met.retain(|_, met| !which(&met.session));
    }

    /// Who holds this secret.
    ///
    /// # Errors
    /// If it is no token, or no longer, or its account may not act.
    pub async fn holder(&self, app: &App, secret: &str) -> Result<Arc<Session>> {
        let hash = secret::hash(secret);
        let met = match self.met.get(&hash) {
            Some(met) => met,
            None => self.load(app, hash).await?,
        };
        let now_ms = app.db.now_ms();
        if met.session.expires_at_ms <= now_ms {
            return Err(Error::Unauthorized("error-token-expired".into()));
        }
        self.seen.note(&met.used, met.session.token, met.session.member, now_ms);
        Ok(met.session.clone())
    }

    /// Whether a session is still good, read anew.
    ///
    /// # Errors
    /// If its token has ended, or its account may no longer act.
    pub async fn check(&self, app: &App, session: &Session) -> Result<()> {
        let met = self.load(app, session.hash).await?;
        if met.session.expires_at_ms <= app.db.now_ms() {
            return Err(Error::Unauthorized("error-token-expired".into()));
        }
        Ok(())
    }

    async fn load(&self, app: &App, hash: [u8; 32]) -> Result<Arc<Met>> {
        let changes = self.changes.load(Ordering::SeqCst);
        let holder = app.read(async move |tx| sql::holder(tx, hash.to_vec()).await).await?;
        let holder = holder.ok_or(Error::Unauthorized("error-token-unknown".into()))?;
        holder.may_act()?;
        let session = Arc::new(Session {
            token: TokenId(holder.token),
            hash,
            app: holder.app.map(AppId),
            member: holder.person.map(PersonId).zip(holder.account.map(AccountId)),
            scopes: holder.scopes,
            locale: holder.locale.as_deref().and_then(Locale::of_tag),
            display: holder.display.as_deref().and_then(Display::parse),
            seated: holder.seated,
            held_back: holder.held_back,
            role: holder
                .role
                .as_deref()
                .and_then(Role::of)
                .filter(|_| !holder.held_back)
                .unwrap_or(Role::Member),
            acting: holder.handle.filter(|_| holder.standing.as_deref() != Some("owner")),
            expires_at_ms: holder.expires_at.unwrap_or(i64::MAX),
        });
        let met = Arc::new(Met { session, used: Mark::default() });
        self.met.insert(hash, met.clone());
        // A slow reader must not bring back what was revoked meanwhile.
        if self.changes.load(Ordering::SeqCst) != changes {
            self.met.remove(&hash);
        }
        Ok(met)
    }
}

/// The member who asks. As `Option<Viewer>`: whoever asks, member or not.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// The account acted for.
    pub id: AccountId,
    /// The person who acts.
    pub person: PersonId,
    /// The token or session used.
    pub session: Arc<Session>,
}

/// Through which entry of which timeline an act came, as said by the client.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Via {
    /// The timeline entry acted upon: the post, or the boost that carried it.
    pub entry: Option<i64>,
    /// The place: `home`, `local`, `tag`, `thread`, `profile`, `search`, `notification`, …
    pub place: Option<String>,
}

impl Viewer {
    /// Lets nobody through whose role is less.
    ///
    /// # Errors
    /// [`Error::Forbidden`] for them.
    pub fn must_be(&self, role: Role) -> Result<()> {
        if self.session.role >= role { Ok(()) } else { Err(Error::forbidden("error-role")) }
    }

    /// The member a session acts for; none if it is a program's alone.
    #[must_use]
    pub fn of(session: Arc<Session>) -> Option<Self> {
        let (person, id) = session.member?;
        Some(Self { id, person, session })
    }
}

impl FromRequestParts<App> for Viewer {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let session = Arc::<Session>::from_request_parts(parts, app).await?;
        Self::of(session).ok_or_else(|| Error::invalid("", "error-needs-person"))
    }
}

impl OptionalFromRequestParts<App> for Viewer {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>> {
        let session =
            match <Arc<Session> as FromRequestParts<App>>::from_request_parts(parts, app).await {
                Ok(session) => session,
                // A browser whose session has ended, or whose person may no longer act, still
                // reads what anyone may read; so does a program that shows its token at a page.
                Err(Error::Unauthorized(_) | Error::Forbidden(_)) if is_page(parts) => {
                    return Ok(None);
                }
                Err(Error::Unauthorized(_)) if bearer(&parts.headers).is_none() => return Ok(None),
                Err(error) => return Err(error),
            };
        Ok(Self::of(session))
    }
}

impl FromRequestParts<App> for Arc<Session> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let scope = parts.extensions.get::<Scope>().copied().unwrap_or(Scope::Anyone);
        let page = is_page(parts);
        // A cookie opens pages only, so that no foreign page can use the API with it.
        let secret =
            if page { cookie(&parts.headers, app) } else { api_secret(&parts.headers, &parts.uri) };
        let found = match secret {
            Some(secret) => app.sessions.holder(app, &secret).await,
            None => Err(Error::Unauthorized("error-needs-token".into())),
        };
        let session = match found {
            Err(Error::Unauthorized(_)) if scope == Scope::Member => {
                return Err(super::page::log_in_first(parts));
            }
            found => found?,
        };
        match scope {
            Scope::Needs(needed) if !session.allows(needed) => Err(Error::forbidden("error-scope")),
            // A key to the moderators' doors is worth nothing in the hand of one who is none.
            Scope::Needs(needed) if is_moderators(needed) && session.role < Role::Moderator => {
                Err(Error::forbidden("error-role"))
            }
            _ => Ok(session),
        }
    }
}

/// Whether a scope opens what moderators alone may do.
fn is_moderators(scope: &str) -> bool {
    scope.starts_with("admin:")
}

fn is_page(parts: &Parts) -> bool {
    matches!(parts.extensions.get(), Some(Scope::Page | Scope::Member))
}

/// The secret a request carries, in its header or its cookie.
#[must_use]
pub fn secret(app: &App, headers: &HeaderMap) -> Option<String> {
    bearer(headers).map(str::to_owned).or_else(|| cookie(headers, app))
}

/// Whether a request carries a secret, good or bad.
#[must_use]
pub fn has_secret(app: &App, headers: &HeaderMap) -> bool {
    bearer(headers).is_some()
        || headers.contains_key(header::COOKIE) && cookie(headers, app).is_some()
}

/// The language a request wants: its cookie, else what its browser accepts.
#[must_use]
pub fn language(headers: &HeaderMap) -> Locale {
    chosen_language(headers).unwrap_or_else(|| {
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        Locale::accepted(accepted.unwrap_or_default())
    })
}

/// The language chosen on a page of ours, kept by a cookie.
#[must_use]
pub fn chosen_language(headers: &HeaderMap) -> Option<Locale> {
    cookie_named(headers, LANGUAGE_COOKIE).and_then(|tag| Locale::of_tag(&tag))
}

/// The cookie that keeps a chosen language.
pub const LANGUAGE_COOKIE: &str = "language";

/// The name of the session cookie: bound to this host where the address is https.
#[must_use]
pub fn cookie_name(app: &App) -> &'static str {
    if app.config.is_secure() { "__Host-session" } else { "session" }
}

/// The secret of a browser's session.
pub(crate) fn cookie(headers: &HeaderMap, app: &App) -> Option<String> {
    cookie_named(headers, cookie_name(app))
}

/// The value of a cookie.
#[must_use]
pub fn cookie_named(headers: &HeaderMap, name: &str) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|cookies| cookies.split(';'));
    pairs.find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then(|| value.to_owned())
    })
}

/// The secret of a program's request, in its header or its address.
#[must_use]
pub fn api_secret(headers: &HeaderMap, uri: &http::Uri) -> Option<String> {
    bearer(headers).map(str::to_owned).or_else(|| {
        // Streams cannot always set a header: some clients send the token as a parameter.
        let query = uri.query()?;
        let pair = query.split('&').find_map(|pair| pair.strip_prefix("access_token="))?;
        percent_encoding::percent_decode_str(pair).decode_utf8().ok().map(Into::into)
    })
}

/// The secret of the `Authorization` header.
#[must_use]
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (kind, secret) = value.split_once(' ')?;
    kind.eq_ignore_ascii_case("bearer").then_some(secret.trim())
}
