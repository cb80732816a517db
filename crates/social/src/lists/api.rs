//! The JSON face of lists.

use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use ground::http::{Ask, Flag, Input, Many, Path, Viewer};
use ground::{AccountId, App, Error, ListId, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use wire::Id;
use wire::mastodon;

use super::{List, MEMBERS_MAX, Replies, Wish};
use crate::accounts;

/// What an app may send of a list.
#[derive(Debug, Deserialize)]
pub(super) struct NewList {
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    replies_policy: Option<String>,
    #[serde(default)]
    exclusive: Option<Flag>,
}

impl NewList {
    fn wish(self) -> Result<Wish> {
        let replies = match self.replies_policy.as_deref().filter(|name| !name.is_empty()) {
            Some(name) => Some(
                Replies::of(name)
                    .ok_or_else(|| Error::invalid("replies_policy", "error-list-replies"))?,
            ),
            None => None,
        };
        let exclusive = self.exclusive.map(|flag| flag.0);
        Ok(Wish { title: self.title, replies, exclusive })
    }
}

/// <https://docs.joinmastodon.org/methods/lists/#get>
pub(super) async fn all(
    State(app): State<App>,
    viewer: Viewer,
) -> Result<Json<Vec<mastodon::List>>> {
    let lists = app.read(async move |tx| super::all(tx, viewer.id).await).await?;
    Ok(Json(lists.into_iter().map(wire).collect()))
}

/// <https://docs.joinmastodon.org/methods/lists/#create>
pub(super) async fn add(
    State(app): State<App>,
    viewer: Viewer,
    Input(new): Input<NewList>,
) -> Result<Json<mastodon::List>> {
    let wish = new.wish()?;
    let list = app.write(async move |tx| super::add(tx, viewer.id, wish).await).await?;
    Ok(Json(wire(list)))
}

/// <https://docs.joinmastodon.org/methods/lists/#get-one>
pub(super) async fn get(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ListId>,
) -> Result<Json<mastodon::List>> {
    let list = app.read(async move |tx| super::get_own(tx, viewer.id, id).await).await?;
    Ok(Json(wire(list)))
}

/// <https://docs.joinmastodon.org/methods/lists/#update>
pub(super) async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ListId>,
    Input(new): Input<NewList>,
) -> Result<Json<mastodon::List>> {
    let wish = new.wish()?;
    let list = app.write(async move |tx| super::change(tx, viewer.id, id, wish).await).await?;
    Ok(Json(wire(list)))
}

/// <https://docs.joinmastodon.org/methods/lists/#delete>
pub(super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ListId>,
) -> Result<Json<Value>> {
    app.write(async move |tx| super::remove(tx, viewer.id, id).await).await?;
    Ok(Json(json!({})))
}

/// <https://docs.joinmastodon.org/methods/lists/#accounts>
///
/// `limit=0` asks for all of them at once.
pub(super) async fn members(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ListId>,
    ask: Result<Ask>,
    OriginalUri(uri): OriginalUri,
) -> Result<Response> {
    let all = uri.query().unwrap_or_default().split('&').any(|pair| pair == "limit=0");
    let (ask, limit) = match all {
        true => (Ask::default(), MEMBERS_MAX as usize),
        false => ask.map(|ask| (ask, ask.limit(40, 80)))?,
    };
    let read = async move |tx: &mut db::Tx| super::members(tx, viewer.id, id, ask, limit).await;
    let page: Vec<(i64, AccountId)> =
        app.read(read).await?.into_iter().map(|account| (account.0, account)).collect();
    accounts::answer_page(&app, &uri, &page).await
}

/// Which accounts.
#[derive(Debug, Deserialize)]
pub(super) struct Members {
    #[serde(default)]
    account_ids: Many<AccountId>,
}

/// <https://docs.joinmastodon.org/methods/lists/#accounts-add>
pub(super) async fn add_members(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ListId>,
    Input(sent): Input<Members>,
) -> Result<Json<Value>> {
    let members = sent.account_ids.0;
    app.write(async move |tx| super::add_members(tx, viewer.id, id, &members).await).await?;
    Ok(Json(json!({})))
}

/// <https://docs.joinmastodon.org/methods/lists/#accounts-remove>
pub(super) async fn remove_members(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ListId>,
    Input(sent): Input<Members>,
) -> Result<Json<Value>> {
    let members = sent.account_ids.0;
    app.write(async move |tx| super::remove_members(tx, viewer.id, id, &members).await).await?;
    Ok(Json(json!({})))
}

/// <https://docs.joinmastodon.org/methods/accounts/#lists>
pub(super) async fn of_member(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
) -> Result<Json<Vec<mastodon::List>>> {
    let lists = app.read(async move |tx| super::of_member(tx, viewer.id, id).await).await?;
    Ok(Json(lists.into_iter().map(wire).collect()))
}

fn wire(list: List) -> mastodon::List {
    mastodon::List {
        id: Id(list.id.0),
        title: list.title,
        replies_policy: list.replies.name(),
        exclusive: list.exclusive,
    }
}
