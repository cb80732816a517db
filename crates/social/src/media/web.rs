//! How pages play films and sound: by the browser's own controls, which need no script.

use ground::App;
use ground::http::Visit;
use maud::{Markup, html};
use wire::mastodon::{MediaAttachment, MediaKind, MediaOriginal};

use crate::accounts::ours;
use crate::posts::web::composer::LANGUAGES;

/// A film or sound to be played.
#[derive(Clone, Debug, Default)]
pub struct Player<'a> {
    /// Whether there is nothing to see in it.
    pub is_sound: bool,
    /// Where it is.
    pub url: &'a str,
    /// Where the picture is that stands for it, if there is one.
    pub poster: Option<&'a str>,
    /// Width and height in pixels, if there is something to see.
    pub size: Option<(u32, u32)>,
    /// What it shows or says; empty if nobody said so.
    pub words: &'a str,
    /// Its captions: language, name, address.
    pub tracks: Vec<(&'a str, &'a str, &'a str)>,
}

impl<'a> Player<'a> {
    /// For a film or sound as apps read it.
    #[must_use]
    pub fn of(it: &'a MediaAttachment) -> Self {
        let size = match it.meta.as_ref().and_then(|meta| meta.original.as_ref()) {
            Some(MediaOriginal::Film { width: Some(width), height: Some(height), .. }) => {
                Some((*width, *height))
            }
            _ => None,
        };
        let tracks = it.captions.iter();
        Self {
            is_sound: it.kind == MediaKind::Audio,
            url: it.url.as_deref().unwrap_or_default(),
            poster: it.preview_url.as_deref(),
            size,
            words: it.description.as_deref().unwrap_or_default(),
            tracks: tracks.map(|it| (&*it.language, &*it.label, &*it.url)).collect(),
        }
    }
}

/// Plays it when asked to: nothing is fetched before but the picture that stands for it.
#[must_use]
pub fn player(app: &App, visit: &Visit, it: &Player<'_>) -> Markup {
    let name = match (it.words, it.is_sound) {
        ("", true) => visit.say("sound-undescribed"),
        ("", false) => visit.say("film-undescribed"),
        (words, _) => words.to_owned(),
    };
    let tracks = html! {
        @for (language, label, url) in &it.tracks {
            track kind="captions" srclang=(language) label=(language_name(language, label))
                src=(ours(app, url));
        }
    };
    html! {
        @if it.is_sound {
            audio controls preload="none" src=(ours(app, it.url)) aria-label=(name) { (tracks) }
        } @else {
            video controls preload="none" playsinline src=(ours(app, it.url)) aria-label=(name)
                poster=[it.poster.map(|url| ours(app, url))]
                width=[it.size.map(|(width, _)| width)] height=[it.size.map(|(_, height)| height)] {
                (tracks)
            }
        }
    }
}

/// What captions are called: their own name, else their language's, else its tag.
#[must_use]
pub fn language_name(language: &str, label: &str) -> String {
    if !label.is_empty() {
        return label.to_owned();
    }
    let primary = language.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let known = LANGUAGES.iter().find(|(tag, _)| *tag == primary);
    known.map_or_else(|| language.to_owned(), |(_, name)| (*name).to_owned())
}
