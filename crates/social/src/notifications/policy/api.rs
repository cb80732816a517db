//! The JSON face of policies and requests.

use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use db::Tx;
use ground::http::{Ask, Flag, Input, Many, Paged, Path, Viewer, Whole, paging};
use ground::{AccountId, App, Error, PostId, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use wire::mastodon::{
    self, NotificationPolicy, NotificationPolicyV1, NotificationRequest, NotificationSummary,
};
use wire::{Id, Json as Finished, Time};

use super::{Policy, Request, Verdict};
use crate::{accounts, posts};

/// What an app wants of a policy; what it does not say stays.
#[derive(Clone, Debug, Deserialize)]
pub(in crate::notifications) struct Wanted {
    #[serde(default)]
    for_not_following: Option<String>,
    #[serde(default)]
    for_not_followers: Option<String>,
    #[serde(default)]
    for_new_accounts: Option<String>,
    #[serde(default)]
    for_private_mentions: Option<String>,
    #[serde(default)]
    for_limited_accounts: Option<String>,
    #[serde(default)]
    for_bots: Option<String>,
}

/// The same from older apps.
#[derive(Clone, Debug, Deserialize)]
pub(in crate::notifications) struct WantedV1 {
    #[serde(default)]
    filter_not_following: Option<Flag>,
    #[serde(default)]
    filter_not_followers: Option<Flag>,
    #[serde(default)]
    filter_new_accounts: Option<Flag>,
    #[serde(default)]
    filter_private_mentions: Option<Flag>,
}

fn put(place: &mut Verdict, field: &'static str, name: Option<&str>) -> Result<()> {
    if let Some(name) = name.filter(|name| !name.is_empty()) {
        *place =
            Verdict::of(name).ok_or_else(|| Error::invalid(field, "error-notification-policy"))?;
    }
    Ok(())
}

impl Wanted {
    fn over(&self, mut policy: Policy) -> Result<Policy> {
        let places = [
            (&mut policy.not_following, "for_not_following", &self.for_not_following),
            (&mut policy.not_followers, "for_not_followers", &self.for_not_followers),
            (&mut policy.new_accounts, "for_new_accounts", &self.for_new_accounts),
            (&mut policy.private_mentions, "for_private_mentions", &self.for_private_mentions),
            (&mut policy.limited_accounts, "for_limited_accounts", &self.for_limited_accounts),
            (&mut policy.bots, "for_bots", &self.for_bots),
        ];
        for (place, field, name) in places {
            put(place, field, name.as_deref())?;
        }
        Ok(policy)
    }
}

impl WantedV1 {
    fn over(&self, mut policy: Policy) -> Policy {
        let places = [
            (&mut policy.not_following, self.filter_not_following),
            (&mut policy.not_followers, self.filter_not_followers),
            (&mut policy.new_accounts, self.filter_new_accounts),
            (&mut policy.private_mentions, self.filter_private_mentions),
        ];
        for (place, flag) in places {
            if let Some(Flag(filter)) = flag {
                *place = if filter { Verdict::Filter } else { Verdict::Accept };
            }
        }
        policy
    }
}

/// <https://docs.joinmastodon.org/methods/notifications/#get-policy>
pub(in crate::notifications) async fn get(
    State(app): State<App>,
    viewer: Viewer,
) -> Result<Json<NotificationPolicy>> {
    let (policy, waiting) = app.read(async move |tx| state(tx, viewer.id).await).await?;
    Ok(Json(newer(policy, waiting)))
}

/// <https://docs.joinmastodon.org/methods/notifications/#update-the-filtering-policy-for-notifications>
pub(in crate::notifications) async fn set(
    State(app): State<App>,
    viewer: Viewer,
    Input(wanted): Input<Wanted>,
) -> Result<Json<NotificationPolicy>> {
    let write = async move |tx: &mut Tx| {
        let policy = wanted.over(super::get(tx, viewer.id).await?)?;
        super::set(tx, viewer.id, policy).await?;
        Ok((policy, super::waiting(tx, viewer.id).await?))
    };
    let (policy, waiting) = app.write(write).await?;
    Ok(Json(newer(policy, waiting)))
}

/// As [`get`], for older apps.
pub(in crate::notifications) async fn get_v1(
    State(app): State<App>,
    viewer: Viewer,
) -> Result<Json<NotificationPolicyV1>> {
    let (policy, waiting) = app.read(async move |tx| state(tx, viewer.id).await).await?;
    Ok(Json(older(policy, waiting)))
}

/// As [`set`], for older apps.
pub(in crate::notifications) async fn set_v1(
    State(app): State<App>,
    viewer: Viewer,
    Input(wanted): Input<WantedV1>,
) -> Result<Json<NotificationPolicyV1>> {
    let write = async move |tx: &mut Tx| {
        let policy = wanted.over(super::get(tx, viewer.id).await?);
        super::set(tx, viewer.id, policy).await?;
        Ok((policy, super::waiting(tx, viewer.id).await?))
    };
    let (policy, waiting) = app.write(write).await?;
    Ok(Json(older(policy, waiting)))
}

async fn state(tx: &mut Tx, who: AccountId) -> Result<(Policy, (i64, i64))> {
    Ok((super::get(tx, who).await?, super::waiting(tx, who).await?))
}

fn summary((requests, notifications): (i64, i64)) -> NotificationSummary {
    NotificationSummary {
        pending_requests_count: requests,
        pending_notifications_count: notifications,
    }
}

fn newer(policy: Policy, waiting: (i64, i64)) -> NotificationPolicy {
    NotificationPolicy {
        for_not_following: policy.not_following.name(),
        for_not_followers: policy.not_followers.name(),
        for_new_accounts: policy.new_accounts.name(),
        for_private_mentions: policy.private_mentions.name(),
        for_limited_accounts: policy.limited_accounts.name(),
        for_bots: policy.bots.name(),
        summary: summary(waiting),
    }
}

fn older(policy: Policy, waiting: (i64, i64)) -> NotificationPolicyV1 {
    let filters = |verdict: Verdict| verdict != Verdict::Accept;
    NotificationPolicyV1 {
        filter_not_following: filters(policy.not_following),
        filter_not_followers: filters(policy.not_followers),
        filter_new_accounts: filters(policy.new_accounts),
        filter_private_mentions: filters(policy.private_mentions),
        summary: summary(waiting),
    }
}

/// <https://docs.joinmastodon.org/methods/notifications/#get-requests>
pub(in crate::notifications) async fn requests(
    State(app): State<App>,
    viewer: Viewer,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
) -> Result<Response> {
    let (who, limit) = (viewer.id, ask.limit(40, 80));
    let page = app.read(async move |tx| super::requests(tx, who, ask, limit).await).await?;
    let span = page.first().zip(page.last()).map(|(newest, oldest)| (newest.0.id, oldest.0.id));
    let body = wire::json(&written(&app, who, &page).await?);
    Ok(Paged { body, span }.answer(&app, &uri))
}

/// <https://docs.joinmastodon.org/methods/notifications/#get-one-request>
pub(in crate::notifications) async fn request(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
) -> Result<Response> {
    let who = viewer.id;
    let found = app.read(async move |tx| super::request(tx, who, id).await).await?;
    let written = written(&app, who, &[found]).await?.pop().ok_or(Error::NotFound)?;
    Ok(paging::json(wire::json(&written)))
}

async fn written(
    app: &App,
    who: AccountId,
    page: &[(Request, i64)],
) -> Result<Vec<NotificationRequest>> {
    let from: Vec<AccountId> = page.iter().map(|(request, _)| request.from).collect();
    let cards = accounts::cards(app, &from).await?;
    let ids: Vec<PostId> = page.iter().filter_map(|(request, _)| request.post).collect();
    // Nobody sees here what they may not see elsewhere.
    let seen = app.read(async move |tx| {
        let found = posts::by_ids(tx, &ids).await?;
        posts::seen_among(tx, Some(who), found).await
    });
    let ids: Vec<PostId> = seen.await?.iter().map(|post| post.id).collect();
    let mut last: Vec<(PostId, Vec<u8>)> = Vec::with_capacity(ids.len());
    posts::statuses_at(app, Some(who), &ids, |statuses| {
        for (id, status) in ids.iter().zip(statuses) {
            let Some(status) = status else { continue };
            let mut out = Vec::with_capacity(2_600);
            mastodon::write_status(&mut out, *status);
            last.push((*id, out));
        }
    })
    .await?;
    let written = page.iter().filter_map(|(request, count)| {
        let mut account = Vec::with_capacity(1_200);
        mastodon::write_account(&mut account, cards.get(&request.from)?.parts());
        let status = last.iter().find(|(id, _)| Some(*id) == request.post);
        Some(NotificationRequest {
            id: Id(request.id),
            created_at: Time(request.created_at),
            updated_at: Time(request.updated_at),
            account: Finished::new(account)?,
            notifications_count: count.to_string(),
            last_status: status.and_then(|(_, json)| Finished::new(json.clone())),
        })
    });
    Ok(written.collect())
}

/// <https://docs.joinmastodon.org/methods/notifications/#accept-request>
pub(in crate::notifications) async fn accept(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
) -> Result<Json<Value>> {
    match app.write(async move |tx| super::accept(tx, viewer.id, &[id]).await).await? {
        0 => Err(Error::NotFound),
        _ => Ok(Json(json!({}))),
    }
}

/// <https://docs.joinmastodon.org/methods/notifications/#dismiss-request>
pub(in crate::notifications) async fn dismiss(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
) -> Result<Json<Value>> {
    match app.write(async move |tx| super::dismiss(tx, viewer.id, &[id]).await).await? {
        0 => Err(Error::NotFound),
        _ => Ok(Json(json!({}))),
    }
}

/// Which requests.
#[derive(Clone, Debug, Deserialize)]
pub(in crate::notifications) struct Several {
    #[serde(default)]
    id: Many<Whole>,
}

impl Several {
    fn ids(&self) -> Vec<i64> {
        self.id.0.iter().map(|id| id.0).collect()
    }
}

/// <https://docs.joinmastodon.org/methods/notifications/#accept-multiple-requests>
pub(in crate::notifications) async fn accept_many(
    State(app): State<App>,
    viewer: Viewer,
    Input(several): Input<Several>,
) -> Result<Json<Value>> {
    app.write(async move |tx| super::accept(tx, viewer.id, &several.ids()).await).await?;
    Ok(Json(json!({})))
}

/// <https://docs.joinmastodon.org/methods/notifications/#dismiss-multiple-requests>
pub(in crate::notifications) async fn dismiss_many(
    State(app): State<App>,
    viewer: Viewer,
    Input(several): Input<Several>,
) -> Result<Json<Value>> {
    app.write(async move |tx| super::dismiss(tx, viewer.id, &several.ids()).await).await?;
    Ok(Json(json!({})))
}

/// <https://docs.joinmastodon.org/methods/notifications/#requests-merged>
///
/// What was accepted is among what is told as soon as it was accepted.
pub(in crate::notifications) async fn merged(_: Viewer) -> Json<Value> {
    Json(json!({ "merged": true }))
}
