//! The buttons of blocks.

use axum::extract::State;
use axum::response::Response;
use ground::http::{Form, Path, Viewer};
use ground::{AccountId, App, Result};

use crate::posts::page::Act;

pub(super) async fn block(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    Form(act): Form<Act>,
) -> Result<Response> {
    app.write(async move |tx| super::block(tx, viewer.id, id).await).await?;
    Ok(act.done("blocked"))
}

pub(super) async fn unblock(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    Form(act): Form<Act>,
) -> Result<Response> {
    app.write(async move |tx| super::unblock(tx, viewer.id, id).await).await?;
    Ok(act.done("unblocked"))
}
