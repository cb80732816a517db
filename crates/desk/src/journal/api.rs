//! The JSON face of the journal.

use axum::extract::{OriginalUri, State};
use axum::response::Response;
use ground::http::{Ask, Paged, Path, Viewer};
use ground::{AccountId, App, Result};
use serde_json::json;

use super::{Line, hex};
use crate::teams::{self, Act};

/// `GET /api/portevoix/v1/organisations/{id}/journal`: latest first, with `Link`. `before` and
/// `after` are the first 8 bytes of the thing's marks.
pub(super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
) -> Result<Response> {
    let limit = ask.limit(40, 80);
    let page = app
        .read(async move |tx| {
            teams::seat(tx, &viewer, id).await?.may(Act::ReadJournal)?;
            super::list(tx, id, ask, limit).await
        })
        .await?;
    Ok(Paged::of(page.iter().map(|line| (line.id, wire(line)))).answer(&app, &uri))
}

fn wire(line: &Line) -> serde_json::Value {
    json!({
        "id": line.id.to_string(),
        "account_id": line.account,
        "act": line.act,
        "kind": line.kind,
        "subject_id": line.subject.to_string(),
        "before": line.before.as_deref().map(hex),
        "after": line.after.as_deref().map(hex),
        "words": line.words,
        "at": wire::Time(line.at),
    })
}
