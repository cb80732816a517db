//! Moderation: accounts as those see them who look after this place, what they do to them, and
//! the log of all they do anywhere.
//!
//! What an act does to an account is done by the room of accounts or people; here it is decided
//! who may do it to whom, the account is told, and the act is written down. Nothing is ever taken
//! out of the log.

mod account;
mod action;
mod api;
mod erase;
mod log;
mod sql;
mod warning;

use ground::http::{Route, Scope, delete, get, post};

pub use account::{Filter, State, find, list, written};
pub use action::{Action, Measure, Moderator, Warned, act, approve, reject, undo};
pub use erase::{erase, work};
pub use log::{Act, Target, acts, note};
pub use warning::{Warning, warnings};

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let (read, write) = (Scope::Needs("admin:read:accounts"), Scope::Needs("admin:write:accounts"));
    vec![
        get("/api/v1/admin/accounts", read, api::list_1),
        get("/api/v2/admin/accounts", read, api::list_2),
        get("/api/v1/admin/accounts/{id}", read, api::get),
        delete("/api/v1/admin/accounts/{id}", write, api::erase),
        post("/api/v1/admin/accounts/{id}/approve", write, api::approve),
        post("/api/v1/admin/accounts/{id}/reject", write, api::reject),
        post("/api/v1/admin/accounts/{id}/action", write, api::act),
        post("/api/v1/admin/accounts/{id}/enable", write, api::enable),
        post("/api/v1/admin/accounts/{id}/unsilence", write, api::unsilence),
        post("/api/v1/admin/accounts/{id}/unsuspend", write, api::unsuspend),
        post("/api/v1/admin/accounts/{id}/unsensitive", write, api::unsensitive),
        get("/api/portevoix/v1/admin/acts", Scope::Needs("admin:read"), log::api::acts),
    ]
}

/// Numbers kept as a JSON list.
#[must_use]
pub(crate) fn numbers(json: &str) -> Vec<i64> {
    serde_json::from_str(json).unwrap_or_default()
}
