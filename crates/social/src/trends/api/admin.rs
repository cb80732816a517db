//! The JSON face of trends for those who look after the place: all that is ranked, shown or not.
//! Deciding has no page of Mastodon's documentation.

use axum::extract::State;
use axum::response::Response;
use ground::http::paging::json;
use ground::http::{Ask, Input, Path, Viewer};
use ground::{App, Error, PostId, Result, TagId};
use serde::Serialize;
use serde_json::json;
use wire::Time;

use super::{Asked, TrendingLink, told};
use crate::links::LinkId;
use crate::posts::{self, Actor};
use crate::tags::rules::{self, Wish};
use crate::trends::{Part, Publisher, Ranked, Standing, board, decide, refresh};
use crate::{links, tags};

/// Publishers in one answer.
const PUBLISHERS_MAX: usize = 200;

/// An Admin::Trends::Link.
#[derive(Serialize)]
struct Link {
    id: String,
    #[serde(flatten)]
    link: TrendingLink,
    requires_review: bool,
}

fn part_of<T: Clone>(list: &[Ranked<T>], part: Part) -> Vec<T> {
    list.iter().skip(part.offset).take(part.limit).map(|it| it.of.clone()).collect()
}

/// <https://docs.joinmastodon.org/methods/admin/trends/#tags>
pub(in crate::trends) async fn of_tags(
    State(app): State<App>,
    viewer: Viewer,
    ask: Ask,
    Input(asked): Input<Asked>,
) -> Result<Response> {
    let list = part_of(&board(&app).tags, asked.part(ask, 10, 100)?);
    let ids: Vec<TagId> = list.iter().map(|tag| tag.id).collect();
    Ok(json(tags::ruled_list(&app, viewer.id, ids).await?))
}

/// <https://docs.joinmastodon.org/methods/admin/trends/#statuses>
pub(in crate::trends) async fn of_posts(
    State(app): State<App>,
    viewer: Viewer,
    ask: Ask,
    Input(asked): Input<Asked>,
) -> Result<Response> {
    let ids = part_of(&board(&app).posts, asked.part(ask, 20, 100)?);
    Ok(json(posts::answer_list(&app, Some(viewer.id), &ids).await?))
}

/// <https://docs.joinmastodon.org/methods/admin/trends/#links>
pub(in crate::trends) async fn of_links(
    State(app): State<App>,
    _: Viewer,
    ask: Ask,
    Input(asked): Input<Asked>,
) -> Result<Response> {
    let ids = part_of(&board(&app).links, asked.part(ask, 10, 100)?);
    Ok(json(wire::json(&with_standing(&app, ids).await?)))
}

async fn with_standing(app: &App, ids: Vec<LinkId>) -> Result<Vec<Link>> {
    let board = board(app);
    let waits =
        |id: LinkId| board.links.iter().any(|it| it.of == id && it.standing == Standing::Waiting);
    let told = told(app, ids).await?.into_iter();
    let told =
        told.map(|(id, link)| Link { id: id.0.to_string(), link, requires_review: waits(id) });
    Ok(told.collect())
}

pub(in crate::trends) async fn of_publishers(
    State(app): State<App>,
    _: Viewer,
) -> Result<Response> {
    let found = app.read(async |tx| decide::publishers(tx, PUBLISHERS_MAX).await).await?;
    let list: Vec<_> = found.iter().map(publisher).collect();
    Ok(json(wire::json(&list)))
}

fn publisher(it: &Publisher) -> serde_json::Value {
    json!({
        "id": it.id.to_string(),
        "domain": it.host,
        "trendable": it.allowed,
        "reviewed_at": it.reviewed_at.map(Time),
        "requested_review_at": null,
        "requires_review": it.allowed.is_none(),
    })
}

pub(in crate::trends) async fn approve_tag(
    state: State<App>,
    viewer: Viewer,
    Path(id): Path<TagId>,
) -> Result<Response> {
    judge_tag(state, viewer, id, true).await
}

pub(in crate::trends) async fn reject_tag(
    state: State<App>,
    viewer: Viewer,
    Path(id): Path<TagId>,
) -> Result<Response> {
    judge_tag(state, viewer, id, false).await
}

async fn judge_tag(
    State(app): State<App>,
    viewer: Viewer,
    id: TagId,
    allowed: bool,
) -> Result<Response> {
    let by = Actor::from(&viewer);
    let wish = Wish { trendable: Some(allowed), ..Wish::default() };
    app.write(async move |tx| rules::change(tx, by, id, wish).await).await?;
    refresh(&app).await?;
    Ok(json(tags::ruled_one(&app, viewer.id, id).await?))
}

pub(in crate::trends) async fn approve_post(
    state: State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
) -> Result<Response> {
    judge_post(state, viewer, id, true).await
}

pub(in crate::trends) async fn reject_post(
    state: State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
) -> Result<Response> {
    judge_post(state, viewer, id, false).await
}

async fn judge_post(
    State(app): State<App>,
    viewer: Viewer,
    id: PostId,
    allowed: bool,
) -> Result<Response> {
    let by = Actor::from(&viewer);
    app.write(async move |tx| {
        posts::seen_by(tx, Some(by.account), id).await?;
        decide::decide(tx, by, "post", id.0, allowed).await
    })
    .await?;
    refresh(&app).await?;
    posts::answer(&app, Some(viewer.id), id).await
}

pub(in crate::trends) async fn approve_link(
    state: State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
) -> Result<Response> {
    judge_link(state, viewer, LinkId(id.0), true).await
}

pub(in crate::trends) async fn reject_link(
    state: State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
) -> Result<Response> {
    judge_link(state, viewer, LinkId(id.0), false).await
}

async fn judge_link(
    State(app): State<App>,
    viewer: Viewer,
    id: LinkId,
    allowed: bool,
) -> Result<Response> {
    let by = Actor::from(&viewer);
    app.write(async move |tx| {
        if links::cards(tx, &[id]).await?.is_empty() {
            return Err(Error::NotFound);
        }
        decide::decide(tx, by, "link", id.0, allowed).await
    })
    .await?;
    refresh(&app).await?;
    let found = with_standing(&app, vec![id]).await?.pop().ok_or(Error::NotFound)?;
    Ok(json(wire::json(&found)))
}

pub(in crate::trends) async fn approve_publisher(
    state: State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
) -> Result<Response> {
    judge_publisher(state, viewer, id.0, true).await
}

pub(in crate::trends) async fn reject_publisher(
    state: State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
) -> Result<Response> {
    judge_publisher(state, viewer, id.0, false).await
}

async fn judge_publisher(
    State(app): State<App>,
    viewer: Viewer,
    id: i64,
    allowed: bool,
) -> Result<Response> {
    let by = Actor::from(&viewer);
    let done = app.write(async move |tx| decide::publisher(tx, by, id, allowed).await).await?;
    refresh(&app).await?;
    Ok(json(wire::json(&publisher(&done))))
}
