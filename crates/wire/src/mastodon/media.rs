//! What hangs on a post: pictures, sound, films, and the preview of a link.

use serde::Serialize;

use crate::{Id, Json, Time};

/// A file attached to a post. <https://docs.joinmastodon.org/entities/MediaAttachment/>
#[derive(Clone, Debug, Serialize)]
pub struct MediaAttachment {
    /// The file's id.
    pub id: Id,
    /// What sort of file it is.
    #[serde(rename = "type")]
    pub kind: MediaKind,
    /// Where the file is; `None` while it is still being worked on.
    pub url: Option<String>,
    /// Where a small picture of it is.
    pub preview_url: Option<String>,
    /// Where the file lies on its own server, when that is not this one.
    pub remote_url: Option<String>,
    /// Sizes and focus.
    pub meta: Option<MediaMeta>,
    /// What the file shows or says, for those who cannot see or hear it.
    pub description: Option<String>,
    /// A blur to show while the file loads.
    pub blurhash: Option<String>,
    /// Captions of a film or of sound. Ours: no other server gives them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub captions: Vec<MediaCaptions>,
}

/// Captions of a film or of sound in one language.
#[derive(Clone, Debug, Serialize)]
pub struct MediaCaptions {
    /// Their id.
    pub id: Id,
    /// Their language, BCP 47.
    pub language: String,
    /// What they are called.
    pub label: String,
    /// Where they are, WebVTT.
    pub url: String,
    /// Where what is said is, as paragraphs: JSON.
    pub transcript_url: String,
}

/// The sort of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaKind {
    /// A file this server does not know what to do with.
    Unknown,
    /// A still picture (and a GIF, which moves by itself).
    Image,
    /// A short film without sound, in a loop.
    Gifv,
    /// A film.
    Video,
    /// Sound.
    Audio,
}

/// Sizes and focus of a picture, and what a film or sound is made of. <https://docs.joinmastodon.org/entities/MediaAttachment/#meta>
#[derive(Clone, Debug, Default, Serialize)]
pub struct MediaMeta {
    /// The point to keep in view when the picture is cropped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub focus: Option<Focus>,
    /// What the film or sound is made of.
    #[serde(flatten)]
    pub film: Option<FilmMeta>,
    /// The size of the file at `url`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original: Option<MediaOriginal>,
    /// The size of the file at `preview_url`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub small: Option<MediaSize>,
}

/// What a film or sound is made of.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FilmMeta {
    /// How long it is: `h:mm:ss.cc`.
    pub length: String,
    /// How long it is, in seconds.
    pub duration: f64,
    /// Its picture; none for sound.
    #[serde(flatten)]
    pub picture: Option<FilmPicture>,
    /// How its sound is written: `aac (LC)`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_encode: Option<String>,
    /// How often a second its sound is measured: `44100 Hz`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_bitrate: Option<String>,
    /// How many channels it has, in words: `stereo`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_channels: Option<String>,
}

/// The picture of a film.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FilmPicture {
    /// Frames a second.
    pub fps: f64,
    /// Its size.
    #[serde(flatten)]
    pub size: MediaSize,
}

/// The file at `url`: of a picture its size, of a film or sound more, of sound no size.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum MediaOriginal {
    /// A picture.
    Picture(MediaSize),
    /// A film or sound.
    Film {
        /// In pixels.
        #[serde(skip_serializing_if = "Option::is_none")]
        width: Option<u32>,
        /// In pixels.
        #[serde(skip_serializing_if = "Option::is_none")]
        height: Option<u32>,
        /// Frames a second, as a fraction: `30000/1001`.
        #[serde(skip_serializing_if = "Option::is_none")]
        frame_rate: Option<String>,
        /// In seconds.
        duration: f64,
        /// Bits a second.
        bitrate: u64,
    },
}

/// A point in a picture: -1 to 1 from left to right and from bottom to top.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Focus {
    /// Left to right.
    pub x: f64,
    /// Bottom to top.
    pub y: f64,
}

/// The size of a picture.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MediaSize {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// `width` x `height`, in words.
    pub size: String,
    /// `width` by `height`.
    pub aspect: f64,
}

impl MediaSize {
    /// The size of a picture in pixels; a height of 0 counts as 1.
    pub fn new(width: u32, height: u32) -> MediaSize {
        let aspect = f64::from(width) / f64::from(height.max(1));
        MediaSize { width, height, size: format!("{width}x{height}"), aspect }
    }
}

/// The preview of a link. <https://docs.joinmastodon.org/entities/PreviewCard/>
#[derive(Clone, Debug, Serialize)]
pub struct PreviewCard {
    /// Where the link leads.
    pub url: String,
    /// The page's title.
    pub title: String,
    /// What the page says of itself.
    pub description: String,
    /// What sort of page it is.
    #[serde(rename = "type")]
    pub kind: CardKind,
    /// Who wrote it.
    pub authors: Vec<PreviewCardAuthor>,
    /// The first author's name, for older clients.
    pub author_name: String,
    /// The first author's page, for older clients.
    pub author_url: String,
    /// The site's name.
    pub provider_name: String,
    /// The site's page.
    pub provider_url: String,
    /// What to embed, HTML, or empty.
    pub html: String,
    /// The width of the embedded or of the picture, in pixels; 0 when there is none.
    pub width: u32,
    /// The height of it, likewise.
    pub height: u32,
    /// A picture of the page.
    pub image: Option<String>,
    /// What the picture shows.
    pub image_description: String,
    /// The picture to embed, for photo cards, or empty.
    pub embed_url: String,
    /// A blur of the picture.
    pub blurhash: Option<String>,
    /// Whether an author is named who has not agreed to it.
    pub missing_attribution: Option<bool>,
    /// When the page came out.
    pub published_at: Option<Time>,
    /// The page's language.
    pub language: Option<String>,
}

/// What sort of page a [`PreviewCard`] shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CardKind {
    /// A page.
    Link,
    /// A picture.
    Photo,
    /// A film.
    Video,
    /// Something else to embed.
    Rich,
}

/// The author of a page. <https://docs.joinmastodon.org/entities/PreviewCardAuthor/>
#[derive(Clone, Debug, Serialize)]
pub struct PreviewCardAuthor {
    /// The name.
    pub name: String,
    /// A page about the author.
    pub url: String,
    /// The author's Account, when the page names one that agreed to it.
    pub account: Option<Json>,
}
