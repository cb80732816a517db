//! The JSON face of domain blocks.

use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use ground::http::{Ask, Input, Paged, Viewer};
use ground::{App, Result};
use serde::Deserialize;
use serde_json::{Value, json};

/// Which server.
#[derive(Debug, Deserialize)]
pub(super) struct Named {
    #[serde(default)]
    domain: String,
}

/// <https://docs.joinmastodon.org/methods/domain_blocks/#get>
pub(super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
) -> Result<Response> {
    let limit = ask.limit(100, 200);
    let page = app.read(async move |tx| super::list(tx, viewer.id, ask, limit).await).await?;
    let span = page.first().zip(page.last()).map(|(newest, oldest)| (newest.0, oldest.0));
    let domains: Vec<&String> = page.iter().map(|(_, domain)| domain).collect();
    Ok(Paged { body: wire::json(&domains), span }.answer(&app, &uri))
}

/// <https://docs.joinmastodon.org/methods/domain_blocks/#block>
pub(super) async fn add(
    State(app): State<App>,
    viewer: Viewer,
    Input(named): Input<Named>,
) -> Result<Json<Value>> {
    let domain = super::domain(&app.config, &named.domain)?;
    app.write(async move |tx| super::add(tx, viewer.id, domain).await).await?;
    Ok(Json(json!({})))
}

/// <https://docs.joinmastodon.org/methods/domain_blocks/#unblock>
pub(super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Input(named): Input<Named>,
) -> Result<Json<Value>> {
    let domain = super::domain(&app.config, &named.domain)?;
    app.write(async move |tx| super::remove(tx, viewer.id, domain).await).await?;
    Ok(Json(json!({})))
}

/// What a block would end. Not documented; apps show it before they ask for the block.
pub(super) async fn preview(
    State(app): State<App>,
    viewer: Viewer,
    Input(named): Input<Named>,
) -> Result<Json<Value>> {
    let domain = super::domain(&app.config, &named.domain)?;
    let read = app.read(async move |tx| super::preview(tx, viewer.id, domain).await);
    let (following, followers) = read.await?;
    Ok(Json(json!({ "following_count": following, "followers_count": followers })))
}
