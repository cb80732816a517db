//! Moderation: accounts as those see them who look after this place, what they do to them, and
//! the log of all they do anywhere.
//!
//! What an act does to an account is done by the room of accounts or people; here it is decided
//! who may do it to whom, the account is told, and the act is written down. Nothing is ever taken
//! out of the log.

mod account;
mod api;
mod log;
mod sql;
mod warning;

use ground::http::{Route, Scope, get};

pub use account::written;
pub use log::{Act, Target, acts, note};
pub use warning::{Warning, warnings};

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![get("/api/portevoix/v1/admin/acts", Scope::Needs("admin:read"), api::acts)]
}

/// Numbers kept as a JSON list.
#[must_use]
pub(crate) fn numbers(json: &str) -> Vec<i64> {
    serde_json::from_str(json).unwrap_or_default()
}
