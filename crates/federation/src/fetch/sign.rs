//! Signing what we ask and send.

use std::time::{Duration, SystemTime};

use aws_lc_rs::digest::{SHA256, digest};
use bytes::Bytes;
use ground::{App, Error, Result, outside};
use http::header::{ACCEPT, CONTENT_TYPE, RETRY_AFTER};
use url::Url;
use wire::activitypub as ap;
use wire::signatures::{self, Request, cavage, message};

use super::client;
use super::knock::{self, Scheme};
use crate::actors::Signer;

/// How long handing something over may take.
const SEND_TIMEOUT: Duration = Duration::from_secs(10);

/// What became of something sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sent {
    /// It was taken.
    Taken,
    /// It will not be taken another time either: why.
    Refused(String),
    /// Perhaps later: why, and after how many seconds if that was said.
    NotNow(String, Option<u64>),
}

/// What is signed.
struct Letter<'a> {
    method: &'static str,
    url: &'a Url,
    /// The SHA-256 of the body, if there is one.
    sum: Option<[u8; 32]>,
    accept: &'a str,
    now_ms: i64,
}

/// The headers by which a request that asks shows who asks.
pub(super) fn reading(
    signer: &Signer,
    scheme: Scheme,
    url: &Url,
    accept: &str,
    now_ms: i64,
) -> Result<Vec<(&'static str, String)>> {
    headers(signer, scheme, &Letter { method: "GET", url, sum: None, accept, now_ms })
}

fn headers(
    signer: &Signer,
    scheme: Scheme,
    letter: &Letter<'_>,
) -> Result<Vec<(&'static str, String)>> {
    let (authority, target) = place(letter.url);
    let date = date(letter.now_ms);
    let mut sent = vec![("date", date.clone())];
    if let Some(sum) = &letter.sum {
        sent.push(match scheme {
            Scheme::Draft => ("digest", signatures::digest(sum)),
            Scheme::Rfc => ("content-digest", signatures::content_digest(sum)),
        });
    }
    let mut signed =
        vec![("host", authority.as_str()), ("accept", letter.accept), ("content-type", ap::MIME)];
    signed.extend(sent.iter().map(|(name, value)| (*name, value.as_str())));
    let request = Request {
        method: letter.method,
        scheme: letter.url.scheme(),
        authority: &authority,
        target: &target,
        headers: &signed,
    };
    let more = match (scheme, letter.sum.is_some()) {
        (Scheme::Draft, with_body) => {
            let covered = if with_body { cavage::WITH_BODY } else { cavage::WITHOUT_BODY };
            let text = cavage::text(&request, covered).map_err(Error::internal)?;
            let signature = signer.sign(&text)?;
            vec![("signature", cavage::header(&signer.key_id, covered, &signature))]
        }
        (Scheme::Rfc, with_body) => {
            let covered = if with_body { message::WITH_BODY } else { message::WITHOUT_BODY };
            let created = letter.now_ms / 1000;
            let text = message::text(&request, covered, &signer.key_id, created);
            let (text, input) = text.map_err(Error::internal)?;
            let signature = message::header(&signer.sign(&text)?);
            vec![("signature-input", input), ("signature", signature)]
        }
    };
    sent.extend(more);
    Ok(sent)
}

/// Sends a document to an inbox, signed as its server takes it.
///
/// # Errors
/// Only for faults of ours; what the other server answers is in [`Sent`].
pub(crate) async fn post(app: &App, signer: &Signer, inbox: &str, body: Bytes) -> Result<Sent> {
    let Ok(url) = Url::parse(inbox) else { return Ok(Sent::Refused("no address".into())) };
    if !outside::may_ask(&url, app.config.dev) {
        return Ok(Sent::Refused("the address may not be asked".into()));
    }
    let (host, _) = place(&url);
    let scheme = knock::first(app, &host).await?;
    let (sent, unread) = post_as(app, signer, scheme, &url, body.clone()).await?;
    if !unread {
        return Ok(sent);
    }
    match post_as(app, signer, scheme.other(), &url, body).await? {
        (Sent::Taken, _) => {
            knock::took(app, &host, scheme.other()).await?;
            Ok(Sent::Taken)
        }
        _ => Ok(sent),
    }
}

/// What became of it, and whether the signature may be why it was not taken.
async fn post_as(
    app: &App,
    signer: &Signer,
    scheme: Scheme,
    url: &Url,
    body: Bytes,
) -> Result<(Sent, bool)> {
    let sum = digest(&SHA256, &body);
    let sum: [u8; 32] = sum.as_ref().try_into().map_err(Error::internal)?;
    let now_ms = app.db.now_ms();
    let letter = Letter { method: "POST", url, sum: Some(sum), accept: ap::MIME, now_ms };
    let mut request = client(app)?
        .post(url.clone())
        .timeout(SEND_TIMEOUT)
        .header(ACCEPT, ap::MIME)
        .header(CONTENT_TYPE, ap::MIME)
        .body(body);
    for (name, value) in headers(signer, scheme, &letter)? {
        request = request.header(name, value);
    }
    let answer = match request.send().await {
        Ok(answer) => answer,
        Err(why) => return Ok((Sent::NotNow(because(&why), None), false)),
    };
    let status = answer.status();
    let wait = answer.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
    let wait = wait.and_then(|value| seconds(value, now_ms));
    let unread = matches!(status.as_u16(), 400 | 401);
    let sent = match status.as_u16() {
        200..300 => Sent::Taken,
        401 | 408 | 425 | 429 | 500.. => Sent::NotNow(status.to_string(), wait),
        _ => Sent::Refused(status.to_string()),
    };
    Ok((sent, unread))
}

/// Why a request came to nothing, without the address.
fn because(why: &reqwest::Error) -> String {
    match why {
        why if why.is_timeout() => "no answer in time",
        why if why.is_connect() => "no connection",
        _ => "the exchange broke off",
    }
    .to_owned()
}

/// `Retry-After`: seconds, or a date.
fn seconds(value: &str, now_ms: i64) -> Option<u64> {
    if let Ok(seconds) = value.trim().parse() {
        return Some(seconds);
    }
    let until = httpdate::parse_http_date(value).ok()?;
    until.duration_since(moment(now_ms)).ok().map(|wait| wait.as_secs())
}

fn date(now_ms: i64) -> String {
    httpdate::fmt_http_date(moment(now_ms))
}

fn moment(now_ms: i64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(now_ms.max(0).cast_unsigned())
}

/// Host (and port, if unusual), and path with query.
pub(super) fn place(url: &Url) -> (String, String) {
    let host = url.host_str().unwrap_or_default();
    let authority = match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    };
    let target = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    (authority, target)
}
