//! The JSON face of visuals.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::response::{IntoResponse, Response};
use ground::http::{Ask, Input, Many, Paged, Path, Viewer, Whole};
use ground::{AccountId, App, Error, Result};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use poster::Format;
use serde::Deserialize;
use serde_json::{Value, json};
use social::media;

use super::content::Typed;
use super::{Content, Figure, File, State as Stage, Visual, VisualId};
use crate::teams;

/// What a program may send of a visual.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    template: String,
    formats: Many<String>,
    colours: String,
    language: String,
    slots: BTreeMap<String, String>,
    figures: Vec<Number>,
    description: String,
    /// Whose words it shows; empty: nobody's.
    testimony_id: String,
    /// Of a visual that is there: what one looked at.
    version: Whole,
    /// Of [`take`]: which format.
    format: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Number {
    number: String,
    times: Whole,
    source: String,
    url: String,
}

impl Sent {
    fn content(self) -> Result<Content> {
        let figure = |it: Number| Figure {
            number: it.number,
            times: it.times.0,
            source: it.source,
            url: it.url,
        };
        Content::parse(Typed {
            template: self.template,
            formats: self.formats.0,
            colours: self.colours,
            language: self.language,
            slots: self.slots.into_iter().collect(),
            figures: self.figures.into_iter().map(figure).collect(),
            description: self.description,
            testimony: self.testimony_id,
        })
    }
}

/// `GET /api/portevoix/v1/organisations/{id}/visuals`: latest first, with `Link`.
pub(super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
) -> Result<Response> {
    let limit = ask.limit(20, 40);
    let (page, files) = app
        .read(async move |tx| {
            let seat = teams::seat(tx, &viewer, id).await?;
            let page = super::list(tx, &seat, ask, limit).await?;
            let ids: Vec<VisualId> = page.iter().map(|it| it.id).collect();
            Ok((page, super::files(tx, &ids).await?))
        })
        .await?;
    let visuals = page.iter().map(|it| wire(it, &files)).collect::<Result<Vec<Value>>>()?;
    let ids = page.iter().map(|it| it.id.0);
    Ok(Paged::of(ids.zip(visuals)).answer(&app, &uri))
}

/// `POST /api/portevoix/v1/organisations/{id}/visuals`: `template`, `formats`, `colours`,
/// `language`, `slots` by name, `figures` (`number`, `times`, `source`, `url`), `description`,
/// which is drafted if empty, and `testimony_id`, if it shows somebody's words: they agreed.
pub(super) async fn add(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    Input(sent): Input<Sent>,
) -> Result<Json<Value>> {
    let visual = app
        .write(async move |tx| {
            let seat = teams::seat(tx, &viewer, id).await?;
            super::add(tx, &seat, &sent.content()?).await
        })
        .await?;
    Ok(Json(wire(&visual, &[])?))
}

/// `GET /api/portevoix/v1/organisations/{id}/visuals/{visual_id}`
pub(super) async fn get(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, which)): Path<(AccountId, i64)>,
) -> Result<Json<Value>> {
    shown(&app, viewer, id, VisualId(which)).await
}

/// `PUT /api/portevoix/v1/organisations/{id}/visuals/{visual_id}`: all of it again, and the
/// `version` one looked at; it is a draft then, whatever was signed.
pub(super) async fn edit(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, which)): Path<(AccountId, i64)>,
    Input(sent): Input<Sent>,
) -> Result<Json<Value>> {
    let version = sent.version.0;
    let visual = app
        .write(async move |tx| {
            let seat = teams::seat(tx, &viewer, id).await?;
            super::find(tx, &seat, VisualId(which)).await?;
            super::edit(tx, &seat, VisualId(which), &sent.content()?, version).await
        })
        .await?;
    Ok(Json(wire(&visual, &[])?))
}

/// `GET /api/portevoix/v1/organisations/{id}/visuals/{visual_id}/card/{format}`: the PNG of what it
/// is now; 422 with what is wrong with it.
pub(super) async fn card(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, which, format)): Path<(AccountId, i64, String)>,
) -> Result<Response> {
    let visual = app
        .read(async move |tx| {
            let seat = teams::seat(tx, &viewer, id).await?;
            super::find(tx, &seat, VisualId(which)).await
        })
        .await?;
    png(&app, &visual, &format).await
}

/// `POST /api/portevoix/v1/organisations/{id}/visuals/{visual_id}/render`: with `version`.
pub(super) async fn render(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, which)): Path<(AccountId, i64)>,
    Input(sent): Input<Sent>,
) -> Result<Json<Value>> {
    let who = viewer.clone();
    let seat = app.read(async move |tx| teams::seat(tx, &who, id).await).await?;
    super::render(&app, &seat, VisualId(which), sent.version.0).await?;
    shown(&app, viewer, id, VisualId(which)).await
}

/// `POST /api/portevoix/v1/organisations/{id}/visuals/{visual_id}/sign`: with `version`.
pub(super) async fn sign(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, which)): Path<(AccountId, i64)>,
    Input(sent): Input<Sent>,
) -> Result<Json<Value>> {
    let who = viewer.clone();
    app.write(async move |tx| {
        let seat = teams::seat(tx, &who, id).await?;
        super::sign(tx, &seat, VisualId(which), sent.version.0).await
    })
    .await?;
    shown(&app, viewer, id, VisualId(which)).await
}

/// `POST /api/portevoix/v1/organisations/{id}/visuals/{visual_id}/take`: a medium of the
/// organisation made of it in `format`, as a `MediaAttachment`.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, which)): Path<(AccountId, i64)>,
    Input(sent): Input<Sent>,
) -> Result<Response> {
    let seat = app.read(async move |tx| teams::seat(tx, &viewer, id).await).await?;
    let format = Format::parse(&sent.format)
        .ok_or_else(|| Error::invalid("format", "error-visual-formats"))?;
    let medium = super::take(&app, &seat, VisualId(which), format).await?;
    let medium = app.read(async move |tx| media::get(tx, id, medium).await).await?;
    Ok(Json(medium.wire(&app)).into_response())
}

/// `POST /api/portevoix/v1/organisations/{id}/visuals/{visual_id}/withdraw`
pub(super) async fn withdraw(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, which)): Path<(AccountId, i64)>,
) -> Result<Json<Value>> {
    let who = viewer.clone();
    app.write(async move |tx| {
        let seat = teams::seat(tx, &who, id).await?;
        super::withdraw(tx, &seat, VisualId(which)).await
    })
    .await?;
    shown(&app, viewer, id, VisualId(which)).await
}

async fn shown(app: &App, viewer: Viewer, id: AccountId, which: VisualId) -> Result<Json<Value>> {
    let (visual, files) = app
        .read(async move |tx| {
            let seat = teams::seat(tx, &viewer, id).await?;
            let visual = super::find(tx, &seat, which).await?;
            Ok((visual, super::files(tx, &[which]).await?))
        })
        .await?;
    Ok(Json(wire(&visual, &files)?))
}

/// The file of what a visual is now.
pub(super) async fn png(app: &App, visual: &Visual, format: &str) -> Result<Response> {
    if visual.state() == Stage::Withdrawn {
        return Err(Error::NotFound);
    }
    let content = Content::of(visual)?;
    let format = Format::parse(format).filter(|format| content.formats.contains(format));
    let drawn = super::draw(app, &content, format.ok_or(Error::NotFound)?).await?;
    let headers = [(CONTENT_TYPE, "image/png"), (CACHE_CONTROL, "private, no-cache")];
    Ok((headers, drawn.png).into_response())
}

fn wire(visual: &Visual, files: &[File]) -> Result<Value> {
    let content = Content::of(visual)?;
    let files: Vec<Value> = files
        .iter()
        .filter(|file| file.visual == visual.id)
        .map(|file| {
            let hash: String = file.hash.iter().map(|byte| format!("{byte:02x}")).collect();
            json!({ "format": file.format, "sha256": hash, "media_id": file.media })
        })
        .collect();
    let formats: Vec<&str> = content.formats.iter().map(|format| format.name()).collect();
    Ok(json!({
        "id": visual.id.0.to_string(),
        "organisation_id": visual.organisation,
        "state": visual.state().name(),
        "version": visual.version,
        "template": content.template.name(),
        "formats": formats,
        "colours": content.colours.text(),
        "language": visual.language,
        "slots": content.slots_json(),
        "figures": content.figures,
        "description": content.description,
        "testimony_id": content.testimony.map(|it| it.0.to_string()),
        "signed_by_designer": visual.designer.is_some(),
        "signed_by_lead": visual.lead.is_some(),
        "files": files,
        "created_at": wire::Time(visual.created_at),
        "updated_at": wire::Time(visual.updated_at),
    }))
}
