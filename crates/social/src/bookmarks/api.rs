//! The JSON face of bookmarks.

use axum::extract::{OriginalUri, State};
use axum::response::Response;
use ground::http::{Ask, Paged, Path, Viewer};
use ground::{App, PostId, Result};

use crate::posts::{self, listing};

/// <https://docs.joinmastodon.org/methods/statuses/#bookmark>
pub(super) async fn add(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
) -> Result<Response> {
    let post = app.write(async move |tx| super::add(tx, viewer.id, id).await).await?;
    posts::answer(&app, Some(viewer.id), post.id).await
}

/// <https://docs.joinmastodon.org/methods/statuses/#unbookmark>
pub(super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
) -> Result<Response> {
    let post = app.write(async move |tx| super::remove(tx, viewer.id, id).await).await?;
    posts::answer(&app, Some(viewer.id), post.id).await
}

/// <https://docs.joinmastodon.org/methods/bookmarks/#get>
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
