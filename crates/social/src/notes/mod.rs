//! Notes: what an account writes down about another, for its own eyes.
//!
//! Nobody else ever reads one, so nothing here notifies, federates or counts.

mod api;
mod sql;

use db::Tx;
use ground::events::{self, Event};
use ground::http::{Route, Scope, post};
use ground::{AccountId, Error, Result, Say};
use serde::{Deserialize, Serialize};

use crate::accounts;

/// Longest note, in characters.
pub const NOTE_CHARS_MAX: usize = 2_000;

/// An account noted something about another, or crossed it out. What, the event does not say.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Noted {
    /// Who noted.
    pub account: AccountId,
    /// About whom.
    pub target: AccountId,
}

impl Event for Noted {
    const KIND: &'static str = "notes.noted";

    fn subject(&self) -> i64 {
        self.target.0
    }

    fn actor(&self) -> AccountId {
        self.account
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![post("/api/v1/accounts/{id}/note", Scope::Needs("write:accounts"), api::note)]
}

/// `who` notes this about `target`, instead of what was noted before; nothing, if it is empty.
///
/// # Errors
/// [`Error::NotFound`] if there is no such account; [`Error::Invalid`] if it is too long.
pub async fn note(tx: &mut Tx, who: AccountId, target: AccountId, body: &str) -> Result<()> {
    let body = body.replace('\0', "");
    if body.chars().count() > NOTE_CHARS_MAX {
        let say = Say::new("error-note-long").with("max", NOTE_CHARS_MAX);
        return Err(Error::invalid("comment", say));
    }
    accounts::get(tx, target).await?;
    if body.is_empty() {
        sql::delete(tx, who, target).await?;
    } else {
        sql::upsert(tx, who, target, &body).await?;
    }
    events::append(tx, &Noted { account: who, target })
}
