//! Lists of accounts, and what a profile shows of others.

use serde::Serialize;

use crate::Id;

/// Accounts one reads apart. <https://docs.joinmastodon.org/entities/List/>
#[derive(Clone, Debug, Serialize)]
pub struct List {
    /// The list's id.
    pub id: Id,
    /// What its owner calls it.
    pub title: String,
    /// Whose answers to others it shows: `followed`, `list` or `none`.
    pub replies_policy: &'static str,
    /// What its members say is left out of the home.
    pub exclusive: bool,
}
