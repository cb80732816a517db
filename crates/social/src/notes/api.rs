//! The JSON face of notes.

use axum::Json;
use axum::extract::State;
use ground::http::{Input, Path, Viewer};
use ground::{AccountId, App, Result};
use serde::Deserialize;
use wire::mastodon::Relationship;

use crate::follows::relationship;

/// What is noted.
#[derive(Debug, Deserialize)]
pub(super) struct NewNote {
    #[serde(default)]
    comment: Option<String>,
}

/// <https://docs.joinmastodon.org/methods/accounts/#note>
pub(super) async fn note(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    Input(new): Input<NewNote>,
) -> Result<Json<Relationship>> {
    let body = new.comment.unwrap_or_default();
    let after = async move |tx: &mut db::Tx| {
        super::note(tx, viewer.id, id, &body).await?;
        relationship(tx, viewer.id, id).await
    };
    app.write(after).await.map(Json)
}
