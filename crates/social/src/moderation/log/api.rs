//! The JSON face of the log.

use axum::extract::{OriginalUri, State};
use axum::response::Response;
use ground::http::{Ask, Input, Paged, Viewer};
use ground::{App, Result};
use serde::Deserialize;
use serde_json::json;
use wire::Time;

#[derive(Debug, Deserialize)]
pub(in crate::moderation) struct Of {
    #[serde(default)]
    target_kind: String,
    #[serde(default)]
    target_id: i64,
}

/// Ours: the log of what moderators did, latest first.
pub(in crate::moderation) async fn acts(
    State(app): State<App>,
    _: Viewer,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
    Input(of): Input<Of>,
) -> Result<Response> {
    let limit = ask.limit(40, 200);
    let read = async move |tx: &mut db::Tx| {
        super::acts(tx, &of.target_kind, of.target_id, ask, limit).await
    };
    let page = app.read(read).await?;
    let span = page.first().zip(page.last()).map(|(newest, oldest)| (newest.id, oldest.id));
    let list: Vec<_> = page
        .iter()
        .map(|act| {
            json!({
                "id": act.id.to_string(),
                "account_id": act.account,
                "person_id": act.person,
                "act": act.act,
                "target_kind": act.target_kind,
                "target_id": act.target_id.to_string(),
                "target": act.target,
                "reason": act.reason,
                "created_at": Time(act.created_at),
            })
        })
        .collect();
    Ok(Paged { body: wire::json(&list), span }.answer(&app, &uri))
}
