//! The JSON face of quotes.

use axum::extract::{OriginalUri, State as Held};
use axum::response::Response;
use ground::http::{Ask, Input, Paged, Path, Viewer};
use ground::{App, Error, PostId, Result};
use serde::Deserialize;

use super::{QuotePolicy, State};
use crate::posts::{answer, answer_list, listing};

/// Who may quote, as an app says it; none if it says nothing.
pub(in crate::posts) fn policy(name: Option<&str>) -> Result<Option<QuotePolicy>> {
    let Some(name) = name.filter(|name| !name.is_empty()) else { return Ok(None) };
    let found = QuotePolicy::of(name);
    found.map(Some).ok_or_else(|| Error::invalid("quote_approval_policy", "error-quote-policy"))
}

/// Which quotes are asked for.
#[derive(Debug, Deserialize)]
pub(in crate::posts) struct Wanted {
    #[serde(default)]
    state: Option<String>,
}

/// <https://docs.joinmastodon.org/methods/statuses/#quotes>
///
/// Ours: with `state=pending` its author is shown the quotes that wait for an answer.
pub(in crate::posts) async fn list(
    Held(app): Held<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
    Input(wanted): Input<Wanted>,
) -> Result<Response> {
    let (who, limit) = (viewer.id, ask.limit(20, 40));
    let state = match wanted.state.as_deref() {
        Some("pending") => State::Pending,
        _ => State::Accepted,
    };
    let read = async move |tx: &mut db::Tx| super::list(tx, who, id, state, ask, limit).await;
    let page = app.read(read).await?;
    let body = answer_list(&app, Some(who), &listing::ids(&page)).await?;
    Ok(Paged { body, span: listing::span(&page) }.answer(&app, &uri))
}

/// <https://docs.joinmastodon.org/methods/statuses/#revoke_quote>
pub(in crate::posts) async fn revoke(
    Held(app): Held<App>,
    viewer: Viewer,
    Path((quoted, quoting)): Path<(PostId, PostId)>,
) -> Result<Response> {
    let who = viewer.id;
    let post = app.write(async move |tx| super::revoke(tx, who, quoted, quoting).await).await?;
    answer(&app, Some(who), post.id).await
}

/// Ours: lets a quote that waits stand. `revoke` refuses it.
pub(in crate::posts) async fn accept(
    Held(app): Held<App>,
    viewer: Viewer,
    Path((quoted, quoting)): Path<(PostId, PostId)>,
) -> Result<Response> {
    let who = viewer.id;
    let post = app.write(async move |tx| super::accept(tx, who, quoted, quoting).await).await?;
    answer(&app, Some(who), post.id).await
}

/// Who may quote a post from now on.
#[derive(Debug, Deserialize)]
pub(in crate::posts) struct NewPolicy {
    #[serde(default)]
    quote_approval_policy: Option<String>,
}

/// <https://docs.joinmastodon.org/methods/statuses/#edit_interaction_policy>
pub(in crate::posts) async fn set_policy(
    Held(app): Held<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
    Input(new): Input<NewPolicy>,
) -> Result<Response> {
    let who = viewer.id;
    let policy = policy(new.quote_approval_policy.as_deref())?;
    let policy =
        policy.ok_or_else(|| Error::invalid("quote_approval_policy", "error-quote-policy"))?;
    app.write(async move |tx| super::set_policy(tx, who, id, policy).await).await?;
    answer(&app, Some(who), id).await
}
