//! The pages of timelines: home, everyone here, a hashtag.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::html::{self, Page, Spot};
use ground::http::{Ask, Path, Viewer, Visit};
use ground::{App, PostId, Result};
use maud::html;

use super::{Only, Tags};
use crate::posts::page::{Feed, Look, feed_page, feed_part};
use crate::posts::web::composer::form;
use crate::posts::web::write::empty_desk;
use crate::tags;

/// Posts on a page.
const LIMIT: usize = 20;

/// A member's home, with the form to write on top of its first page.
///
/// # Errors
/// If the database does not answer.
pub async fn home_page(app: &App, visit: &Visit, viewer: &Viewer, ask: Ask) -> Result<Response> {
    let limit = ask.limit(LIMIT, 2 * LIMIT);
    let ids = super::home(app, viewer.id, ask, limit).await?;
    let feed = feed("nav-home", "home-empty", "home", Spot::Home, ids, ask, limit);
    let title = visit.say(feed.title);
    let first = ask.max_id.is_none() && !ask.upward();
    let desk = if first { Some(empty_desk(app, visit, viewer).await?) } else { None };
    let main = html! {
        h1 { (title) }
        @if let Some(desk) = &desk {
            section.card.writing aria-label=(visit.say("write-title")) {
                (form(app, visit, desk, 3))
            }
        }
        (feed_part(app, visit, &feed).await?)
    };
    let page = Page { title: &title, spot: Spot::Home, private: true, main: &main };
    Ok(html::frame(app, visit, &page).into_response())
}

pub(super) async fn home(
    State(app): State<App>,
    visit: Visit,
    viewer: Viewer,
    ask: Ask,
) -> Result<Response> {
    home_page(&app, &visit, &viewer, ask).await
}

/// Everything public here, newest first.
pub(super) async fn local(State(app): State<App>, visit: Visit, ask: Ask) -> Result<Response> {
    let limit = ask.limit(LIMIT, 2 * LIMIT);
    let ids = super::public(&app, visit.who(), Only::default(), ask, limit).await?;
    let feed = feed("nav-local", "local-empty", "local", Spot::Local, ids, ask, limit);
    feed_page(&app, &visit, feed).await
}

/// The public posts under a hashtag.
pub(super) async fn tag(
    State(app): State<App>,
    visit: Visit,
    Path(name): Path<String>,
    ask: Ask,
) -> Result<Response> {
    let limit = ask.limit(LIMIT, 2 * LIMIT);
    let names = Tags { any: vec![name.clone()], ..Tags::default() };
    let ids = super::tagged(&app, visit.who(), names, Only::default(), ask, limit).await?;
    let feed = feed("tag-title", "tag-empty", "tag", Spot::Other, ids, ask, limit);
    let title = format!("#{name}");
    let main = html! {
        h1 { bdi { (title) } }
        (tags::web::follow_button(&app, &visit, &name).await?)
        (feed_part(&app, &visit, &feed).await?)
    };
    let page = Page { title: &title, spot: Spot::Other, private: false, main: &main };
    Ok(html::frame(&app, &visit, &page).into_response())
}

fn feed(
    title: &'static str,
    empty: &'static str,
    place: &'static str,
    spot: Spot,
    ids: Vec<PostId>,
    ask: Ask,
    limit: usize,
) -> Feed {
    let span = ids.first().zip(ids.last()).map(|(newest, oldest)| (newest.0, oldest.0));
    let full = ids.len() == limit;
    let look = Look::at(place);
    Feed { title, empty, look, form: true, spot, ids, span, full, ask }
}
