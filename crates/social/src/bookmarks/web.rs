//! The pages of bookmarks.

use axum::extract::State;
use axum::response::Response;
use ground::html::Spot;
use ground::http::{Ask, Form, Path, Viewer, Visit};
use ground::{App, PostId, Result};

use crate::posts::listing;
use crate::posts::page::{Act, Feed, Look, feed_page};

pub(super) async fn list(
    State(app): State<App>,
    visit: Visit,
    viewer: Viewer,
    ask: Ask,
) -> Result<Response> {
    let limit = ask.limit(20, 40);
    let page = app.read(async move |tx| super::list(tx, viewer.id, ask, limit).await).await?;
    let feed = Feed {
        title: "nav-bookmarks",
        empty: "bookmarks-empty",
        look: Look::at("bookmarks"),
        form: true,
        spot: Spot::Bookmarks,
        ids: listing::ids(&page),
        span: listing::span(&page),
        full: page.len() == limit,
        ask,
    };
    feed_page(&app, &visit, feed).await
}

pub(super) async fn add(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
    Form(act): Form<Act>,
) -> Result<Response> {
    app.write(async move |tx| super::add(tx, viewer.id, id).await).await?;
    Ok(act.done("bookmarked"))
}

pub(super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
    Form(act): Form<Act>,
) -> Result<Response> {
    app.write(async move |tx| super::remove(tx, viewer.id, id).await).await?;
    Ok(act.done("unbookmarked"))
}
