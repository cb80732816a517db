//! The JSON face of gates. Its doors are for admins.

pub(super) mod addresses;
pub(super) mod domains;
pub(super) mod mail;
pub(super) mod shown;

use axum::http::Uri;
use axum::response::Response;
use ground::http::Paged;
use ground::{App, Error, Result};
use serde_json::Value;

/// A page of what is kept out: each with its number and how it is shown.
fn page(app: &App, uri: &Uri, rows: Vec<(i64, Value)>) -> Response {
    let span = rows.first().zip(rows.last()).map(|(newest, oldest)| (newest.0, oldest.0));
    let list: Vec<Value> = rows.into_iter().map(|(_, shown)| shown).collect();
    Paged { body: wire::json(&list), span }.answer(app, uri)
}

/// A severity that was sent: none if it is empty.
///
/// # Errors
/// If there is none of that name.
fn severity<S>(sent: Option<&str>, of: fn(&str) -> Option<S>) -> Result<Option<S>> {
    let bad = || Error::invalid("severity", "error-bad-severity");
    let named = sent.filter(|name| !name.is_empty());
    named.map(|name| of(name).ok_or_else(bad)).transpose()
}
