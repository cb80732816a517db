//! Notifications as answers: ready-made accounts and posts, put together.

use std::collections::HashMap;

use ground::{AccountId, App, Error, PostId, Result};
use wire::mastodon::{self, NotificationBody, NotificationKind};
use wire::{Id, Json, Time};

use super::api::Known;
use super::{Kind, Notification, groups};
use crate::{accounts, collections, moderation, posts, reports};

/// Notifications of `who` as a JSON list, in their order; those whose post or account is gone are
/// left out.
///
/// # Errors
/// If the database does not answer.
pub async fn answer_list(
    app: &App,
    who: AccountId,
    page: &[Notification],
    known: &Known,
) -> Result<Vec<u8>> {
    let mut out = Vec::with_capacity(page.len() * 4_000 + 2);
    out.push(b'[');
    write(app, who, page, known, &mut out).await?;
    out.push(b']');
    Ok(out)
}

/// One notification of `who` as JSON.
///
/// # Errors
/// [`Error::NotFound`] if its post or account is gone.
pub async fn answer(
    app: &App,
    who: AccountId,
    told: Notification,
    known: &Known,
) -> Result<Vec<u8>> {
    let mut out = Vec::with_capacity(4_000);
    write(app, who, &[told], known, &mut out).await?;
    if out.is_empty() { Err(Error::NotFound) } else { Ok(out) }
}

async fn write(
    app: &App,
    who: AccountId,
    page: &[Notification],
    known: &Known,
    out: &mut Vec<u8>,
) -> Result<()> {
    let start = out.len();
    let from: Vec<AccountId> = page.iter().map(|told| told.from).collect();
    let cards = accounts::cards(app, &from).await?;
    let subjects = Subjects::of(app, who, page).await?;
    let fallbacks = known.fallbacks(app, page).await?;
    let mut ids: Vec<PostId> = page.iter().filter_map(|told| told.post).collect();
    ids.sort_unstable();
    ids.dedup();
    posts::statuses_at(app, Some(who), &ids, |statuses| {
        for (told, fallback) in page.iter().zip(fallbacks) {
            let Some(card) = cards.get(&told.from) else { continue };
            let status = match told.post {
                Some(id) => {
                    let at = ids.binary_search(&id).ok();
                    let Some(status) = at.and_then(|at| statuses[at]) else { continue };
                    Some(status)
                }
                None => None,
            };
            if out.len() > start {
                out.push(b',');
            }
            let Some(about) = subjects.find(told) else { continue };
            let About { report, moderation_warning, collection } = about;
            let rest = body(told);
            let body =
                NotificationBody { report, moderation_warning, collection, fallback, ..rest };
            mastodon::write_notification(out, &body, card.parts(), status);
        }
    })
    .await
}

/// What notifications are about, beside posts and accounts, as JSON by number.
pub(super) struct Subjects {
    reports: HashMap<i64, Json>,
    warnings: HashMap<i64, Json>,
    collections: HashMap<i64, Json>,
}

/// What a notification is about, beside a post and an account.
#[derive(Default)]
pub(super) struct About {
    /// A report.
    pub(super) report: Option<Json>,
    /// A warning.
    pub(super) moderation_warning: Option<Json>,
    /// A collection.
    pub(super) collection: Option<Json>,
}

impl Subjects {
    /// Reads the subjects of a page: a fixed number of statements, none for what is not on it.
    pub(super) async fn of(app: &App, who: AccountId, page: &[Notification]) -> Result<Self> {
        let of = |kind: Kind| {
            page.iter().filter(|told| told.kind == kind).filter_map(|told| told.subject).collect()
        };
        Ok(Self {
            reports: reports::written(app, of(Kind::Report)).await?,
            warnings: moderation::warnings(app, of(Kind::Warning)).await?,
            collections: {
                let mut ids = of(Kind::AddedToCollection);
                ids.extend(of(Kind::CollectionUpdate));
                collections::written(app, who, ids).await?
            },
        })
    }

    /// What a notification is about; none if it is about a collection that is gone.
    pub(super) fn find(&self, told: &Notification) -> Option<About> {
        let Some(subject) = told.subject else { return Some(About::default()) };
        let about = About::default();
        Some(match told.kind {
            Kind::Report => About { report: self.reports.get(&subject).cloned(), ..about },
            Kind::Warning => {
                About { moderation_warning: self.warnings.get(&subject).cloned(), ..about }
            }
            Kind::AddedToCollection | Kind::CollectionUpdate => {
                About { collection: Some(self.collections.get(&subject)?.clone()), ..about }
            }
            _ => about,
        })
    }
}

fn body(told: &Notification) -> NotificationBody {
    NotificationBody {
        id: Id(told.id.0),
        kind: kind(told.kind),
        group_key: groups::key(told, told.group),
        created_at: Time(told.created_at),
        report: None,
        moderation_warning: None,
        collection: None,
        fallback: None,
    }
}

pub(super) fn kind(kind: Kind) -> NotificationKind {
    match kind {
        Kind::Mention => NotificationKind::Mention,
        Kind::Post => NotificationKind::Status,
        Kind::Boost => NotificationKind::Reblog,
        Kind::Follow => NotificationKind::Follow,
        Kind::FollowRequest => NotificationKind::FollowRequest,
        Kind::Favourite => NotificationKind::Favourite,
        Kind::Update => NotificationKind::Update,
        Kind::Poll => NotificationKind::Poll,
        Kind::Quote => NotificationKind::Quote,
        Kind::QuotedUpdate => NotificationKind::QuotedUpdate,
        Kind::SignUp => NotificationKind::AdminSignUp,
        Kind::Report => NotificationKind::AdminReport,
        Kind::Warning => NotificationKind::ModerationWarning,
        Kind::AddedToCollection => NotificationKind::AddedToCollection,
        Kind::CollectionUpdate => NotificationKind::CollectionUpdate,
    }
}
