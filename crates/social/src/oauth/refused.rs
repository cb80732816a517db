//! Why a program was refused: a word for the program, a sentence for whoever writes it.

use axum::Json;
use axum::response::{IntoResponse, Response};
use ground::{Error, Locale, Say};
use http::{HeaderValue, StatusCode, header};

/// A refusal of RFC 6749 §4.1.2.1 or §5.2.
#[derive(Clone, Debug)]
pub struct Refused {
    /// The word of the specification.
    pub code: &'static str,
    /// The sentence.
    pub why: Say,
    /// The status, where it is an answer of its own.
    pub status: StatusCode,
}

impl Refused {
    /// Something is missing or cannot be read.
    pub fn request(why: impl Into<Say>) -> Self {
        Self::new("invalid_request", why)
    }

    /// The code or the refresh secret is not good.
    pub fn grant(why: impl Into<Say>) -> Self {
        Self::new("invalid_grant", why)
    }

    /// More was asked for than the program may have, or what does not exist.
    #[must_use]
    pub fn scope() -> Self {
        Self::new("invalid_scope", "oauth-bad-scope")
    }

    /// We do not know the program, or its secret is wrong.
    #[must_use]
    pub fn client() -> Self {
        Self { status: StatusCode::UNAUTHORIZED, ..Self::new("invalid_client", "oauth-bad-client") }
    }

    /// A refusal with another word.
    pub fn new(code: &'static str, why: impl Into<Say>) -> Self {
        Self { code, why: why.into(), status: StatusCode::BAD_REQUEST }
    }

    /// The answer for a program.
    #[must_use]
    pub fn answer(&self, locale: Locale) -> Response {
        let body = wire::mastodon::Error {
            error: self.code.to_owned(),
            error_description: Some(self.why.in_words(locale)),
        };
        let mut response = (self.status, Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.status == StatusCode::UNAUTHORIZED {
            let how = HeaderValue::from_static("Basic realm=\"oauth\"");
            headers.insert(header::WWW_AUTHENTICATE, how);
        }
        response
    }
}

impl From<Error> for Refused {
    /// What cannot be read is a bad request; what we cannot do now is said as such.
    fn from(error: Error) -> Self {
        let (code, status) = (error.status(), error.status());
        let word = if code.is_server_error() { "server_error" } else { "invalid_request" };
        Self { code: word, why: error.say(), status }
    }
}
