//! The JSON face of the directory.

use axum::extract::State;
use axum::response::Response;
use ground::http::paging::json;
use ground::http::{Ask, Flag, Input, Viewer};
use ground::{App, Error, Result};
use serde::Deserialize;

use super::{OFFSET_MAX, Order, Page};
use crate::accounts;

/// What an app asks for.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    order: Option<String>,
    #[serde(default)]
    local: Flag,
    #[serde(default)]
    offset: Option<String>,
}

/// <https://docs.joinmastodon.org/methods/directory/#get>
pub(super) async fn list(
    State(app): State<App>,
    viewer: Option<Viewer>,
    ask: Ask,
    Input(asked): Input<Asked>,
) -> Result<Response> {
    let order = match asked.order.as_deref() {
        None | Some("" | "active") => Order::Active,
        Some("new") => Order::New,
        Some(_) => return Err(Error::invalid("order", "error-bad-directory-order")),
    };
    let offset = match asked.offset.as_deref() {
        None | Some("") => Some(0),
        Some(text) => text.parse().ok().filter(|offset| *offset <= OFFSET_MAX),
    };
    let offset = offset.ok_or_else(|| Error::invalid("offset", "error-bad-offset"))?;
    let page = Page { order, local: asked.local.0, offset, limit: ask.limit(40, 80) };
    let who = viewer.map(|viewer| viewer.id);
    let ids = app.read(async move |tx| super::list(tx, who, page).await).await?;
    Ok(json(accounts::answer_accounts(&app, &ids).await?))
}
