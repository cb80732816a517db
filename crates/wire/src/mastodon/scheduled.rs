//! Statuses that are to be published later.

use serde::Serialize;

use super::{MediaAttachment, Visibility};
use crate::{Id, Time};

/// A Status that is to be published later.
/// <https://docs.joinmastodon.org/entities/ScheduledStatus/>
#[derive(Clone, Debug, Serialize)]
pub struct ScheduledStatus {
    /// Its id, which is not that of the Status it becomes.
    pub id: Id,
    /// When it is published.
    pub scheduled_at: Time,
    /// What was sent.
    pub params: ScheduledParams,
    /// The files it will carry.
    pub media_attachments: Vec<MediaAttachment>,
}

/// What was sent to be published later.
/// <https://docs.joinmastodon.org/entities/ScheduledStatus/#params>
#[derive(Clone, Debug, Serialize)]
pub struct ScheduledParams {
    /// The text as typed.
    pub text: String,
    /// What it asks.
    pub poll: Option<ScheduledPoll>,
    /// The files it will carry.
    pub media_ids: Option<Vec<Id>>,
    /// Whether its media start hidden.
    pub sensitive: Option<bool>,
    /// The content warning.
    pub spoiler_text: Option<String>,
    /// Who will see it.
    pub visibility: Visibility,
    /// The post it answers: a number, as the documentation has it.
    pub in_reply_to_id: Option<i64>,
    /// Its language, ISO 639.
    pub language: Option<String>,
    /// The program it was sent with; 0 for none.
    pub application_id: i64,
    /// Always `null`: the time stands beside `params`.
    pub scheduled_at: Option<Time>,
    /// The key that makes sending it twice the same as once.
    pub idempotency: Option<String>,
    /// Always false.
    pub with_rate_limit: bool,
}

/// A poll that is to be asked later.
#[derive(Clone, Debug, Serialize)]
pub struct ScheduledPoll {
    /// The answers.
    pub options: Vec<String>,
    /// How long it will be open, in seconds.
    pub expires_in: i64,
    /// Whether one may choose several answers.
    pub multiple: bool,
    /// Whether counts are hidden until it ends.
    pub hide_totals: bool,
}
