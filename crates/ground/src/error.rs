//! One error for the whole house, cut by what the caller can do about it.
//!
//! A verb returns it; one place turns it into an answer. The answer carries the error along, so
//! that the outermost layer can put it into the reader's language, or make a page of it.

use std::sync::Arc;

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use serde_json::json;

use crate::i18n::{Locale, Say};

/// The result of nearly everything.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, by what can be done about it.
#[derive(Clone, Debug)]
pub enum Error {
    /// There is no such thing, or it is hidden from the caller: the same answer, on purpose.
    NotFound,
    /// Say who you are first (401).
    Unauthorized(Say),
    /// A page for members: log in, then come back to this path of ours (303).
    LogIn {
        /// Path and query to come back to.
        then: Arc<str>,
    },
    /// We know who you are; you may not (403).
    Forbidden(Say),
    /// Something in what was sent is wrong (422). `field` names it, empty if it is the whole.
    Invalid {
        /// The parameter or form field.
        field: &'static str,
        /// What is wrong and what to do.
        why: Say,
    },
    /// The body cannot be read at all (400).
    Malformed(Say),
    /// It clashes with what is there (409).
    Conflict(Say),
    /// Too much at once (429); try again after that many seconds.
    TooMany {
        /// Seconds to wait.
        retry_after_s: u64,
    },
    /// Larger than allowed (413).
    TooLarge(Say),
    /// It was here and is gone (410).
    Gone,
    /// Something we depend on does not answer now (503).
    Unavailable(Say),
    /// Our fault (500). Logged once, never shown.
    Internal(Arc<str>),
}

impl Error {
    /// A parameter or field that is wrong, and what to do.
    pub fn invalid(field: &'static str, why: impl Into<Say>) -> Self {
        Self::Invalid { field, why: why.into() }
    }

    /// Not allowed, and why.
    pub fn forbidden(why: impl Into<Say>) -> Self {
        Self::Forbidden(why.into())
    }

    /// A fault of ours.
    pub fn internal(why: impl std::fmt::Display) -> Self {
        Self::Internal(why.to_string().into())
    }

    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Unauthorized(_) => StatusCode::UNAUTHORIZED,
            Self::LogIn { .. } => StatusCode::SEE_OTHER,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::Invalid { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Gone => StatusCode::GONE,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What to tell the caller.
    #[must_use]
    pub fn say(&self) -> Say {
        match self {
            Self::NotFound => Say::new("error-not-found"),
            Self::LogIn { .. } => Say::new("error-needs-token"),
            Self::Unauthorized(why)
            | Self::Forbidden(why)
            | Self::Malformed(why)
            | Self::Conflict(why)
            | Self::TooLarge(why)
            | Self::Unavailable(why)
            | Self::Invalid { why, .. } => why.clone(),
            Self::TooMany { retry_after_s } => {
                Say::new("error-too-many").with("seconds", *retry_after_s as usize)
            }
            Self::Gone => Say::new("error-gone"),
            Self::Internal(_) => Say::new("error-internal"),
        }
    }

    /// The answer for programs: `{"error": …}` in that language, with `details` of a wrong field.
    #[must_use]
    pub fn answer(&self, locale: Locale) -> Response {
        if let Self::LogIn { then } = self {
            return crate::html::see_other(&crate::http::page::log_in_path(then));
        }
        let words = self.say().in_words(locale);
        let mut body = json!({ "error": words });
        if let Self::Invalid { field, why } = self
            && !field.is_empty()
        {
            let wrong = json!({ "error": kind_of(why.key()), "description": words });
            body["details"] = json!({ *field: [wrong] });
        }
        let mut response = (self.status(), Json(body)).into_response();
        if let Self::TooMany { retry_after_s } = self {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*retry_after_s));
        }
        response.extensions_mut().insert(self.clone());
        response
    }
}

/// What apps that have a sign-up form of their own call an error with that message.
///
/// <https://docs.joinmastodon.org/methods/accounts/#422-unprocessable-entity>
fn kind_of(message: &str) -> &'static str {
    match message {
        "error-username-taken" | "error-email-taken" => "ERR_TAKEN",
        "error-username-reserved" => "ERR_RESERVED",
        "error-password-long" => "ERR_TOO_LONG",
        "error-password-short" => "ERR_TOO_SHORT",
        "error-email-barred" => "ERR_BLOCKED",
        "error-no-agreement" => "ERR_ACCEPTED",
        "error-reason-missing" => "ERR_BLANK",
        _ => "ERR_INVALID",
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Internal(why) => f.write_str(why),
            _ => f.write_str(&self.say().in_words(Locale::En)),
        }
    }
}

impl std::error::Error for Error {}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        self.answer(Locale::En)
    }
}

impl From<db::Error> for Error {
    fn from(error: db::Error) -> Self {
        match error {
            db::Error::NotFound => Self::NotFound,
            db::Error::Conflict => Self::Conflict("error-conflict".into()),
            db::Error::Busy => Self::Unavailable("error-busy".into()),
            other => Self::internal(other),
        }
    }
}
