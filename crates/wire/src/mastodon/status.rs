//! Statuses: our posts and boosts as the wire calls them.

use serde::Serialize;

use super::{
    ApprovalOfReader, ApprovedGroup, CustomEmoji, MediaAttachment, PreviewCard, Visibility,
};
use crate::fragment::{write_bool, write_json, write_number};
use crate::{EmptyList, Id, Json, Time};

/// Everything of a Status that neither the reader nor a counter changes.
///
/// A boost is a Status of its own with empty content; the boosted one goes behind it, see
/// [`super::StatusParts::reblog`], and so do a poll and a quote. <https://docs.joinmastodon.org/entities/Status/>
#[derive(Clone, Debug, Serialize)]
pub struct StatusBody {
    /// The stable id; a greater one is newer.
    pub id: Id,
    /// The post's name in the federation, a URL.
    pub uri: String,
    /// When it was published.
    pub created_at: Time,
    /// The text, HTML.
    pub content: String,
    /// Who can see it.
    pub visibility: Visibility,
    /// Whether its media start hidden.
    pub sensitive: bool,
    /// The content warning, plain text; empty when there is none.
    pub spoiler_text: String,
    /// The files attached.
    pub media_attachments: Vec<MediaAttachment>,
    /// The program it was written with, when the author shows that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application: Option<StatusApplication>,
    /// The accounts named in it.
    pub mentions: Vec<Mention>,
    /// The hashtags in it.
    pub tags: Vec<StatusTag>,
    /// The custom emoji in it.
    pub emojis: Vec<CustomEmoji>,
    /// Its page.
    pub url: Option<String>,
    /// The post it answers.
    pub in_reply_to_id: Option<Id>,
    /// That post's author.
    pub in_reply_to_account_id: Option<Id>,
    /// The preview of its first link.
    pub card: Option<PreviewCard>,
    /// Its language, ISO 639.
    pub language: Option<String>,
    /// The text as typed; only in the answer to a deletion, so that it can be written anew.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// When it was last edited.
    pub edited_at: Option<Time>,
    /// The collections it is tagged with; this server has none.
    pub tagged_collections: EmptyList,
}

/// The part of a Status that changes with every favourite and reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatusTail {
    /// Answers.
    pub replies_count: i64,
    /// Boosts.
    pub reblogs_count: i64,
    /// Favourites.
    pub favourites_count: i64,
    /// Quotes.
    pub quotes_count: i64,
    /// Who may quote it.
    pub quote_approval: QuoteApproval,
    /// What the reader did with it; `None` when nobody is logged in.
    pub marks: Option<StatusMarks>,
}

/// Who may quote a Status, and whether the reader is one of them.
/// <https://docs.joinmastodon.org/entities/QuoteApproval/>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct QuoteApproval {
    /// Those who need not ask.
    pub automatic: &'static [ApprovedGroup],
    /// Those who may ask.
    pub manual: &'static [ApprovedGroup],
    /// What holds for the reader.
    pub current_user: ApprovalOfReader,
}

impl Default for QuoteApproval {
    fn default() -> Self {
        Self { automatic: &[], manual: &[], current_user: ApprovalOfReader::Denied }
    }
}

/// What a reader did with a Status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatusMarks {
    /// Favourited it.
    pub favourited: bool,
    /// Boosted it.
    pub reblogged: bool,
    /// Muted its conversation.
    pub muted: bool,
    /// Bookmarked it.
    pub bookmarked: bool,
    /// Pinned it; `None` when the reader could not, as it is not their own.
    pub pinned: Option<bool>,
}

impl StatusTail {
    /// Writes the tail behind a body, from the comma on, without the closing brace.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b",\"replies_count\":");
        write_number(out, self.replies_count);
        out.extend_from_slice(b",\"reblogs_count\":");
        write_number(out, self.reblogs_count);
        out.extend_from_slice(b",\"favourites_count\":");
        write_number(out, self.favourites_count);
        out.extend_from_slice(b",\"quotes_count\":");
        write_number(out, self.quotes_count);
        out.extend_from_slice(b",\"quote_approval\":");
        write_json(out, &self.quote_approval);
        if let Some(marks) = &self.marks {
            marks.write(out);
        }
    }
}

impl StatusMarks {
    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b",\"favourited\":");
        write_bool(out, self.favourited);
        out.extend_from_slice(b",\"reblogged\":");
        write_bool(out, self.reblogged);
        out.extend_from_slice(b",\"muted\":");
        write_bool(out, self.muted);
        out.extend_from_slice(b",\"bookmarked\":");
        write_bool(out, self.bookmarked);
        if let Some(pinned) = self.pinned {
            out.extend_from_slice(b",\"pinned\":");
            write_bool(out, pinned);
        }
    }
}

/// The program a Status was written with.
#[derive(Clone, Debug, Serialize)]
pub struct StatusApplication {
    /// Its name.
    pub name: String,
    /// Its page.
    pub website: Option<String>,
}

/// An account named in a Status. <https://docs.joinmastodon.org/entities/Status/#Mention>
#[derive(Clone, Debug, Serialize)]
pub struct Mention {
    /// The account's id.
    pub id: Id,
    /// Its handle without the domain.
    pub username: String,
    /// Its profile page.
    pub url: String,
    /// Its handle as one writes it here.
    pub acct: String,
}

/// A hashtag in a Status. <https://docs.joinmastodon.org/entities/Status/#Tag>
#[derive(Clone, Debug, Serialize)]
pub struct StatusTag {
    /// The hashtag, without the sign.
    pub name: String,
    /// Its page.
    pub url: String,
}

/// A quoted post in a version of a post, whole or by its id alone.
/// In a Status it is written from [`super::QuoteParts`].
///
/// <https://docs.joinmastodon.org/entities/Quote/>,
/// <https://docs.joinmastodon.org/entities/ShallowQuote/>
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Quote {
    /// With the post.
    Whole {
        /// Whether the quote stands.
        state: QuoteState,
        /// The Status; `None` unless it stands and the reader may see it.
        quoted_status: Option<Json>,
    },
    /// Inside another quote.
    Shallow {
        /// Whether the quote stands.
        state: QuoteState,
        /// The Status's id; `None` likewise.
        quoted_status_id: Option<Id>,
    },
}

/// Whether a quote stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum QuoteState {
    /// The quoted author has not answered yet.
    Pending,
    /// It stands.
    Accepted,
    /// The quoted author refused.
    Rejected,
    /// The quoted author took it back.
    Revoked,
    /// The quoted post is gone.
    Deleted,
    /// The reader may not see the quoted post.
    Unauthorized,
    /// The reader blocks the quoted author.
    BlockedAccount,
    /// The reader blocks the quoted author's server.
    BlockedDomain,
    /// The reader mutes the quoted author.
    MutedAccount,
}

/// A version of a Status. <https://docs.joinmastodon.org/entities/StatusEdit/>
#[derive(Clone, Debug, Serialize)]
pub struct StatusEdit {
    /// The text, HTML.
    pub content: String,
    /// The content warning.
    pub spoiler_text: String,
    /// Whether its media started hidden.
    pub sensitive: bool,
    /// When this version came to be.
    pub created_at: Time,
    /// The author, a finished Account.
    pub account: Json,
    /// The poll of this version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub poll: Option<StatusEditPoll>,
    /// The files of this version.
    pub media_attachments: Vec<MediaAttachment>,
    /// The custom emoji of this version.
    pub emojis: Vec<CustomEmoji>,
    /// The quote of this version.
    pub quote: Option<Quote>,
}

/// The poll of a version.
#[derive(Clone, Debug, Serialize)]
pub struct StatusEditPoll {
    /// Its answers.
    pub options: Vec<StatusEditPollOption>,
}

/// An answer in the poll of a version.
#[derive(Clone, Debug, Serialize)]
pub struct StatusEditPollOption {
    /// The answer, plain text.
    pub title: String,
}

/// A Status as typed. <https://docs.joinmastodon.org/entities/StatusSource/>
#[derive(Clone, Debug, Serialize)]
pub struct StatusSource {
    /// The post's id.
    pub id: Id,
    /// The text as typed.
    pub text: String,
    /// The content warning as typed.
    pub spoiler_text: String,
}
