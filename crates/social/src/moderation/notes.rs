//! Notes: what moderators write down for each other, of an account or of a report.

use db::{Tx, record};
use ground::{AccountId, Error, Result, Say};

use super::{Moderator, account, sql};
use crate::reports;

/// Longest note, in characters.
const TEXT_CHARS_MAX: usize = 5000;
/// Most notes of one thing.
pub const NOTES_MAX: usize = 200;

/// What notes are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// An account.
    Account(AccountId),
    /// A report.
    Report(i64),
}

impl About {
    /// The name of its kind in the database, and its number.
    pub(super) fn key(self) -> (&'static str, i64) {
        match self {
            Self::Account(id) => ("account", id.0),
            Self::Report(id) => ("report", id),
        }
    }
}

record! {
    /// A note as it is kept.
    #[derive(Clone, Debug)]
    pub struct Note {
        /// Its number.
        pub id: i64,
        /// Who wrote it.
        pub by: AccountId,
        /// What it says.
        pub text: String,
        /// When it was written, in epoch milliseconds.
        pub created_at: i64,
    }
}

/// The notes about something, the oldest first.
///
/// # Errors
/// If the database does not answer.
pub async fn notes(tx: &mut Tx, about: About) -> Result<Vec<Note>> {
    sql::notes(tx, about, NOTES_MAX).await
}

/// Writes a note.
///
/// # Errors
/// [`Error::NotFound`] if what it is about is not there; [`Error::Invalid`] if it says nothing or
/// too much, or is one too many.
pub async fn write_note(tx: &mut Tx, by: Moderator, about: About, text: &str) -> Result<i64> {
    match about {
        About::Account(id) => drop(account::find(tx, id).await?),
        About::Report(id) => drop(reports::get_one(tx, id).await?),
    }
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::invalid("note", "error-note-empty"));
    }
    if text.contains('\0') {
        return Err(Error::invalid("note", "error-nul"));
    }
    if text.chars().count() > TEXT_CHARS_MAX {
        let say = Say::new("error-text-long").with("field", "note").with("max", TEXT_CHARS_MAX);
        return Err(Error::invalid("note", say));
    }
    if notes(tx, about).await?.len() >= NOTES_MAX {
        let say = Say::new("error-too-many-notes").with("max", NOTES_MAX);
        return Err(Error::invalid("note", say));
    }
    sql::insert_note(tx, by.actor.account, about, text).await
}

/// Takes a note of one's own back.
///
/// # Errors
/// [`Error::NotFound`] if there is none of that number, or it is another's.
pub async fn remove_note(tx: &mut Tx, by: Moderator, id: i64) -> Result<()> {
    let gone = sql::delete_note(tx, by.actor.account, id).await?;
    if gone { Ok(()) } else { Err(Error::NotFound) }
}
