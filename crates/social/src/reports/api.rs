//! The JSON face of reports.

use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use db::Tx;
use ground::http::{Ask, Flag, Input, Many, Paged, Path, Viewer};
use ground::{AccountId, App, Error, PostId, Result};
use serde::Deserialize;
use wire::mastodon;

use super::{Category, Filter, NewReport, answer};
use crate::posts::Actor;

/// What apps send to report.
#[derive(Debug, Deserialize)]
pub(super) struct Sent {
    #[serde(default)]
    account_id: Option<String>,
    #[serde(default)]
    status_ids: Option<Many<PostId>>,
    #[serde(default)]
    collection_ids: Option<Many<PostId>>,
    #[serde(default)]
    comment: Option<String>,
    #[serde(default)]
    forward: Option<Flag>,
    #[serde(default)]
    category: Option<String>,
    #[serde(default)]
    rule_ids: Option<Many<PostId>>,
}

/// <https://docs.joinmastodon.org/methods/reports/#post>
pub(super) async fn file(
    State(app): State<App>,
    viewer: Viewer,
    Input(sent): Input<Sent>,
) -> Result<Json<mastodon::Report>> {
    let target = sent.account_id.unwrap_or_default().parse().map_err(|_| Error::NotFound)?;
    let new = NewReport {
        target,
        posts: sent.status_ids.unwrap_or_default().0,
        collections: numbers(sent.collection_ids.unwrap_or_default()),
        comment: sent.comment.unwrap_or_default().trim().to_owned(),
        category: category(sent.category.as_deref())?,
        rules: numbers(sent.rule_ids.unwrap_or_default()),
        forward: sent.forward.unwrap_or_default().0,
    };
    let who = viewer.id;
    let report = app.write(async move |tx| super::file(tx, who, new).await).await?;
    answer::one(&app, &report).await.map(Json)
}

/// Which reports moderators ask for: those that wait, or those dealt with, or both.
#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    resolved: Flag,
    #[serde(default)]
    unresolved: Flag,
    #[serde(default)]
    account_id: Option<AccountId>,
    #[serde(default)]
    target_account_id: Option<AccountId>,
}

/// <https://docs.joinmastodon.org/methods/admin/reports/#get>
pub(super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
    Input(wanted): Input<Wanted>,
) -> Result<Response> {
    let limit = ask.limit(100, 200);
    let filter = Filter {
        resolved: wanted.resolved.0,
        waiting: wanted.unresolved.0 || !wanted.resolved.0,
        account: wanted.account_id,
        target: wanted.target_account_id,
    };
    let page = app.read(async move |tx| super::list(tx, filter, ask, limit).await).await?;
    let span = page.first().zip(page.last()).map(|(newest, oldest)| (newest.id, oldest.id));
    let reports = answer::for_moderators(&app, viewer.id, &page).await?;
    Ok(Paged { body: wire::json(&reports), span }.answer(&app, &uri))
}

/// <https://docs.joinmastodon.org/methods/admin/reports/#get-one>
pub(super) async fn get(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
) -> Result<Json<mastodon::AdminReport>> {
    shown(&app, &viewer, id).await
}

/// What moderators say anew of a report.
#[derive(Debug, Deserialize)]
pub(super) struct Change {
    #[serde(default)]
    category: Option<String>,
    #[serde(default)]
    rule_ids: Option<Many<PostId>>,
}

/// <https://docs.joinmastodon.org/methods/admin/reports/#update>
pub(super) async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Input(change): Input<Change>,
) -> Result<Json<mastodon::AdminReport>> {
    let (category, rules) = (category(change.category.as_deref())?, change.rule_ids.map(numbers));
    act(&app, viewer, id, async move |tx, by| super::change(tx, by, id, category, rules).await)
        .await
}

/// <https://docs.joinmastodon.org/methods/admin/reports/#assign_to_self>
pub(super) async fn assign(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
) -> Result<Json<mastodon::AdminReport>> {
    act(&app, viewer, id, async move |tx, by| super::assign(tx, by, id, true).await).await
}

/// <https://docs.joinmastodon.org/methods/admin/reports/#unassign>
pub(super) async fn unassign(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
) -> Result<Json<mastodon::AdminReport>> {
    act(&app, viewer, id, async move |tx, by| super::assign(tx, by, id, false).await).await
}

/// <https://docs.joinmastodon.org/methods/admin/reports/#resolve>
pub(super) async fn resolve(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
) -> Result<Json<mastodon::AdminReport>> {
    act(&app, viewer, id, async move |tx, by| super::resolve(tx, by, id).await).await
}

/// <https://docs.joinmastodon.org/methods/admin/reports/#reopen>
pub(super) async fn reopen(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
) -> Result<Json<mastodon::AdminReport>> {
    act(&app, viewer, id, async move |tx, by| super::reopen(tx, by, id).await).await
}

async fn act<F>(app: &App, viewer: Viewer, id: i64, work: F) -> Result<Json<mastodon::AdminReport>>
where
    F: AsyncFnOnce(&mut Tx, Actor) -> Result<()> + Clone + Send + 'static,
{
    let by = Actor::from(&viewer);
    app.write(async move |tx| work(tx, by).await).await?;
    shown(app, &viewer, id).await
}

async fn shown(app: &App, viewer: &Viewer, id: i64) -> Result<Json<mastodon::AdminReport>> {
    let report = app.read(async move |tx| super::get_one(tx, id).await).await?;
    let found = answer::for_moderators(app, viewer.id, &[report]).await?.pop();
    found.map(Json).ok_or(Error::NotFound)
}

fn category(name: Option<&str>) -> Result<Option<Category>> {
    match name.filter(|name| !name.is_empty()) {
        None => Ok(None),
        Some(name) => Category::of(name)
            .map(Some)
            .ok_or_else(|| Error::invalid("category", "error-report-category")),
    }
}

fn numbers(ids: Many<PostId>) -> Vec<i64> {
    ids.0.into_iter().map(|id| id.0).collect()
}
