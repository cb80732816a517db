//! What is shown of a page: a few words of its own, and a picture.

use ground::App;
use serde::{Deserialize, Serialize};
use text::{Frame, Page};
use url::Url;
use wire::Time;
use wire::mastodon::{CardKind, PreviewCard, PreviewCardAuthor};

use super::address::{self, URL_BYTES_MAX};
use super::oembed::Embed;
use crate::media::remote::{self, Look, Wanted};

const TITLE_CHARS_MAX: usize = 300;
const DESCRIPTION_CHARS_MAX: usize = 1_000;
const NAME_CHARS_MAX: usize = 150;
/// Largest side of something embedded, in pixels.
const SIDE_MAX: u32 = 4_096;
/// What an embedded page may do: run its own scripts with its own keys, open windows. Nothing of
/// the page around it.
const SANDBOX: &str = "allow-scripts allow-same-origin allow-popups allow-presentation";

/// What is shown of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct Card {
    /// `link`, `photo`, `video` or `rich`.
    pub kind: Kind,
    /// The page's title.
    pub title: String,
    /// What it says of itself.
    pub description: String,
    /// Who wrote it.
    pub author_name: String,
    /// A page about who wrote it.
    pub author_url: String,
    /// The site's name.
    pub provider_name: String,
    /// The site's page.
    pub provider_url: String,
    /// The page to embed: only ever of https.
    pub frame: Option<String>,
    /// The width of the picture, or of what is embedded, in pixels; 0 when there is none.
    pub width: u32,
    /// The height, likewise.
    pub height: u32,
    /// The picture to embed, where the link is one.
    pub photo: String,
    /// The picture's address; readers see it through us ([`crate::media::remote`]).
    pub image: Option<String>,
    /// What it shows.
    pub image_description: String,
    /// A blur of it.
    pub blurhash: Option<String>,
    /// When the page came out, in epoch milliseconds.
    pub published_at: Option<i64>,
    /// Its language (BCP 47).
    pub language: Option<String>,
}

/// What sort of page it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A page.
    #[default]
    Link,
    /// A picture.
    Photo,
    /// A film.
    Video,
    /// Something else to embed.
    Rich,
}

/// What was read off a page: its card, the address it calls its own, and its picture's.
#[derive(Clone)]
pub(super) struct Found {
    pub(super) card: Card,
    pub(super) canonical: Option<String>,
    pub(super) image: Option<Url>,
}

/// What a page found at `url` shows; none if it has nothing to say.
pub(super) fn of_page(url: &Url, page: &Page, embed: Option<&Embed>) -> Option<Found> {
    let meta = |names: &[&str]| page.meta(names).unwrap_or_default();
    let linked = |text: &str| web(url, text);
    let mut card = Card {
        title: short(meta(&["og:title", "twitter:title"]), TITLE_CHARS_MAX),
        description: short(
            meta(&["og:description", "twitter:description", "description"]),
            DESCRIPTION_CHARS_MAX,
        ),
        author_name: short(meta(&["author", "og:author"]), NAME_CHARS_MAX),
        author_url: linked(meta(&["article:author"])).map(String::from).unwrap_or_default(),
        provider_name: short(meta(&["og:site_name"]), NAME_CHARS_MAX),
        image_description: short(meta(&["og:image:alt", "twitter:image:alt"]), TITLE_CHARS_MAX),
        published_at: Time::parse(meta(&["article:published_time"])).map(|time| time.0),
        language: language(page),
        ..Card::default()
    };
    if card.title.is_empty() {
        card.title = short(&page.title, TITLE_CHARS_MAX);
    }
    let mut image =
        linked(meta(&["og:image:secure_url", "og:image:url", "og:image", "twitter:image"]));
    let player = Frame {
        src: meta(&["twitter:player"]).to_owned(),
        width: meta(&["twitter:player:width"]).parse().ok(),
        height: meta(&["twitter:player:height"]).parse().ok(),
    };
    card.embed(url, Kind::Video, &player);
    if let Some(embed) = embed {
        image = card.take(url, embed).or(image);
    }
    let canonical = page.link("canonical", None).or(page.meta(&["og:url"]));
    let canonical = canonical.and_then(linked).filter(|it| it.host() == url.host());
    let canonical = canonical.and_then(|it| address::normal(it.as_str())).map(String::from);
    (!card.title.is_empty()).then_some(Found { card, canonical, image })
}

impl Card {
    /// Takes over what a page's embedding says of it. Gives its picture's address.
    fn take(&mut self, url: &Url, embed: &Embed) -> Option<Url> {
        let linked = |text: &str| web(url, text);
        if self.title.is_empty() {
            self.title = short(&embed.title, TITLE_CHARS_MAX);
        }
        if !embed.author_name.is_empty() {
            self.author_name = short(&embed.author_name, NAME_CHARS_MAX);
        }
        if let Some(author) = linked(&embed.author_url) {
            self.author_url = author.into();
        }
        if !embed.provider_name.is_empty() {
            self.provider_name = short(&embed.provider_name, NAME_CHARS_MAX);
        }
        if let Some(provider) = linked(&embed.provider_url) {
            self.provider_url = provider.into();
        }
        match embed.kind.as_str() {
            "photo" => {
                let photo = linked(&embed.url)?;
                self.kind = Kind::Photo;
                self.photo = photo.to_string();
                return Some(photo);
            }
            "video" => self.embed(url, Kind::Video, &embed.frame()),
            "rich" => self.embed(url, Kind::Rich, &embed.frame()),
            _ => {}
        }
        linked(&embed.thumbnail_url)
    }

    /// Embeds a page of another place, if it is of https.
    fn embed(&mut self, url: &Url, kind: Kind, frame: &Frame) {
        let src = web(url, &frame.src).filter(|src| src.scheme() == "https");
        let Some(src) = src.filter(|_| !frame.src.is_empty()) else { return };
        let side = |side: Option<u32>| side.unwrap_or_default().min(SIDE_MAX);
        (self.kind, self.frame) = (kind, Some(src.into()));
        (self.width, self.height) = (side(frame.width), side(frame.height));
    }

    /// What apps may embed: an element of ours around the foreign page, or nothing.
    #[must_use]
    pub fn html(&self) -> String {
        let Some(src) = &self.frame else { return String::new() };
        let (width, height) = (self.width, self.height);
        let mut html = String::from("<iframe src=\"");
        text::escape(&mut html, src);
        html.push_str(&format!(
            "\" width=\"{width}\" height=\"{height}\" sandbox=\"{SANDBOX}\" \
             referrerpolicy=\"no-referrer\" allowfullscreen=\"\"></iframe>"
        ));
        html
    }

    /// As apps read it. <https://docs.joinmastodon.org/entities/PreviewCard/>
    #[must_use]
    pub fn wire(&self, app: &App, url: &str) -> PreviewCard {
        // The place itself, where the page did not name it.
        let host = Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned));
        let named = !self.provider_name.is_empty();
        let provider = if named { self.provider_name.clone() } else { host.unwrap_or_default() };
        let author = PreviewCardAuthor {
            name: self.author_name.clone(),
            url: self.author_url.clone(),
            account: None,
        };
        let no_author = author.name.is_empty() && author.url.is_empty();
        PreviewCard {
            url: url.to_owned(),
            title: self.title.clone(),
            description: self.description.clone(),
            kind: match self.kind {
                Kind::Link => CardKind::Link,
                Kind::Photo => CardKind::Photo,
                Kind::Video => CardKind::Video,
                Kind::Rich => CardKind::Rich,
            },
            authors: if no_author { Vec::new() } else { vec![author] },
            author_name: self.author_name.clone(),
            author_url: self.author_url.clone(),
            provider_name: provider,
            provider_url: self.provider_url.clone(),
            html: self.html(),
            width: self.width,
            height: self.height,
            image: self.image_through_us(app),
            image_description: self.image_description.clone(),
            embed_url: self.photo.clone(),
            blurhash: self.blurhash.clone(),
            missing_attribution: None,
            published_at: self.published_at.map(Time),
            language: self.language.clone(),
        }
    }

    fn image_through_us(&self, app: &App) -> Option<String> {
        let wanted = Wanted::new(self.image.as_ref()?, Look::Small)?;
        remote::address(app, &wanted).ok()
    }
}

/// An address of the web that a page at `base` gives; nothing else, scripts least of all.
fn web(base: &Url, text: &str) -> Option<Url> {
    let url = base.join(text).ok().filter(|_| !text.is_empty() && text.len() <= URL_BYTES_MAX)?;
    (matches!(url.scheme(), "http" | "https") && url.host_str().is_some()).then_some(url)
}

fn language(page: &Page) -> Option<String> {
    let named = page.language.as_deref().or(page.meta(&["og:locale"]))?.replace('_', "-");
    let mut parts = named.split('-');
    let main = parts.next().is_some_and(|it| {
        (2..=3).contains(&it.len()) && it.bytes().all(|byte| byte.is_ascii_alphabetic())
    });
    let rest =
        |it: &str| (1..=8).contains(&it.len()) && it.bytes().all(|b| b.is_ascii_alphanumeric());
    (main && named.len() <= 35 && parts.all(rest)).then_some(named)
}

/// As much of a text as is shown.
pub(super) fn short(text: &str, chars_max: usize) -> String {
    match text.char_indices().nth(chars_max) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
