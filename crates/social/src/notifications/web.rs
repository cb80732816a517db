//! The page of what one was told: a sentence each, the post it is about below.

use std::collections::HashMap;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::html::{self, Page, Spot, pager};
use ground::http::{Ask, Viewer, Visit};
use ground::{AccountId, App, PostId, Result, Say};
use maud::{Markup, html};

use super::{Filter, Kind, Notification};
use crate::accounts::{self, Shown};
use crate::posts::page::{Look, Post, acts_form, card, shown};

/// Notifications on a page.
const LIMIT: usize = 30;
/// Longest piece of a post in a sentence on it, in characters.
const EXCERPT_CHARS_MAX: usize = 200;

pub(super) async fn list(
    State(app): State<App>,
    visit: Visit,
    viewer: Viewer,
    ask: Ask,
) -> Result<Response> {
    let who = viewer.id;
    let filter = Filter::default().sifted(&app, who).await?;
    let told = app.read(async move |tx| super::list(tx, who, &filter, ask, LIMIT).await).await?;
    let from: Vec<AccountId> = told.iter().map(|told| told.from).collect();
    let ids: Vec<PostId> = told.iter().filter_map(|told| told.post).collect();
    let people = accounts::shown(&app, &from).await?;
    let people: HashMap<_, _> = people.into_iter().map(|it| (it.id, it)).collect();
    let posts = shown(&app, Some(who), &ids).await?;
    let posts: HashMap<_, _> = posts.into_iter().map(|post| (post.id, post)).collect();
    let older = told.last().filter(|_| told.len() == LIMIT);
    let older = older.map(|last| format!("{}?max_id={}", visit.path(), last.id.0));
    let newer = ask.max_id.and(told.first());
    let newer = newer.map(|first| format!("{}?min_id={}", visit.path(), first.id.0));
    let title = visit.say("nav-notifications");
    let main = html! {
        h1 { (title) }
        p { a href="/requests" { (visit.say("requests-title")) } }
        @if told.is_empty() { p.empty { (visit.say("notifications-empty")) } }
        ol.list {
            @for told in &told {
                @if let Some(person) = people.get(&told.from) {
                    @let post = told.post.and_then(|id| posts.get(&id));
                    li { (item(&app, &visit, told, person, post)) }
                }
            }
        }
        (pager(&visit, newer.as_deref(), older.as_deref()))
        (acts_form(&visit, "notification"))
    };
    let page = Page { title: &title, spot: Spot::Notifications, private: true, main: &main };
    Ok(html::frame(&app, &visit, &page).into_response())
}

fn item(
    app: &App,
    visit: &Visit,
    told: &Notification,
    person: &Shown,
    post: Option<&Post>,
) -> Markup {
    let sentence = visit.say(Say::new(sentence(told.kind)).with("name", person.name()));
    // What others said to me is shown as a post; what they did with mine as a sentence on it.
    let look = Look::at("notification").under_section();
    let theirs =
        matches!(told.kind, Kind::Mention | Kind::Post | Kind::Update | Kind::Poll | Kind::Quote);
    html! {
        section.told {
            h2 {
                (person.portrait(app, 32)) " "
                a href=(person.path()) { (person.with_emojis(app, &sentence)) }
                " " span.soft { (html::relative(app, visit, told.created_at)) }
            }
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
