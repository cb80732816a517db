//! Who speaks: whose key signed a request. In the inbox it is always asked; of whoever reads only
//! if this place wants to know them.

use aws_lc_rs::digest::{SHA256, digest};
use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use ground::{App, Error, Result};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, VARY};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, Uri};
use serde_json::Value;
use social::gates::domains::{self, Severity};
use wire::activitypub as ap;
use wire::signatures::{self, Claim, Fault, Request};

use crate::actors::{self, Remote, host_name};

/// How old a signature may be, and how far ahead its clock, in seconds.
const AGE_S_MAX: i64 = 12 * 3_600;
const SKEW_S_MAX: i64 = 3_600;

/// What a request claims, once what can be checked without the key has been: the moment, and the
/// digest of its body, if it has one.
pub(crate) fn claim(
    app: &App,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    body: Option<&Bytes>,
) -> Result<Claim, Fault> {
    let headers: Vec<(&str, &str)> = headers
        .iter()
        .filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)))
        .collect();
    let scheme = if app.config.is_secure() { "https" } else { "http" };
    let target = as_asked(uri.path_and_query().map_or("/", |target| target.as_str()));
    let request = Request {
        method: method.as_str(),
        scheme,
        authority: app.config.domain(),
        target: &target,
        headers: &headers,
    };
    let claim = signatures::read(&request)?;
    if !claim.holds_at(app.db.now_ms() / 1000, AGE_S_MAX, SKEW_S_MAX) {
        return Err(Fault("the signature is too old, or of tomorrow"));
    }
    let Some(body) = body else { return Ok(claim) };
    if !claim.covers_body {
        return Err(Fault("the signature does not cover the digest of the body"));
    }
    let sum = digest(&SHA256, body);
    match signatures::claimed_sha256(&request) {
        Some(claimed) if claimed.as_slice() == sum.as_ref() => Ok(claim),
        _ => Err(Fault("the body is not what the digest says")),
    }
}

/// The page was asked for, and what it is in their language was meant.
fn as_asked(target: &str) -> String {
    match target.strip_prefix("/ap/at/") {
        Some(rest) => format!("/@{rest}"),
        None => target.to_owned(),
    }
}

/// Whose key signed it. A key that does not fit is asked for anew once: it may have changed.
///
/// # Errors
/// [`Error::NotFound`] or [`Error::Gone`] if there is no such key, or it did not.
pub(crate) async fn signer(app: &App, claim: &Claim) -> Result<Remote> {
    let (by, pem) = actors::owner_of(app, &claim.key_id, false).await?;
    if actors::verifies(claim, &pem) {
        return Ok(by);
    }
    if by.fetched_at > app.db.now_ms() - 60_000 {
        return Err(Error::NotFound);
    }
    let (by, pem) = actors::owner_of(app, &claim.key_id, true).await?;
    if actors::verifies(claim, &pem) { Ok(by) } else { Err(Error::NotFound) }
}

/// Who reads. Where this place wants to know, it is a server that is not kept out; else it may be
/// anybody, but whoever says to be kept out.
pub(crate) struct Reader {
    /// Whether what they are told is for them alone to keep.
    known: bool,
}

impl Reader {
    /// A document as an answer to them.
    pub(crate) fn answer(&self, document: &Value) -> Response {
        let keep = if self.known { "private, max-age=60" } else { "max-age=60" };
        let headers = [(CONTENT_TYPE, ap::MIME), (CACHE_CONTROL, keep), (VARY, "accept")];
        let mut answer = (headers, document.to_string()).into_response();
        if self.known {
            answer.headers_mut().append(VARY, HeaderValue::from_static("signature"));
        }
        answer
    }
}

impl FromRequestParts<App> for Reader {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let claim = claim(app, &parts.method, &parts.uri, &parts.headers, None);
        if let Ok(claim) = &claim
            && let Some(host) = ap::host(&claim.key_id)
            && domains::refused(app, host_name(host)).severity == Severity::Suspend
        {
            return Err(Error::forbidden("error-server-barred"));
        }
        if !app.config.authorized_fetch {
            return Ok(Self { known: false });
        }
        who(app, claim).await.map(|_| Self { known: true })
    }
}

async fn who(app: &App, claim: Result<Claim, Fault>) -> Result<Remote> {
    let unknown = || Error::Unauthorized("error-signature".into());
    let claim = claim.map_err(|_| unknown())?;
    let host = ap::host(&claim.key_id).ok_or_else(unknown)?;
    if host.eq_ignore_ascii_case(app.config.domain()) {
        return Err(unknown());
    }
    if domains::refused(app, host_name(host)).severity == Severity::Suspend {
        return Err(Error::forbidden("error-server-barred"));
    }
    match signer(app, &claim).await {
        Ok(by) => Ok(by),
        Err(Error::NotFound | Error::Gone) => Err(unknown()),
        Err(other) => Err(other),
    }
}

/// How we call ourselves among actors: the domain, without a port.
pub(crate) fn own_name(app: &App) -> &str {
    host_name(app.config.domain())
}
