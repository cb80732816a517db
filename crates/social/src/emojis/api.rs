//! The JSON face of custom emojis.

use axum::Json;
use axum::extract::State;
use ground::App;
use wire::mastodon::CustomEmoji;

/// <https://docs.joinmastodon.org/methods/custom_emojis/#get>
pub(super) async fn list(State(app): State<App>) -> Json<Vec<CustomEmoji>> {
    Json(super::listed(&app))
}
