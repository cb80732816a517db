//! The words and posts of filters, one by one.

use axum::Json;
use axum::extract::State;
use db::Tx;
use ground::http::{Input, Path, Viewer};
use ground::{App, FilterId, FilterPartId, PostId, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use wire::mastodon::{FilterKeyword, FilterStatus};

use super::KeywordDraft;
use crate::filters;
use crate::posts;

/// <https://docs.joinmastodon.org/methods/filters/#keywords-get>
pub(in crate::filters) async fn keywords(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<FilterId>,
) -> Result<Json<Vec<FilterKeyword>>> {
    let filter = app.read(async move |tx| filters::get_one(tx, viewer.id, id).await).await?;
    Ok(Json(filter.keywords.iter().map(super::keyword).collect()))
}

/// <https://docs.joinmastodon.org/methods/filters/#keywords-create>
pub(in crate::filters) async fn add_keyword(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<FilterId>,
    Input(draft): Input<KeywordDraft>,
) -> Result<Json<FilterKeyword>> {
    let new = draft.words();
    let write = async move |tx: &mut Tx| filters::add_keyword(tx, viewer.id, id, new).await;
    Ok(Json(super::keyword(&app.write(write).await?)))
}

/// <https://docs.joinmastodon.org/methods/filters/#keywords-get-one>
pub(in crate::filters) async fn keyword(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<FilterPartId>,
) -> Result<Json<FilterKeyword>> {
    let (_, found) = app.read(async move |tx| filters::keyword(tx, viewer.id, id).await).await?;
    Ok(Json(super::keyword(&found)))
}

/// <https://docs.joinmastodon.org/methods/filters/#keywords-update>
pub(in crate::filters) async fn change_keyword(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<FilterPartId>,
    Input(draft): Input<KeywordDraft>,
) -> Result<Json<FilterKeyword>> {
    let (text, whole) = (draft.keyword, draft.whole_word.map(|flag| flag.0));
    let write =
        async move |tx: &mut Tx| filters::change_keyword(tx, viewer.id, id, text, whole).await;
    Ok(Json(super::keyword(&app.write(write).await?)))
}

/// <https://docs.joinmastodon.org/methods/filters/#keywords-delete>
pub(in crate::filters) async fn remove_keyword(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<FilterPartId>,
) -> Result<Json<Value>> {
    app.write(async move |tx| filters::remove_keyword(tx, viewer.id, id).await).await?;
    Ok(Json(json!({})))
}

/// <https://docs.joinmastodon.org/methods/filters/#statuses-get>
pub(in crate::filters) async fn posts(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<FilterId>,
) -> Result<Json<Vec<FilterStatus>>> {
    let filter = app.read(async move |tx| filters::get_one(tx, viewer.id, id).await).await?;
    Ok(Json(filter.posts.iter().map(super::named).collect()))
}

/// Which post.
#[derive(Debug, Deserialize)]
pub(in crate::filters) struct Wanted {
    #[serde(default)]
    status_id: Option<PostId>,
}

/// <https://docs.joinmastodon.org/methods/filters/#statuses-add>
pub(in crate::filters) async fn add_post(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<FilterId>,
    Input(wanted): Input<Wanted>,
) -> Result<Json<FilterStatus>> {
    let post = wanted
        .status_id
        .ok_or_else(|| ground::Error::invalid("status_id", "error-filter-needs-post"))?;
    let write = async move |tx: &mut Tx| {
        let seen = posts::seen_by(tx, Some(viewer.id), post).await?;
        filters::add_post(tx, viewer.id, id, seen.id).await
    };
    Ok(Json(super::named(&app.write(write).await?)))
}

/// <https://docs.joinmastodon.org/methods/filters/#statuses-get-one>
pub(in crate::filters) async fn post(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<FilterPartId>,
) -> Result<Json<FilterStatus>> {
    let found = app.read(async move |tx| filters::named(tx, viewer.id, id).await).await?;
    Ok(Json(super::named(&found)))
}

/// <https://docs.joinmastodon.org/methods/filters/#statuses-remove>
///
/// Answers what was removed.
pub(in crate::filters) async fn remove_post(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<FilterPartId>,
) -> Result<Json<FilterStatus>> {
    let gone = app.write(async move |tx| filters::remove_post(tx, viewer.id, id).await).await?;
    Ok(Json(super::named(&gone)))
}
