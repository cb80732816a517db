//! The page of a post: what it answers, itself, what answers it.

use std::collections::HashMap;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::html::{self, Beside, Page, Spot, see_other};
use ground::http::page::log_in_path;
use ground::http::{Path, Visit};
use ground::{App, Error, PostId, Result, Say};
use maud::{Markup, html};

use super::embed;
use crate::accounts::elsewhere::{self, Known};
use crate::posts::page::{Look, Post, acts_form, card, shown, with_transcripts};
use crate::posts::{self, Visibility, thread};

/// Answers shown one inside the other; below, they stand in one line.
const NESTED_MAX: usize = 3;
/// Longest piece of a text in a title, in characters.
const TITLE_CHARS_MAX: usize = 60;
/// Longest piece of a text shown elsewhere, in characters.
const PREVIEW_CHARS_MAX: usize = 280;

/// Leads to the page of a post, whoever wrote it: for links that know its number alone.
pub(in crate::posts) async fn find(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<PostId>,
) -> Result<Response> {
    let who = visit.who();
    let post = app.read(async move |tx| posts::seen_by(tx, who, id).await).await?;
    let id = post.boost_of.unwrap_or(post.id);
    let found = shown(&app, who, &[id]).await?.pop().ok_or(Error::NotFound)?;
    Ok(see_other(&found.path()))
}

/// The conversation around a post.
pub(in crate::posts) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path((name, id)): Path<(String, PostId)>,
) -> Result<Response> {
    let who = visit.who();
    let context = app.read(async move |tx| thread::context(tx, who, id).await).await?;
    let (above, below) = (context.ancestors, context.descendants);
    let ids: Vec<PostId> = above.iter().chain([&id]).chain(&below).copied().collect();
    let posts = shown(&app, who, &ids).await?;
    let mut posts: HashMap<PostId, Post> = posts.into_iter().map(|post| (post.id, post)).collect();
    with_transcripts(&app, posts.get_mut(&id).ok_or(Error::NotFound)?).await?;
    let post = posts.get(&id).ok_or(Error::NotFound)?;
    if post.reblog.is_some() || !post.account.acct.eq_ignore_ascii_case(&name) {
        return Ok(see_other(&post.proper().path()));
    }
    let known = elsewhere::conversation(&app, id).await?;
    let title = title(&visit, post);
    let look = Look { open: true, ..Look::at("thread") };
    let around = Look::at("thread");
    let main = html! {
        h1 { (visit.say(Say::new("thread-title").with("name", post.account.name()))) }
        @if !above.is_empty() || !below.is_empty() { (summary(&visit, &posts)) }
        @if let Some(known) = known { (completeness(&app, &visit, known)) }
        ol.list {
            @for above in above.iter().filter_map(|id| posts.get(id)) {
                li { (card(&app, &visit, above, around)) }
            }
            li { (card(&app, &visit, post, look)) }
        }
        (reply(&visit, post))
        (embed::offer(&app, &visit, post))
        @if who.is_some_and(|who| who != post.account.id) {
            p.soft { a href={ "/accounts/" (post.account.id) "/report?post=" (id) } {
                (visit.say("report-post"))
            } }
        }
        @if who == Some(post.account.id) {
            p.soft { a href={ "/posts/" (id) "/deliveries" } { (visit.say("deliveries-title")) } }
        }
        @if !below.is_empty() {
            h2 #replies { (visit.say("thread-replies")) }
            (Replies::of(&app, &visit, &posts, id, &below).markup())
        }
        (acts_form(&visit, "thread"))
    };
    let private = post.visibility != Visibility::Public || !post.account.indexable;
    let page = Page { title: &title, spot: Spot::Other, private, main: &main };
    let head = preview(&app, &visit, post, &title);
    let beside = Beside { head: head.as_ref(), ..Beside::default() };
    Ok(html::frame_with(&app, &visit, &page, &beside).into_response())
}

fn title(visit: &Visit, post: &Post) -> String {
    let say = Say::new("thread-window").with("name", post.account.spoken());
    visit.say(say.with("words", post.excerpt(visit, TITLE_CHARS_MAX)))
}

/// What a link to the post shows elsewhere: nothing unless everybody may see it, and no picture
/// that starts hidden.
fn preview(app: &App, visit: &Visit, post: &Post, title: &str) -> Option<Markup> {
    post.visibility.is_open().then_some(())?;
    let shown = post.pictures.iter().find(|it| it.kind == "image" && !post.sensitive);
    let picture = shown.and_then(|it| {
        let address = it.preview_url.as_deref().or(it.url.as_deref())?;
        Some((address, it.description.as_deref().unwrap_or_default()))
    });
    let portrait = (post.account.avatar.as_str(), post.account.avatar_description.as_str());
    Some(html::preview(
        app,
        visit,
        &html::Preview {
            kind: "article",
            title,
            words: &post.excerpt(visit, PREVIEW_CHARS_MAX),
            path: &post.path(),
            picture: Some(picture.unwrap_or(portrait)),
            embeds: true,
        },
    ))
}

fn summary(visit: &Visit, posts: &HashMap<PostId, Post>) -> Markup {
    let mut people: Vec<_> = posts.values().map(|post| post.account.id).collect();
    people.sort_unstable();
    people.dedup();
    let say = Say::new("thread-size").with("posts", posts.len()).with("people", people.len());
    html! { p.soft { (visit.say(say)) } }
}

/// How much of the conversation is here, and when other servers were last asked for more.
fn completeness(app: &App, visit: &Visit, known: Known) -> Markup {
    let (here, total) = (known.here, known.total);
    let say = Say::new(if here < total { "thread-part" } else { "thread-all" });
    html! {
        p.soft {
            (visit.say(say.with("here", here).with("total", total)))
            @if known.asking { " " (visit.say("thread-asking")) }
            @else if let Some(at) = known.checked_at {
                " " (visit.say("thread-checked")) " " (html::relative(app, visit, at)) "."
            }
        }
    }
}

fn reply(visit: &Visit, post: &Post) -> Markup {
    let words = Say::new("thread-reply").with("name", post.account.name());
    html! {
        @if visit.viewer.is_some() {
            p {
                @let id = post.id;
                a.button.main href={ "/write?reply_to=" (id) "&via=" (id) "&via_place=thread" } {
                    (html::icon("reply")) (visit.say(words))
                }
            }
        } @else {
            p.note.info {
                a href=(log_in_path(&post.path())) { (visit.say("thread-log-in")) }
            }
        }
    }
}

/// The answers below a post, each inside what it answers.
struct Replies<'a> {
    app: &'a App,
    visit: &'a Visit,
    posts: &'a HashMap<PostId, Post>,
    top: PostId,
    under: HashMap<PostId, Vec<PostId>>,
}

impl<'a> Replies<'a> {
    fn of(
        app: &'a App,
        visit: &'a Visit,
        posts: &'a HashMap<PostId, Post>,
        top: PostId,
        below: &[PostId],
    ) -> Self {
        let mut under: HashMap<PostId, Vec<PostId>> = HashMap::new();
        for id in below.iter().filter(|id| posts.contains_key(id)) {
            let parent = posts.get(id).and_then(|post| post.in_reply_to_id);
            // What answers something hidden stands right under the top.
            let parent = parent.filter(|parent| below.contains(parent)).unwrap_or(top);
            under.entry(parent).or_default().push(*id);
        }
        Self { app, visit, posts, top, under }
    }

    fn markup(&self) -> Markup {
        self.level(&[self.top], 0)
    }

    fn level(&self, parents: &[PostId], depth: usize) -> Markup {
        let children = parents.iter().filter_map(|parent| self.under.get(parent)).flatten();
        let look = Look::at("thread").under_section();
        html! {
            ol.list.thread {
                @for child in children {
                    li {
                        @if let Some(post) = self.posts.get(child) {
                            (card(self.app, self.visit, post, look))
                        }
                        @if depth + 1 < NESTED_MAX && self.under.contains_key(child) {
                            (self.level(&[*child], depth + 1))
                        }
                    }
                    @if depth + 1 >= NESTED_MAX {
                        @let below = self.all_under(*child);
                        @for post in below.iter().filter_map(|id| self.posts.get(id)) {
                            li { (card(self.app, self.visit, post, look)) }
                        }
                    }
                }
            }
        }
    }

    /// Everything below an answer, in the order in which it is read.
    fn all_under(&self, top: PostId) -> Vec<PostId> {
        let mut order = Vec::new();
        let mut pile = vec![top];
        while let Some(id) = pile.pop() {
            if id != top {
                order.push(id);
            }
            pile.extend(self.under.get(&id).into_iter().flatten().rev());
        }
        order
    }
}
