//! The JSON face of notifications.

use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use ground::http::{Ask, Input, Many, Paged, Path, Viewer, paging};
use ground::{AccountId, App, NotificationId, Result};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Filter, Kind, answer, answer_list};
use crate::markers;

/// Which notifications are asked for. Kinds we do not know are those of other servers.
#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    types: Option<Many<String>>,
    #[serde(default)]
    exclude_types: Option<Many<String>>,
    #[serde(default)]
    account_id: Option<AccountId>,
}

impl From<Wanted> for Filter {
    fn from(wanted: Wanted) -> Self {
        let types = wanted.types.unwrap_or_default().0;
        let excluded = wanted.exclude_types.unwrap_or_default().0;
        let named = |list: &[String], kind: Kind| list.iter().any(|name| name == kind.name());
        let kinds = Kind::ALL
            .into_iter()
            .filter(|kind| types.is_empty() || named(&types, *kind))
            .filter(|kind| !named(&excluded, *kind));
        Self { kinds: kinds.collect(), from: wanted.account_id, hide: None }
    }
}

/// <https://docs.joinmastodon.org/methods/notifications/#get>
pub(super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
    Input(wanted): Input<Wanted>,
) -> Result<Response> {
    let (who, limit) = (viewer.id, ask.limit(40, 80));
    let filter = Filter::from(wanted).sifted(&app, who).await?;
    let read = async move |tx: &mut db::Tx| super::list(tx, who, &filter, ask, limit).await;
    let page = app.read(read).await?;
    let span = page.first().zip(page.last()).map(|(newest, oldest)| (newest.id.0, oldest.id.0));
    let body = answer_list(&app, who, &page).await?;
    Ok(Paged { body, span }.answer(&app, &uri))
}

/// <https://docs.joinmastodon.org/methods/notifications/#get-one>
pub(super) async fn get(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<NotificationId>,
) -> Result<Response> {
    let told = app.read(async move |tx| super::one(tx, viewer.id, id).await).await?;
    answer(&app, viewer.id, told).await.map(paging::json)
}

/// <https://docs.joinmastodon.org/methods/notifications/#clear>
pub(super) async fn clear(State(app): State<App>, viewer: Viewer) -> Result<Json<Value>> {
    app.write(async move |tx| super::clear(tx, viewer.id).await).await?;
    Ok(Json(json!({})))
}

/// <https://docs.joinmastodon.org/methods/notifications/#dismiss>
pub(super) async fn dismiss(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<NotificationId>,
) -> Result<Json<Value>> {
    app.write(async move |tx| super::dismiss(tx, viewer.id, id).await).await?;
    Ok(Json(json!({})))
}

/// <https://docs.joinmastodon.org/methods/notifications/#unread-count>
pub(super) async fn unread_count(
    State(app): State<App>,
    viewer: Viewer,
    ask: Ask,
    Input(wanted): Input<Wanted>,
) -> Result<Json<Value>> {
    let limit = ask.limit(100, 1_000);
    let filter = Filter::from(wanted).sifted(&app, viewer.id).await?;
    let read = async move |tx: &mut db::Tx| {
        let read = markers::find(tx, viewer.person, viewer.id).await?;
        let after = read.notifications.map_or(0, |marker| marker.last_read_id.0);
        super::count(tx, viewer.id, &filter, after, limit).await
    };
    let count = app.read(read).await?;
    Ok(Json(json!({ "count": count })))
}
