//! The JSON face of what moderators decide of hashtags. Mastodon has these doors without a page
//! of its documentation.

use axum::extract::{OriginalUri, State};
use axum::response::Response;
use ground::http::paging::json;
use ground::http::{Ask, Flag, Input, Paged, Path, Viewer};
use ground::{AccountId, App, Error, Result, TagId};
use serde::{Deserialize, Serialize};

use crate::posts::Actor;
use crate::tags::rules::{self, Ruled, Wish};
use crate::tags::{self, Tag};

/// An Admin::Tag. <https://docs.joinmastodon.org/entities/Tag/#admin>
#[derive(Serialize)]
struct Entity {
    #[serde(flatten)]
    tag: wire::mastodon::Tag,
    trendable: bool,
    usable: bool,
    listable: bool,
    requires_review: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::tags) struct Wanted {
    q: String,
}

pub(in crate::tags) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
    Input(wanted): Input<Wanted>,
) -> Result<Response> {
    let limit = ask.limit(100, 200);
    let page = app.read(async move |tx| rules::list(tx, &wanted.q, ask, limit).await).await?;
    let span =
        page.first().zip(page.last()).map(|(newest, oldest)| (newest.tag.id.0, oldest.tag.id.0));
    let body = wire::json(&entities(&app, viewer.id, page).await?);
    Ok(Paged { body, span }.answer(&app, &uri))
}

pub(in crate::tags) async fn get(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<TagId>,
) -> Result<Response> {
    let found = app.read(async move |tx| rules::get(tx, id).await).await?;
    one(&app, viewer.id, found).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::tags) struct Sent {
    usable: Option<Flag>,
    trendable: Option<Flag>,
    listable: Option<Flag>,
}

pub(in crate::tags) async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<TagId>,
    Input(sent): Input<Sent>,
) -> Result<Response> {
    let by = Actor::from(&viewer);
    let flag = |flag: Option<Flag>| flag.map(|flag| flag.0);
    let wish = Wish {
        usable: flag(sent.usable),
        trendable: flag(sent.trendable),
        listable: flag(sent.listable),
    };
    let changed = app.write(async move |tx| rules::change(tx, by, id, wish).await).await?;
    one(&app, viewer.id, changed).await
}

/// Hashtags by number, in their order, as moderators read them.
pub(crate) async fn ruled_list(app: &App, viewer: AccountId, ids: Vec<TagId>) -> Result<Vec<u8>> {
    let asked = ids.clone();
    let mut found = app.read(async move |tx| rules::by_ids(tx, &asked).await).await?;
    found.sort_unstable_by_key(|ruled| ids.iter().position(|id| *id == ruled.tag.id));
    Ok(wire::json(&entities(app, viewer, found).await?))
}

/// One hashtag as moderators read it.
pub(crate) async fn ruled_one(app: &App, viewer: AccountId, id: TagId) -> Result<Vec<u8>> {
    let found = app.read(async move |tx| rules::get(tx, id).await).await?;
    let found = entities(app, viewer, vec![found]).await?.pop();
    Ok(wire::json(&found.ok_or(Error::NotFound)?))
}

async fn one(app: &App, viewer: AccountId, ruled: Ruled) -> Result<Response> {
    let found = entities(app, viewer, vec![ruled]).await?.pop();
    Ok(json(wire::json(&found.ok_or(Error::NotFound)?)))
}

async fn entities(app: &App, viewer: AccountId, page: Vec<Ruled>) -> Result<Vec<Entity>> {
    let (house, list) = (app.clone(), page.iter().map(|it| it.tag.clone()).collect::<Vec<Tag>>());
    let wire =
        app.read(async move |tx| tags::wire(tx, &house.config, Some(viewer), &list).await).await?;
    let entity = |(tag, ruled): (wire::mastodon::Tag, Ruled)| Entity {
        tag,
        trendable: ruled.trendable,
        usable: ruled.usable,
        listable: ruled.listable,
        requires_review: ruled.reviewed_at.is_none(),
    };
    Ok(wire.into_iter().zip(page).map(entity).collect())
}
