//! The JSON face of an account's posts and pins.

use axum::extract::{OriginalUri, State};
use axum::response::Response;
use ground::http::{Ask, Flag, Input, Paged, Path, Viewer};
use ground::{AccountId, App, PostId, Result};
use serde::Deserialize;

use super::Which;
use crate::filters::Context;
use crate::posts::{Hide, answer, answer_list, listing};

/// Which posts of an account an app wants.
#[derive(Debug, Default, Deserialize)]
pub(in crate::posts) struct Wanted {
    #[serde(default)]
    pinned: Flag,
    #[serde(default)]
    exclude_replies: Flag,
    #[serde(default)]
    exclude_reblogs: Flag,
    #[serde(default)]
    only_media: Flag,
    #[serde(default)]
    tagged: Option<String>,
}

impl From<Wanted> for Which {
    fn from(wanted: Wanted) -> Self {
        Self {
            pinned: wanted.pinned.0,
            no_replies: wanted.exclude_replies.0,
            no_boosts: wanted.exclude_reblogs.0,
            only_media: wanted.only_media.0,
            tagged: wanted.tagged.filter(|name| !name.is_empty()),
            hide: None,
        }
    }
}

/// <https://docs.joinmastodon.org/methods/accounts/#statuses>
pub(in crate::posts) async fn list(
    State(app): State<App>,
    viewer: Option<Viewer>,
    Path(author): Path<AccountId>,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
    Input(wanted): Input<Wanted>,
) -> Result<Response> {
    let (who, limit) = (viewer.map(|viewer| viewer.id), ask.limit(20, 40));
    let mut which = Which::from(wanted);
    which.hide = Hide::of(&app, who, Context::Account).await?;
    let read =
        async move |tx: &mut db::Tx| super::by_author(tx, who, author, which, ask, limit).await;
    let page = app.read(read).await?;
    let body = answer_list(&app, who, &listing::ids(&page)).await?;
    Ok(Paged { body, span: listing::span(&page) }.answer(&app, &uri))
}

/// <https://docs.joinmastodon.org/methods/statuses/#pin>
pub(in crate::posts) async fn pin(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
) -> Result<Response> {
    let post = app.write(async move |tx| super::pin(tx, viewer.id, id).await).await?;
    answer(&app, Some(viewer.id), post.id).await
}

/// <https://docs.joinmastodon.org/methods/statuses/#unpin>
pub(in crate::posts) async fn unpin(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
) -> Result<Response> {
    let post = app.write(async move |tx| super::unpin(tx, viewer.id, id).await).await?;
    answer(&app, Some(viewer.id), post.id).await
}
