//! A page that is a list of posts.

use axum::response::{IntoResponse, Response};
use ground::html::{self, Page, Spot, pager};
use ground::http::{Ask, Visit};
use ground::{App, PostId, Result};
use maud::{Markup, html};

use super::{Look, acts_form, list, shown};

/// A list of posts that is a page of its own.
pub struct Feed {
    /// The key of its title.
    pub title: &'static str,
    /// The key of what is said when it is empty.
    pub empty: &'static str,
    /// How its cards look.
    pub look: Look,
    /// Whether it brings the form of the page's buttons along.
    pub form: bool,
    /// Its entry in the navigation.
    pub spot: Spot,
    /// The posts.
    pub ids: Vec<PostId>,
    /// The greatest and the smallest cursor of the page; none when empty.
    pub span: Option<(i64, i64)>,
    /// Whether it holds as many as were asked for, so that there may be older ones.
    pub full: bool,
    /// What was asked.
    pub ask: Ask,
}

/// The page of a list.
///
/// # Errors
/// If the database does not answer.
pub async fn feed_page(app: &App, visit: &Visit, feed: Feed) -> Result<Response> {
    let title = visit.say(feed.title);
    let main = html! {
        h1 { (title) }
        (feed_part(app, visit, &feed).await?)
    };
    let page = Page { title: &title, spot: feed.spot, private: true, main: &main };
    Ok(html::frame(app, visit, &page).into_response())
}

/// The posts of a list, the way to its other pages, and the form its buttons send.
///
/// # Errors
/// If the database does not answer.
pub async fn feed_part(app: &App, visit: &Visit, feed: &Feed) -> Result<Markup> {
    let posts = shown(app, visit.who(), &feed.ids).await?;
    Ok(html! {
        @if posts.is_empty() { p.empty { (visit.say(feed.empty)) } }
        @else {
            // Past them all, for who goes by keyboard, and back.
            a.skip href="#end" { (visit.say("page-skip-list")) }
            (list(app, visit, &posts, feed.look))
        }
        div.end #end tabindex="-1" {
            (turn(visit, feed))
        }
        @if !posts.is_empty() { a.skip href="#main" { (visit.say("page-back-up")) } }
        @if feed.form && !posts.is_empty() { (acts_form(visit, feed.look.place)) }
    })
}

/// The way to newer and older posts.
fn turn(visit: &Visit, feed: &Feed) -> Markup {
    let path = visit.path();
    let query = kept(&visit.path);
    let (newest, oldest) = match feed.span {
        Some((newest, oldest)) => (Some(newest), Some(oldest)),
        None => (feed.ask.max_id.map(|id| id - 1), None),
    };
    let first_page = feed.ask.max_id.is_none() && !feed.ask.upward();
    let may_have_older = feed.full || feed.ask.upward();
    let newer = newest.filter(|_| !first_page).map(|id| format!("{path}?{query}min_id={id}"));
    let older = oldest.filter(|_| may_have_older).map(|id| format!("{path}?{query}max_id={id}"));
    pager(visit, newer.as_deref(), older.as_deref())
}

/// What of an address's query goes along to the other pages.
fn kept(address: &str) -> String {
    let pairs = address.split_once('?').map_or("", |(_, query)| query).split('&');
    pairs
        .filter(|pair| {
            let name = pair.split('=').next().unwrap_or_default();
            !pair.is_empty() && !["max_id", "since_id", "min_id", "limit"].contains(&name)
        })
        .map(|pair| format!("{pair}&"))
        .collect()
}
