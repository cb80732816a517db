//! Errors become answers here, once: in the reader's language, as JSON for programs and as a page
//! with a way back for people. Faults of ours are logged here and nowhere else.

use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use ground::http::{Visit, who};
use ground::{App, Error, Locale, html};
use http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use tracing::error;

/// What must be known of a request to put its error into words.
pub struct Asked {
    uri: Uri,
    page: bool,
    cookies: Option<HeaderValue>,
    languages: Option<HeaderValue>,
}

impl Asked {
    /// Remembers it, before the request is handed over.
    #[must_use]
    pub fn of(request: &Request) -> Self {
        let header = |name| request.headers().get(name).cloned();
        Self {
            uri: request.uri().clone(),
            page: wants_page(request),
            cookies: header(header::COOKIE),
            languages: header(header::ACCEPT_LANGUAGE),
        }
    }

    fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in
            [(header::COOKIE, &self.cookies), (header::ACCEPT_LANGUAGE, &self.languages)]
        {
            if let Some(value) = value {
                headers.insert(name, value.clone());
            }
        }
        headers
    }

    /// The language of words for a program: the one its address names, else as for anybody.
    fn language(&self) -> Locale {
        let pairs = self.uri.query().unwrap_or_default().split('&');
        let named = pairs.filter_map(|pair| pair.strip_prefix("lang=")).find_map(Locale::of_tag);
        named.unwrap_or_else(|| who::language(&self.headers()))
    }
}

/// Puts an error into the reader's language, and makes a page of it for browsers.
pub async fn in_words(app: &App, asked: Asked, response: Response) -> Response {
    let Some(problem) = response.extensions().get::<Error>().cloned() else { return response };
    if let Error::Internal(why) = &problem {
        let path = asked.uri.path();
        error!(path, why = %why, "A request for {path} failed: {why}");
    }
    let locale = asked.language();
    let mut answer = if asked.page {
        let visit = Visit::after_all(app, &asked.headers(), &problem).await;
        html::problem(app, &visit, &problem).into_response()
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

/// The answer where there is a door, but not for that method.
pub async fn not_so() -> Response {
    let mut answer = Error::NotFound.into_response();
    *answer.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
    answer
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
