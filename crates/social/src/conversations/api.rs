//! The JSON face of conversations.

use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use ground::http::paging::json as ready;
use ground::http::{Ask, Paged, Path, Viewer};
use ground::{AccountId, App, PostId, Result};
use serde_json::{Value, json};
use wire::mastodon::{self, StatusParts};

use super::Conversation;
use crate::{accounts, posts};

/// <https://docs.joinmastodon.org/methods/conversations/#get>
pub(super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
) -> Result<Response> {
    let (who, limit) = (viewer.id, ask.limit(20, 40));
    let page = app.read(async move |tx| super::list(tx, who, ask, limit).await).await?;
    let span = page.first().zip(page.last()).map(|(newest, last)| (newest.latest.0, last.latest.0));
    let body = written_list(&app, who, &page).await?;
    Ok(Paged { body, span }.answer(&app, &uri))
}

/// <https://docs.joinmastodon.org/methods/conversations/#delete>
pub(super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
) -> Result<Json<Value>> {
    app.write(async move |tx| super::remove(tx, viewer.id, id).await).await?;
    Ok(Json(json!({})))
}

/// <https://docs.joinmastodon.org/methods/conversations/#read>
pub(super) async fn read(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
) -> Result<Response> {
    let found = app.write(async move |tx| super::mark(tx, viewer.id, id, false).await).await?;
    Ok(ready(written(&app, viewer.id, found).await?))
}

/// The other way round.
pub(super) async fn unread(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
) -> Result<Response> {
    let found = app.write(async move |tx| super::mark(tx, viewer.id, id, true).await).await?;
    Ok(ready(written(&app, viewer.id, found).await?))
}

/// One conversation of `who` as JSON.
///
/// # Errors
/// If the database does not answer.
pub async fn written(app: &App, who: AccountId, found: Conversation) -> Result<Vec<u8>> {
    let mut list = written_list(app, who, &[found]).await?;
    list.pop();
    list.remove(0);
    Ok(list)
}

async fn written_list(app: &App, who: AccountId, page: &[Conversation]) -> Result<Vec<u8>> {
    let people: Vec<AccountId> = page.iter().flat_map(Conversation::people).collect();
    let cards = accounts::cards(app, &people).await?;
    let ids: Vec<PostId> = page.iter().map(|conversation| conversation.latest).collect();
    let wanted = ids.clone();
    let seen = app.read(async move |tx| {
        let found = posts::by_ids(tx, &wanted).await?;
        posts::seen_among(tx, Some(who), found).await
    });
    let seen: Vec<PostId> = seen.await?.iter().map(|post| post.id).collect();
    let mut out = Vec::with_capacity(page.len() * 6_000 + 2);
    posts::statuses_at(app, Some(who), &ids, |statuses| {
        wire::fragment::write_list(&mut out, page.iter().zip(statuses), |out, (it, status)| {
            let accounts: Vec<_> =
                it.people().iter().filter_map(|id| Some(cards.get(id)?.parts())).collect();
            let status = status.filter(|_| seen.contains(&it.latest));
            write(out, it, &accounts, status);
        });
    })
    .await?;
    Ok(out)
}

fn write(
    out: &mut Vec<u8>,
    conversation: &Conversation,
    accounts: &[mastodon::AccountParts<'_>],
    status: Option<StatusParts<'_>>,
) {
    let (id, unread) = (conversation.id, conversation.unread);
    out.extend(format!("{{\"id\":\"{id}\",\"unread\":{unread},\"accounts\":").into_bytes());
    mastodon::write_accounts(out, accounts);
    out.extend_from_slice(b",\"last_status\":");
    match status {
        Some(status) => mastodon::write_status(out, status),
        None => out.extend_from_slice(b"null"),
    }
    out.push(b'}');
}
