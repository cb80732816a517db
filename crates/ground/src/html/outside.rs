//! What others make of our pages: the card of a link in other places, and the page as a program on
//! a telephone.

use maud::{Markup, html};
use serde_json::{Value, json};

use super::assets;
use crate::app::App;
use crate::http::Visit;
use crate::http::page::encode;

/// Longest description, in characters.
const DESCRIPTION_CHARS_MAX: usize = 300;

/// What a page shows of itself where somebody links to it.
#[derive(Default)]
pub struct Preview<'a> {
    /// `website`, `article` or `profile`, as <https://ogp.me> names them.
    pub kind: &'a str,
    /// What it is called.
    pub title: &'a str,
    /// What it says, in a few sentences; may be empty.
    pub words: &'a str,
    /// The page's own path: the one under which it is to be known.
    pub path: &'a str,
    /// Address and description of a picture; the description may be empty.
    pub picture: Option<(&'a str, &'a str)>,
    /// Whether the page is a post, which other sites may show as one.
    pub embeds: bool,
}

/// The elements of the page's head that say so.
#[must_use]
pub fn preview(app: &App, visit: &Visit, it: &Preview<'_>) -> Markup {
    let address = app.url(it.path);
    let words: String = it.words.chars().take(DESCRIPTION_CHARS_MAX).collect();
    html! {
        link rel="canonical" href=(address);
        @if !words.is_empty() { meta name="description" content=(words); }
        meta property="og:type" content=(it.kind);
        meta property="og:site_name" content=(app.config.title);
        meta property="og:title" content=(it.title);
        meta property="og:url" content=(address);
        meta property="og:locale" content=(visit.locale.tag());
        @if !words.is_empty() { meta property="og:description" content=(words); }
        @if let Some((picture, alt)) = it.picture {
            @let ours = picture.starts_with('/').then(|| app.url(picture));
            meta property="og:image" content=(ours.as_deref().unwrap_or(picture));
            @if !alt.is_empty() { meta property="og:image:alt" content=(alt); }
        }
        meta name="twitter:card" content=(if it.picture.is_some() && it.embeds {
            "summary_large_image"
        } else {
            "summary"
        });
        @if it.embeds {
            link rel="alternate" type="application/json+oembed"
                href=(format!("/api/oembed?url={}", encode(&address)));
        }
    }
}

/// The place as a program on a telephone, which others may share into.
/// <https://www.w3.org/TR/appmanifest/>
#[must_use]
pub fn manifest(app: &App, visit: &Visit) -> Value {
    let icon = |name: &str, sizes: &str| {
        json!({
            "src": assets::address(name), "sizes": sizes, "type": "image/png",
            "purpose": "any maskable",
        })
    };
    json!({
        "id": "/",
        "name": app.config.title,
        "short_name": app.config.title,
        "description": app.config.description,
        "lang": visit.locale.tag(),
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": "#fbf6ec",
        "theme_color": "#fbf6ec",
        "icons": [icon("icon-192.png", "192x192"), icon("icon-512.png", "512x512")],
        "share_target": {
            "action": "/share",
            "method": "POST",
            "enctype": "multipart/form-data",
            "params": {
                "title": "title", "text": "text", "url": "url",
                "files": [{ "name": "files", "accept": ["image/*", "video/*", "audio/*"] }],
            },
        },
        "shortcuts": [
            { "name": visit.say("nav-write"), "url": "/write" },
            { "name": visit.say("nav-notifications"), "url": "/notifications" },
        ],
    })
}
