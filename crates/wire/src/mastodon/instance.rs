//! The server itself: Instance, in version 2 and in version 1.

use serde::Serialize;

use super::Rule;
use crate::Json;

/// This server, version 2. <https://docs.joinmastodon.org/entities/Instance/>
#[derive(Clone, Debug, Serialize)]
pub struct Instance {
    /// The domain of the handles.
    pub domain: String,
    /// The name.
    pub title: String,
    /// The version; clients switch on features by what stands before a `(compatible; …)`.
    pub version: String,
    /// Where the source code is.
    pub source_url: String,
    /// A sentence, plain text.
    pub description: String,
    /// The year whose annual reports are open; this server has none.
    pub wrapstodon: Option<String>,
    /// How much the server is used.
    pub usage: Usage,
    /// A picture of the server.
    pub thumbnail: Thumbnail,
    /// Its icons.
    pub icon: Vec<InstanceIcon>,
    /// Its languages, ISO 639.
    pub languages: Vec<String>,
    /// Its limits.
    pub configuration: Configuration,
    /// How one gets in.
    pub registrations: Registrations,
    /// Which version of which API is complete here.
    pub api_versions: ApiVersions,
    /// Whom to write to.
    pub contact: Contact,
    /// The rules of the house.
    pub rules: Vec<Rule>,
}

/// How much the server is used.
#[derive(Clone, Debug, Serialize)]
pub struct Usage {
    /// By people.
    pub users: UsageUsers,
}

/// How many people use the server.
#[derive(Clone, Debug, Serialize)]
pub struct UsageUsers {
    /// In the last four weeks.
    pub active_month: i64,
}

/// A picture of the server.
#[derive(Clone, Debug, Serialize)]
pub struct Thumbnail {
    /// Where it is.
    pub url: String,
    /// What it shows.
    pub description: String,
    /// A blur of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blurhash: Option<String>,
    /// The same in other sizes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub versions: Option<ThumbnailVersions>,
}

/// A picture of the server by the density of the screen.
#[derive(Clone, Debug, Serialize)]
pub struct ThumbnailVersions {
    /// The URL for plain screens.
    #[serde(rename = "@1x", skip_serializing_if = "Option::is_none")]
    pub x1: Option<String>,
    /// The URL for dense screens.
    #[serde(rename = "@2x", skip_serializing_if = "Option::is_none")]
    pub x2: Option<String>,
}

/// An icon. <https://docs.joinmastodon.org/entities/Instance/#InstanceIcon>
#[derive(Clone, Debug, Serialize)]
pub struct InstanceIcon {
    /// Where it is.
    pub src: String,
    /// Its size, `36x36`.
    pub size: String,
}

/// The limits of the server, version 2.
#[derive(Clone, Debug, Serialize)]
pub struct Configuration {
    /// Where things are.
    pub urls: Urls,
    /// For web push; absent when there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vapid: Option<Vapid>,
    /// For accounts.
    pub accounts: AccountLimits,
    /// For posts.
    pub statuses: StatusLimits,
    /// For files.
    pub media_attachments: MediaLimits,
    /// For polls.
    pub polls: PollLimits,
    /// For translation.
    pub translation: Translation,
    /// Who may read which timelines.
    pub timelines_access: TimelinesAccess,
    /// Whether only chosen servers are spoken to.
    pub limited_federation: bool,
}

/// Where things are.
#[derive(Clone, Debug, Serialize)]
pub struct Urls {
    /// The address of streaming, `wss://…`.
    pub streaming: String,
    /// Where one sees whether the server is well.
    pub status: Option<String>,
    /// The page about the server.
    pub about: String,
    /// The page about privacy.
    pub privacy_policy: Option<String>,
    /// The terms.
    pub terms_of_service: Option<String>,
}

/// The key of web push.
#[derive(Clone, Debug, Serialize)]
pub struct Vapid {
    /// The public key, base64url.
    pub public_key: String,
}

/// Limits for accounts; lengths in characters.
#[derive(Clone, Debug, Serialize)]
pub struct AccountLimits {
    /// The name.
    pub max_display_name_length: u32,
    /// The biography.
    pub max_note_length: u32,
    /// The description of the picture.
    pub max_avatar_description_length: u32,
    /// The description of the banner.
    pub max_header_description_length: u32,
    /// How many hashtags one may show.
    pub max_featured_tags: u32,
    /// How many posts one may pin.
    pub max_pinned_statuses: u32,
    /// How many rows the table has.
    pub max_profile_fields: u32,
    /// The left side of a row.
    pub profile_field_name_limit: u32,
    /// The right side of a row.
    pub profile_field_value_limit: u32,
}

/// Limits for posts.
#[derive(Clone, Debug, Serialize)]
pub struct StatusLimits {
    /// How long a text is at most, in characters.
    pub max_characters: u32,
    /// How many files hang on a post.
    pub max_media_attachments: u32,
    /// How many characters a link counts as.
    pub characters_reserved_per_url: u32,
}

/// Limits for files.
#[derive(Clone, Debug, Serialize)]
pub struct MediaLimits {
    /// Which types are taken.
    pub supported_mime_types: Vec<String>,
    /// How long a description is, in characters.
    pub description_limit: u32,
    /// A picture in bytes.
    pub image_size_limit: u64,
    /// A picture in pixels.
    pub image_matrix_limit: u64,
    /// A film in bytes.
    pub video_size_limit: u64,
    /// A film in frames a second.
    pub video_frame_rate_limit: u32,
    /// A film's picture in pixels.
    pub video_matrix_limit: u64,
}

/// Limits for polls.
#[derive(Clone, Debug, Serialize)]
pub struct PollLimits {
    /// How many answers.
    pub max_options: u32,
    /// How long an answer, in characters.
    pub max_characters_per_option: u32,
    /// How long a poll lasts at least, in seconds.
    pub min_expiration: u32,
    /// How long a poll lasts at most, in seconds.
    pub max_expiration: u32,
}

/// Whether the server translates.
#[derive(Clone, Debug, Serialize)]
pub struct Translation {
    /// It does.
    pub enabled: bool,
}

/// Who may read which timelines.
#[derive(Clone, Debug, Serialize)]
pub struct TimelinesAccess {
    /// The public timelines.
    pub live_feeds: FeedAccess,
    /// Hashtags.
    pub hashtag_feeds: FeedAccess,
    /// The posts about a link.
    pub trending_link_feeds: FeedAccess,
}

/// Who may read a timeline, by where the posts come from.
#[derive(Clone, Debug, Serialize)]
pub struct FeedAccess {
    /// From here.
    pub local: Access,
    /// From elsewhere.
    pub remote: Access,
}

/// Who may read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// Everybody.
    Public,
    /// Those logged in.
    Authenticated,
    /// Nobody.
    Disabled,
}

/// How one gets in.
#[derive(Clone, Debug, Serialize)]
pub struct Registrations {
    /// Whether one can.
    pub enabled: bool,
    /// Whether somebody decides on it.
    pub approval_required: bool,
    /// Why one cannot, HTML.
    pub message: Option<String>,
    /// The youngest age, in years.
    pub min_age: Option<u32>,
    /// Whether one must say why.
    pub reason_required: Option<bool>,
    /// Where to sign up, when that is not here.
    pub url: Option<String>,
}

/// Which version of which API is complete here.
#[derive(Clone, Debug, Serialize)]
pub struct ApiVersions {
    /// Mastodon's; clients switch on features by it.
    pub mastodon: u32,
}

/// Whom to write to.
#[derive(Clone, Debug, Serialize)]
pub struct Contact {
    /// An e-mail address, or empty.
    pub email: String,
    /// A finished Account.
    pub account: Option<Json>,
}

/// This server, version 1. <https://docs.joinmastodon.org/entities/V1_Instance/>
#[derive(Clone, Debug, Serialize)]
pub struct InstanceV1 {
    /// The domain of the handles.
    pub uri: String,
    /// The name.
    pub title: String,
    /// A sentence, plain text.
    pub short_description: String,
    /// More, HTML.
    pub description: String,
    /// Whom to write to.
    pub email: String,
    /// As in [`Instance`].
    pub version: String,
    /// Where streaming is.
    pub urls: UrlsV1,
    /// How much the server holds.
    pub stats: Stats,
    /// A picture of the server.
    pub thumbnail: Option<String>,
    /// Its languages, ISO 639.
    pub languages: Vec<String>,
    /// Whether one can sign up.
    pub registrations: bool,
    /// Whether somebody decides on it.
    pub approval_required: bool,
    /// Whether everybody may invite.
    pub invites_enabled: bool,
    /// Its limits.
    pub configuration: ConfigurationV1,
    /// A finished Account to write to.
    pub contact_account: Option<Json>,
    /// The rules of the house.
    pub rules: Vec<Rule>,
}

/// Where streaming is.
#[derive(Clone, Debug, Serialize)]
pub struct UrlsV1 {
    /// `wss://…`.
    pub streaming_api: String,
}

/// How much the server holds.
#[derive(Clone, Debug, Serialize)]
pub struct Stats {
    /// Local accounts.
    pub user_count: i64,
    /// Local posts.
    pub status_count: i64,
    /// Servers known.
    pub domain_count: i64,
}

/// The limits of the server, version 1.
#[derive(Clone, Debug, Serialize)]
pub struct ConfigurationV1 {
    /// For accounts.
    pub accounts: AccountLimits,
    /// For posts.
    pub statuses: StatusLimits,
    /// For files.
    pub media_attachments: MediaLimits,
    /// For polls.
    pub polls: PollLimits,
}
