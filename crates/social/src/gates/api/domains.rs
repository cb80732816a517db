//! The JSON face of servers that are kept out, or alone are heard.

use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use ground::http::{Ask, Flag, Input, Path, Role, Viewer};
use ground::{App, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use wire::{Id, Time};

use crate::gates::domains::{self, Allow, Block, Severity, Wish};
use crate::gates::obscured::digest;
use crate::posts::Actor;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::gates) struct Sent {
    domain: String,
    severity: Option<String>,
    reject_media: Option<Flag>,
    reject_reports: Option<Flag>,
    private_comment: Option<String>,
    public_comment: Option<String>,
    obfuscate: Option<Flag>,
}

impl Sent {
    fn wish(self) -> Result<Wish> {
        let severity = super::severity(self.severity.as_deref(), Severity::of)?;
        let flag = |flag: Option<Flag>| flag.map(|flag| flag.0);
        Ok(Wish {
            severity,
            reject_media: flag(self.reject_media),
            reject_reports: flag(self.reject_reports),
            private_comment: self.private_comment,
            public_comment: self.public_comment,
            obfuscate: flag(self.obfuscate),
        })
    }
}

/// <https://docs.joinmastodon.org/methods/admin/domain_blocks/#get>
pub(in crate::gates) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
) -> Result<Response> {
    viewer.must_be(Role::Admin)?;
    let limit = ask.limit(100, 200);
    let page = app.read(async move |tx| domains::list(tx, ask, limit).await).await?;
    let rows = page.iter().map(|it| (it.id, entity(it))).collect();
    Ok(super::page(&app, &uri, rows))
}

/// <https://docs.joinmastodon.org/methods/admin/domain_blocks/#get-one>
pub(in crate::gates) async fn get(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
) -> Result<Json<Value>> {
    viewer.must_be(Role::Admin)?;
    let block = app.read(async move |tx| domains::get_one(tx, id).await).await?;
    Ok(Json(entity(&block)))
}

/// <https://docs.joinmastodon.org/methods/admin/domain_blocks/#create>
pub(in crate::gates) async fn add(
    State(app): State<App>,
    viewer: Viewer,
    Input(sent): Input<Sent>,
) -> Result<Json<Value>> {
    viewer.must_be(Role::Admin)?;
    let (by, domain) = (Actor::from(&viewer), sent.domain.clone());
    let wish = sent.wish()?;
    let block = app.write(async move |tx| domains::add(tx, by, &domain, wish).await).await?;
    Ok(Json(entity(&block)))
}

/// <https://docs.joinmastodon.org/methods/admin/domain_blocks/#update>
pub(in crate::gates) async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Input(sent): Input<Sent>,
) -> Result<Json<Value>> {
    viewer.must_be(Role::Admin)?;
    let (by, wish) = (Actor::from(&viewer), sent.wish()?);
    let block = app.write(async move |tx| domains::change(tx, by, id, wish).await).await?;
    Ok(Json(entity(&block)))
}

/// <https://docs.joinmastodon.org/methods/admin/domain_blocks/#delete>
pub(in crate::gates) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
) -> Result<Json<Value>> {
    viewer.must_be(Role::Admin)?;
    let by = Actor::from(&viewer);
    let block = app.write(async move |tx| domains::remove(tx, by, id).await).await?;
    Ok(Json(entity(&block)))
}

/// <https://docs.joinmastodon.org/methods/admin/domain_allows/#get>
pub(in crate::gates) async fn allows(
    State(app): State<App>,
    viewer: Viewer,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
) -> Result<Response> {
    viewer.must_be(Role::Admin)?;
    let limit = ask.limit(100, 200);
    let page = app.read(async move |tx| domains::allows(tx, ask, limit).await).await?;
    let rows = page.iter().map(|it| (it.id, of_allow(it))).collect();
    Ok(super::page(&app, &uri, rows))
}

/// <https://docs.joinmastodon.org/methods/admin/domain_allows/#get-one>
pub(in crate::gates) async fn get_allow(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
) -> Result<Json<Value>> {
    viewer.must_be(Role::Admin)?;
    let allow = app.read(async move |tx| domains::get_allow(tx, id).await).await?;
    Ok(Json(of_allow(&allow)))
}

/// <https://docs.joinmastodon.org/methods/admin/domain_allows/#create>
pub(in crate::gates) async fn allow(
    State(app): State<App>,
    viewer: Viewer,
    Input(sent): Input<Sent>,
) -> Result<Json<Value>> {
    viewer.must_be(Role::Admin)?;
    let by = Actor::from(&viewer);
    let allow = app.write(async move |tx| domains::allow(tx, by, &sent.domain).await).await?;
    Ok(Json(of_allow(&allow)))
}

/// <https://docs.joinmastodon.org/methods/admin/domain_allows/#delete>
pub(in crate::gates) async fn disallow(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
) -> Result<Json<Value>> {
    viewer.must_be(Role::Admin)?;
    let by = Actor::from(&viewer);
    let allow = app.write(async move |tx| domains::disallow(tx, by, id).await).await?;
    Ok(Json(of_allow(&allow)))
}

/// An Admin::DomainBlock. <https://docs.joinmastodon.org/entities/Admin_DomainBlock/>
fn entity(block: &Block) -> Value {
    let said = |text: &String| (!text.is_empty()).then(|| text.clone());
    json!({
        "id": Id(block.id),
        "domain": block.domain,
        "digest": digest(&block.domain),
        "created_at": Time(block.created_at),
        "severity": block.refused.severity.name(),
        "reject_media": block.refused.media,
        "reject_reports": block.refused.reports,
        "private_comment": said(&block.private_comment),
        "public_comment": said(&block.public_comment),
        "obfuscate": block.obfuscate,
    })
}

/// An Admin::DomainAllow. <https://docs.joinmastodon.org/entities/Admin_DomainAllow/>
fn of_allow(allow: &Allow) -> Value {
    json!({
        "id": Id(allow.id),
        "domain": allow.domain,
        "created_at": Time(allow.created_at),
    })
}
