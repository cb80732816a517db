//! The page of what one was told: a sentence each, the post it is about below. What belongs
//! together is one sentence.

use std::collections::HashMap;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::html::{self as parts, Page, Spot, pager};
use ground::http::{Ask, Form, Input, Nothing, Viewer, Visit};
use ground::{AccountId, App, NotificationId, PostId, Result, Say};
use maud::{Markup, html};
use serde::Deserialize;

use super::groups::{self, Line};
use super::{Filter, Kind, policy};
use crate::accounts::{self, Shown};
use crate::markers;
use crate::posts::page::{Look, Post, acts_form, card, shown};

/// Lines on a page.
const LIMIT: usize = 30;
/// Longest piece of a post in a sentence on it, in characters.
const EXCERPT_CHARS_MAX: usize = 200;
/// Portraits of a line.
const PORTRAITS_MAX: usize = 5;

/// What a page may be narrowed to: its name in addresses, the key of its words, the kinds.
const SORTS: [(&str, &str, &[Kind]); 5] = [
    ("", "sort-all", &Kind::ALL),
    ("mentions", "sort-mentions", &[Kind::Mention, Kind::Quote]),
    ("reactions", "sort-reactions", &[Kind::Favourite, Kind::Boost]),
    ("follows", "sort-follows", &[Kind::Follow, Kind::FollowRequest, Kind::SignUp]),
    (
        "others",
        "sort-others",
        &[
            Kind::Post,
            Kind::Update,
            Kind::Poll,
            Kind::QuotedUpdate,
            Kind::Report,
            Kind::Warning,
            Kind::AddedToCollection,
            Kind::CollectionUpdate,
        ],
    ),
];

/// Which of them.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sort {
    show: String,
}

pub(super) async fn list(
    State(app): State<App>,
    visit: Visit,
    viewer: Viewer,
    ask: Ask,
    Input(sort): Input<Sort>,
) -> Result<Response> {
    let (who, person) = (viewer.id, viewer.person);
    let chosen = SORTS.iter().find(|(name, ..)| *name == sort.show).unwrap_or(&SORTS[0]);
    let filter = Filter { kinds: chosen.2.to_vec(), ..Filter::default() };
    let filter = filter.sifted(&app, who).await?;
    let (lines, read, waiting) = app
        .read(async move |tx| {
            let lines = groups::list(tx, who, &filter, &Kind::ALL, ask, LIMIT).await?;
            let read = markers::find(tx, person, who).await?.notifications;
            Ok((lines, read, policy::waiting(tx, who).await?.0))
        })
        .await?;
    let read = read.map_or(0, |marker| marker.last_read_id.0);
    let told = told(&app, &visit, &lines, Some(read)).await?;
    let kept = if chosen.0.is_empty() { String::new() } else { format!("show={}&", chosen.0) };
    let older = lines.last().filter(|_| lines.len() == LIMIT);
    let older = older.map(|last| format!("/notifications?{kept}max_id={}", last.latest.id.0));
    let newer = ask.max_id.and(lines.first());
    let newer = newer.map(|first| format!("/notifications?{kept}min_id={}", first.latest.id.0));
    let newest = lines.first().filter(|line| ask.max_id.is_none() && line.latest.id.0 > read);
    let title = visit.say("nav-notifications");
    let main = html! {
        h1 { (title) }
        (sorts(&visit, chosen.0))
        (ways(&visit, waiting, newest.map(|line| line.latest.id)))
        @if lines.is_empty() { p.empty { (visit.say("notifications-empty")) } }
        (told)
        (pager(&visit, newer.as_deref(), older.as_deref()))
        (acts_form(&visit, "notification"))
        @if !lines.is_empty() { (clear_part(&visit)) }
    };
    let page = Page { title: &title, spot: Spot::Notifications, private: true, main: &main };
    Ok(parts::frame(&app, &visit, &page).into_response())
}

fn sorts(visit: &Visit, chosen: &str) -> Markup {
    html! {
        nav.tabs aria-label=(visit.say("sort-label")) { ul {
            @for (name, key, _) in SORTS {
                li {
                    a href={ "/notifications" @if !name.is_empty() { "?show=" (name) } }
                        aria-current=[(name == chosen).then_some("page")] { (visit.say(key)) }
                }
            }
        } }
    }
}

/// What can be done with all of them, and where else to look.
fn ways(visit: &Visit, waiting: i64, newest: Option<NotificationId>) -> Markup {
    html! {
        @if let Some(newest) = newest {
            form method="post" action="/notifications/read" {
                (parts::csrf_field(visit))
                (parts::hidden("up_to", &newest.to_string()))
                p { (parts::button_as("plain", &visit.say("mark-all-read"))) }
            }
        }
        ul.ways {
            @if waiting > 0 {
                li { a href="/notifications/requests" {
                    (visit.say(Say::new("told-waiting").with("count", waiting)))
                } }
            }
            li { a href="/requests" { (visit.say("requests-title")) } }
            li { a href="/settings/notifications" { (visit.say("policy-title")) } }
        }
    }
}

fn clear_part(visit: &Visit) -> Markup {
    let inside = html! {
        form method="post" action="/notifications/clear" {
            (parts::csrf_field(visit))
            p { (visit.say("told-clear-hint")) }
            (parts::button_as("danger", &visit.say("told-clear")))
        }
    };
    parts::unfold(&visit.say("told-clear"), false, &inside)
}

/// Lines as a list; `read`: the last one that was read, if new ones are to be marked.
pub(super) async fn told(
    app: &App,
    visit: &Visit,
    lines: &[Line],
    read: Option<i64>,
) -> Result<Markup> {
    let who: Vec<AccountId> = lines.iter().flat_map(|line| line.accounts.clone()).collect();
    let ids: Vec<PostId> = lines.iter().filter_map(|line| line.latest.post).collect();
    let people = accounts::shown(app, &who).await?;
    let people: HashMap<_, _> = people.into_iter().map(|it| (it.id, it)).collect();
    let posts = shown(app, visit.who(), &ids).await?;
    let posts: HashMap<_, _> = posts.into_iter().map(|post| (post.id, post)).collect();
    Ok(html! {
        ol.list {
            @for line in lines {
                @let post = line.latest.post.and_then(|id| posts.get(&id));
                @let people: Vec<&Shown> =
                    line.accounts.iter().filter_map(|id| people.get(id)).collect();
                @if let Some(first) = people.first() {
                    @let new = read.is_some_and(|read| line.latest.id.0 > read);
                    li.new[new] { (item(app, visit, line, first, &people, post, new)) }
                }
            }
        }
    })
}

fn item(
    app: &App,
    visit: &Visit,
    line: &Line,
    first: &Shown,
    people: &[&Shown],
    post: Option<&Post>,
    new: bool,
) -> Markup {
    let told = &line.latest;
    let say = match several(told.kind).filter(|_| line.members > 1) {
        Some(key) => Say::new(key).with("count", line.members - 1),
        None => Say::new(sentence(told.kind)),
    };
    let words = visit.say(say.with("name", first.name()));
    // What others said to me is shown as a post; what they did with mine as a sentence on it.
    let look = Look::at("notification").under_section();
    let theirs =
        matches!(told.kind, Kind::Mention | Kind::Post | Kind::Update | Kind::Poll | Kind::Quote);
    html! {
        section.told {
            h2 {
                @for person in people.iter().take(PORTRAITS_MAX) { (person.portrait(app, 32)) " " }
                a href=(first.path()) { (first.with_emojis(app, &words)) }
                " " span.soft { (parts::relative(app, visit, told.created_at)) }
                @if new { " " span.tag { (visit.say("is-new")) } }
            }
            @if line.members > 1 { (others(app, visit, &people[1..])) }
            @match (post, theirs) {
                (Some(post), true) => (card(app, visit, post, look)),
                (Some(post), false) => blockquote.about lang=[&post.language] dir="auto" {
                    p { a href=(post.path()) { (post.excerpt(visit, EXCERPT_CHARS_MAX)) } }
                },
                (None, _) => {},
            }
            @if let (Kind::AddedToCollection | Kind::CollectionUpdate, Some(id)) =
                (told.kind, told.subject) {
                p { a href={ "/collections/" (id) } { (visit.say("told-of-collection-see")) } }
            }
        }
    }
}

/// The others of a line, by name.
fn others(app: &App, visit: &Visit, people: &[&Shown]) -> Markup {
    html! {
        @if !people.is_empty() {
            p.soft {
                (visit.say("told-others")) " "
                @for (at, person) in people.iter().enumerate() {
                    @if at > 0 { ", " }
                    a href=(person.path()) { bdi { (person.called(app)) } }
                }
            }
        }
    }
}

/// The sentence on several who did the same; none for what is never told together.
fn several(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Favourite => Some("told-of-favourites"),
        Kind::Boost => Some("told-of-boosts"),
        Kind::Follow => Some("told-of-follows"),
        Kind::SignUp => Some("told-of-sign-ups"),
        _ => None,
    }
}

/// Up to where it is read.
#[derive(Debug, Deserialize)]
pub(super) struct UpTo {
    up_to: NotificationId,
}

/// Notes that all is read, up to the newest that the page showed.
pub(super) async fn mark(
    State(app): State<App>,
    viewer: Viewer,
    Form(UpTo { up_to }): Form<UpTo>,
) -> Result<Response> {
    let (person, who) = (viewer.person, viewer.id);
    let timeline = markers::Timeline::Notifications;
    app.write(async move |tx| markers::set(tx, person, who, timeline, up_to.0).await).await?;
    Ok(parts::tell(parts::see_other("/notifications"), "all-read"))
}

/// Forgets all of them.
pub(super) async fn clear(
    State(app): State<App>,
    viewer: Viewer,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    app.write(async move |tx| super::clear(tx, viewer.id).await).await?;
    Ok(parts::tell(parts::see_other("/notifications"), "cleared"))
}

pub(crate) fn sentence(kind: Kind) -> &'static str {
    match kind {
        Kind::Mention => "told-of-mention",
        Kind::Post => "told-of-post",
        Kind::Boost => "told-of-boost",
        Kind::Follow => "told-of-follow",
        Kind::FollowRequest => "told-of-follow-request",
        Kind::Favourite => "told-of-favourite",
        Kind::Update => "told-of-update",
        Kind::Poll => "told-of-poll",
        Kind::Quote => "told-of-quote",
        Kind::QuotedUpdate => "told-of-quoted-update",
        Kind::SignUp => "told-of-sign-up",
        Kind::Report => "told-of-report",
        Kind::Warning => "told-of-warning",
        Kind::AddedToCollection => "told-of-collection",
        Kind::CollectionUpdate => "told-of-collection-update",
    }
}
