//! The pages of timelines: home, everyone here, a hashtag.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::html::{self, Field, Page, Spot};
use ground::http::page::encode;
use ground::http::{Ask, Input, Path, Viewer, Visit};
use ground::{App, PostId, Result, Say};
use maud::{Markup, html};
use serde::Deserialize;

use super::{Only, Tags};
use crate::posts::page::{
    Channel, Feed, Format, Look, alternates, feed as feed_in, feed_page, feed_part, shown,
};
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
        @if first { (newer(visit, &feed)) }
        (feed_part(app, visit, &feed).await?)
    };
    let page = Page { title: &title, spot: Spot::Home, private: true, main: &main };
    Ok(html::frame(app, visit, &page).into_response())
}

/// The way to what came since; the script writes on it how much that is.
fn newer(visit: &Visit, feed: &Feed) -> Markup {
    let newest = feed.ids.first().map_or(0, |id| id.0);
    html! {
        a.button.newer href="/" data-live={ "/home/live?after=" (newest) } {
            (visit.say("home-look-again"))
        }
    }
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
    let only = Only { here: Some(true), ..Only::default() };
    let ids = super::public(&app, visit.who(), only, ask, limit).await?;
    let feed = feed("nav-local", "local-empty", "local", Spot::Local, ids, ask, limit);
    feed_page(&app, &visit, feed).await
}

/// Most hashtags of a page.
const TAGS_MAX: usize = 4;

/// Which of several hashtags a post must carry.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Match {
    /// `all`; else any of them is enough.
    r#match: String,
}

/// The public posts under a hashtag, or under several: `/tags/bus+train`.
pub(super) async fn tag(
    State(app): State<App>,
    visit: Visit,
    Path(name): Path<String>,
    ask: Ask,
    Input(matching): Input<Match>,
) -> Result<Response> {
    let wanted = Format::of(&name);
    let typed = wanted.map_or(name.as_str(), |(name, _)| name);
    let names: Vec<String> = several(typed);
    let all = matching.r#match == "all" && names.len() > 1;
    let any = if all { names[..1].to_vec() } else { names.clone() };
    let rest = if all { names[1..].to_vec() } else { Vec::new() };
    let tags = Tags { any, all: rest, ..Tags::default() };
    let limit = ask.limit(LIMIT, 2 * LIMIT);
    let who = visit.who().filter(|_| wanted.is_none());
    let ids = super::tagged(&app, who, tags, Only::default(), ask, limit).await?;
    let title = format!("#{}", names.join(" + #"));
    let page_path = format!("/tags/{}", encode(&names.join("+")));
    if let Some((_, format)) = wanted {
        let posts = shown(&app, None, &ids).await?;
        let about = visit.say(Say::new("feed-of").with("name", title.as_str()));
        let path = format!("{page_path}{}", format.end());
        let channel = Channel { title: &title, description: &about, page: &page_path, path: &path };
        return Ok(feed_in(&app, &channel, format, &posts));
    }
    let feed = feed("tag-title", "tag-empty", "tag", Spot::Other, ids, ask, limit);
    let mut buttons = Vec::new();
    for name in &names {
        buttons.push(tags::web::follow_button(&app, &visit, name).await?);
    }
    let main = html! {
        h1 { bdi { (title) } }
        @for button in &buttons { (button) }
        (combine(&visit, &names, all))
        (feed_part(&app, &visit, &feed).await?)
    };
    let page = Page { title: &title, spot: Spot::Other, private: false, main: &main };
    let head = alternates(&page_path, &title);
    let beside = html::Beside { head: Some(&head), ..html::Beside::default() };
    Ok(html::frame_with(&app, &visit, &page, &beside).into_response())
}

/// The hashtags of an address, without their signs, each once.
fn several(typed: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let parts = typed.split(['+', ' ', ',']).map(|name| name.trim_start_matches('#'));
    for name in parts.filter(|name| !name.is_empty()) {
        let known = names.iter().any(|other| text::tag_key(other) == text::tag_key(name));
        if !known && names.len() < TAGS_MAX {
            names.push(name.to_owned());
        }
    }
    if names.is_empty() { vec![typed.to_owned()] } else { names }
}

/// Any or all of them; one more; the feed.
fn combine(visit: &Visit, names: &[String], all: bool) -> Markup {
    let path = format!("/tags/{}", encode(&names.join("+")));
    let joined = names.join(" ");
    let inside = html! {
        form.find action="/tags" {
            (html::field(&Field {
                name: "names", label: &visit.say("tags-label"), hint: &visit.say("tags-hint"),
                value: &joined, ..Field::default()
            }))
            (html::button_as("plain", &visit.say("tags-read")))
        }
    };
    html! {
        @if names.len() > 1 {
            nav.tabs aria-label=(visit.say("tags-match")) { ul {
                @for (end, key, chosen) in
                    [("", "tags-any", !all), ("?match=all", "tags-all", all)] {
                    li { a href={ (path) (end) } aria-current=[chosen.then_some("page")] {
                        (visit.say(key))
                    } }
                }
            } }
        }
        (html::unfold(&visit.say("tags-several"), false, &inside))
        p.soft {
            a href={ (path) ".rss" } { (visit.say("feed-link")) } " "
            a href={ (path) ".atom" } { (visit.say("feed-link-atom")) }
        }
    }
}

/// What was typed of hashtags to be read together.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Names {
    names: String,
}

/// On to the page of those hashtags.
pub(super) async fn choose(Input(Names { names }): Input<Names>) -> Response {
    let names = several(&names).join("+");
    html::see_other(&format!("/tags/{}", encode(if names.is_empty() { "_" } else { &names })))
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
