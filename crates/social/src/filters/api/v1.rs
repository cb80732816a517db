//! The older face: a filter is one phrase. Each is a keyword of the filters of today, and goes by
//! its number.

use axum::Json;
use axum::extract::State;
use db::Tx;
use ground::http::{Flag, Input, Many, Path, Viewer};
use ground::{App, Error, FilterPartId, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use wire::mastodon::FilterV1;
use wire::{Id, Time};

use super::{Lasting, contexts, lasting};
use crate::filters::{self, Action, Change, Filter, Keyword, KeywordChange, NewFilter, NewKeyword};

/// What an older app says of a filter.
#[derive(Debug, Deserialize)]
pub(in crate::filters) struct Draft {
    #[serde(default)]
    phrase: Option<String>,
    #[serde(default)]
    context: Option<Many<String>>,
    #[serde(default)]
    irreversible: Option<Flag>,
    #[serde(default)]
    whole_word: Option<Flag>,
    #[serde(default, deserialize_with = "lasting")]
    expires_in: Option<Lasting>,
}

fn action(irreversible: bool) -> Action {
    if irreversible { Action::Hide } else { Action::Warn }
}

/// <https://docs.joinmastodon.org/methods/filters/#get-v1>
pub(in crate::filters) async fn list(
    State(app): State<App>,
    viewer: Viewer,
) -> Result<Json<Vec<FilterV1>>> {
    let filters = app.read(async move |tx| filters::list(tx, viewer.id).await).await?;
    let phrases = filters
        .iter()
        .flat_map(|filter| filter.keywords.iter().map(move |keyword| phrase(filter, keyword)));
    Ok(Json(phrases.collect()))
}

/// <https://docs.joinmastodon.org/methods/filters/#get-one-v1>
pub(in crate::filters) async fn get(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<FilterPartId>,
) -> Result<Json<FilterV1>> {
    let found = app.read(async move |tx| filters::keyword(tx, viewer.id, id).await).await?;
    Ok(Json(phrase(&found.0, &found.1)))
}

/// <https://docs.joinmastodon.org/methods/filters/#create-v1>
pub(in crate::filters) async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Input(draft): Input<Draft>,
) -> Result<Json<FilterV1>> {
    let words = draft.phrase.filter(|phrase| !phrase.trim().is_empty());
    let words = words.ok_or_else(|| Error::invalid("phrase", "error-filter-needs-keyword"))?;
    let contexts = contexts(draft.context.unwrap_or_default())?;
    let action = action(draft.irreversible.is_some_and(|flag| flag.0));
    let whole_word = draft.whole_word.is_none_or(|flag| flag.0);
    let write = async move |tx: &mut Tx| {
        let expires_at = draft.expires_in.map_or(Ok(None), |lasting| lasting.end(tx))?;
        let title = words.chars().take(filters::TITLE_CHARS_MAX).collect();
        let keywords = vec![NewKeyword { keyword: words, whole_word }];
        let new = NewFilter { title, contexts, action, expires_at, keywords };
        filters::create(tx, viewer.id, new).await
    };
    one(&app.write(write).await?, None)
}

/// <https://docs.joinmastodon.org/methods/filters/#update-v1>
///
/// Where its filter has other words too, only the phrase itself can be changed from here.
pub(in crate::filters) async fn update(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<FilterPartId>,
    Input(draft): Input<Draft>,
) -> Result<Json<FilterV1>> {
    let mut change = Change {
        title: None,
        contexts: draft.context.map(contexts).transpose()?,
        action: draft.irreversible.map(|flag| action(flag.0)),
        expires_at: None,
        keywords: Vec::new(),
    };
    let whole_word = draft.whole_word.map(|flag| flag.0);
    let write = async move |tx: &mut Tx| {
        let (filter, _) = filters::keyword(tx, viewer.id, id).await?;
        change.expires_at = draft.expires_in.map(|lasting| lasting.end(tx)).transpose()?;
        if filter.keywords.len() > 1 && changes(&change, &filter) {
            return Err(Error::invalid("", "error-filter-many-keywords"));
        }
        change.keywords = vec![KeywordChange::Change(id, draft.phrase, whole_word)];
        filters::update(tx, viewer.id, filter.id, change).await
    };
    one(&app.write(write).await?, Some(id))
}

fn changes(change: &Change, filter: &Filter) -> bool {
    change.contexts.as_ref().is_some_and(|new| {
        new.len() != filter.contexts.len() || new.iter().any(|it| !filter.contexts.contains(it))
    }) || change.action.is_some_and(|new| new != filter.action)
        || change.expires_at.is_some_and(|new| new != filter.expires_at)
}

/// <https://docs.joinmastodon.org/methods/filters/#delete-v1>
///
/// With its last words, and no posts, a filter goes too.
pub(in crate::filters) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<FilterPartId>,
) -> Result<Json<Value>> {
    let write = async move |tx: &mut Tx| {
        let (filter, _) = filters::keyword(tx, viewer.id, id).await?;
        if filter.keywords.len() == 1 && filter.posts.is_empty() {
            filters::remove(tx, viewer.id, filter.id).await
        } else {
            filters::remove_keyword(tx, viewer.id, id).await
        }
    };
    app.write(write).await?;
    Ok(Json(json!({})))
}

fn one(filter: &Filter, id: Option<FilterPartId>) -> Result<Json<FilterV1>> {
    let mut keywords = filter.keywords.iter();
    let found = keywords.find(|keyword| id.is_none_or(|id| keyword.id == id));
    found.map(|keyword| Json(phrase(filter, keyword))).ok_or(Error::NotFound)
}

fn phrase(filter: &Filter, keyword: &Keyword) -> FilterV1 {
    FilterV1 {
        id: Id(keyword.id.0),
        phrase: keyword.keyword.clone(),
        context: filter.contexts.iter().map(|context| context.name()).collect(),
        expires_at: filter.expires_at.map(Time),
        irreversible: filter.action == Action::Hide,
        whole_word: keyword.whole_word,
    }
}
