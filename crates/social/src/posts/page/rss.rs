//! Posts for readers of feeds: RSS 2.0, of what anybody may read.

use axum::response::{IntoResponse, Response};
use ground::App;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use maud::{Markup, PreEscaped, html};
use wire::Time;

use super::Post;

/// How long a feed may be kept, in seconds.
pub(super) const KEPT_S: u32 = 300;
/// Longest title of an item, in characters.
const TITLE_CHARS_MAX: usize = 80;
const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAY_MS: i64 = 86_400_000;

/// What a feed is of.
pub struct Channel<'a> {
    /// Its title.
    pub title: &'a str,
    /// What is in it.
    pub description: &'a str,
    /// The path of the page that shows the same.
    pub page: &'a str,
    /// Its own path.
    pub path: &'a str,
}

/// A feed. What is behind a warning stays behind it.
pub(super) fn rss(app: &App, channel: &Channel<'_>, posts: &[Post]) -> Response {
    let body = html! {
        (PreEscaped("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"))
        rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" {
            channel {
                title { (clean(channel.title)) }
                (element("link", &app.url(channel.page)))
                description { (clean(channel.description)) }
                (PreEscaped(format!(
                    "<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"{}\"/>",
                    escaped(&app.url(channel.path)),
                )))
                @for post in posts { (item(app, post)) }
            }
        }
    };
    let headers = [
        (CONTENT_TYPE, "application/rss+xml; charset=utf-8".to_owned()),
        (CACHE_CONTROL, format!("public, max-age={KEPT_S}")),
    ];
    (headers, body.into_string()).into_response()
}

fn item(app: &App, post: &Post) -> Markup {
    let address = app.url(&post.path());
    let warned = !post.spoiler_text.is_empty();
    let words = match warned {
        true => post.spoiler_text.clone(),
        false => text::plain(&post.content),
    };
    html! {
        item {
            title { (clean(&shortened(&words))) }
            (element("link", &address))
            guid isPermaLink="true" { (address) }
            pubDate { (moment(post.at_ms())) }
            @if warned { description { (clean(&post.spoiler_text)) } }
            @else { description { (clean(&post.content)) } }
            @if !warned && !post.sensitive {
                @for picture in &post.pictures {
                    @if let Some(url) = &picture.url {
                        (PreEscaped(format!(
                            "<enclosure url=\"{}\" length=\"0\" type=\"{}\"/>",
                            escaped(url), kind(&picture.kind),
                        )))
                    }
                }
            }
        }
    }
}

fn kind(kind: &str) -> &'static str {
    match kind {
        "video" | "gifv" => "video/mp4",
        "audio" => "audio/mpeg",
        _ => "image/jpeg",
    }
}

/// An element that the maker of pages takes for one of HTML's, which have no end.
fn element(name: &str, text: &str) -> Markup {
    PreEscaped(format!("<{name}>{}</{name}>", escaped(text)))
}

pub(super) fn escaped(value: &str) -> String {
    let mut out = String::new();
    text::escape(&mut out, &clean(value));
    out
}

/// Without what XML may not hold.
pub(super) fn clean(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_control() || matches!(sign, '\n' | '\t')).collect()
}

pub(super) fn shortened(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(TITLE_CHARS_MAX) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None if line.is_empty() => "…".to_owned(),
        None => line,
    }
}

/// As RFC 822 writes it: `Tue, 24 Nov 2026 16:00:00 +0000`.
fn moment(at_ms: i64) -> String {
    let bytes = Time(at_ms).bytes();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let day = DAYS[usize::try_from(at_ms.div_euclid(DAY_MS).rem_euclid(7)).unwrap_or(0)];
    let month = text[5..7].parse::<usize>().unwrap_or(1).clamp(1, 12) - 1;
    format!("{day}, {} {} {} {} +0000", &text[8..10], MONTHS[month], &text[..4], &text[11..19])
}
