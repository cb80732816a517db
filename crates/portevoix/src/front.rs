//! What stands around every door: one service, passed once by each request.
//!
//! In order: a browser's question whether a foreign page may ask (CORS), a slash too many,
//! whether the address may come in at all, the budget, room for a large body, the handler (a panic
//! in it is a fault of ours, not the end of the server), errors put into words, headers of pages.

use std::convert::Infallible;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::Router;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use ground::http::Caller;
use ground::{App, Error, Result};
use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD,
};
use http::{HeaderValue, Method, StatusCode, Uri};
use social::gates::addresses;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::Service;

use crate::answers::{self, Asked};
use crate::{headers, limits};

/// The doors with what stands around them.
#[derive(Clone)]
pub struct Front {
    app: App,
    doors: Router,
    media: Option<String>,
    /// Room for large bodies.
    large: Arc<Semaphore>,
}

impl Front {
    /// Puts itself around the doors.
    #[must_use]
    pub fn new(app: App, doors: Router) -> Self {
        let media = app.config.media_origin();
        let large = Arc::new(Semaphore::new(limits::LARGE_BODIES_MAX));
        Self { app, doors, media, large }
    }

    /// Room for a large body, given back when this is dropped.
    fn make_room(&self, request: &Request) -> Result<Option<OwnedSemaphorePermit>> {
        if !limits::is_large(&self.app, request) {
            return Ok(None);
        }
        let room = self.large.clone().try_acquire_owned();
        room.map(Some).map_err(|_| Error::Unavailable("error-busy".into()))
    }

    async fn answer(mut self, mut request: Request) -> Response {
        let open = is_open(request.uri().path());
        if open && is_preflight(&request) {
            return preflight();
        }
        without_slash(request.uri_mut());
        in_their_language(&mut request);
        let asked = Asked::of(&request);
        let told = headers::was_told(&request);
        let address = limits::client(&self.app, &request);
        request.extensions_mut().insert(Caller(address));
        let spent = addresses::let_through(&self.app, address)
            .and_then(|()| limits::spend(&self.app, &mut request))
            .and_then(|budget| Ok((budget, self.make_room(&request)?)));
        let answer = match spent {
            Ok((budget, _room)) => {
                let answer = AssertUnwindSafe(self.doors.call(request)).catch_unwind().await;
                let answer = answer.unwrap_or_else(|why| Ok(answers::panicked(why)));
                let answer = answer.unwrap_or_else(|never: Infallible| match never {});
                limits::settle(&self.app, budget, answer)
            }
            Err(error) => error.into_response(),
        };
        let mut answer = answers::in_words(&self.app, asked, answer).await;
        headers::complete(answer.headers_mut(), told, self.media.as_deref());
        if open {
            answer.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, ANYONE);
            answer.headers_mut().insert(ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        }
        answer
    }
}

impl Service<Request> for Front {
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let front = self.clone();
        Box::pin(async move { Ok(front.answer(request).await) })
    }
}

const ANYONE: HeaderValue = HeaderValue::from_static("*");
const EXPOSED: HeaderValue = HeaderValue::from_static(concat!(
    "link, x-ratelimit-limit, x-ratelimit-remaining, x-ratelimit-reset, ",
    "accept-ranges, content-length, content-range, etag, ",
    "location, tus-resumable, tus-version, tus-extension, tus-max-size, tus-checksum-algorithm, ",
    "upload-offset, upload-length, upload-metadata, upload-expires, portevoix-media-id"
));

/// Whether pages of other places may ask here: what programs use, which no cookie opens.
fn is_open(path: &str) -> bool {
    path.starts_with("/api/")
        || path.starts_with("/media/")
        || path.starts_with("/.well-known/")
        || path.starts_with("/nodeinfo")
        || matches!(path, "/oauth/token" | "/oauth/revoke" | "/oauth/userinfo")
}

fn is_preflight(request: &Request) -> bool {
    request.method() == Method::OPTIONS
        && request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD)
}

fn preflight() -> Response {
    let headers = [
        (ACCESS_CONTROL_ALLOW_ORIGIN, ANYONE),
        (ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST, PUT, PATCH, DELETE")),
        // `*` does not cover Authorization.
        (ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("*, authorization")),
        (ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400")),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

/// Other servers ask for our pages in a language of their own: what they mean lies elsewhere.
fn in_their_language(request: &mut Request) {
    let reading = matches!(*request.method(), Method::GET | Method::HEAD);
    let Some(rest) = request.uri().path().strip_prefix("/@").filter(|_| reading) else { return };
    let accept = request.headers().get(http::header::ACCEPT).and_then(|it| it.to_str().ok());
    if accept.is_some_and(wire::activitypub::is_named)
        && let Ok(meant) = format!("/ap/at/{rest}").parse()
    {
        *request.uri_mut() = meant;
    }
}

/// Some apps write `/api/v1/instance/`: the same door.
fn without_slash(uri: &mut Uri) {
    let path = uri.path();
    if path.len() < 2 || !path.ends_with('/') {
        return;
    }
    let path = path.trim_end_matches('/');
    let path = if path.is_empty() { "/" } else { path };
    let wanted = match uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = wanted.parse().ok();
    if let Ok(better) = Uri::from_parts(parts) {
        *uri = better;
    }
}
