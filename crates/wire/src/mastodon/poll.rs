//! Polls.

use serde::Serialize;

use super::CustomEmoji;
use crate::{Id, Time};

/// A question with answers to choose from. <https://docs.joinmastodon.org/entities/Poll/>
#[derive(Clone, Debug, Serialize)]
pub struct Poll {
    /// The poll's id.
    pub id: Id,
    /// When it ends.
    pub expires_at: Option<Time>,
    /// Whether it has ended.
    pub expired: bool,
    /// Whether one may choose several answers.
    pub multiple: bool,
    /// Votes cast.
    pub votes_count: i64,
    /// People who voted; `None` when `multiple` is false.
    pub voters_count: Option<i64>,
    /// The answers.
    pub options: Vec<PollOption>,
    /// The custom emoji used in the answers.
    pub emojis: Vec<CustomEmoji>,
    /// Whether the reader has voted; absent without a reader.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voted: Option<bool>,
    /// Which answers the reader chose, counted from 0; absent without a reader.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own_votes: Option<Vec<u32>>,
}

/// An answer. <https://docs.joinmastodon.org/entities/Poll/#Option>
#[derive(Clone, Debug, Serialize)]
pub struct PollOption {
    /// The answer, plain text.
    pub title: String,
    /// Votes for it; `None` while they are hidden.
    pub votes_count: Option<i64>,
}
