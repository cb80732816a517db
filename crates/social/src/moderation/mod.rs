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
mod notes;
mod sql;
mod staff;
mod warning;
pub(crate) mod web;

use ground::http::{Route, Scope, delete, get, post};

pub use account::{Filter, State, find, list, written};
pub use action::{Action, Measure, Moderator, Warned, act, approve, reject, undo};
pub use erase::{erase, work};
pub use log::{Act, Target, acts, note};
pub use notes::{About, NOTES_MAX, Note, notes, remove_note, write_note};
pub use staff::appoint;
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
        get("/admin", Scope::Member, web::desk::show),
        get("/admin/accounts", Scope::Member, web::accounts::show),
        get("/admin/accounts/{id}", Scope::Member, web::file::show),
        post("/admin/accounts/{id}/act", Scope::Member, web::file::act),
        post("/admin/accounts/{id}/undo/{measure}", Scope::Member, web::file::undo),
        post("/admin/accounts/{id}/role", Scope::Member, web::file::appoint),
        post("/admin/accounts/{id}/erase", Scope::Member, web::file::erase),
        post("/admin/accounts/{id}/sessions/end", Scope::Member, web::file::end_sessions),
        post("/admin/accounts/{id}/sign-up/{answer}", Scope::Member, web::file::decide),
        post("/admin/accounts/{id}/notes", Scope::Member, web::file::note),
        post("/admin/notes/{id}/remove", Scope::Member, web::notes::remove),
        get("/admin/acts", Scope::Member, web::acts::show),
    ]
}

/// Numbers kept as a JSON list.
#[must_use]
pub(crate) fn numbers(json: &str) -> Vec<i64> {
    serde_json::from_str(json).unwrap_or_default()
}
