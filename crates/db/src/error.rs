//! What can go wrong, by what the caller can do about it.

use std::fmt::Display;

/// Everything this crate answers with.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why the database did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// [`crate::Sql::get`] found no row.
    #[error("There is no such row.")]
    NotFound,
    /// A unique index already holds such a row. Nothing of the unit was stored.
    #[error("There is such a row already.")]
    Conflict,
    /// Too much is waiting, or a lock was not given in time. Nothing was stored: try again.
    #[error("The database is busy; try again.")]
    Busy,
    /// The database cannot be used now: disk full, connection lost, closed. Nothing was stored.
    #[error("The database is not available: {0}.")]
    Unavailable(String),
    /// The connection was lost while the commit was under way.
    #[error("The connection broke during the commit: the work may have been stored, or not.")]
    Unknown,
    /// The stored schema and this program do not agree.
    #[error("The database cannot be migrated: {0}.")]
    Migration(String),
    /// A mistake in a statement or in this program.
    #[error("{0}")]
    Internal(String),
}

impl Error {
    /// A mistake, told in a sentence.
    pub(crate) fn internal(text: impl Display) -> Self {
        Self::Internal(text.to_string())
    }

    pub(crate) fn unavailable(text: impl Display) -> Self {
        Self::Unavailable(text.to_string())
    }

    /// A mistake in a statement, which is named by its first line.
    pub(crate) fn statement(text: &str, why: impl Display) -> Self {
        let first = text.trim_start().lines().next().unwrap_or_default();
        Self::Internal(format!("The statement «{first}…» failed: {why}."))
    }
}
