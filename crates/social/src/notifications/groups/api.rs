//! The JSON face of grouped notifications.

use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use ground::http::{Ask, Input, Many, Paged, Path, Viewer, paging};
use ground::{AccountId, App, Error, Result};
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::{self, Expand};
use crate::accounts;
use crate::markers;
use crate::notifications::api::{Known, Wanted};
use crate::notifications::{Filter, Kind};

/// How notifications are to be grouped and shown.
#[derive(Debug, Deserialize)]
pub(in crate::notifications) struct Shape {
    #[serde(default)]
    grouped_types: Option<Many<String>>,
    #[serde(default)]
    expand_accounts: Option<String>,
    #[serde(flatten)]
    wanted: Wanted,
}

impl Shape {
    fn grouped(&self) -> Vec<Kind> {
        let named = self.grouped_types.as_ref().map(|it| &it.0).filter(|it| !it.is_empty());
        let all = Kind::ALL.into_iter().filter(|kind| kind.is_grouped());
        all.filter(|kind| named.is_none_or(|it| it.iter().any(|name| name == kind.name())))
            .collect()
    }

    fn expand(&self) -> Result<Expand> {
        match self.expand_accounts.as_deref() {
            None | Some("" | "full") => Ok(Expand::Full),
            Some("partial_avatars") => Ok(Expand::Avatars),
            Some(_) => Err(Error::Malformed("error-expand-accounts".into())),
        }
    }
}

/// <https://docs.joinmastodon.org/methods/grouped_notifications/#get-grouped>
pub(in crate::notifications) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
    Input(shape): Input<Shape>,
) -> Result<Response> {
    let (who, limit) = (viewer.id, ask.limit(40, 80));
    let (grouped, expand) = (shape.grouped(), shape.expand()?);
    let known = Known::of(&viewer, &shape.wanted);
    let filter = Filter::from(shape.wanted).sifted(&app, who).await?;
    let read =
        async move |tx: &mut db::Tx| super::list(tx, who, &filter, &grouped, ask, limit).await;
    let page = app.read(read).await?;
    let newest_and_oldest = page.first().zip(page.last());
    let span = newest_and_oldest.map(|(newest, oldest)| (newest.latest.id.0, oldest.latest.id.0));
    let body = answer::write(&app, who, &page, expand, true, &known).await?;
    Ok(Paged { body, span }.answer(&app, &uri))
}

/// <https://docs.joinmastodon.org/methods/grouped_notifications/#get-notification-group>
pub(in crate::notifications) async fn get(
    State(app): State<App>,
    viewer: Viewer,
    Path(key): Path<String>,
    Input(wanted): Input<Wanted>,
) -> Result<Response> {
    let (who, known) = (viewer.id, Known::of(&viewer, &wanted));
    let line = app.read(async move |tx| super::get(tx, who, &key).await).await?;
    let body = answer::write(&app, who, &[line], Expand::Full, false, &known).await?;
    Ok(paging::json(body))
}

/// <https://docs.joinmastodon.org/methods/grouped_notifications/#get-group-accounts>
pub(in crate::notifications) async fn accounts(
    State(app): State<App>,
    viewer: Viewer,
    Path(key): Path<String>,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
) -> Result<Response> {
    let limit = ask.limit(40, 80);
    let read = async move |tx: &mut db::Tx| super::members(tx, viewer.id, &key, ask, limit).await;
    let members = app.read(read).await?;
    let span = members.first().zip(members.last()).map(|(newest, oldest)| (newest.0.0, oldest.0.0));
    let ids: Vec<AccountId> = members.into_iter().map(|(_, account)| account).collect();
    let cards = accounts::cards(&app, &ids).await?;
    let parts: Vec<_> = ids.iter().filter_map(|id| Some(cards.get(id)?.parts())).collect();
    let mut body = Vec::with_capacity(parts.len() * 1_200);
    wire::mastodon::write_accounts(&mut body, &parts);
    Ok(Paged { body, span }.answer(&app, &uri))
}

/// <https://docs.joinmastodon.org/methods/grouped_notifications/#dismiss-group>
pub(in crate::notifications) async fn dismiss(
    State(app): State<App>,
    viewer: Viewer,
    Path(key): Path<String>,
) -> Result<Json<Value>> {
    app.write(async move |tx| super::dismiss(tx, viewer.id, &key).await).await?;
    Ok(Json(json!({})))
}

/// <https://docs.joinmastodon.org/methods/grouped_notifications/#unread-group-count>
pub(in crate::notifications) async fn unread_count(
    State(app): State<App>,
    viewer: Viewer,
    ask: Ask,
    Input(shape): Input<Shape>,
) -> Result<Json<Value>> {
    let (limit, grouped) = (ask.limit(100, 1_000), shape.grouped());
    let filter = Filter::from(shape.wanted).sifted(&app, viewer.id).await?;
    let read = async move |tx: &mut db::Tx| {
        let read = markers::find(tx, viewer.person, viewer.id).await?;
        let after = read.notifications.map_or(0, |marker| marker.last_read_id.0);
        super::count(tx, viewer.id, &filter, &grouped, after, limit).await
    };
    let count = app.read(read).await?;
    Ok(Json(json!({ "count": count })))
}
