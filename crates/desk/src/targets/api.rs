//! The JSON face of the directory.

use axum::Json;
use axum::extract::{OriginalUri, State as Of};
use axum::response::Response;
use ground::http::{Ask, Input, Paged, Path, Upload, Viewer, Whole};
use ground::{AccountId, App, Error, Result};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Filter, Plan, Report, Standing, Target, TargetId, Words};
use crate::teams;

/// `GET /api/portevoix/v1/organisations/{id}/targets`: latest first, with `Link`; `department`
/// and `name` (its beginning) narrow it.
pub(super) async fn list(
    Of(app): Of<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
    Input(filter): Input<Filter>,
) -> Result<Response> {
    let limit = ask.limit(40, 80);
    let page = app
        .read(async move |tx| {
            let seat = teams::seat(tx, &viewer, id).await?;
            super::list(tx, &seat, &filter, ask, limit).await
        })
        .await?;
    Ok(Paged::of(page.iter().map(|it| (it.id.0, wire(it)))).answer(&app, &uri))
}

/// `POST /api/portevoix/v1/organisations/{id}/targets`: the fields of [`Words`].
pub(super) async fn add(
    Of(app): Of<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    Input(words): Input<Words>,
) -> Result<Json<Value>> {
    let made = app
        .write(async move |tx| {
            let seat = teams::seat(tx, &viewer, id).await?;
            super::add(tx, &seat, &words).await
        })
        .await?;
    Ok(Json(wire(&made)))
}

/// `GET /api/portevoix/v1/organisations/{id}/targets/{target_id}`
pub(super) async fn get(
    Of(app): Of<App>,
    viewer: Viewer,
    Path((id, which)): Path<(AccountId, i64)>,
) -> Result<Json<Value>> {
    let found = app
        .read(async move |tx| {
            let seat = teams::seat(tx, &viewer, id).await?;
            super::get_own(tx, &seat, TargetId(which)).await
        })
        .await?;
    Ok(Json(wire(&found)))
}

/// What else a change says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct More {
    state: String,
    avoid: String,
    version: Whole,
}

/// `PUT /api/portevoix/v1/organisations/{id}/targets/{target_id}`: all fields of [`Words`],
/// `state`, `avoid` (why they are not to be contacted) and the `version` one looked at.
pub(super) async fn change(
    Of(app): Of<App>,
    viewer: Viewer,
    Path((id, which)): Path<(AccountId, i64)>,
    Input(sent): Input<Value>,
) -> Result<Json<Value>> {
    let (words, more): (Words, More) = (parts(&sent)?, parts(&sent)?);
    let now = app
        .write(async move |tx| {
            let seat = teams::seat(tx, &viewer, id).await?;
            let state = Standing::of(&more.state);
            let state = state.ok_or_else(|| Error::invalid("state", "error-target-state"))?;
            let new = (&words, state, more.avoid.as_str());
            super::change(tx, &seat, TargetId(which), new, more.version.0).await
        })
        .await?;
    Ok(Json(wire(&now)))
}

/// `DELETE /api/portevoix/v1/organisations/{id}/targets/{target_id}`
pub(super) async fn remove(
    Of(app): Of<App>,
    viewer: Viewer,
    Path((id, which)): Path<(AccountId, i64)>,
) -> Result<Json<Value>> {
    app.write(async move |tx| {
        let seat = teams::seat(tx, &viewer, id).await?;
        super::remove(tx, &seat, TargetId(which)).await
    })
    .await?;
    Ok(Json(json!({})))
}

/// `POST /api/portevoix/v1/organisations/{id}/targets/import`: the table as `file`, with the
/// fields of [`Plan`]; with `dry`, nothing is changed. Answers what it does, row by row where one
/// is refused.
pub(super) async fn import(
    Of(app): Of<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    Upload { fields: plan, files }: Upload<Plan>,
) -> Result<Json<Value>> {
    let file = files.into_iter().next().map(|file| file.bytes);
    let locale = viewer.session.locale.unwrap_or_default();
    let report = app
        .write(async move |tx| {
            let seat = teams::seat(tx, &viewer, id).await?;
            let file = file.ok_or_else(|| Error::invalid("file", "error-target-file"))?;
            super::import(tx, &seat, &file, &plan).await
        })
        .await?;
    Ok(Json(told(&report, locale)))
}

fn told(report: &Report, locale: ground::Locale) -> Value {
    let refused: Vec<Value> = report
        .refused
        .iter()
        .map(|(line, why)| json!({ "line": line, "why": ground::Say::new(why).in_words(locale) }))
        .collect();
    json!({
        "encoding": report.encoding,
        "separator": report.separator,
        "columns": report.columns,
        "added": report.added,
        "changed": report.changed,
        "same": report.same,
        "refused": refused,
        "done": report.done,
    })
}

fn parts<T: serde::de::DeserializeOwned>(sent: &Value) -> Result<T> {
    serde_json::from_value(sent.clone()).map_err(|why| {
        Error::Malformed(ground::Say::new("error-bad-parameters").with("why", why.to_string()))
    })
}

fn wire(it: &Target) -> Value {
    let words = &it.words;
    json!({
        "id": it.id.0.to_string(),
        "name": words.name,
        "role": words.role,
        "institution": words.institution,
        "constituency": words.constituency,
        "department": words.department,
        "x": words.x,
        "fediverse": words.fediverse,
        "bluesky": words.bluesky,
        "email": words.email,
        "site": words.site,
        "source": words.source,
        "licence": words.licence,
        "fetched": words.fetched_day.map(wire::Time),
        "state": it.state.name(),
        "avoid": it.avoid,
        "version": it.version,
        "created_at": wire::Time(it.created_at),
    })
}
