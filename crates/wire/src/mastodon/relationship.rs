//! What lies between the reader and an account.

use serde::Serialize;

use crate::{Id, Json, Time};

/// How the reader and an account stand. <https://docs.joinmastodon.org/entities/Relationship/>
#[derive(Clone, Debug, Default, Serialize)]
pub struct Relationship {
    /// The account's id.
    pub id: Id,
    /// The reader follows it.
    pub following: bool,
    /// The reader sees its boosts.
    pub showing_reblogs: bool,
    /// The reader is told of each of its posts.
    pub notifying: bool,
    /// The languages the reader follows it in; `None` for all.
    pub languages: Option<Vec<String>>,
    /// It follows the reader.
    pub followed_by: bool,
    /// The reader blocks it.
    pub blocking: bool,
    /// It blocks the reader.
    pub blocked_by: bool,
    /// The reader mutes it.
    pub muting: bool,
    /// The reader mutes its notifications too.
    pub muting_notifications: bool,
    /// When the mute ends; `None` for never.
    pub muting_expires_at: Option<Time>,
    /// The reader has asked to follow it.
    pub requested: bool,
    /// It has asked to follow the reader.
    pub requested_by: bool,
    /// The reader blocks its whole server.
    pub domain_blocking: bool,
    /// The reader shows it on their profile.
    pub endorsed: bool,
    /// The reader's note about it, plain text.
    pub note: String,
}

/// An account one may like to follow. <https://docs.joinmastodon.org/entities/Suggestion/>
#[derive(Clone, Debug, Serialize)]
pub struct Suggestion {
    /// Why, for older clients.
    pub source: SuggestionSource,
    /// Why.
    pub sources: Vec<SuggestionReason>,
    /// The account, a finished Account.
    pub account: Json,
}

/// Why an account is suggested, in the words of older clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SuggestionSource {
    /// The people who run this server chose it.
    Staff,
    /// The reader dealt with it before.
    PastInteractions,
    /// Many follow it.
    Global,
}

/// Why an account is suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SuggestionReason {
    /// The people who run this server chose it.
    Featured,
    /// Many follow it.
    MostFollowed,
    /// Many deal with it.
    MostInteractions,
    /// It is like those the reader followed lately.
    SimilarToRecentlyFollowed,
    /// Those the reader follows follow it.
    FriendsOfFriends,
}
