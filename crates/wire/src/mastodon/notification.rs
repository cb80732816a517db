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
    /// What to show where the client does not know this kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fallback: Option<NotificationFallback>,
}

/// What to show of a notification whose kind a client does not know.
///
/// <https://docs.joinmastodon.org/entities/NotificationFallback/>
#[derive(Clone, Debug, Serialize)]
pub struct NotificationFallback {
    /// A sentence, HTML.
    pub title: String,
    /// More about it, HTML.
    pub summary: Option<String>,
    /// Still more, HTML.
    pub details: Option<String>,
}

/// Notifications shown as one.
///
/// <https://docs.joinmastodon.org/methods/grouped_notifications/#NotificationGroup>
#[derive(Clone, Debug, Serialize)]
pub struct NotificationGroup {
    /// Its name.
    pub group_key: String,
    /// How many they are.
    pub notifications_count: i64,
    /// What happened.
    #[serde(rename = "type")]
    pub kind: NotificationKind,
    /// The latest.
    pub most_recent_notification_id: Id,
    /// The oldest on this page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_min_id: Option<Id>,
    /// The latest on this page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_max_id: Option<Id>,
    /// When the latest on this page happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest_page_notification_at: Option<Time>,
    /// Some who did it, latest first.
    pub sample_account_ids: Vec<Id>,
    /// The Status they speak of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_id: Option<Id>,
    /// The Report they speak of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<Json>,
    /// The AccountWarning they bring.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moderation_warning: Option<Json>,
    /// The Collection they speak of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collection: Option<Json>,
    /// What to show where the client does not know this kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fallback: Option<NotificationFallback>,
}

/// An Account as far as a small portrait needs it.
///
/// <https://docs.joinmastodon.org/methods/grouped_notifications/#PartialAccountWithAvatar>
#[derive(Clone, Debug, Serialize)]
pub struct PartialAccount {
    /// The account's id.
    pub id: Id,
    /// Its handle as one writes it here.
    pub acct: String,
    /// Its profile page.
    pub url: String,
    /// Its portrait.
    pub avatar: String,
    /// The same, not moving.
    pub avatar_static: String,
    /// What the portrait shows.
    pub avatar_description: String,
    /// Whether follows must be accepted.
    pub locked: bool,
    /// Whether a program posts there.
    pub bot: bool,
}

/// What becomes of notifications by strangers and the like: `accept`, `filter` or `drop`.
///
/// <https://docs.joinmastodon.org/entities/NotificationPolicy/>
#[derive(Clone, Debug, Serialize)]
pub struct NotificationPolicy {
    /// By accounts the reader does not follow.
    pub for_not_following: &'static str,
    /// By accounts that do not follow the reader.
    pub for_not_followers: &'static str,
    /// By accounts that are new.
    pub for_new_accounts: &'static str,
    /// Unasked-for direct posts.
    pub for_private_mentions: &'static str,
    /// By accounts that moderators limited.
    pub for_limited_accounts: &'static str,
    /// By accounts where a program posts.
    pub for_bots: &'static str,
    /// What waits.
    pub summary: NotificationSummary,
}

/// The same for older clients: what is filtered.
///
/// <https://docs.joinmastodon.org/entities/V1_NotificationPolicy/>
#[derive(Clone, Debug, Serialize)]
pub struct NotificationPolicyV1 {
    /// By accounts the reader does not follow.
    pub filter_not_following: bool,
    /// By accounts that do not follow the reader.
    pub filter_not_followers: bool,
    /// By accounts that are new.
    pub filter_new_accounts: bool,
    /// Unasked-for direct posts.
    pub filter_private_mentions: bool,
    /// What waits.
    pub summary: NotificationSummary,
}

/// What a policy keeps waiting.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct NotificationSummary {
    /// Accounts to be accepted or dismissed.
    pub pending_requests_count: i64,
    /// Notifications by them.
    pub pending_notifications_count: i64,
}

/// Notifications of one account that wait.
///
/// <https://docs.joinmastodon.org/entities/NotificationRequest/>
#[derive(Clone, Debug, Serialize)]
pub struct NotificationRequest {
    /// The request's id.
    pub id: Id,
    /// When its first notification came.
    pub created_at: Time,
    /// When its last one came.
    pub updated_at: Time,
    /// Whose notifications, a finished Account.
    pub account: Json,
    /// How many they are, as text.
    pub notifications_count: String,
    /// The last Status they speak of, a finished Status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_status: Option<Json>,
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
