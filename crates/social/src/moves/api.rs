//! The JSON face of moves. All of it is ours: Mastodon has pages alone.

use axum::extract::State;
use axum::response::Response;
use ground::http::paging::json;
use ground::http::{Input, Path, Viewer};
use ground::{AccountId, App, Result};
use serde::Deserialize;

use crate::accounts;
use crate::people;

/// Whom one means.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    acct: String,
    #[serde(default)]
    current_password: String,
}

/// The other accounts that one says to be.
pub(super) async fn list(State(app): State<App>, viewer: Viewer) -> Result<Response> {
    told(&app, viewer.id).await
}

/// One says to be another account, too.
pub(super) async fn add(
    State(app): State<App>,
    viewer: Viewer,
    Input(asked): Input<Asked>,
) -> Result<Response> {
    let (who, other) = (viewer.id, super::meant(&app, &asked.acct).await?);
    app.write(async move |tx| super::add_alias(tx, who, other).await).await?;
    told(&app, who).await
}

/// And no longer.
pub(super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(other): Path<AccountId>,
) -> Result<Response> {
    let who = viewer.id;
    app.write(async move |tx| super::remove_alias(tx, who, other).await).await?;
    told(&app, who).await
}

async fn told(app: &App, who: AccountId) -> Result<Response> {
    let ids = app.read(async move |tx| super::aliases(tx, who).await).await?;
    Ok(json(accounts::answer_accounts(app, &ids).await?))
}

/// One goes on elsewhere, with all who read one. It takes the password, as a program may not send
/// somebody's readers away.
pub(super) async fn start(
    State(app): State<App>,
    viewer: Viewer,
    Input(asked): Input<Asked>,
) -> Result<Response> {
    people::is_theirs(&app, &viewer, asked.current_password).await?;
    let target = super::meant(&app, &asked.acct).await?;
    super::start(&app, viewer.id, target).await?;
    own(&app, viewer.id).await
}

/// One is back.
pub(super) async fn cancel(State(app): State<App>, viewer: Viewer) -> Result<Response> {
    let who = viewer.id;
    app.write(async move |tx| super::cancel(tx, who).await).await?;
    own(&app, who).await
}

async fn own(app: &App, who: AccountId) -> Result<Response> {
    let card = accounts::card(app, who).await?;
    Ok(json(card.json().map(|it| wire::json(&it)).unwrap_or_default()))
}
