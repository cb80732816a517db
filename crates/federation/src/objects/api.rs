//! What other servers ask of our posts.

use axum::extract::State;
use axum::response::Response;
use ground::http::{Ask, Path};
use ground::{AccountId, App, Error, PostId, Result};
use serde_json::{Value, json};
use social::posts::{self, Visibility};

use super::{about, announce, note, sql, whole};
use crate::signed::Reader;
use crate::{actors, names};

/// Posts on a page of an outbox.
const PAGE: usize = 20;
/// Most posts that an account shows first.
const PINS_MAX: usize = 20;

/// <https://www.w3.org/TR/activitypub/#retrieving-objects>
///
/// Only what everybody may see; the rest is sent to whom it concerns.
pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path(id): Path<PostId>,
) -> Result<Response> {
    found(&app, &reader, id).await
}

/// The same by its page, for who asks for that in this language.
pub(super) async fn named(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, PostId)>,
) -> Result<Response> {
    found(&app, &reader, id).await
}

async fn found(app: &App, reader: &Reader, id: PostId) -> Result<Response> {
    let boost = app.read(async move |tx| posts::get(tx, id).await).await?.boost_of.is_some();
    let (document, visibility) =
        if boost { announce(app, id).await? } else { note(app, id).await? };
    match visibility {
        Visibility::Public | Visibility::Unlisted => Ok(reader.answer(&whole(document))),
        Visibility::Followers | Visibility::Direct => Err(Error::NotFound),
    }
}

/// <https://www.w3.org/TR/activitypub/#outbox>
///
/// Without `max_id` how many there are and where they begin; with it a page.
pub(super) async fn outbox(
    State(app): State<App>,
    reader: Reader,
    Path(id): Path<AccountId>,
    ask: Ask,
) -> Result<Response> {
    actors::served(&app, id).await?;
    let actor = names::actor(&app, id);
    let uri = format!("{actor}/outbox");
    let Some(below) = ask.max_id else {
        let count = social::accounts::card(&app, id).await?.posts();
        return Ok(reader.answer(&whole(json!({
            "id": uri,
            "type": "OrderedCollection",
            "totalItems": count,
            "first": format!("{uri}?max_id={}", i64::MAX),
        }))));
    };
    let ids = app.read(async move |tx| sql::open_by(tx, id, below, PAGE).await).await?;
    let items = activities(&app, &actor, &ids).await?;
    let mut page = json!({
        "id": format!("{uri}?max_id={below}"),
        "type": "OrderedCollectionPage",
        "partOf": uri,
        "orderedItems": items,
    });
    if let Some(last) = ids.last().filter(|_| ids.len() == PAGE) {
        page["next"] = json!(format!("{uri}?max_id={last}"));
    }
    Ok(reader.answer(&whole(page)))
}

async fn activities(app: &App, actor: &str, ids: &[PostId]) -> Result<Vec<Value>> {
    let mut items = Vec::with_capacity(ids.len());
    for id in ids {
        let item = match note(app, *id).await {
            Ok((note, _)) => {
                let mut create =
                    about(format!("{}/activity", names::post(app, *id)), "Create", actor, note);
                create.as_object_mut().map(|map| map.remove("@context"));
                create
            }
            Err(Error::NotFound) => match announce(app, *id).await {
                Ok((announce, _)) => announce,
                Err(Error::NotFound) => continue,
                Err(other) => return Err(other),
            },
            Err(other) => return Err(other),
        };
        items.push(item);
    }
    Ok(items)
}

/// What it shows first. <https://docs.joinmastodon.org/spec/activitypub/#featured>
pub(super) async fn featured(
    State(app): State<App>,
    reader: Reader,
    Path(id): Path<AccountId>,
) -> Result<Response> {
    actors::served(&app, id).await?;
    let ids = app.read(async move |tx| sql::pinned(tx, id, PINS_MAX).await).await?;
    let mut items = Vec::with_capacity(ids.len());
    for id in ids {
        match note(&app, id).await {
            Ok((note, _)) => items.push(note),
            Err(Error::NotFound) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(reader.answer(&whole(json!({
        "id": format!("{}/featured", names::actor(&app, id)),
        "type": "OrderedCollection",
        "totalItems": items.len(),
        "orderedItems": items,
    }))))
}
