//! The JSON face of notifications.

use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use ground::http::{Ask, Flag, Input, Many, Paged, Path, Viewer, paging};
use ground::{AccountId, App, Locale, NotificationId, Result, Say};
use serde::Deserialize;
use serde_json::{Value, json};

use wire::mastodon::NotificationFallback;

use super::web::sentence;
use super::{Filter, Kind, Notification, answer, answer_list};
use crate::{accounts, markers};

/// Which notifications are asked for. Kinds we do not know are those of other servers.
#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    types: Option<Many<String>>,
    #[serde(default)]
    exclude_types: Option<Many<String>>,
    #[serde(default)]
    account_id: Option<AccountId>,
    #[serde(default)]
    include_filtered: Option<Flag>,
    #[serde(default)]
    supported_types: Option<Many<String>>,
}

/// The kinds a client knows. Of others it is told in words, if it said which it knows.
#[derive(Clone, Debug, Default)]
pub struct Known {
    types: Option<Vec<String>>,
    locale: Locale,
}

impl Known {
    pub(super) fn of(viewer: &Viewer, wanted: &Wanted) -> Self {
        let types = wanted.supported_types.as_ref().map(|types| types.0.clone());
        Self { types, locale: viewer.session.locale.unwrap_or_default() }
    }

    /// What to say of each notification that the client does not know.
    pub(super) async fn fallbacks(
        &self,
        app: &App,
        page: &[Notification],
    ) -> Result<Vec<Option<NotificationFallback>>> {
        let Some(types) = &self.types else { return Ok(vec![None; page.len()]) };
        let known = |told: &Notification| types.iter().any(|name| name == told.kind.name());
        let unknown = page.iter().filter(|told| !known(told)).map(|told| told.from);
        let cards = accounts::cards(app, &unknown.collect::<Vec<_>>()).await?;
        let words = page.iter().map(|told| {
            let card = cards.get(&told.from).filter(|_| !known(told))?;
            let say = Say::new(sentence(told.kind)).with("name", format!("@{}", card.acct));
            let mut title = String::new();
            text::escape(&mut title, &say.in_words(self.locale));
            Some(NotificationFallback { title, summary: None, details: None })
        });
        Ok(words.collect())
    }
}

impl From<Wanted> for Filter {
    fn from(wanted: Wanted) -> Self {
        let types = wanted.types.unwrap_or_default().0;
        let excluded = wanted.exclude_types.unwrap_or_default().0;
        let named = |list: &[String], kind: Kind| list.iter().any(|name| name == kind.name());
        let kinds = Kind::ALL
            .into_iter()
            .filter(|kind| types.is_empty() || named(&types, *kind))
            .filter(|kind| !named(&excluded, *kind));
        Self {
            kinds: kinds.collect(),
            from: wanted.account_id,
            apart: wanted.include_filtered.is_some_and(|flag| flag.0),
            hide: None,
        }
    }
}

/// <https://docs.joinmastodon.org/methods/notifications/#get>
pub(super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
    Input(wanted): Input<Wanted>,
) -> Result<Response> {
    let (who, limit) = (viewer.id, ask.limit(40, 80));
    let known = Known::of(&viewer, &wanted);
    let filter = Filter::from(wanted).sifted(&app, who).await?;
    let read = async move |tx: &mut db::Tx| super::list(tx, who, &filter, ask, limit).await;
    let page = app.read(read).await?;
    let span = page.first().zip(page.last()).map(|(newest, oldest)| (newest.id.0, oldest.id.0));
    let body = answer_list(&app, who, &page, &known).await?;
    Ok(Paged { body, span }.answer(&app, &uri))
}

/// <https://docs.joinmastodon.org/methods/notifications/#get-one>
pub(super) async fn get(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<NotificationId>,
    Input(wanted): Input<Wanted>,
) -> Result<Response> {
    let (who, known) = (viewer.id, Known::of(&viewer, &wanted));
    let told = app.read(async move |tx| super::one(tx, who, id).await).await?;
    answer(&app, who, told, &known).await.map(paging::json)
}

/// <https://docs.joinmastodon.org/methods/notifications/#clear>
pub(super) async fn clear(State(app): State<App>, viewer: Viewer) -> Result<Json<Value>> {
    app.write(async move |tx| super::clear(tx, viewer.id).await).await?;
    Ok(Json(json!({})))
}

/// <https://docs.joinmastodon.org/methods/notifications/#dismiss>
pub(super) async fn dismiss(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<NotificationId>,
) -> Result<Json<Value>> {
    app.write(async move |tx| super::dismiss(tx, viewer.id, id).await).await?;
    Ok(Json(json!({})))
}

/// Which ones.
#[derive(Debug, Deserialize)]
pub(super) struct Several {
    #[serde(default)]
    pub(super) ids: Many<NotificationId>,
}

/// Removes several at once, as older apps ask for.
pub(super) async fn dismiss_many(
    State(app): State<App>,
    viewer: Viewer,
    Input(several): Input<Several>,
) -> Result<Json<Value>> {
    let ids = several.ids.0;
    app.write(async move |tx| super::dismiss_many(tx, viewer.id, &ids).await).await?;
    Ok(Json(json!({})))
}

/// <https://docs.joinmastodon.org/methods/notifications/#unread-count>
pub(super) async fn unread_count(
    State(app): State<App>,
    viewer: Viewer,
    ask: Ask,
    Input(wanted): Input<Wanted>,
) -> Result<Json<Value>> {
    let limit = ask.limit(100, 1_000);
    let filter = Filter::from(wanted).sifted(&app, viewer.id).await?;
    let read = async move |tx: &mut db::Tx| {
        let read = markers::find(tx, viewer.person, viewer.id).await?;
        let after = read.notifications.map_or(0, |marker| marker.last_read_id.0);
        super::count(tx, viewer.id, &filter, after, limit).await
    };
    let count = app.read(read).await?;
    Ok(Json(json!({ "count": count })))
}
