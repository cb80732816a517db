//! The JSON face of threads.

use axum::extract::State;
use axum::response::Response;
use ground::http::{Path, Viewer};
use ground::{App, PostId, Result};
use wire::mastodon::{self, StatusParts};

use crate::accounts::elsewhere;
use crate::posts::{answer, statuses_at};

/// <https://docs.joinmastodon.org/methods/statuses/#context>
pub(in crate::posts) async fn context(
    State(app): State<App>,
    viewer: Option<Viewer>,
    Path(id): Path<PostId>,
) -> Result<Response> {
    let who = viewer.map(|viewer| viewer.id);
    let context = app.read(async move |tx| super::context(tx, who, id).await).await?;
    // What is not here is asked for, for the next time this is read.
    elsewhere::conversation(&app, id).await?;
    let split = context.ancestors.len();
    let ids: Vec<PostId> = context.ancestors.into_iter().chain(context.descendants).collect();
    let mut out = Vec::with_capacity(ids.len() * 2600 + 64);
    statuses_at(&app, who, &ids, |places| {
        let (above, below) = places.split_at(split);
        mastodon::write_context(&mut out, &there(above), &there(below));
    })
    .await?;
    Ok(ground::http::paging::json(out))
}

/// <https://docs.joinmastodon.org/methods/statuses/#mute>
pub(in crate::posts) async fn mute(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
) -> Result<Response> {
    let post = app.write(async move |tx| super::mute(tx, viewer.id, id).await).await?;
    answer(&app, Some(viewer.id), post.id).await
}

/// <https://docs.joinmastodon.org/methods/statuses/#unmute>
pub(in crate::posts) async fn unmute(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
) -> Result<Response> {
    let post = app.write(async move |tx| super::unmute(tx, viewer.id, id).await).await?;
    answer(&app, Some(viewer.id), post.id).await
}

fn there<'a>(places: &[Option<StatusParts<'a>>]) -> Vec<StatusParts<'a>> {
    places.iter().filter_map(|place| *place).collect()
}
