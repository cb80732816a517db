//! Which budget a request spends, and how large its body may be.
//! Reading by a member costs nothing.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, DefaultBodyLimit, Request};
use axum::response::{IntoResponse, Response};
use ground::http::limits::{Budget, Left};
use ground::http::who;
use ground::{App, Result};
use http::{HeaderMap, Method, StatusCode};

/// Largest body that is not a picture, in bytes.
const BODY_BYTES_MAX: usize = 1 << 20;
/// What a multipart body may have around its file, in bytes.
const ENVELOPE_BYTES_MAX: usize = 1 << 16;

/// Bodies larger than pictures that may be under way at once: each is held in memory.
pub const LARGE_BODIES_MAX: usize = 4;

/// Whether a body may be larger than pictures are.
#[must_use]
pub fn is_large(app: &App, request: &Request) -> bool {
    let length = request.headers().get(http::header::CONTENT_LENGTH);
    let length = length.and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    *request.method() == Method::POST
        && takes_films(request.uri().path())
        && length.is_none_or(|bytes| bytes > app.config.upload_bytes_max + ENVELOPE_BYTES_MAX)
}

/// What a request was charged.
pub struct Charge {
    /// What is left of its budget; none: it cost nothing.
    left: Option<Left>,
    address: IpAddr,
}

/// Spends the request's budget and bounds its body.
///
/// # Errors
/// [`ground::Error::TooMany`] when the budget is spent.
pub fn spend(app: &App, request: &mut Request) -> Result<Charge> {
    let pictures = app.config.upload_bytes_max * 2 + ENVELOPE_BYTES_MAX;
    let max = match request.uri().path() {
        path if takes_films(path) => app.config.film_bytes_max + pictures,
        path if takes_pictures(path) => pictures,
        _ => BODY_BYTES_MAX,
    };
    DefaultBodyLimit::max(max).apply(request);
    let address = address(app, request);
    let member = who::has_secret(app, request.headers());
    let left = match budget(request.method(), request.uri().path(), member) {
        None => None,
        Some(budget @ (Budget::Write | Budget::Media)) if member => {
            let secret = who::secret(app, request.headers());
            Some(app.limits.spend(budget, secret, app.db.now_ms())?)
        }
        Some(budget) => Some(app.limits.spend(budget, address, app.db.now_ms())?),
    };
    Ok(Charge { left, address })
}

/// Tells what is left. A bad token must not open unlimited reading: it is paid for afterwards,
/// like a stranger's request.
pub fn settle(app: &App, charge: Charge, mut answer: Response) -> Response {
    if let Some(left) = charge.left {
        tell(&left, answer.headers_mut());
    } else if answer.status() == StatusCode::UNAUTHORIZED {
        let now = app.db.now_ms();
        if let Err(error) = app.limits.spend(Budget::Read, charge.address, now) {
            return error.into_response();
        }
    }
    answer
}

fn tell(left: &Left, headers: &mut HeaderMap) {
    let reset_at = wire::Time(left.reset_at_ms).bytes();
    left.write(headers, std::str::from_utf8(&reset_at).unwrap_or_default());
}

fn takes_films(path: &str) -> bool {
    matches!(path, "/api/v1/media" | "/api/v2/media" | "/write" | "/share")
}

fn takes_pictures(path: &str) -> bool {
    matches!(path, "/api/v1/accounts/update_credentials" | "/api/v1/profile" | "/settings/profile")
        // The picture that stands for a film.
        || path.starts_with("/api/v1/media/")
}

fn budget(method: &Method, path: &str, member: bool) -> Option<Budget> {
    let reading = matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
    match path {
        // Servers, who have bounds of their own.
        _ if path.starts_with("/ap/") && *method == Method::POST => None,
        _ if reading && (member || is_free(path)) => None,
        _ if reading => Some(Budget::Read),
        "/api/v1/media" | "/api/v2/media" | "/api/portevoix/v1/uploads" => Some(Budget::Media),
        "/log-in"
        | "/log-in/second"
        | "/log-in/link"
        | "/log-in/passkey"
        | "/oauth/token"
        | "/password/new"
        | "/password/reset"
        | "/confirm"
        | "/settings/email"
        | "/settings/password"
        | "/settings/security/second"
        | "/settings/security/second/confirm"
        | "/settings/security/second/off"
        | "/settings/security/codes"
        | "/settings/security/passkeys"
        | "/settings/security/passkeys/ask"
        | "/api/v1/emails/confirmations" => Some(Budget::LogIn),
        path if path.starts_with("/log-in/link/") => Some(Budget::LogIn),
        "/sign-up" | "/api/v1/accounts" | "/letters" => Some(Budget::SignUp),
        "/api/portevoix/v1/testimonies" => Some(Budget::SignUp),
        path if path.starts_with("/testify/") => Some(Budget::SignUp),
        path if path.ends_with("/email_subscriptions") => Some(Budget::SignUp),
        "/api/v1/apps" => Some(Budget::Read),
        _ => Some(Budget::Write),
    }
}

/// What costs next to nothing, or must stay reachable.
fn is_free(path: &str) -> bool {
    path == "/health"
        || path == "/metrics"
        || path.starts_with("/static/")
        || path.starts_with("/media/")
}

/// The address a request came from; behind a trusted proxy, the one the proxy saw.
pub fn client(app: &App, request: &Request) -> IpAddr {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let seen = app.config.behind_proxy.then(|| forwarded(request.headers())).flatten();
    seen.or(peer).unwrap_or(IpAddr::from([0, 0, 0, 0])).to_canonical()
}

/// What is counted as one caller.
fn address(app: &App, request: &Request) -> IpAddr {
    match client(app, request) {
        // One household or company usually holds a whole /64.
        IpAddr::V6(v6) => {
            let mut octets = v6.octets();
            octets[8..].fill(0);
            IpAddr::from(octets)
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let value = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    value.rsplit(',').next()?.trim().parse().ok()
}
