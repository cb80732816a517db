//! Posts for readers of feeds: Atom (RFC 4287), of what anybody may read.

use axum::response::{IntoResponse, Response};
use ground::App;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use maud::{Markup, PreEscaped, html};
use wire::Time;

use super::Post;
use super::rss::{Channel, KEPT_S, clean, escaped, rss, shortened};

/// What a feed may be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// RSS 2.0.
    Rss,
    /// Atom.
    Atom,
}

impl Format {
    /// A name and the format that its end asks for, if it asks for one.
    #[must_use]
    pub fn of(name: &str) -> Option<(&str, Self)> {
        let rss = name.strip_suffix(".rss").map(|name| (name, Self::Rss));
        rss.or_else(|| name.strip_suffix(".atom").map(|name| (name, Self::Atom)))
    }

    /// The end of an address that asks for it.
    #[must_use]
    pub fn end(self) -> &'static str {
        match self {
            Self::Rss => ".rss",
            Self::Atom => ".atom",
        }
    }
}

/// A feed. What is behind a warning stays behind it.
#[must_use]
pub fn feed(app: &App, channel: &Channel<'_>, format: Format, posts: &[Post]) -> Response {
    match format {
        Format::Rss => rss(app, channel, posts),
        Format::Atom => atom(app, channel, posts),
    }
}

/// Where the feeds of a page are, for the head of that page.
#[must_use]
pub fn alternates(page: &str, title: &str) -> Markup {
    html! {
        link rel="alternate" type="application/rss+xml" title={ (title) " (RSS)" }
            href={ (page) (Format::Rss.end()) };
        link rel="alternate" type="application/atom+xml" title={ (title) " (Atom)" }
            href={ (page) (Format::Atom.end()) };
    }
}

fn atom(app: &App, channel: &Channel<'_>, posts: &[Post]) -> Response {
    // A feed without posts is as old as time: it has not changed since.
    let newest = posts.iter().map(Post::at_ms).max().unwrap_or(0);
    let body = html! {
        (PreEscaped("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"))
        feed xmlns="http://www.w3.org/2005/Atom" {
            id { (app.url(channel.page)) }
            title { (clean(channel.title)) }
            subtitle { (clean(channel.description)) }
            updated { (moment(newest)) }
            (link("self", "application/atom+xml", &app.url(channel.path)))
            (link("alternate", "text/html", &app.url(channel.page)))
            @for post in posts { (entry(app, post)) }
        }
    };
    let headers = [
        (CONTENT_TYPE, "application/atom+xml; charset=utf-8".to_owned()),
        (CACHE_CONTROL, format!("public, max-age={KEPT_S}")),
    ];
    (headers, body.into_string()).into_response()
}

fn entry(app: &App, post: &Post) -> Markup {
    let address = app.url(&post.path());
    let warned = !post.spoiler_text.is_empty();
    let words = match warned {
        true => post.spoiler_text.clone(),
        false => text::plain(&post.content),
    };
    html! {
        entry xml:lang=[post.language.as_deref()] {
            id { (address) }
            title { (clean(&shortened(&words))) }
            updated { (moment(post.at_ms())) }
            published { (moment(post.at_ms())) }
            author { name { (clean(post.account.name())) } }
            (link("alternate", "text/html", &address))
            @if warned { summary { (clean(&post.spoiler_text)) } }
            @else { content type="html" { (clean(&post.content)) } }
        }
    }
}

/// Atom's links have no end tag of their own, as HTML's; but XML wants them closed.
fn link(rel: &str, kind: &str, address: &str) -> Markup {
    let address = escaped(address);
    PreEscaped(format!("<link rel=\"{rel}\" type=\"{kind}\" href=\"{address}\"/>"))
}

/// As RFC 3339 writes it.
fn moment(at_ms: i64) -> String {
    String::from_utf8_lossy(&Time(at_ms).bytes()).into_owned()
}
