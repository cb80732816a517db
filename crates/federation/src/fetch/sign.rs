//! Signing what we ask and send (`draft-cavage-http-signatures-12`).

use std::time::{Duration, SystemTime};

use aws_lc_rs::digest::{SHA256, digest};
use bytes::Bytes;
use ground::{App, Error, Result, outside};
use http::header::{CONTENT_TYPE, DATE, RETRY_AFTER};
use url::Url;
use wire::activitypub as ap;
use wire::signatures::{self, Request, cavage};

use super::client;
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

/// The headers `Date` and `Signature` of a request that asks.
pub(super) fn reading(
    signer: &Signer,
    url: &Url,
    accept: &str,
    now_ms: i64,
) -> Result<(String, String)> {
    let date = date(now_ms);
    let (authority, target) = place(url);
    let headers = [("host", authority.as_str()), ("date", &date), ("accept", accept)];
    let request = Request {
        method: "GET",
        scheme: url.scheme(),
        authority: &authority,
        target: &target,
        headers: &headers,
    };
    let text = cavage::text(&request, cavage::WITHOUT_BODY).map_err(Error::internal)?;
    let signature = signer.sign(&text)?;
    Ok((date, cavage::header(&signer.key_id, cavage::WITHOUT_BODY, &signature)))
}

/// Sends a document to an inbox, signed.
///
/// # Errors
/// Only for faults of ours; what the other server answers is in [`Sent`].
pub(crate) async fn post(app: &App, signer: &Signer, inbox: &str, body: Bytes) -> Result<Sent> {
    let Ok(url) = Url::parse(inbox) else { return Ok(Sent::Refused("no address".into())) };
    if !outside::may_ask(&url, app.config.dev) {
        return Ok(Sent::Refused("the address may not be asked".into()));
    }
    let sum = digest(&SHA256, &body);
    let sum: [u8; 32] = sum.as_ref().try_into().map_err(Error::internal)?;
    let (date, sum) = (date(app.db.now_ms()), signatures::digest(&sum));
    let (authority, target) = place(&url);
    let headers = [
        ("host", authority.as_str()),
        ("date", &date),
        ("digest", &sum),
        ("content-type", ap::MIME),
    ];
    let request = Request {
        method: "POST",
        scheme: url.scheme(),
        authority: &authority,
        target: &target,
        headers: &headers,
    };
    let text = cavage::text(&request, cavage::WITH_BODY).map_err(Error::internal)?;
    let signature = cavage::header(&signer.key_id, cavage::WITH_BODY, &signer.sign(&text)?);
    let request = client(app)?
        .post(url)
        .timeout(SEND_TIMEOUT)
        .header(DATE, date)
        .header("digest", sum)
        .header(CONTENT_TYPE, ap::MIME)
        .header("signature", signature)
        .body(body);
    let answer = match request.send().await {
        Ok(answer) => answer,
        Err(why) => return Ok(Sent::NotNow(because(&why), None)),
    };
    let status = answer.status();
    let wait = answer.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
    let wait = wait.and_then(|value| seconds(value, app.db.now_ms()));
    Ok(match status.as_u16() {
        200..300 => Sent::Taken,
        401 | 408 | 425 | 429 | 500.. => Sent::NotNow(status.to_string(), wait),
        _ => Sent::Refused(status.to_string()),
    })
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
fn place(url: &Url) -> (String, String) {
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
