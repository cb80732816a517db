//! The JSON face of providers of mail that are kept out.

use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use ground::http::{Ask, Input, Path, Role, Viewer};
use ground::{App, Error, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use wire::{Id, Number, Time};

use crate::gates::mail::{self, Block, Day, HISTORY_DAYS};
use crate::posts::Actor;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::gates) struct Sent {
    domain: String,
}

/// <https://docs.joinmastodon.org/methods/admin/email_domain_blocks/#get>
pub(in crate::gates) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
) -> Result<Response> {
    viewer.must_be(Role::Admin)?;
    let limit = ask.limit(100, 200);
    let (page, days, today) = app.read(async move |tx| mail::list(tx, ask, limit).await).await?;
    let rows = page.iter().map(|it| (it.id, entity(it, &days, today))).collect();
    Ok(super::page(&app, &uri, rows))
}

/// <https://docs.joinmastodon.org/methods/admin/email_domain_blocks/#get-one>
pub(in crate::gates) async fn get(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
) -> Result<Json<Value>> {
    viewer.must_be(Role::Admin)?;
    shown(&app, id).await
}

/// <https://docs.joinmastodon.org/methods/admin/email_domain_blocks/#create>
pub(in crate::gates) async fn add(
    State(app): State<App>,
    viewer: Viewer,
    Input(sent): Input<Sent>,
) -> Result<Json<Value>> {
    viewer.must_be(Role::Admin)?;
    let by = Actor::from(&viewer);
    let id = app.write(async move |tx| mail::add(tx, by, &sent.domain).await).await?;
    shown(&app, id).await
}

/// <https://docs.joinmastodon.org/methods/admin/email_domain_blocks/#delete>
pub(in crate::gates) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
) -> Result<Json<Value>> {
    viewer.must_be(Role::Admin)?;
    let before = shown(&app, id).await?;
    let by = Actor::from(&viewer);
    app.write(async move |tx| mail::remove(tx, by, id).await).await?;
    Ok(before)
}

async fn shown(app: &App, id: i64) -> Result<Json<Value>> {
    let (page, days, today) = app.read(async move |tx| mail::get_one(tx, id).await).await?;
    page.first().map(|block| Json(entity(block, &days, today))).ok_or(Error::NotFound)
}

/// An Admin::EmailDomainBlock. <https://docs.joinmastodon.org/entities/Admin_EmailDomainBlock/>
///
/// `accounts` and `uses` are both the times somebody was turned away: who they were is not kept.
fn entity(block: &Block, days: &[Day], today: i64) -> Value {
    let history: Vec<Value> = (0..HISTORY_DAYS)
        .map(|ago| {
            let found = days.iter().find(|it| it.block == block.id && it.day == today - ago);
            let count = Number(found.map_or(0, |it| it.count));
            json!({ "day": Number((today - ago) * 86_400), "accounts": count, "uses": count })
        })
        .collect();
    json!({
        "id": Id(block.id),
        "domain": block.domain,
        "created_at": Time(block.created_at),
        "history": history,
    })
}
