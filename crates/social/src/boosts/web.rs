//! The buttons of boosts.

use axum::extract::State;
use axum::response::Response;
use ground::http::{Form, Path, Viewer};
use ground::{App, PostId, Result};

use crate::posts::page::Act;
use crate::posts::{self, Actor, NewBoost, Visibility};

pub(super) async fn add(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
    Form(act): Form<Act>,
) -> Result<Response> {
    let actor = Actor::from(&viewer);
    let new = NewBoost { post: id, visibility: Visibility::Public, via: act.via() };
    app.write(async move |tx| posts::boost(tx, actor, new).await).await?;
    Ok(act.done("boosted"))
}

pub(super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
    Form(act): Form<Act>,
) -> Result<Response> {
    let actor = Actor::from(&viewer);
    app.write(async move |tx| super::remove(tx, actor, id).await).await?;
    Ok(act.done("unboosted"))
}
