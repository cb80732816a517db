//! How much room media take, for those who run the place, and what can go at once.
//!
//! What the tables know is told. Files that no table names are found by `portevoix check`, which
//! reads the whole store.

pub(in crate::media) mod web;

use db::record;
use ground::{App, Result};

use super::{LOOSE_MS_MAX, remote, sql};

record! {
    /// What is kept.
    #[derive(Clone, Copy, Debug, Default)]
    pub struct Kept {
        /// Pictures, films and sounds of members.
        pub files: i64,
        /// The room they take, in bytes.
        pub bytes: i64,
        /// Those of them that nothing has carried for a day.
        pub loose: i64,
        /// The room these take, in bytes.
        pub loose_bytes: i64,
        /// Files of other servers that are kept because they were looked at.
        pub remote: i64,
        /// The room they take, in bytes.
        pub remote_bytes: i64,
    }
}

/// What is kept now, as the tables know it.
///
/// # Errors
/// If the database does not answer.
pub async fn kept(app: &App) -> Result<Kept> {
    app.read(async |tx| {
        let before = tx.now_ms() - LOOSE_MS_MAX;
        sql::kept(tx, before).await
    })
    .await
}

/// Removes every file of other servers; each is fetched again when it is looked at.
///
/// # Errors
/// If the database or the store does not answer.
pub async fn clear_remote(app: &App) -> Result<()> {
    remote::clear(app).await
}
