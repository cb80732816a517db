//! The JSON face of featured hashtags.

use axum::Json;
use axum::extract::State;
use ground::http::{Input, Path, Viewer};
use ground::{AccountId, App, FeaturedTagId, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use wire::mastodon::{self, FeaturedTag};
use wire::{Day, Id, Number};

use super::Featured;
use crate::tags::{self, Tag};

const DAY_MS: i64 = 86_400_000;

/// <https://docs.joinmastodon.org/methods/featured_tags/#get>
pub(super) async fn own(State(app): State<App>, viewer: Viewer) -> Result<Json<Vec<FeaturedTag>>> {
    list(&app, viewer.id).await
}

/// <https://docs.joinmastodon.org/methods/accounts/#featured_tags>
pub(super) async fn of(
    State(app): State<App>,
    Path(id): Path<AccountId>,
) -> Result<Json<Vec<FeaturedTag>>> {
    list(&app, id).await
}

async fn list(app: &App, of: AccountId) -> Result<Json<Vec<FeaturedTag>>> {
    let found = app.read(async move |tx| super::list(tx, of).await).await?;
    Ok(Json(found.into_iter().map(|featured| wire(app, featured)).collect()))
}

/// Which hashtag.
#[derive(Debug, Deserialize)]
pub(super) struct Named {
    #[serde(default)]
    name: String,
}

/// <https://docs.joinmastodon.org/methods/featured_tags/#feature>
pub(super) async fn add(
    State(app): State<App>,
    viewer: Viewer,
    Input(named): Input<Named>,
) -> Result<Json<Option<FeaturedTag>>> {
    let after = async move |tx: &mut db::Tx| {
        let tag = super::add(tx, viewer.id, &named.name).await?;
        let shown = super::list(tx, viewer.id).await?;
        Ok(shown.into_iter().find(|featured| featured.tag.id == tag.id))
    };
    let featured = app.write(after).await?;
    Ok(Json(featured.map(|featured| wire(&app, featured))))
}

/// <https://docs.joinmastodon.org/methods/featured_tags/#unfeature>
pub(super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<FeaturedTagId>,
) -> Result<Json<Value>> {
    app.write(async move |tx| super::remove(tx, viewer.id, id).await).await?;
    Ok(Json(json!({})))
}

/// <https://docs.joinmastodon.org/methods/featured_tags/#suggestions>
pub(super) async fn suggestions(
    State(app): State<App>,
    viewer: Viewer,
) -> Result<Json<Vec<mastodon::Tag>>> {
    let house = app.clone();
    let read = app.read(async move |tx| {
        let found = super::suggestions(tx, viewer.id).await?;
        tags::wire(tx, &house.config, Some(viewer.id), &found).await
    });
    read.await.map(Json)
}

/// <https://docs.joinmastodon.org/methods/tags/#feature>
pub(super) async fn feature(
    State(app): State<App>,
    viewer: Viewer,
    Path(name): Path<String>,
) -> Result<Json<Option<mastodon::Tag>>> {
    let after = async move |tx: &mut db::Tx| {
        // What cannot be a hashtag has no page to be featured from.
        tags::get_or_new(tx, &name).await?;
        super::add(tx, viewer.id, &name).await
    };
    let tag = app.write(after).await?;
    shown(&app, viewer.id, tag).await
}

/// <https://docs.joinmastodon.org/methods/tags/#unfeature>
pub(super) async fn unfeature(
    State(app): State<App>,
    viewer: Viewer,
    Path(name): Path<String>,
) -> Result<Json<Option<mastodon::Tag>>> {
    let tag = app.write(async move |tx| super::remove_tag(tx, viewer.id, &name).await).await?;
    shown(&app, viewer.id, tag).await
}

async fn shown(app: &App, who: AccountId, tag: Tag) -> Result<Json<Option<mastodon::Tag>>> {
    let house = app.clone();
    let read = app.read(async move |tx| tags::wire(tx, &house.config, Some(who), &[tag]).await);
    Ok(Json(read.await?.pop()))
}

fn wire(app: &App, featured: Featured) -> FeaturedTag {
    FeaturedTag {
        id: Id(featured.id.0),
        url: app.url(&format!("/tags/{}", featured.tag.name)),
        name: featured.tag.display,
        statuses_count: Number(featured.posts),
        last_status_at: featured.last.map(|post| Day(post.issued_at_ms() / DAY_MS)),
    }
}
