//! Lists of accounts, and what a profile shows of others.

use serde::Serialize;

use crate::{Day, Id, Json, Number};

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

/// Who among those one follows follows an account.
/// <https://docs.joinmastodon.org/entities/FamiliarFollowers/>
#[derive(Clone, Debug, Serialize)]
pub struct FamiliarFollowers {
    /// The account's id.
    pub id: Id,
    /// They, a finished list of Accounts.
    pub accounts: Json,
}

/// A hashtag on a profile. <https://docs.joinmastodon.org/entities/FeaturedTag/>
#[derive(Clone, Debug, Serialize)]
pub struct FeaturedTag {
    /// Its id on this profile.
    pub id: Id,
    /// The hashtag, without `#`.
    pub name: String,
    /// Its page.
    pub url: String,
    /// Public posts of the account that carry it.
    pub statuses_count: Number,
    /// The day of the latest of them.
    pub last_status_at: Option<Day>,
}
