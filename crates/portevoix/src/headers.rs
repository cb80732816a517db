//! The headers of pages: what a page may load, where its forms may lead, what of it is kept.

use axum::extract::Request;
use ground::html;
use ground::http::who;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, REFERRER_POLICY, SET_COOKIE,
    VARY, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderMap, HeaderName, HeaderValue};

const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// What holds for a page unless its handler said otherwise.
const ON_PAGES: [(HeaderName, &str); 5] = [
    (CONTENT_SECURITY_POLICY, html::policy()),
    // Addresses of our pages say what one reads: they are nobody else's business.
    (REFERRER_POLICY, "same-origin"),
    (PERMISSIONS_POLICY, "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    // Asked anew each time, as a page is for one reader and one moment; but the way back is quick.
    (CACHE_CONTROL, "private, no-cache"),
    (VARY, "cookie, accept-language"),
];

/// Whether the browser brings a sentence that a page is to tell, once.
#[must_use]
pub fn was_told(request: &Request) -> bool {
    request.headers().contains_key(COOKIE)
        && who::cookie_named(request.headers(), html::TOLD_COOKIE).is_some()
}

/// Sets the headers of pages, and takes away the sentence that a page has just told. `media` is
/// the other place that pages fetch media from, if there is one.
pub fn complete(headers: &mut HeaderMap, told: bool, media: Option<&str>) {
    headers.entry(X_CONTENT_TYPE_OPTIONS).or_insert(HeaderValue::from_static("nosniff"));
    if is_page(headers) {
        for (name, value) in ON_PAGES {
            headers.entry(name).or_insert(HeaderValue::from_static(value));
        }
        if let Some(origin) = media {
            let_media_from(origin, headers);
        }
        if told {
            let over = "told=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax";
            headers.append(SET_COOKIE, HeaderValue::from_static(over));
        }
    }
}

/// Pages may show what lies there too.
fn let_media_from(origin: &str, headers: &mut HeaderMap) {
    let policy = headers.get(CONTENT_SECURITY_POLICY).and_then(|policy| policy.to_str().ok());
    let wider =
        policy.unwrap_or_default().replace("img-src 'self'", &format!("img-src 'self' {origin}"));
    let wider = wider.replace("media-src 'self'", &format!("media-src 'self' {origin}"));
    if let Ok(wider) = HeaderValue::from_str(&wider) {
        headers.insert(CONTENT_SECURITY_POLICY, wider);
    }
}

fn is_page(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html"))
}
