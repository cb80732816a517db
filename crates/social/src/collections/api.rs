//! The JSON face of collections.

use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::response::{IntoResponse, Response};
use ground::http::paging::json;
use ground::http::{Ask, Flag, Input, Many, Path, Viewer};
use ground::{AccountId, App, Error, Result};
use http::{HeaderName, HeaderValue, Uri};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Collection, Page, Wish, answer};
use crate::accounts;

/// Most places passed over in a list.
const OFFSET_MAX: usize = 10_000;

/// What an app may send of a collection.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    name: Option<String>,
    description: Option<String>,
    language: Option<String>,
    tag_name: Option<String>,
    sensitive: Option<Flag>,
    discoverable: Option<Flag>,
    account_ids: Many<AccountId>,
}

impl Sent {
    fn wish(self) -> Wish {
        Wish {
            name: self.name,
            description: self.description,
            language: self.language,
            tag: self.tag_name,
            sensitive: self.sensitive.map(|flag| flag.0),
            discoverable: self.discoverable.map(|flag| flag.0),
        }
    }
}

/// <https://docs.joinmastodon.org/methods/collections/#create>
pub(super) async fn add(
    State(app): State<App>,
    viewer: Viewer,
    Input(mut sent): Input<Sent>,
) -> Result<Json<Value>> {
    let members = std::mem::take(&mut sent.account_ids).0;
    let (who, wish) = (viewer.id, sent.wish());
    let new = app.write(async move |tx| super::add(tx, who, wish, &members).await).await?;
    wrapped(&app, who, new).await
}

/// <https://docs.joinmastodon.org/methods/collections/#get>
pub(super) async fn get(
    State(app): State<App>,
    viewer: Option<Viewer>,
    Path(id): Path<i64>,
) -> Result<Response> {
    let who = viewer.map(|viewer| viewer.id);
    let (found, items) = app.read(async move |tx| super::get_one(tx, who, id).await).await?;
    let mut ids: Vec<AccountId> = items.iter().map(|item| item.account).collect();
    // Apps look up the owner among the accounts, too.
    if !ids.contains(&found.owner) {
        ids.push(found.owner);
    }
    let mut out = b"{\"accounts\":".to_vec();
    out.extend(accounts::answer_accounts(&app, &ids).await?);
    out.extend_from_slice(b",\"collection\":");
    out.extend(wire::json(&answer::entity(&app.config, &found, &items)));
    out.push(b'}');
    Ok(json(out))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    offset: Option<String>,
}

impl Asked {
    fn page(&self, ask: Ask) -> Result<Page> {
        let offset = match self.offset.as_deref().filter(|text| !text.is_empty()) {
            None => Some(0),
            Some(text) => text.parse().ok().filter(|offset| *offset <= OFFSET_MAX),
        };
        let offset = offset.ok_or_else(|| Error::invalid("offset", "error-bad-offset"))?;
        Ok(Page { limit: ask.limit(40, 80), offset })
    }
}

/// <https://docs.joinmastodon.org/methods/collections/#index>
pub(super) async fn of(
    State(app): State<App>,
    viewer: Option<Viewer>,
    Path(id): Path<AccountId>,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
    Input(asked): Input<Asked>,
) -> Result<Response> {
    let (who, page) = (viewer.map(|viewer| viewer.id), asked.page(ask)?);
    let config = app.config.clone();
    let found = app
        .read(async move |tx| {
            let found = super::of(tx, who, id, page).await?;
            answer::entities(tx, &config, who, &found).await
        })
        .await?;
    Ok(paged(&app, &uri, page, &found))
}

/// <https://docs.joinmastodon.org/methods/collections/#in_collections>
pub(super) async fn with(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
    Input(asked): Input<Asked>,
) -> Result<Response> {
    let (who, page) = (viewer.id, asked.page(ask)?);
    let config = app.config.clone();
    let found = app
        .read(async move |tx| {
            accounts::get(tx, id).await?;
            if id != who {
                return Err(Error::forbidden("error-collection-not-you"));
            }
            let found = super::with(tx, who, page).await?;
            answer::entities(tx, &config, Some(who), &found).await
        })
        .await?;
    Ok(paged(&app, &uri, page, &found))
}

/// <https://docs.joinmastodon.org/methods/collections/#update>
pub(super) async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Input(sent): Input<Sent>,
) -> Result<Json<Value>> {
    let (who, wish) = (viewer.id, sent.wish());
    let new = app.write(async move |tx| super::change(tx, who, id, wish).await).await?;
    wrapped(&app, who, new).await
}

/// <https://docs.joinmastodon.org/methods/collections/#delete>
pub(super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
) -> Result<Json<Value>> {
    app.write(async move |tx| super::remove(tx, viewer.id, id).await).await?;
    Ok(Json(json!({})))
}

#[derive(Debug, Deserialize)]
pub(super) struct Member {
    #[serde(default)]
    account_id: Option<AccountId>,
}

/// <https://docs.joinmastodon.org/methods/collections/#add-account>
pub(super) async fn put_in(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Input(member): Input<Member>,
) -> Result<Json<Value>> {
    let put = async move |tx: &mut db::Tx| {
        // Whether the collection is theirs comes before what is wrong with the rest.
        match member.account_id {
            Some(account) => super::put_in(tx, viewer.id, id, account).await,
            None => {
                super::get_own(tx, viewer.id, id).await?;
                Err(Error::invalid("account_id", "error-collection-who"))
            }
        }
    };
    let item = app.write(put).await?;
    Ok(Json(json!({ "collection_item": answer::item(&item) })))
}

/// <https://docs.joinmastodon.org/methods/collections/#remove-account>
pub(super) async fn take_out(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, item)): Path<(i64, i64)>,
) -> Result<Json<Value>> {
    app.write(async move |tx| super::take_out(tx, viewer.id, id, item).await).await?;
    Ok(Json(json!({})))
}

/// <https://docs.joinmastodon.org/methods/collections/#revoke>
pub(super) async fn leave(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, item)): Path<(i64, i64)>,
) -> Result<Json<Value>> {
    app.write(async move |tx| super::leave(tx, viewer.id, id, item).await).await?;
    Ok(Json(json!({})))
}

async fn wrapped(app: &App, who: AccountId, it: Collection) -> Result<Json<Value>> {
    let config = app.config.clone();
    let one = app.read(async move |tx| answer::entities(tx, &config, Some(who), &[it]).await);
    let one = one.await?.pop().ok_or(Error::NotFound)?;
    Ok(Json(json!({ "collection": one })))
}

fn paged(app: &App, uri: &Uri, page: Page, found: &[wire::mastodon::Collection]) -> Response {
    let mut response = Json(json!({ "collections": found })).into_response();
    let at = |offset: usize, relation: &str| {
        let (path, limit) = (uri.path(), page.limit);
        let origin = &app.config.origin;
        format!("<{origin}{path}?limit={limit}&offset={offset}>; rel=\"{relation}\"")
    };
    let mut links = Vec::new();
    if found.len() == page.limit {
        links.push(at(page.offset + page.limit, "next"));
    }
    if page.offset > 0 {
        links.push(at(page.offset.saturating_sub(page.limit), "prev"));
    }
    if let Ok(value) = HeaderValue::from_str(&links.join(", "))
        && !links.is_empty()
    {
        response.headers_mut().insert(HeaderName::from_static("link"), value);
    }
    response
}
