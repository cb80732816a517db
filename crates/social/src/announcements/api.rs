//! The JSON face of announcements.

use axum::Json;
use axum::extract::State;
use ground::http::{Flag, Input, Path, Role, Viewer};
use ground::{App, Result};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{ALL_MAX, Draft, entity};
use crate::posts::Actor;

/// <https://docs.joinmastodon.org/methods/announcements/#get>
pub(super) async fn list(State(app): State<App>, viewer: Viewer) -> Result<Json<Vec<Value>>> {
    let shown = app.read(async move |tx| super::shown_to(tx, viewer.id).await).await?;
    Ok(Json(shown.iter().map(|it| entity(&app, it)).collect()))
}

/// <https://docs.joinmastodon.org/methods/announcements/#dismiss>
pub(super) async fn dismiss(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
) -> Result<Json<Value>> {
    app.write(async move |tx| super::dismiss(tx, viewer.id, id).await).await?;
    Ok(Json(json!({})))
}

/// <https://docs.joinmastodon.org/methods/announcements/#put-reactions>
pub(super) async fn react(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, name)): Path<(i64, String)>,
) -> Result<Json<Value>> {
    app.write(async move |tx| super::react(tx, viewer.id, id, &name).await).await?;
    Ok(Json(json!({})))
}

/// <https://docs.joinmastodon.org/methods/announcements/#delete-reactions>
pub(super) async fn unreact(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, name)): Path<(i64, String)>,
) -> Result<Json<Value>> {
    app.write(async move |tx| super::unreact(tx, viewer.id, id, &name).await).await?;
    Ok(Json(json!({})))
}

/// What is to be announced, as it is sent: times in epoch milliseconds.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    text: String,
    publish_at_ms: Option<i64>,
    starts_at_ms: Option<i64>,
    ends_at_ms: Option<i64>,
    all_day: Flag,
}

impl Sent {
    fn draft(self) -> Draft {
        Draft {
            body: self.text,
            publish_at: self.publish_at_ms,
            starts_at: self.starts_at_ms,
            ends_at: self.ends_at_ms,
            all_day: self.all_day.0,
        }
    }
}

/// Ours: every announcement kept.
pub(super) async fn all(State(app): State<App>, _: Viewer) -> Result<Json<Vec<Value>>> {
    let all = app.read(async |tx| super::all(tx, ALL_MAX).await).await?;
    Ok(Json(all.iter().map(|it| entity(&app, it)).collect()))
}

/// Ours: announces something.
pub(super) async fn add(
    State(app): State<App>,
    viewer: Viewer,
    Input(sent): Input<Sent>,
) -> Result<Json<Value>> {
    viewer.must_be(Role::Admin)?;
    let (by, draft) = (Actor::from(&viewer), sent.draft());
    let new = app.write(async move |tx| super::add(tx, by, draft).await).await?;
    Ok(Json(entity(&app, &new)))
}

/// Ours: announces it otherwise.
pub(super) async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Input(sent): Input<Sent>,
) -> Result<Json<Value>> {
    viewer.must_be(Role::Admin)?;
    let (by, draft) = (Actor::from(&viewer), sent.draft());
    let new = app.write(async move |tx| super::change(tx, by, id, draft).await).await?;
    Ok(Json(entity(&app, &new)))
}

/// Ours: takes it back.
pub(super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
) -> Result<Json<Value>> {
    viewer.must_be(Role::Admin)?;
    let by = Actor::from(&viewer);
    app.write(async move |tx| super::remove(tx, by, id).await).await?;
    Ok(Json(json!({})))
}
