//! Hashtags. (The answer to a search is written by [`super::write_search`].)

use serde::Serialize;

use crate::{Id, Number};

/// A hashtag. <https://docs.joinmastodon.org/entities/Tag/>
///
/// A FollowedTag is a Tag whose `following` is `Some(true)`.
#[derive(Clone, Debug, Serialize)]
pub struct Tag {
    /// The hashtag's id.
    pub id: Id,
    /// The hashtag, without the sign.
    pub name: String,
    /// Its page.
    pub url: String,
    /// How much it was used, the newest day first.
    pub history: Vec<TagHistory>,
    /// Whether the reader follows it; absent without a reader.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub following: Option<bool>,
    /// Whether the reader shows it on their profile; absent without a reader.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub featuring: Option<bool>,
}

/// A day of a hashtag.
#[derive(Clone, Debug, Serialize)]
pub struct TagHistory {
    /// The day's first second, since 1970.
    pub day: Number,
    /// How many posts used the hashtag.
    pub uses: Number,
    /// How many accounts did.
    pub accounts: Number,
}
