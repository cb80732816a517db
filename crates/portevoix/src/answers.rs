//! Errors become answers here, once: in the reader's language, as JSON for programs and as a page
//! with a way back for people. Faults of ours are logged here and nowhere else.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use ground::{App, Error, Locale};
use http::{HeaderMap, header};
use tracing::error;

/// Puts an error into the reader's language, and makes a page of it for browsers.
pub async fn in_words(State(app): State<App>, request: Request, next: Next) -> Response {
    let wants_page = wants_page(&request);
    let locale = ground::http::who::language(request.headers());
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    let Some(problem) = response.extensions().get::<Error>().cloned() else { return response };
    if let Error::Internal(why) = &problem {
        error!(path, why = %why, "A request for {path} failed: {why}");
    }
    let mut answer = if wants_page {
        ground::html::problem(&app, locale, &problem).into_response()
    } else if locale == Locale::En {
        return response;
    } else {
        problem.answer(locale)
    };
    *answer.status_mut() = response.status();
    for (name, value) in response.headers() {
        if name != header::CONTENT_TYPE && name != header::CONTENT_LENGTH {
            answer.headers_mut().insert(name, value.clone());
        }
    }
    answer
}

/// The answer where there is no door.
pub async fn nothing_here() -> Error {
    Error::NotFound
}

/// The answer when a handler panicked: a fault of ours.
#[must_use]
pub fn panicked(why: Box<dyn std::any::Any + Send>) -> Response<Body> {
    let why = why
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| why.downcast_ref::<&str>().copied())
        .unwrap_or("a panic without words");
    Error::internal(format!("panic: {why}")).into_response()
}

fn wants_page(request: &Request) -> bool {
    let path = request.uri().path();
    let program = path.starts_with("/api/") || path == "/oauth/token" || path == "/oauth/revoke";
    !program && accepts_html(request.headers())
}

fn accepts_html(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}
