//! A film or sound of a post: the player, the way to its captions, and what is said in it.

use std::collections::HashMap;

use ground::http::Visit;
use ground::{App, Result, html as parts};
use maud::{Markup, html};
use text::captions::transcript;

use super::shown::{Picture, Post};
use crate::accounts::ours;
use crate::media::captions;
use crate::media::web::{Player, language_name, player};

/// What is said in a film or sound, in one language.
#[derive(Clone, Debug)]
pub struct Transcript {
    language: String,
    label: String,
    paragraphs: Vec<String>,
}

/// Reads what is said in the films of a post, for its own page.
///
/// # Errors
/// If the database does not answer.
pub async fn with_transcripts(app: &App, post: &mut Post) -> Result<()> {
    let keys: Vec<String> = post.pictures.iter().flat_map(Picture::caption_keys).collect();
    if keys.is_empty() {
        return Ok(());
    }
    let found = app.read(async move |tx| captions::by_keys(tx, &keys).await).await?;
    let mut found: HashMap<String, _> = found.into_iter().map(|it| (it.key.clone(), it)).collect();
    for picture in &mut post.pictures {
        let there = picture.caption_keys().filter_map(|key| found.remove(&key));
        let read = there.map(|it| Transcript {
            paragraphs: transcript(&it.cues()),
            language: it.language,
            label: it.label,
        });
        picture.transcripts = read.collect();
    }
    Ok(())
}

/// The film or sound with what belongs to it; `own`: its reader posted it.
pub(super) fn film(
    app: &App,
    visit: &Visit,
    post: &Post,
    it: &Picture,
    (own, open): (bool, bool),
) -> Markup {
    let url = it.url.as_deref().unwrap_or_default();
    let is_sound = it.kind == "audio";
    let words = it.description.as_deref().unwrap_or_default();
    let seen = Player {
        is_sound,
        url,
        poster: it.preview_url.as_deref(),
        size: it.whole_size(),
        words,
        tracks: it.captions.iter().map(|it| (&*it.language, &*it.label, &*it.url)).collect(),
    };
    html! {
        figure lang=[post.language.as_ref().filter(|_| !words.is_empty())] {
            (player(app, visit, &seen))
            figcaption lang=(visit.locale.tag()) {
                @if words.is_empty() { span.tag { (visit.say("picture-undescribed")) } " " }
                a href=(ours(app, url)) {
                    (visit.say(if is_sound { "sound-open" } else { "film-open" }))
                }
                @if own {
                    " · " a href={ "/captions/" (it.id) } {
                        (visit.say(if it.captions.is_empty() {
                            "film-captions-add"
                        } else {
                            "film-captions"
                        }))
                    }
                }
                @if !open && !it.captions.is_empty() {
                    " · " a href=(post.path()) { (visit.say("film-transcripts")) }
                }
            }
            @for said in &it.transcripts { (text(visit, said)) }
        }
    }
}

fn text(visit: &Visit, said: &Transcript) -> Markup {
    let name = language_name(&said.language, &said.label);
    let line = visit.say(ground::Say::new("film-transcript").with("name", name));
    let inside = html! {
        div lang=(said.language) dir="auto" {
            @for paragraph in &said.paragraphs { p { (paragraph) } }
        }
    };
    html! { div lang=(visit.locale.tag()) { (parts::unfold(&line, false, &inside)) } }
}
