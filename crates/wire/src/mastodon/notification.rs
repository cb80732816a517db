//! Notifications, and how far one has read.

use serde::Serialize;

use crate::{Id, Json, Time};

/// A Notification without the account and the Status it speaks of.
///
/// Finished by [`super::write_notification`].
/// <https://docs.joinmastodon.org/entities/Notification/>
#[derive(Clone, Debug, Serialize)]
pub struct NotificationBody {
    /// The notification's id.
    pub id: Id,
    /// What happened.
    #[serde(rename = "type")]
    pub kind: NotificationKind,
    /// Notifications with the same key may be shown as one; `ungrouped-{id}` for none.
    pub group_key: String,
    /// When it happened.
    pub created_at: Time,
    /// The Report it speaks of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<Json>,
    /// The AccountWarning it brings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moderation_warning: Option<Json>,
    /// The Collection it speaks of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collection: Option<Json>,
}

/// What a notification tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NotificationKind {
    /// Somebody named the reader.
    Mention,
    /// Somebody the reader asked to hear of has posted.
    Status,
    /// Somebody boosted the reader's post.
    Reblog,
    /// Somebody follows the reader.
    Follow,
    /// Somebody asks to follow the reader.
    FollowRequest,
    /// Somebody favourited the reader's post.
    Favourite,
    /// A poll ended.
    Poll,
    /// A post the reader boosted was edited.
    Update,
    /// Somebody signed up (for moderators).
    #[serde(rename = "admin.sign_up")]
    AdminSignUp,
    /// Somebody reported something (for moderators).
    #[serde(rename = "admin.report")]
    AdminReport,
    /// Somebody quoted the reader's post.
    Quote,
    /// A post the reader quoted was edited.
    QuotedUpdate,
    /// Moderators did something to the reader's account.
    ModerationWarning,
    /// The reader was put into a collection.
    AddedToCollection,
    /// A collection the reader is in has changed.
    CollectionUpdate,
}

/// How far one has read. <https://docs.joinmastodon.org/entities/Marker/>
#[derive(Clone, Debug, Serialize)]
pub struct Marker {
    /// The newest entry that was read.
    pub last_read_id: Id,
    /// Grows by one with each change.
    pub version: i64,
    /// When it last changed.
    pub updated_at: Time,
}

/// The markers asked for. <https://docs.joinmastodon.org/methods/markers/>
#[derive(Clone, Debug, Default, Serialize)]
pub struct Markers {
    /// In the home timeline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home: Option<Marker>,
    /// In the notifications.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notifications: Option<Marker>,
}
