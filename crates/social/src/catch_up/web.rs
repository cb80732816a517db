//! The page on which one catches up.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::html::{self as parts, Page, Spot};
use ground::http::{Form, Input, Viewer, Visit};
use ground::{AccountId, App, PostId, Result, Say};
use maud::{Markup, html};
use serde::Deserialize;

use crate::markers;
use crate::posts::page::{Look, Post, acts_form, card, shown};

/// Posts of a group that are shown; the others are counted.
const SHOWN_MAX: usize = 25;
/// People who are listed, those who said most first.
const PEOPLE_MAX: usize = 30;
const HOUR_MS: i64 = 3_600_000;

/// How far one may look back, but to where one left: name in addresses, key of the words, hours.
const SPANS: [(&str, &str, i64); 4] = [
    ("6h", "since-6-hours", 6),
    ("day", "since-day", 24),
    ("3days", "since-3-days", 72),
    ("week", "since-week", 168),
];

/// Since when.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    since: String,
}

/// What came, in the order of the page.
#[derive(Default)]
struct Sorted<'a> {
    to_me: Vec<&'a Post>,
    said: Vec<&'a Post>,
    links: Vec<&'a Post>,
    /// A post that was carried on, and by whom.
    boosts: Vec<(&'a Post, Vec<&'a Post>)>,
}

/// The French name of the page.
pub(super) async fn french(_: Viewer) -> Response {
    parts::see_other("/catch-up")
}

pub(super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Input(asked): Input<Asked>,
) -> Result<Response> {
    let (who, person) = (viewer.id, viewer.person);
    let read = app.read(async move |tx| Ok(markers::find(tx, person, who).await?.home)).await?;
    let left = read.map(|marker| PostId(marker.last_read_id.0));
    let span = SPANS.iter().find(|(name, ..)| *name == asked.since);
    let span = span.or((left.is_none()).then_some(&SPANS[1]));
    let after = match (span, left) {
        (Some((_, _, hours)), _) => super::at(app.db.now_ms() - hours * HOUR_MS),
        (None, left) => left.unwrap_or(PostId(0)),
    };
    let (ids, all) = super::since(&app, who, after).await?;
    let posts = shown(&app, Some(who), &ids).await?;
    let sorted = sort(&posts, who);
    let title = visit.say("catch-up-title");
    let main = html! {
        h1 { (title) }
        (spans(&visit, left.is_some(), span.map_or("", |(name, ..)| name)))
        @if posts.is_empty() {
            p.lead { (visit.say("caught-up")) }
            p { a.button.main href="/" { (visit.say("nav-home")) } }
        } @else {
            (counts(&visit, &sorted, posts.len(), all))
            (people(&visit, &posts))
            (groups(&app, &visit, &sorted))
            (end(&visit, ids.first().copied()))
        }
        (acts_form(&visit, "home"))
    };
    let page = Page { title: &title, spot: Spot::Other, private: true, main: &main };
    Ok(parts::frame(&app, &visit, &page).into_response())
}

fn sort(posts: &[Post], who: AccountId) -> Sorted<'_> {
    let mut sorted = Sorted::default();
    for post in posts {
        if post.reblog.is_some() {
            let proper = post.proper();
            match sorted.boosts.iter_mut().find(|(first, _)| first.proper().id == proper.id) {
                Some((_, by)) => by.push(post),
                None => sorted.boosts.push((post, vec![post])),
            }
        } else if post.account.id == who {
            // What one said oneself is known.
        } else if post.speaks_to(who) {
            sorted.to_me.push(post);
        } else if post.link.is_some() {
            sorted.links.push(post);
        } else {
            sorted.said.push(post);
        }
    }
    sorted
}

fn spans(visit: &Visit, left: bool, chosen: &str) -> Markup {
    let first = left.then_some(("", "since-left"));
    let rest = SPANS.iter().map(|(name, key, _)| (*name, *key));
    html! {
        nav.tabs aria-label=(visit.say("since-label")) { ul {
            @for (name, key) in first.into_iter().chain(rest) {
                li {
                    a href={ "/catch-up" @if !name.is_empty() { "?since=" (name) } }
                        aria-current=[(name == chosen).then_some("page")] { (visit.say(key)) }
                }
            }
        } }
    }
}

/// How much came of each, as ways into the page.
fn counts(visit: &Visit, sorted: &Sorted<'_>, entries: usize, all: bool) -> Markup {
    let carried: usize = sorted.boosts.iter().map(|(_, by)| by.len()).sum();
    let counts = [
        ("to-me", "caught-to-me", sorted.to_me.len()),
        ("said", "caught-said", sorted.said.len()),
        ("links", "caught-links", sorted.links.len()),
        ("boosts", "caught-boosts", carried),
    ];
    html! {
        p.lead { (visit.say(Say::new("caught-entries").with("count", entries))) }
        @if !all { (parts::info(&visit.say("caught-more"))) }
        ul.ways {
            @for (id, key, count) in counts {
                @if count > 0 {
                    li { a href={ "#" (id) } { (visit.say(Say::new(key).with("count", count))) } }
                }
            }
        }
    }
}

/// Who said how much.
fn people(visit: &Visit, posts: &[Post]) -> Markup {
    let mut by: BTreeMap<AccountId, (&Post, usize, usize)> = BTreeMap::new();
    for post in posts {
        let entry = by.entry(post.account.id).or_insert((post, 0, 0));
        match post.reblog {
            Some(_) => entry.2 += 1,
            None => entry.1 += 1,
        }
    }
    let mut list: Vec<_> = by.into_values().collect();
    list.sort_by_key(|(_, said, carried)| std::cmp::Reverse(said + carried));
    let heads = ["caught-who", "caught-posts", "caught-carried"].map(|key| visit.say(key));
    let rows: Vec<Vec<Markup>> = list
        .iter()
        .take(PEOPLE_MAX)
        .map(|(post, said, carried)| {
            let name = html! { a href=(post.account.path()) { bdi { (post.account.name()) } } };
            vec![name, html! { (said) }, html! { (carried) }]
        })
        .collect();
    let table = parts::table_region("caught-people", &visit.say("caught-people"), &heads, &rows);
    parts::unfold(&visit.say("caught-people"), false, &table)
}

fn groups(app: &App, visit: &Visit, sorted: &Sorted<'_>) -> Markup {
    let look = Look::at("home").under_section();
    let of = |id: &'static str, key: &'static str, posts: &[&Post]| {
        html! {
            @if !posts.is_empty() {
                section aria-labelledby=(id) {
                    h2 id=(id) tabindex="-1" {
                        (visit.say(Say::new(key).with("count", posts.len())))
                    }
                    ol.list {
                        @for post in posts.iter().take(SHOWN_MAX) {
                            li { (card(app, visit, post, look)) }
                        }
                    }
                    (rest(visit, posts.len()))
                }
            }
        }
    };
    html! {
        (of("to-me", "caught-to-me", &sorted.to_me))
        (of("said", "caught-said", &sorted.said))
        (of("links", "caught-links", &sorted.links))
        (boosts(app, visit, sorted))
    }
}

/// What others carried on: once each, with who did; folded, for it is often much.
fn boosts(app: &App, visit: &Visit, sorted: &Sorted<'_>) -> Markup {
    let look = Look::at("home").under_section();
    let carried: usize = sorted.boosts.iter().map(|(_, by)| by.len()).sum();
    let others = sorted.to_me.len() + sorted.said.len() + sorted.links.len();
    let title = visit.say(Say::new("caught-boosts").with("count", carried));
    let inside = html! {
        ol.list {
            @for (post, by) in sorted.boosts.iter().take(SHOWN_MAX) {
                li {
                    @if by.len() > 1 {
                        @let names: Vec<String> =
                            by.iter().map(|post| post.account.spoken()).collect();
                        p.soft { (visit.say(Say::new("post-boosted-by")
                            .with("name", names.join(", ")))) }
                    }
                    (card(app, visit, post, look))
                }
            }
        }
        (rest(visit, sorted.boosts.len()))
    };
    html! {
        @if carried > 0 {
            section aria-labelledby="boosts" {
                h2 #boosts tabindex="-1" { (title) }
                (parts::unfold(&visit.say("caught-show"), others >= 3 * carried, &inside))
            }
        }
    }
}

fn rest(visit: &Visit, count: usize) -> Markup {
    html! {
        @if count > SHOWN_MAX {
            p { a href="/" {
                (visit.say(Say::new("caught-rest").with("count", count - SHOWN_MAX)))
            } }
        }
    }
}

/// The end, and the button that says so.
fn end(visit: &Visit, newest: Option<PostId>) -> Markup {
    html! {
        section.card aria-labelledby="end" {
            h2 #end { (visit.say("caught-end")) }
            @if let Some(newest) = newest {
                form method="post" action="/catch-up" {
                    (parts::csrf_field(visit))
                    (parts::hidden("up_to", &newest.to_string()))
                    p { (visit.say("caught-end-hint")) }
                    (parts::button(&visit.say("caught-done")))
                }
            }
        }
    }
}

/// Up to where one has read.
#[derive(Debug, Deserialize)]
pub(super) struct UpTo {
    up_to: PostId,
}

/// Notes how far one has read: from there one catches up the next time.
pub(super) async fn done(
    State(app): State<App>,
    viewer: Viewer,
    Form(UpTo { up_to }): Form<UpTo>,
) -> Result<Response> {
    let (person, who) = (viewer.person, viewer.id);
    let home = markers::Timeline::Home;
    app.write(async move |tx| markers::set(tx, person, who, home, up_to.0).await).await?;
    Ok(parts::tell(parts::see_other("/catch-up"), "caught-up"))
}
