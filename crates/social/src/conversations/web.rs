//! The pages of messages: whom one talks to, and one conversation with the form to answer.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::html::{self as parts, Page, Spot, pager};
use ground::http::{Ask, Form, Input, Nothing, Path, Viewer, Visit};
use ground::{AccountId, App, PostId, Result, Say};
use maud::{Markup, html};
use serde::Deserialize;

use super::Conversation;
use crate::accounts::{self, Shown};
use crate::posts::page::{Look, Post, acts_form, list as cards, shown};
use crate::posts::web::composer::form;
use crate::posts::web::write::reply_desk;

/// Conversations on a page.
const LIMIT: usize = 30;
/// Posts of a conversation on a page.
const POSTS_MAX: usize = 40;
/// Longest piece of the last post, in characters.
const EXCERPT_CHARS_MAX: usize = 200;

/// All conversations, latest first.
pub(super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    ask: Ask,
) -> Result<Response> {
    let who = viewer.id;
    let page = app.read(async move |tx| super::list(tx, who, ask, LIMIT).await).await?;
    let ids: Vec<AccountId> = page.iter().flat_map(Conversation::people).collect();
    let people = accounts::shown(&app, &ids).await?;
    let latest: Vec<PostId> = page.iter().map(|it| it.latest).collect();
    let latest = shown(&app, Some(who), &latest).await?;
    let older = page.last().filter(|_| page.len() == LIMIT);
    let older = older.map(|last| format!("/messages?max_id={}", last.latest));
    let title = visit.say("messages-title");
    let main = html! {
        h1 { (title) }
        p { (visit.say("messages-hint")) }
        p { a.button.main href="/write?visibility=direct" { (visit.say("messages-new")) } }
        @if page.is_empty() { p.empty { (visit.say("messages-empty")) } } @else {
            ol.list { @for it in &page {
                @let post = latest.iter().find(|post| post.id == it.latest);
                li.card.new[it.unread] { (row(&app, &visit, it, &people, post)) }
            } }
        }
        (pager(&visit, None, older.as_deref()))
        (acts_form(&visit, "messages"))
    };
    Ok(parts::page(&app, &visit, &title, &main))
}

fn row(
    app: &App,
    visit: &Visit,
    it: &Conversation,
    people: &[Shown],
    post: Option<&Post>,
) -> Markup {
    let names = names(it, people);
    let path = format!("/messages/{}", it.id);
    html! {
        h2 {
            a href=(path) { (visit.say(Say::new("messages-with").with("names", names.as_str()))) }
            @if it.unread { " " span.tag { (visit.say("is-new")) } }
        }
        @if let Some(post) = post {
            p.soft { (post.account.name()) " · " (parts::relative(app, visit, post.at_ms())) }
            p lang=[&post.language] dir="auto" { (post.excerpt(visit, EXCERPT_CHARS_MAX)) }
        }
        p.row {
            @if it.unread {
                (parts::act_button("plain", &format!("{path}/read"), &visit.say("mark-read"),
                    &names))
            }
            (parts::act_button("quiet", &format!("{path}/remove"), &visit.say("messages-remove"),
                &names))
        }
    }
}

/// The others, by name.
fn names(it: &Conversation, people: &[Shown]) -> String {
    let ids = it.people();
    let found = people.iter().filter(|person| ids.contains(&person.id));
    let mut names: Vec<String> = found.map(Shown::spoken).collect();
    names.dedup();
    names.join(", ")
}

/// How a conversation is read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Order {
    /// `newest`: the newest post on top.
    order: String,
    /// Only posts before this one.
    before: Option<PostId>,
}

/// One conversation: who can read it, what was said, the form to answer.
pub(super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(id): Path<i64>,
    Input(order): Input<Order>,
) -> Result<Response> {
    let (who, before) = (viewer.id, order.before);
    let (it, ids) = app
        .read(async move |tx| {
            let it = super::one(tx, who, id).await?;
            let ids = super::said_in(tx, &it, before, POSTS_MAX).await?;
            Ok((it, ids))
        })
        .await?;
    let others = it.people();
    let people = accounts::shown(&app, &others).await?;
    let mut posts = shown(&app, Some(who), &ids).await?;
    let newest_first = order.order == "newest";
    let earlier = posts.iter().map(|post| post.id).min().filter(|_| ids.len() == POSTS_MAX);
    posts.sort_unstable_by_key(|post| post.id);
    let last = posts.last().map(|post| post.id);
    if newest_first {
        posts.reverse();
    }
    let names = names(&it, &people);
    let title = visit.say(Say::new("messages-with").with("names", names.as_str()));
    let back = format!("/messages/{id}");
    let desk = match last.filter(|_| before.is_none()) {
        Some(last) => Some(reply_desk(&app, &visit, &viewer, last, &back).await?),
        None => None,
    };
    let turn = earlier.map(|id| format!("{back}?order={}&before={id}", order.order));
    let answer = html! {
        @if let Some(desk) = &desk {
            section.card.writing aria-labelledby="answer" {
                h2 #answer { (visit.say("messages-answer")) }
                (form(&app, &visit, desk, 3))
            }
        }
    };
    let main = html! {
        (parts::way_back(&visit, "/messages", "messages-title"))
        h1 { (title) }
        (audience(&visit, &people, who))
        (switch(&visit, &back, newest_first, &it, &names))
        @if newest_first { (answer) }
        h2 { (visit.say("messages-said")) }
        (cards(&app, &visit, &posts, Look::at("thread").under_section()))
        (pager(&visit, None, turn.as_deref()))
        @if !newest_first { (answer) }
        (acts_form(&visit, "thread"))
    };
    let page = Page { title: &title, spot: Spot::Other, private: true, main: &main };
    Ok(parts::frame(&app, &visit, &page).into_response())
}

/// Who can read it, in words.
fn audience(visit: &Visit, people: &[Shown], who: AccountId) -> Markup {
    let others: Vec<String> = people
        .iter()
        .filter(|person| person.id != who)
        .map(|person| format!("{} (@{})", person.spoken(), person.acct))
        .collect();
    let say = match others.is_empty() {
        true => Say::new("messages-only-you"),
        false => Say::new("messages-readers").with("names", others.join(", ")),
    };
    html! {
        div.note.info {
            p { (visit.say(say)) }
            p { (visit.say("messages-readers-hint")) }
        }
    }
}

fn switch(visit: &Visit, path: &str, newest_first: bool, it: &Conversation, names: &str) -> Markup {
    let (order, key) = match newest_first {
        true => ("", "messages-oldest-first"),
        false => ("?order=newest", "messages-newest-first"),
    };
    html! {
        p.row {
            a.button href={ (path) (order) } { (visit.say(key)) }
            @if it.unread {
                (parts::act_button("plain", &format!("{path}/read"), &visit.say("mark-read"),
                    names))
            }
        }
    }
}

/// Says that it is read.
pub(super) async fn read(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    app.write(async move |tx| super::mark(tx, viewer.id, id, false).await).await?;
    Ok(parts::tell(parts::see_other("/messages"), "message-read"))
}

/// Takes it off the page, for oneself alone.
pub(super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    app.write(async move |tx| super::remove(tx, viewer.id, id).await).await?;
    Ok(parts::tell(parts::see_other("/messages"), "message-removed"))
}
