//! The buttons of mutes: until taken back, notifications too.

use axum::extract::State;
use axum::response::Response;
use ground::http::{Form, Path, Viewer};
use ground::{AccountId, App, Result};

use crate::posts::page::Act;

pub(super) async fn mute(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    Form(act): Form<Act>,
) -> Result<Response> {
    app.write(async move |tx| super::mute(tx, viewer.id, id, true, None).await).await?;
    Ok(act.done("muted"))
}

pub(super) async fn unmute(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    Form(act): Form<Act>,
) -> Result<Response> {
    app.write(async move |tx| super::unmute(tx, viewer.id, id).await).await?;
    Ok(act.done("unmuted"))
}
