//! The JSON face of hashtags.

pub(super) mod admin;

use axum::extract::{OriginalUri, State};
use axum::response::Response;
use ground::http::paging::json;
use ground::http::{Ask, Paged, Path, Viewer};
use ground::{AccountId, App, Result};

use super::Tag;

/// <https://docs.joinmastodon.org/methods/tags/#get>
pub(in crate::tags) async fn get(
    State(app): State<App>,
    viewer: Option<Viewer>,
    Path(name): Path<String>,
) -> Result<Response> {
    let tag = app.read(async move |tx| crate::tags::get_or_new(tx, &name).await).await?;
    shown(&app, viewer.map(|viewer| viewer.id), tag).await
}

/// <https://docs.joinmastodon.org/methods/tags/#follow>
pub(in crate::tags) async fn follow(
    State(app): State<App>,
    viewer: Viewer,
    Path(name): Path<String>,
) -> Result<Response> {
    let tag = app.write(async move |tx| crate::tags::follow(tx, viewer.id, &name).await).await?;
    shown(&app, Some(viewer.id), tag).await
}

/// <https://docs.joinmastodon.org/methods/tags/#unfollow>
pub(in crate::tags) async fn unfollow(
    State(app): State<App>,
    viewer: Viewer,
    Path(name): Path<String>,
) -> Result<Response> {
    let tag = app.write(async move |tx| crate::tags::unfollow(tx, viewer.id, &name).await).await?;
    shown(&app, Some(viewer.id), tag).await
}

/// <https://docs.joinmastodon.org/methods/followed_tags/#get>
pub(in crate::tags) async fn followed(
    State(app): State<App>,
    viewer: Viewer,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
) -> Result<Response> {
    let (limit, who, house) = (ask.limit(100, 200), viewer.id, app.clone());
    let read = app.read(async move |tx| {
        let page = crate::tags::followed(tx, who, ask, limit).await?;
        let span = page.first().zip(page.last()).map(|(newest, oldest)| (newest.0, oldest.0));
        let tags: Vec<Tag> = page.into_iter().map(|(_, tag)| tag).collect();
        Ok((crate::tags::wire(tx, &house.config, Some(who), &tags).await?, span))
    });
    let (tags, span) = read.await?;
    Ok(Paged { body: wire::json(&tags), span }.answer(&app, &uri))
}

async fn shown(app: &App, viewer: Option<AccountId>, tag: Tag) -> Result<Response> {
    let house = app.clone();
    let wire = app
        .read(async move |tx| crate::tags::wire(tx, &house.config, viewer, &[tag]).await)
        .await?
        .pop();
    Ok(json(wire::json(&wire)))
}
