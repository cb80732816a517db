//! What other servers ask of our accounts.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::http::{Input, Path};
use ground::{AccountId, App, Error, Result};
use http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE};
use serde::Deserialize;
use serde_json::{Value, json};
use social::accounts;
use text::Handle;
use wire::activitypub as ap;

use super::document;
use crate::names;
use crate::objects::answer;
use crate::signed::{self, Reader};

#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    resource: String,
}

/// <https://www.rfc-editor.org/rfc/rfc7033>
pub(super) async fn webfinger(
    State(app): State<App>,
    Input(wanted): Input<Wanted>,
) -> Result<Response> {
    let resource = wanted.resource.trim().to_owned();
    if resource.is_empty() {
        return Err(Error::invalid("resource", "error-not-found"));
    }
    let domain = app.config.domain().to_owned();
    let ours = resource.strip_prefix("acct:").and_then(|acct| acct.split_once('@'));
    if resource == names::actor(&app, names::SERVER)
        || ours.is_some_and(|(name, at)| name == signed::own_name(&app) && at == domain)
    {
        let subject = format!("acct:{}@{domain}", signed::own_name(&app));
        let uri = names::actor(&app, names::SERVER);
        return Ok(jrd(json!({ "subject": subject, "aliases": [uri], "links": [link(&uri)] })));
    }
    let id = match names::Name::of(&app, &resource) {
        Some(names::Name::Actor(id)) => Some(id),
        _ => None,
    };
    let name = match resource.strip_prefix("acct:") {
        Some(_) => handle(&app, &resource),
        None => app
            .config
            .path_of(&resource)
            .and_then(|path| path.strip_prefix("/@"))
            .map(str::to_owned),
    };
    let account = app.read(async move |tx| match (id, name) {
        (Some(id), _) => accounts::get(tx, id).await.map(Some),
        (None, Some(name)) => accounts::find(tx, &name, "").await,
        (None, None) => Ok(None),
    });
    let account = account.await?.filter(accounts::Account::is_local).ok_or(Error::NotFound)?;
    let (uri, page) = (names::actor(&app, account.id), accounts::page_url(&app.config, &account));
    let profile = json!({ "rel": "http://webfinger.net/rel/profile-page", "type": "text/html", "href": page });
    let subscribe = json!({
        "rel": "http://ostatus.org/schema/1.0/subscribe",
        "template": app.url("/search?q={uri}"),
    });
    Ok(jrd(json!({
        "subject": format!("acct:{}@{domain}", account.username),
        "aliases": [page, uri],
        "links": [profile, link(&uri), subscribe],
    })))
}

/// The name of one of ours in `acct:name@here`.
fn handle(app: &App, resource: &str) -> Option<String> {
    let handle = Handle::parse(resource).ok()?.at(app.config.domain());
    handle.domain().is_none().then(|| handle.username().to_owned())
}

fn link(uri: &str) -> Value {
    json!({ "rel": "self", "type": ap::MIME, "href": uri })
}

fn jrd(document: Value) -> Response {
    let headers = [
        (CONTENT_TYPE, "application/jrd+json"),
        (CACHE_CONTROL, "max-age=300"),
        (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    (headers, document.to_string()).into_response()
}

/// <https://www.rfc-editor.org/rfc/rfc6415>
pub(super) async fn host_meta(State(app): State<App>) -> Response {
    let template = app.url("/.well-known/webfinger?resource={uri}");
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <XRD xmlns=\"http://docs.oasis-open.org/ns/xri/xrd-1.0\">\n  \
         <Link rel=\"lrdd\" template=\"{template}\"/>\n</XRD>\n"
    );
    ([(CONTENT_TYPE, "application/xrd+xml")], document).into_response()
}

/// The server itself.
pub(super) async fn server(State(app): State<App>) -> Result<Response> {
    document::server(&app).await.map(answer)
}

/// <https://www.w3.org/TR/activitypub/#actor-objects>
pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(id): Path<AccountId>,
) -> Result<Response> {
    Ok(reader.answer(&document::served(&app, id).await?))
}

/// The same by its handle, for who asks for a page of ours in this language.
pub(super) async fn named(
    State(app): State<App>,
    reader: Reader,
    Path(name): Path<String>,
) -> Result<Response> {
    let found = app.read(async move |tx| accounts::find(tx, &name, "").await).await?;
    Ok(reader.answer(&document::served(&app, found.ok_or(Error::NotFound)?.id).await?))
}

/// How many follow it; not who.
pub(super) async fn followers(
    State(app): State<App>,
    reader: Reader,
    Path(id): Path<AccountId>,
) -> Result<Response> {
    counted(&app, &reader, id, "followers").await
}

/// How many it follows; not whom.
pub(super) async fn following(
    State(app): State<App>,
    reader: Reader,
    Path(id): Path<AccountId>,
) -> Result<Response> {
    counted(&app, &reader, id, "following").await
}

async fn counted(app: &App, reader: &Reader, id: AccountId, which: &str) -> Result<Response> {
    document::served(app, id).await?;
    let card = accounts::card(app, id).await?;
    let count = if which == "followers" { card.followers() } else { card.following() };
    Ok(reader.answer(&json!({
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": format!("{}/{which}", names::actor(app, id)),
        "type": "OrderedCollection",
        "totalItems": count,
    })))
}
