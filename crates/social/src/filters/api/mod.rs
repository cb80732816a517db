//! The JSON face of filters.

pub(super) mod parts;
pub(super) mod v1;

use axum::Json;
use axum::extract::State;
use db::Tx;
use ground::http::{Flag, Input, Many, Path, Viewer};
use ground::{App, Error, FilterId, FilterPartId, Result, Say};
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};
use wire::Id;
use wire::mastodon::{self, FilterKeyword, FilterStatus};

use super::{
    Action, Change, Context, Filter, Keyword, KeywordChange, Named, NewFilter, NewKeyword,
};

/// Longest time a filter lasts that has an end, in seconds: about ten years.
const EXPIRES_S_MAX: i64 = 315_360_000;

/// What an app says of a filter.
#[derive(Debug, Deserialize)]
pub(super) struct Draft {
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    context: Option<Many<String>>,
    #[serde(default)]
    filter_action: Option<String>,
    #[serde(default, deserialize_with = "lasting")]
    expires_in: Option<Lasting>,
    #[serde(default)]
    keywords_attributes: Option<Many<KeywordDraft>>,
}

/// What an app says of a filter's words.
#[derive(Debug, Deserialize)]
pub(super) struct KeywordDraft {
    #[serde(default)]
    keyword: Option<String>,
    #[serde(default)]
    whole_word: Option<Flag>,
    #[serde(default)]
    id: Option<FilterPartId>,
    #[serde(default, rename = "_destroy")]
    destroy: Option<Flag>,
}

/// For how long: a number of seconds, or `null` or nothing for ever.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Lasting {
    Number(i64),
    Text(String),
    Ever,
}

/// As [`Lasting`], where a `null` that was sent is not the same as nothing sent.
fn lasting<'de, D: Deserializer<'de>>(from: D) -> std::result::Result<Option<Lasting>, D::Error> {
    Option::<Lasting>::deserialize(from).map(|sent| Some(sent.unwrap_or(Lasting::Ever)))
}

impl Lasting {
    /// When that ends, in epoch milliseconds; never if none.
    fn end(&self, tx: &Tx) -> Result<Option<i64>> {
        let seconds = match self {
            Self::Ever => return Ok(None),
            Self::Number(number) => Some(*number),
            Self::Text(text) if text.trim().is_empty() => return Ok(None),
            Self::Text(text) => text.trim().parse().ok(),
        };
        let seconds = seconds.filter(|seconds| (0..=EXPIRES_S_MAX).contains(seconds));
        let seconds = seconds.ok_or_else(|| {
            let say = Say::new("error-bad-expires-in").with("max", EXPIRES_S_MAX);
            Error::invalid("expires_in", say)
        })?;
        Ok(Some(tx.now_ms() + seconds * 1_000))
    }
}

fn contexts(names: Many<String>) -> Result<Vec<Context>> {
    let contexts = names.0.iter().map(|name| name.trim()).filter(|name| !name.is_empty());
    let contexts = contexts.map(|name| {
        Context::of(name).ok_or_else(|| Error::invalid("context", "error-filter-context"))
    });
    contexts.collect()
}

fn action(name: &str) -> Result<Action> {
    Action::of(name).ok_or_else(|| Error::invalid("filter_action", "error-filter-action"))
}

impl KeywordDraft {
    fn is_empty(&self) -> bool {
        self.id.is_none() && self.keyword.as_deref().is_none_or(|text| text.trim().is_empty())
    }

    fn words(self) -> NewKeyword {
        NewKeyword {
            keyword: self.keyword.unwrap_or_default(),
            whole_word: self.whole_word.is_none_or(|flag| flag.0),
        }
    }

    fn change(self) -> KeywordChange {
        match (self.id, self.destroy) {
            (Some(id), Some(Flag(true))) => KeywordChange::Remove(id),
            (Some(id), _) => {
                KeywordChange::Change(id, self.keyword, self.whole_word.map(|flag| flag.0))
            }
            (None, _) => KeywordChange::Add(self.words()),
        }
    }
}

/// <https://docs.joinmastodon.org/methods/filters/#get>
pub(super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
) -> Result<Json<Vec<mastodon::Filter>>> {
    let filters = app.read(async move |tx| super::list(tx, viewer.id).await).await?;
    Ok(Json(filters.iter().map(whole).collect()))
}

/// <https://docs.joinmastodon.org/methods/filters/#get-one>
pub(super) async fn get(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<FilterId>,
) -> Result<Json<mastodon::Filter>> {
    let filter = app.read(async move |tx| super::get_one(tx, viewer.id, id).await).await?;
    Ok(Json(whole(&filter)))
}

/// <https://docs.joinmastodon.org/methods/filters/#create>
pub(super) async fn create(
    State(app): State<App>,
    viewer: Viewer,
    Input(draft): Input<Draft>,
) -> Result<Json<mastodon::Filter>> {
    let keywords = draft.keywords_attributes.unwrap_or_default().0.into_iter();
    let (title, contexts) = (draft.title, contexts(draft.context.unwrap_or_default())?);
    let action = draft.filter_action.as_deref().map_or(Ok(Action::Warn), action)?;
    let keywords = keywords.filter(|it| !it.is_empty()).map(KeywordDraft::words).collect();
    let write = async move |tx: &mut Tx| {
        let expires_at = draft.expires_in.map_or(Ok(None), |lasting| lasting.end(tx))?;
        let title = title.unwrap_or_default();
        let new = NewFilter { title, contexts, action, expires_at, keywords };
        super::create(tx, viewer.id, new).await
    };
    Ok(Json(whole(&app.write(write).await?)))
}

/// <https://docs.joinmastodon.org/methods/filters/#update>
pub(super) async fn update(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<FilterId>,
    Input(draft): Input<Draft>,
) -> Result<Json<mastodon::Filter>> {
    let keywords = draft.keywords_attributes.unwrap_or_default().0.into_iter();
    let mut change = Change {
        title: draft.title,
        contexts: draft.context.map(contexts).transpose()?,
        action: draft.filter_action.as_deref().map(action).transpose()?,
        expires_at: None,
        keywords: keywords.filter(|it| !it.is_empty()).map(KeywordDraft::change).collect(),
    };
    let write = async move |tx: &mut Tx| {
        change.expires_at = draft.expires_in.map(|lasting| lasting.end(tx)).transpose()?;
        super::update(tx, viewer.id, id, change).await
    };
    Ok(Json(whole(&app.write(write).await?)))
}

/// <https://docs.joinmastodon.org/methods/filters/#delete>
pub(super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<FilterId>,
) -> Result<Json<Value>> {
    app.write(async move |tx| super::remove(tx, viewer.id, id).await).await?;
    Ok(Json(json!({})))
}

fn whole(filter: &Filter) -> mastodon::Filter {
    mastodon::Filter {
        keywords: Some(filter.keywords.iter().map(keyword).collect()),
        statuses: Some(filter.posts.iter().map(named).collect()),
        ..filter.bare()
    }
}

fn keyword(keyword: &Keyword) -> FilterKeyword {
    let (id, text) = (Id(keyword.id.0), keyword.keyword.clone());
    FilterKeyword { id, keyword: text, whole_word: keyword.whole_word }
}

fn named(named: &Named) -> FilterStatus {
    FilterStatus { id: Id(named.id.0), status_id: Id(named.post.0) }
}
