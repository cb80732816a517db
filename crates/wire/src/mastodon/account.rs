//! Accounts, and what their owners alone see of them.

use serde::Serialize;

use crate::fragment::write_number;
use crate::{Day, Id, Json, Time};

/// Everything of an Account that changes only when its owner (or a moderator) changes it.
///
/// <https://docs.joinmastodon.org/entities/Account/>
#[derive(Clone, Debug, Serialize)]
pub struct AccountBody {
    /// The stable id.
    pub id: Id,
    /// The handle without its domain.
    pub username: String,
    /// The handle as one writes it here: without a domain for local accounts.
    pub acct: String,
    /// The profile page.
    pub url: Option<String>,
    /// The account's name in the federation, a URL.
    pub uri: String,
    /// The name to show; may be empty.
    pub display_name: String,
    /// The biography, HTML.
    pub note: String,
    /// The picture's URL, never empty.
    pub avatar: String,
    /// The same picture without movement.
    pub avatar_static: String,
    /// What the picture shows, for those who cannot see it.
    pub avatar_description: String,
    /// The banner's URL, never empty.
    pub header: String,
    /// The same banner without movement.
    pub header_static: String,
    /// What the banner shows.
    pub header_description: String,
    /// Whether follows are asked for, not taken.
    pub locked: bool,
    /// The rows of the profile's table.
    pub fields: Vec<Field>,
    /// The custom emoji used in the name and the biography.
    pub emojis: Vec<CustomEmoji>,
    /// Whether a program posts here.
    pub bot: bool,
    /// Whether this is a group.
    pub group: bool,
    /// Whether the account wants to be recommended; `None` when it never said.
    pub discoverable: Option<bool>,
    /// Whether the account's public posts may be found by search.
    pub indexable: bool,
    /// Whether search engines are asked to stay away (local accounts only).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub noindex: Option<bool>,
    /// The account this one has moved to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved: Option<Json>,
    /// Present when the owner has died.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memorial: Option<bool>,
    /// Present when the account is suspended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suspended: Option<bool>,
    /// Present when moderators have silenced the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limited: Option<bool>,
    /// When the account came to be.
    pub created_at: Time,
    /// Whether the lists of followers and followed are hidden.
    pub hide_collections: Option<bool>,
    /// Whether the profile has a tab of media.
    pub show_media: bool,
    /// Whether that tab shows replies too.
    pub show_media_replies: bool,
    /// Whether the profile has a tab of featured things.
    pub show_featured: bool,
    /// The roles shown as badges; `None` for accounts of other servers.
    pub roles: Option<Vec<AccountRole>>,
    /// Who may feature the account in a collection.
    pub feature_approval: Approval,
}

/// The counters of an Account, which change with every post and follow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AccountTail {
    /// Posts and boosts.
    pub statuses_count: i64,
    /// Accounts that follow this one.
    pub followers_count: i64,
    /// Accounts that this one follows.
    pub following_count: i64,
    /// The day of the newest post.
    pub last_status_at: Option<Day>,
}

impl AccountTail {
    /// Writes the counters behind a body, from the comma on, without the closing brace.
    pub fn write(&self, out: &mut Vec<u8>) {
        match self.last_status_at {
            Some(day) => {
                out.extend_from_slice(b",\"last_status_at\":\"");
                out.extend_from_slice(&day.bytes());
                out.push(b'"');
            }
            None => out.extend_from_slice(b",\"last_status_at\":null"),
        }
        out.extend_from_slice(b",\"statuses_count\":");
        write_number(out, self.statuses_count);
        out.extend_from_slice(b",\"followers_count\":");
        write_number(out, self.followers_count);
        out.extend_from_slice(b",\"following_count\":");
        write_number(out, self.following_count);
    }
}

/// A badge on a profile. <https://docs.joinmastodon.org/entities/Account/#AccountRole>
#[derive(Clone, Debug, Serialize)]
pub struct AccountRole {
    /// The role's id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// A CSS colour, or empty.
    pub color: String,
}

/// What a role may do; its holder alone sees it. <https://docs.joinmastodon.org/entities/Role/>
#[derive(Clone, Debug, Serialize)]
pub struct Role {
    /// The role's id; -99 is everyone's.
    pub id: Id,
    /// Its name; empty for everyone's.
    pub name: String,
    /// A CSS colour, or empty.
    pub color: String,
    /// A bitmask of permissions, in decimal.
    pub permissions: String,
    /// Whether it shows as a badge.
    pub highlighted: bool,
    /// How many collections its holder may make.
    pub collection_limit: i64,
}

/// A row of a profile's table. <https://docs.joinmastodon.org/entities/Account/#Field>
#[derive(Clone, Debug, Serialize)]
pub struct Field {
    /// The left side, plain text.
    pub name: String,
    /// The right side, HTML (plain text inside [`Source`]).
    pub value: String,
    /// When the link was found to point back here.
    pub verified_at: Option<Time>,
}

/// A picture written as `:shortcode:`. <https://docs.joinmastodon.org/entities/CustomEmoji/>
#[derive(Clone, Debug, Serialize)]
pub struct CustomEmoji {
    /// The name, without colons.
    pub shortcode: String,
    /// The picture.
    pub url: String,
    /// The picture without movement.
    pub static_url: String,
    /// Whether it is offered while writing.
    pub visible_in_picker: bool,
    /// The group it is sorted into.
    pub category: Option<String>,
}

/// Who may quote a post or feature an account, and whether the reader is one of them.
///
/// <https://docs.joinmastodon.org/entities/QuoteApproval/>,
/// <https://docs.joinmastodon.org/entities/FeatureApproval/>
#[derive(Clone, Debug, Serialize)]
pub struct Approval {
    /// Those who need not ask.
    pub automatic: Vec<ApprovedGroup>,
    /// Those who may ask.
    pub manual: Vec<ApprovedGroup>,
    /// What holds for the reader.
    pub current_user: ApprovalOfReader,
}

impl Approval {
    /// Nobody may, not even by asking: the answer of a server that has no such feature.
    pub const NOBODY: Approval =
        Approval { automatic: vec![], manual: vec![], current_user: ApprovalOfReader::Denied };
}

/// A group of people in an [`Approval`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ApprovedGroup {
    /// Everybody.
    Public,
    /// Those who follow the account.
    Followers,
    /// Those the account follows.
    Following,
    /// A rule this server cannot read.
    UnsupportedPolicy,
}

/// What an [`Approval`] comes to for the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalOfReader {
    /// Allowed at once.
    Automatic,
    /// Allowed once the author agrees.
    Manual,
    /// Not allowed.
    Denied,
    /// Not known here.
    Unknown,
}

/// What the owner of an account needs to edit it: the `source` of a CredentialAccount.
///
/// <https://docs.joinmastodon.org/entities/Account/#source>
#[derive(Clone, Debug, Serialize)]
pub struct Source {
    /// Websites that may name the account as their author.
    pub attribution_domains: Vec<String>,
    /// The biography as typed.
    pub note: String,
    /// The table as typed.
    pub fields: Vec<Field>,
    /// The visibility new posts start with.
    pub privacy: Visibility,
    /// Whether new media start hidden.
    pub sensitive: bool,
    /// The language new posts start with; empty when none was chosen.
    pub language: String,
    /// How many follow requests wait for an answer.
    pub follow_requests_count: i64,
    /// As in [`AccountBody`].
    pub hide_collections: Option<bool>,
    /// As in [`AccountBody`].
    pub discoverable: Option<bool>,
    /// As in [`AccountBody`].
    pub indexable: bool,
    /// Who may quote new posts.
    pub quote_policy: QuotePolicy,
}

/// Who can see a post, in the words of the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Everybody, everywhere.
    Public,
    /// Everybody, but in no public timeline.
    Unlisted,
    /// Followers only.
    Private,
    /// Those mentioned only.
    Direct,
}

/// Who may quote new posts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum QuotePolicy {
    /// Everybody.
    Public,
    /// Followers.
    Followers,
    /// Nobody but the author.
    Nobody,
}
