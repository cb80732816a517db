//! Which page is asked for, and the `Link` header that leads to its neighbours.
//!
//! <https://docs.joinmastodon.org/api/guidelines/#pagination>

use axum::extract::FromRequestParts;
use axum::response::{IntoResponse, Response};
use http::request::Parts;
use http::{HeaderName, HeaderValue, Uri};

use crate::app::App;
use crate::error::{Error, Result};
use crate::i18n::Say;

/// The question: which part of a list, newest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// Only items older than this one.
    pub max_id: Option<i64>,
    /// Only items newer than this one; the newest of them.
    pub since_id: Option<i64>,
    /// Only items newer than this one; those right after it.
    pub min_id: Option<i64>,
    /// How many were asked for, if said.
    limit: Option<usize>,
}

impl Ask {
    /// How many items: what was asked, else `default`, at most `max`, at least one.
    #[must_use]
    pub fn limit(&self, default: usize, max: usize) -> usize {
        self.limit.unwrap_or(default).clamp(1, max)
    }

    /// An upper bound to compare with (`id < below`), also when none was asked.
    #[must_use]
    pub fn below(&self) -> i64 {
        self.max_id.unwrap_or(i64::MAX)
    }

    /// A lower bound to compare with (`id > above`), also when none was asked.
    #[must_use]
    pub fn above(&self) -> i64 {
        self.min_id.or(self.since_id).unwrap_or(0)
    }

    /// Whether the items right above `min_id` are wanted, rather than the newest.
    #[must_use]
    pub fn upward(&self) -> bool {
        self.min_id.is_some()
    }

    /// Sets how many items are asked for.
    #[must_use]
    pub fn with_limit(mut self, limit: usize) -> Self {
        self.limit = Some(limit);
        self
    }
}

/// A statement that reads a page.
pub trait Paging {
    /// Binds its next three parameters: what the page is below, what it is above, and how many
    /// are wanted; turns the statement round if the page is read upwards. Its text ends with
    /// `order by … desc limit …`.
    fn page(self, ask: Ask, limit: usize) -> Self;
}

impl Paging for db::Sql {
    fn page(self, ask: Ask, limit: usize) -> Self {
        self.turned(ask.upward()).bind(ask.below()).bind(ask.above()).bind(limit)
    }
}

impl FromRequestParts<App> for Ask {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        let mut ask = Self::default();
        for pair in parts.uri.query().unwrap_or_default().split('&') {
            match pair.split_once('=').unwrap_or((pair, "")) {
                (_, "") => {}
                ("max_id", value) => ask.max_id = Some(id("max_id", value)?),
                ("since_id", value) => ask.since_id = Some(id("since_id", value)?),
                ("min_id", value) => ask.min_id = Some(id("min_id", value)?),
                ("limit", value) => ask.limit = Some(limit(value)?),
                _ => {}
            }
        }
        Ok(ask)
    }
}

/// A page of a list with its `Link` header.
pub struct Paged {
    /// The body: a JSON list.
    pub body: Vec<u8>,
    /// The greatest and the smallest cursor of the page, as (newest, oldest); none when empty.
    pub span: Option<(i64, i64)>,
}

impl Paged {
    /// A page of rows that are ready, each with its cursor, in the order of the list: newest first.
    #[must_use]
    pub fn of(rows: impl Iterator<Item = (i64, serde_json::Value)>) -> Self {
        let (ids, rows): (Vec<i64>, Vec<serde_json::Value>) = rows.unzip();
        let span = ids.first().copied().zip(ids.last().copied());
        Self { body: wire::json(&rows), span }
    }

    /// The answer to a request of this address.
    #[must_use]
    pub fn answer(self, app: &App, uri: &Uri) -> Response {
        let link = self.span.and_then(|span| link(&app.config.origin, uri, span));
        let mut response = json(self.body);
        if let Some(value) = link {
            response.headers_mut().insert(HeaderName::from_static("link"), value);
        }
        response
    }
}

/// An answer whose JSON is ready.
#[must_use]
pub fn json(body: Vec<u8>) -> Response {
    ([(http::header::CONTENT_TYPE, "application/json; charset=utf-8")], body).into_response()
}

fn link(origin: &str, uri: &Uri, (newest, oldest): (i64, i64)) -> Option<HeaderValue> {
    let mut kept = String::new();
    for pair in uri.query().unwrap_or_default().split('&') {
        let name = pair.split('=').next().unwrap_or_default();
        let cursor = ["max_id", "since_id", "min_id", "access_token"].contains(&name);
        if !pair.is_empty() && !cursor {
            kept.push_str(pair);
            kept.push('&');
        }
    }
    let path = uri.path();
    let text = format!(
        "<{origin}{path}?{kept}max_id={oldest}>; rel=\"next\", \
         <{origin}{path}?{kept}min_id={newest}>; rel=\"prev\""
    );
    HeaderValue::from_str(&text).ok()
}

fn id(name: &'static str, value: &str) -> Result<i64> {
    value
        .parse::<u64>()
        .ok()
        .and_then(|id| i64::try_from(id).ok())
        .ok_or_else(|| Error::invalid(name, Say::new("error-bad-id").with("name", name)))
}

fn limit(value: &str) -> Result<usize> {
    let number = value.parse::<usize>().ok().filter(|number| *number > 0);
    number.ok_or_else(|| Error::invalid("limit", "error-bad-limit"))
}
