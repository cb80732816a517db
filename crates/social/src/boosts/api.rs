//! The JSON face of boosts.

use axum::extract::{OriginalUri, State};
use axum::response::Response;
use ground::http::{Ask, Input, Path, Viewer};
use ground::{App, Error, PostId, Result};
use serde::Deserialize;

use crate::accounts;
use crate::posts::{self, Actor, NewBoost, ViaInput, Visibility};

/// What an app may send with a boost.
#[derive(Debug, Deserialize)]
pub(super) struct NewReblog {
    #[serde(default)]
    visibility: Option<String>,
    #[serde(flatten)]
    via: ViaInput,
}

/// <https://docs.joinmastodon.org/methods/statuses/#boost>
///
/// Ours: `via` and `via_place`, see [`ViaInput`].
pub(super) async fn add(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
    Input(new): Input<NewReblog>,
) -> Result<Response> {
    let visibility = match new.visibility.as_deref() {
        None | Some("") => Visibility::Public,
        Some(name) => Visibility::of(name)
            .ok_or_else(|| Error::invalid("visibility", "error-bad-visibility"))?,
    };
    let (actor, via) = (Actor::from(&viewer), new.via.into());
    let new = NewBoost { post: id, visibility, via };
    let boost = app.write(async move |tx| posts::boost(tx, actor, new).await).await?;
    posts::answer(&app, Some(viewer.id), boost).await
}

/// <https://docs.joinmastodon.org/methods/statuses/#unreblog>
pub(super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
) -> Result<Response> {
    let actor = Actor::from(&viewer);
    let post = app.write(async move |tx| super::remove(tx, actor, id).await).await?;
    posts::answer(&app, Some(viewer.id), post.id).await
}

/// <https://docs.joinmastodon.org/methods/statuses/#reblogged_by>
pub(super) async fn reblogged_by(
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
