//! The page of trends, with how they are reckoned.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::config::Trending;
use ground::html::{self, Page, Spot};
use ground::http::Visit;
use ground::http::page::encode;
use ground::{App, Result, Say};
use maud::{Markup, html};

use super::{ACCOUNTS_MIN, Board, HALF_LIFE_HOURS, Part, Ranked, Standing, WINDOW_HOURS, board};
use crate::links;
use crate::posts::page::{Look, acts_form, list, shown};

/// Of each sort on the page.
const LIMIT: usize = 10;

pub(super) async fn show(State(app): State<App>, visit: Visit) -> Result<Response> {
    let title = visit.say("trends-title");
    let board = board(&app);
    let ids = super::posts(&app, visit.who(), Part { offset: 0, limit: LIMIT }).await?;
    let posts = shown(&app, visit.who(), &ids).await?;
    let (tags, links) = (tags(&visit, &board), linked(&app, &visit, &board).await?);
    let nothing = tags.is_none() && links.is_none() && posts.is_empty();
    let main = html! {
        h1 { (title) }
        @if nothing { p.empty { (visit.say("trends-empty")) } }
        @if let Some(tags) = tags { h2 { (visit.say("trends-tags")) } (tags) }
        @if let Some(links) = links { h2 { (visit.say("trends-links")) } (links) }
        @if !posts.is_empty() {
            h2 { (visit.say("trends-posts")) }
            (list(&app, &visit, &posts, Look::at("search").under_section()))
            (acts_form(&visit, "search"))
        }
        h2 #reckoned { (visit.say("trends-reckoned")) }
        (reckoned(&app, &visit))
    };
    let page = Page { title: &title, spot: Spot::Other, private: true, main: &main };
    Ok(html::frame(&app, &visit, &page).into_response())
}

fn top<T>(list: &[Ranked<T>]) -> impl Iterator<Item = &Ranked<T>> {
    list.iter().filter(|it| it.standing == Standing::Shown).take(LIMIT)
}

fn tags(visit: &Visit, board: &Board) -> Option<Markup> {
    top(&board.tags).next()?;
    Some(html! {
        ol {
            @for it in top(&board.tags) {
                li {
                    a href={ "/tags/" (encode(&it.of.name)) } { bdi { "#" (it.of.display) } }
                    " – " (people(visit, it))
                }
            }
        }
    })
}

async fn linked(app: &App, visit: &Visit, board: &Board) -> Result<Option<Markup>> {
    let ids: Vec<links::LinkId> = top(&board.links).map(|it| it.of).collect();
    if ids.is_empty() {
        return Ok(None);
    }
    let cards = app.read(async move |tx| links::cards(tx, &ids).await).await?;
    Ok(Some(html! {
        ol {
            @for it in top(&board.links) {
                @if let Some((url, card)) = cards.get(&it.of) {
                    li {
                        a href=(url) rel="nofollow noopener noreferrer" lang=[&card.language]
                            dir="auto" { (card.title) }
                        " – " (people(visit, it))
                    }
                }
            }
        }
    }))
}

fn people<T>(visit: &Visit, it: &Ranked<T>) -> String {
    visit.say(Say::new("trends-people").with("count", it.accounts))
}

fn reckoned(app: &App, visit: &Visit) -> Markup {
    let formula = Say::new("trends-formula")
        .with("min", ACCOUNTS_MIN)
        .with("days", WINDOW_HOURS / 24)
        .with("half", HALF_LIFE_HOURS);
    let how = match app.config.trends {
        Trending::Off => "trends-off",
        Trending::Reviewed => "trends-reviewed",
        Trending::Open => "trends-open",
    };
    html! {
        p { (visit.say(formula)) }
        p { (visit.say("trends-who-counts")) }
        p { (visit.say(how)) }
        p { a href="/api/portevoix/v1/trends" { (visit.say("trends-figures")) } }
    }
}
