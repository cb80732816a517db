//! The JSON face of favourites.

use axum::extract::{OriginalUri, State};
use axum::response::Response;
use ground::http::{Ask, Input, Paged, Path, Viewer};
use ground::{App, PostId, Result};

use crate::accounts;
use crate::posts::{self, ViaInput, listing};

/// <https://docs.joinmastodon.org/methods/statuses/#favourite>
///
/// Ours: `via` and `via_place`, see [`ViaInput`].
pub(super) async fn add(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
    Input(via): Input<ViaInput>,
) -> Result<Response> {
    let via = via.into();
    let post = app.write(async move |tx| super::add(tx, viewer.id, id, &via).await).await?;
    posts::answer(&app, Some(viewer.id), post.id).await
}

/// <https://docs.joinmastodon.org/methods/statuses/#unfavourite>
pub(super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
) -> Result<Response> {
    let post = app.write(async move |tx| super::remove(tx, viewer.id, id).await).await?;
    posts::answer(&app, Some(viewer.id), post.id).await
}

/// <https://docs.joinmastodon.org/methods/favourites/#get>
pub(super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
) -> Result<Response> {
    let limit = ask.limit(20, 40);
    let page = app.read(async move |tx| super::list(tx, viewer.id, ask, limit).await).await?;
    let body = posts::answer_list(&app, Some(viewer.id), &listing::ids(&page)).await?;
    Ok(Paged { body, span: listing::span(&page) }.answer(&app, &uri))
}

/// <https://docs.joinmastodon.org/methods/statuses/#favourited_by>
pub(super) async fn favourited_by(
    State(app): State<App>,
    viewer: Option<Viewer>,
    Path(id): Path<PostId>,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
) -> Result<Response> {
    let (who, limit) = (viewer.map(|viewer| viewer.id), ask.limit(40, 80));
    let page = app.read(async move |tx| super::of_post(tx, who, id, ask, limit).await).await?;
    accounts::answer_page(&app, &uri, &page).await
}
