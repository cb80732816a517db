//! The JSON face of suggestions.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use ground::http::paging::json;
use ground::http::{Ask, Path, Viewer};
use ground::{AccountId, App, Result};
use serde_json::{Value, json as object};
use wire::mastodon::{self, Suggestion, SuggestionReason, SuggestionSource};

use super::SUGGESTIONS_MAX;
use crate::accounts as people;

/// <https://docs.joinmastodon.org/methods/suggestions/#v1>
pub(super) async fn accounts(State(app): State<App>, viewer: Viewer, ask: Ask) -> Result<Response> {
    let limit = ask.limit(40, SUGGESTIONS_MAX);
    let found = app.read(async move |tx| super::list(tx, viewer.id, limit).await).await?;
    let ids: Vec<AccountId> = found.iter().map(|it| it.account).collect();
    Ok(json(people::answer_accounts(&app, &ids).await?))
}

/// <https://docs.joinmastodon.org/methods/suggestions/#v2>
pub(super) async fn all(
    State(app): State<App>,
    viewer: Viewer,
    ask: Ask,
) -> Result<Json<Vec<Suggestion>>> {
    let limit = ask.limit(40, SUGGESTIONS_MAX);
    let found = app.read(async move |tx| super::list(tx, viewer.id, limit).await).await?;
    let ids: Vec<AccountId> = found.iter().map(|it| it.account).collect();
    let cards = people::cards(&app, &ids).await?;
    let suggestions = found.into_iter().filter_map(|suggested| {
        let mut account = Vec::new();
        mastodon::write_account(&mut account, cards.get(&suggested.account)?.parts());
        let near = suggested.reasons.contains(&SuggestionReason::FriendsOfFriends);
        Some(Suggestion {
            source: match near {
                true => SuggestionSource::PastInteractions,
                false => SuggestionSource::Global,
            },
            sources: suggested.reasons,
            account: wire::Json::new(account)?,
        })
    });
    Ok(Json(suggestions.collect()))
}

/// <https://docs.joinmastodon.org/methods/suggestions/#remove>
pub(super) async fn dismiss(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
) -> Result<Json<Value>> {
    app.write(async move |tx| super::dismiss(tx, viewer.id, id).await).await?;
    Ok(Json(object!({})))
}
