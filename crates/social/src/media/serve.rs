//! Handing files out: whole or in part, a piece at a time, to be kept for ever.
//!
//! A name always means the same bytes, so the name is the entity tag.

use std::ops::Range;

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use ground::{App, Error, Result};
use http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, ETAG, IF_NONE_MATCH, IF_RANGE, RANGE, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderMap, HeaderName, Method, StatusCode};

use super::range::{Part, part_of};
use super::store;

/// How long a file may be kept by whoever has it.
pub(super) const FOREVER: &str = "public, max-age=31536000, immutable";
/// How long a file of another server may be: there, the same address may come to mean another.
pub(super) const A_WEEK: &str = "public, max-age=604800";

/// Answers GET or HEAD for a file. RFC 9110, sections 13 and 14: one range of bytes is served; a
/// wish for several, or one that cannot be read, is answered with the whole.
///
/// # Errors
/// As [`store::open`].
pub(super) async fn file(
    app: &App,
    name: &str,
    keeping: &'static str,
    method: &Method,
    asked: &HeaderMap,
) -> Result<Response> {
    let mime = store::mime(name).ok_or(Error::NotFound)?;
    if name.ends_with(store::RAW) {
        return Err(Error::NotFound);
    }
    let tag = format!("\"{}\"", name.split('.').next().unwrap_or(name));
    let about = About { mime, tag: &tag, keeping };
    let head = *method == Method::HEAD;
    let wish = header(asked, &RANGE).filter(|_| still_the_same(asked, &tag));
    let is_known = header(asked, &IF_NONE_MATCH).is_some_and(|known| lists(known, &tag));
    if !head && !is_known && wish.is_none() {
        let opened = store::open(app, name, None).await?;
        return Ok(whole(&about, opened.bytes, Body::from_stream(opened.pieces)));
    }
    let bytes = store::size(app, name).await?;
    if is_known {
        return Ok((StatusCode::NOT_MODIFIED, about.validator()).into_response());
    }
    // A range of an answer without a body is passed over: RFC 9110 knows it for GET alone.
    match wish.filter(|_| !head).map_or(Part::Whole, |wish| part_of(wish, bytes)) {
        Part::Whole if head => Ok(whole(&about, bytes, Body::empty())),
        Part::Whole => {
            let opened = store::open(app, name, None).await?;
            Ok(whole(&about, opened.bytes, Body::from_stream(opened.pieces)))
        }
        Part::Beyond => Ok(beyond(bytes)),
        Part::Of(part) => {
            let opened = store::open(app, name, Some(part.clone())).await?;
            Ok(partial(&about, part, opened))
        }
    }
}

fn whole(about: &About, bytes: u64, body: Body) -> Response {
    let length = [(CONTENT_LENGTH, bytes.to_string())];
    (length, about.headers(), body).into_response()
}

fn partial(about: &About, part: Range<u64>, opened: store::Opened) -> Response {
    let headers = [
        (CONTENT_LENGTH, (part.end - part.start).to_string()),
        (CONTENT_RANGE, format!("bytes {}-{}/{}", part.start, part.end - 1, opened.bytes)),
    ];
    let body = Body::from_stream(opened.pieces);
    (StatusCode::PARTIAL_CONTENT, headers, about.headers(), body).into_response()
}

fn beyond(bytes: u64) -> Response {
    let headers = [(CONTENT_RANGE, format!("bytes */{bytes}"))];
    (StatusCode::RANGE_NOT_SATISFIABLE, headers).into_response()
}

/// What is said of a file.
struct About<'a> {
    mime: &'static str,
    tag: &'a str,
    keeping: &'static str,
}

impl About<'_> {
    /// Nothing of a file is ever run, whatever a browser takes it for.
    fn headers(&self) -> [(HeaderName, String); 6] {
        let [tag, keeping] = self.validator();
        [
            (CONTENT_TYPE, self.mime.to_owned()),
            (ACCEPT_RANGES, "bytes".to_owned()),
            (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
            (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
            tag,
            keeping,
        ]
    }

    fn validator(&self) -> [(HeaderName, String); 2] {
        [(ETAG, self.tag.to_owned()), (CACHE_CONTROL, self.keeping.to_owned())]
    }
}

/// Whether the part that is asked for belongs to what the caller has: `If-Range` wants the very
/// tag; a date never fits, as no file here has one.
fn still_the_same(asked: &HeaderMap, tag: &str) -> bool {
    !asked.contains_key(IF_RANGE) || header(asked, &IF_RANGE) == Some(tag)
}

fn lists(known: &str, tag: &str) -> bool {
    known.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == tag)
}

fn header<'a>(asked: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = asked.get_all(name).iter();
    let first = values.next().filter(|_| values.next().is_none());
    first.and_then(|value| value.to_str().ok())
}
