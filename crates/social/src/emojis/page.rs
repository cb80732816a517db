//! Emojis on pages: the one place that makes markup of their names.

use ground::App;
use maud::{Markup, PreEscaped, html};
use serde::Deserialize;

/// An emoji as a page shows it.
#[derive(Clone, Debug, Deserialize)]
pub struct Shown {
    /// Its name, without colons.
    pub shortcode: String,
    url: String,
    static_url: String,
}

/// HTML of ours with its emojis. Tags, links and code stay as they are.
#[must_use]
pub fn words(app: &App, html: &str, emojis: &[Shown]) -> Markup {
    let picture = |name: &str| {
        let emoji = emojis.iter().find(|it| it.shortcode == name)?;
        Some(picture(app, emoji).into_string())
    };
    PreEscaped(if emojis.is_empty() { html.to_owned() } else { text::dress(html, picture) })
}

/// A plain text, such as a name, with its emojis.
#[must_use]
pub fn line(app: &App, plain: &str, emojis: &[Shown]) -> Markup {
    let mut html = String::with_capacity(plain.len());
    text::escape(&mut html, plain);
    words(app, &html, emojis)
}

/// A picture that moves only for those who like that.
pub(super) fn picture(app: &App, emoji: &Shown) -> Markup {
    let ours = |url: &str| url.strip_prefix(app.config.origin.as_str()).unwrap_or(url).to_owned();
    let name = format!(":{}:", emoji.shortcode);
    let still = html! {
        img.emoji src=(ours(&emoji.static_url)) alt=(name) title=(name) loading="lazy"
            decoding="async";
    };
    html! {
        @if emoji.url == emoji.static_url { (still) } @else {
            picture {
                source srcset=(ours(&emoji.url)) media="(prefers-reduced-motion: no-preference)";
                (still)
            }
        }
    }
}

impl From<&wire::mastodon::CustomEmoji> for Shown {
    fn from(emoji: &wire::mastodon::CustomEmoji) -> Self {
        Self {
            shortcode: emoji.shortcode.clone(),
            url: emoji.url.clone(),
            static_url: emoji.static_url.clone(),
        }
    }
}
