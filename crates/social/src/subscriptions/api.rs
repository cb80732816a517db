//! The JSON face of subscriptions.

use axum::Json;
use axum::extract::State;
use ground::http::{Input, Path, who};
use ground::{AccountId, App, Result};
use http::HeaderMap;
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Debug, Deserialize)]
pub(super) struct Sent {
    #[serde(default)]
    email: String,
}

/// Not documented yet; as Mastodon 4.6 has it: asks an address whether it wants an account's posts.
pub(super) async fn ask(
    State(app): State<App>,
    Path(id): Path<AccountId>,
    headers: HeaderMap,
    Input(sent): Input<Sent>,
) -> Result<Json<Value>> {
    super::ask(&app, id, &sent.email, who::language(&headers)).await?;
    Ok(Json(json!({})))
}
