//! The JSON face of blocks.

use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use ground::http::{Ask, Path, Viewer};
use ground::{AccountId, App, Result};
use wire::mastodon::Relationship;

use crate::accounts;
use crate::follows::relationship;

/// <https://docs.joinmastodon.org/methods/accounts/#block>
pub(super) async fn block(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
) -> Result<Json<Relationship>> {
    let after = async move |tx: &mut db::Tx| {
        super::block(tx, viewer.id, id).await?;
        relationship(tx, viewer.id, id).await
    };
    app.write(after).await.map(Json)
}

/// <https://docs.joinmastodon.org/methods/accounts/#unblock>
pub(super) async fn unblock(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
) -> Result<Json<Relationship>> {
    let after = async move |tx: &mut db::Tx| {
        super::unblock(tx, viewer.id, id).await?;
        relationship(tx, viewer.id, id).await
    };
    app.write(after).await.map(Json)
}

/// <https://docs.joinmastodon.org/methods/blocks/#get>
pub(super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
) -> Result<Response> {
    let limit = ask.limit(40, 80);
    let page = app.read(async move |tx| super::list(tx, viewer.id, ask, limit).await).await?;
    accounts::answer_page(&app, &uri, &page).await
}
