//! Where a page leads: to another page of ours after a form, with a word of what was done.

use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, LOCATION, SET_COOKIE};
use http::{HeaderValue, StatusCode};

/// The cookie that carries a sentence over to the next page.
pub const TOLD_COOKIE: &str = "told";

macro_rules! policy {
    ($forms:literal) => {
        concat!(
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; ",
            "img-src 'self' data:; media-src 'self'; connect-src 'self'; manifest-src 'self'; ",
            $forms,
            "base-uri 'none'; frame-ancestors 'none'"
        )
    };
}

/// What a page may load and where its forms may lead: to ourselves. Nothing written into a page is
/// ever run or styled: script and style are files of ours.
#[must_use]
pub const fn policy() -> &'static str {
    policy!("form-action 'self'; ")
}

/// Lets the forms of this one page lead to other places: consent sends the browser on to the
/// program that asked, and browsers count that as the form's doing.
#[must_use]
pub fn leads_away(mut response: Response) -> Response {
    let policy = HeaderValue::from_static(policy!(""));
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    response
}

/// Lets other sites frame this one page, which must have nothing to press but links out of it.
#[must_use]
pub fn may_be_framed(mut response: Response) -> Response {
    let policy = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; \
                  base-uri 'none'; form-action 'none'; frame-ancestors *";
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    response
}

/// The answer that leads a browser on to another page.
#[must_use]
pub fn see_other(address: &str) -> Response {
    let location = HeaderValue::from_str(address).unwrap_or(HeaderValue::from_static("/"));
    let headers = [(LOCATION, location), (CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    (StatusCode::SEE_OTHER, headers).into_response()
}

/// Says on the page the browser is led to what was done. `what` is the end of a message's name:
/// `posted` for `told-posted`.
#[must_use]
pub fn tell(mut response: Response, what: &'static str) -> Response {
    let cookie = format!("{TOLD_COOKIE}={what}; Path=/; Max-Age=20; HttpOnly; SameSite=Lax");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
