//! Polls.

use serde::Serialize;

use super::CustomEmoji;
use crate::fragment::{write_bool, write_json};
use crate::{Id, Time};

/// A question with answers to choose from, but for what its reader chose.
///
/// Finished by [`super::write_poll`]. <https://docs.joinmastodon.org/entities/Poll/>
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
}

/// An answer. <https://docs.joinmastodon.org/entities/Poll/#Option>
#[derive(Clone, Debug, Serialize)]
pub struct PollOption {
    /// The answer, plain text.
    pub title: String,
    /// Votes for it; `None` while they are hidden.
    pub votes_count: Option<i64>,
}

/// A Poll in its parts.
#[derive(Clone, Copy, Debug)]
pub struct PollParts<'a> {
    /// An open [`Poll`].
    pub body: &'a [u8],
    /// What its reader chose; `None` when nobody is logged in.
    pub own: Option<OwnVotes<'a>>,
}

/// What a reader chose.
#[derive(Clone, Copy, Debug, Default)]
pub struct OwnVotes<'a> {
    /// Whether they need not be asked: they voted, or it is theirs.
    pub voted: bool,
    /// The answers chosen, counted from 0.
    pub choices: &'a [i64],
}

impl PollParts<'_> {
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.body);
        if let Some(own) = &self.own {
            out.extend_from_slice(b",\"voted\":");
            write_bool(out, own.voted);
            out.extend_from_slice(b",\"own_votes\":");
            write_json(out, &own.choices);
        }
        out.push(b'}');
    }
}
