//! The JSON face of endorsements.

use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use ground::http::{Ask, Path, Viewer};
use ground::{AccountId, App, Result};
use http::Uri;
use wire::mastodon::Relationship;

use crate::accounts;
use crate::follows::relationship;

/// <https://docs.joinmastodon.org/methods/endorsements/#get>
pub(super) async fn own(
    State(app): State<App>,
    viewer: Viewer,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
) -> Result<Response> {
    page(&app, viewer.id, ask, &uri).await
}

/// <https://docs.joinmastodon.org/methods/accounts/#endorsements>
pub(super) async fn of(
    State(app): State<App>,
    Path(id): Path<AccountId>,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
) -> Result<Response> {
    page(&app, id, ask, &uri).await
}

async fn page(app: &App, of: AccountId, ask: Ask, uri: &Uri) -> Result<Response> {
    let limit = ask.limit(40, 80);
    let page = app.read(async move |tx| super::list(tx, of, ask, limit).await).await?;
    accounts::answer_page(app, uri, &page).await
}

/// <https://docs.joinmastodon.org/methods/accounts/#endorse>,
/// <https://docs.joinmastodon.org/methods/accounts/#pin>
pub(super) async fn add(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
) -> Result<Json<Relationship>> {
    let after = async move |tx: &mut db::Tx| {
        super::add(tx, viewer.id, id).await?;
        relationship(tx, viewer.id, id).await
    };
    app.write(after).await.map(Json)
}

/// <https://docs.joinmastodon.org/methods/accounts/#unendorse>,
/// <https://docs.joinmastodon.org/methods/accounts/#unpin>
pub(super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
) -> Result<Json<Relationship>> {
    let after = async move |tx: &mut db::Tx| {
        super::remove(tx, viewer.id, id).await?;
        relationship(tx, viewer.id, id).await
    };
    app.write(after).await.map(Json)
}
