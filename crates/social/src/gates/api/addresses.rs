//! The JSON face of addresses that are kept out.

use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use ground::http::{Ask, Input, Many, Path, Role, Viewer};
use ground::{App, PostId, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use wire::{Id, Time};

use crate::gates::addresses::{self, Block, Severity, Wish};
use crate::posts::Actor;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::gates) struct Sent {
    ip: Option<String>,
    severity: Option<String>,
    comment: Option<String>,
    expires_in: Option<Many<PostId>>,
}

impl Sent {
    fn wish(self) -> Result<Wish> {
        let severity = super::severity(self.severity.as_deref(), Severity::of)?;
        let expires_in_s = self.expires_in.map(|it| it.0.first().map_or(0, |seconds| seconds.0));
        Ok(Wish { ip: self.ip, severity, comment: self.comment, expires_in_s })
    }
}

/// <https://docs.joinmastodon.org/methods/admin/ip_blocks/#get>
pub(in crate::gates) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
) -> Result<Response> {
    viewer.must_be(Role::Admin)?;
    let limit = ask.limit(100, 200);
    let page = app.read(async move |tx| addresses::list(tx, ask, limit).await).await?;
    let rows = page.iter().map(|it| (it.id, entity(it))).collect();
    Ok(super::page(&app, &uri, rows))
}

/// <https://docs.joinmastodon.org/methods/admin/ip_blocks/#get-one>
pub(in crate::gates) async fn get(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
) -> Result<Json<Value>> {
    viewer.must_be(Role::Admin)?;
    let block = app.read(async move |tx| addresses::get_one(tx, id).await).await?;
    Ok(Json(entity(&block)))
}

/// <https://docs.joinmastodon.org/methods/admin/ip_blocks/#create>
pub(in crate::gates) async fn add(
    State(app): State<App>,
    viewer: Viewer,
    Input(sent): Input<Sent>,
) -> Result<Json<Value>> {
    viewer.must_be(Role::Admin)?;
    let (by, wish) = (Actor::from(&viewer), sent.wish()?);
    let block = app.write(async move |tx| addresses::add(tx, by, wish).await).await?;
    Ok(Json(entity(&block)))
}

/// <https://docs.joinmastodon.org/methods/admin/ip_blocks/#update>
pub(in crate::gates) async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Input(sent): Input<Sent>,
) -> Result<Json<Value>> {
    viewer.must_be(Role::Admin)?;
    let (by, wish) = (Actor::from(&viewer), sent.wish()?);
    let block = app.write(async move |tx| addresses::change(tx, by, id, wish).await).await?;
    Ok(Json(entity(&block)))
}

/// <https://docs.joinmastodon.org/methods/admin/ip_blocks/#delete>
pub(in crate::gates) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
) -> Result<Json<Value>> {
    viewer.must_be(Role::Admin)?;
    let by = Actor::from(&viewer);
    let block = app.write(async move |tx| addresses::remove(tx, by, id).await).await?;
    Ok(Json(entity(&block)))
}

/// An Admin::IpBlock. <https://docs.joinmastodon.org/entities/Admin_IpBlock/>
fn entity(block: &Block) -> Value {
    json!({
        "id": Id(block.id),
        "ip": block.network,
        "severity": block.severity.name(),
        "comment": block.comment,
        "created_at": Time(block.created_at),
        "expires_at": block.expires_at.map(Time),
    })
}
