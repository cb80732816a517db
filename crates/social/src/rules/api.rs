//! The JSON face of rules.

use axum::Json;
use axum::extract::State;
use ground::http::{Input, Path, Role, Viewer};
use ground::{App, Result};
use serde_json::{Value, json};
use wire::mastodon;

use super::Words;
use crate::posts::Actor;

/// <https://docs.joinmastodon.org/methods/instance/#rules>
pub(super) async fn list(State(app): State<App>) -> Result<Json<Vec<mastodon::Rule>>> {
    let rules = app.read(async |tx| super::list(tx).await).await?;
    Ok(Json(rules.iter().map(super::Rule::wire).collect()))
}

/// Ours: adds a rule.
pub(super) async fn add(
    State(app): State<App>,
    viewer: Viewer,
    Input(words): Input<Words>,
) -> Result<Json<mastodon::Rule>> {
    viewer.must_be(Role::Admin)?;
    let by = Actor::from(&viewer);
    let rule = app.write(async move |tx| super::add(tx, by, words).await).await?;
    Ok(Json(rule.wire()))
}

/// Ours: says a rule otherwise.
pub(super) async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Input(words): Input<Words>,
) -> Result<Json<mastodon::Rule>> {
    viewer.must_be(Role::Admin)?;
    let by = Actor::from(&viewer);
    let rule = app.write(async move |tx| super::change(tx, by, id, words).await).await?;
    Ok(Json(rule.wire()))
}

/// Ours: ends a rule.
pub(super) async fn end(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
) -> Result<Json<Value>> {
    viewer.must_be(Role::Admin)?;
    let by = Actor::from(&viewer);
    app.write(async move |tx| super::end(tx, by, id).await).await?;
    Ok(Json(json!({})))
}
