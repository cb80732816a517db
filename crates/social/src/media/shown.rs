//! Media as they are shown: what is known of each, and how apps read it.

use db::record;
use ground::{App, MediaId};
use serde::{Deserialize, Serialize};
use wire::Id;
use wire::mastodon::{
    FilmMeta, FilmPicture, Focus, MediaAttachment, MediaCaptions, MediaKind, MediaMeta,
    MediaOriginal, MediaSize,
};

use super::remote::Look;

/// The state of what is ready to be shown.
pub(super) const READY: &str = "ready";
/// The state of what is still being worked on.
pub(super) const WORKING: &str = "working";

record! {
    /// A picture, film or sound as it is shown.
    #[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
    pub struct Attachment {
        /// Its number.
        pub id: MediaId,
        /// `image`, `gifv`, `video`, `audio`.
        pub kind: String,
        /// Its file in the media folder; empty until it is ready.
        pub file: String,
        /// The file of its small version, of a film a frame of it; of sound it may be empty.
        pub preview: String,
        /// Width in pixels; of sound 0.
        pub width: i64,
        /// Height in pixels; of sound 0.
        pub height: i64,
        /// Width of the small version.
        pub preview_width: i64,
        /// Height of the small version.
        pub preview_height: i64,
        /// A blurred stand-in, as text.
        pub blurhash: String,
        /// What it shows.
        pub description: String,
        /// What matters in it: from -1 (left) to 1.
        pub focus_x: f64,
        /// From -1 (bottom) to 1.
        pub focus_y: f64,
        /// `ready`, `working`, or the name of the reason why it was refused.
        #[serde(default = "ready")]
        pub state: String,
        /// What a film or sound is made of, the JSON of a [`Details`]; of a picture empty.
        #[serde(default)]
        pub details: String,
        /// Its captions, the JSON of a list of [`Track`]; empty when there are none.
        #[serde(default)]
        pub tracks: String,
    }
}

fn ready() -> String {
    READY.to_owned()
}

/// What a film or sound is made of.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Details {
    /// How long it is, in seconds.
    pub seconds: f64,
    /// Bits a second, of all together.
    pub bitrate: u64,
    /// Frames a second, as a fraction: `30000/1001`; none for sound.
    pub frame_rate: Option<String>,
    /// How its sound is written: `aac (LC)`; none for a silent film.
    pub audio_codec: Option<String>,
    /// How often a second its sound is measured.
    pub audio_hz: Option<u32>,
    /// How many channels its sound has.
    pub audio_channels: Option<u32>,
}

/// Captions, without their text.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Track {
    /// Their number.
    pub id: i64,
    /// Their language, BCP 47.
    pub language: String,
    /// What they are called.
    pub label: String,
    /// The unguessable name of their address.
    pub key: String,
}

impl Track {
    /// The path they are read at.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/media/captions/{}.vtt", self.key)
    }

    /// The path at which what is said is read as paragraphs (JSON).
    #[must_use]
    pub fn transcript_path(&self) -> String {
        format!("/media/captions/{}.json", self.key)
    }
}

impl Attachment {
    /// Whether it can be shown.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.state == READY
    }

    /// Whether it is still being worked on.
    #[must_use]
    pub fn is_worked_on(&self) -> bool {
        self.state == WORKING
    }

    /// Whether it takes time: a film or sound.
    #[must_use]
    pub fn is_film(&self) -> bool {
        matches!(self.kind.as_str(), "video" | "audio")
    }

    /// Its captions, without their text.
    #[must_use]
    pub fn tracks(&self) -> Vec<Track> {
        serde_json::from_str(&self.tracks).unwrap_or_default()
    }

    /// As apps read it. <https://docs.joinmastodon.org/entities/MediaAttachment/>
    #[must_use]
    pub fn wire(&self, app: &App) -> MediaAttachment {
        let config = &app.config;
        let url = |file: &String, look| (!file.is_empty()).then(|| super::url_of(app, file, look));
        let captions = self.tracks().into_iter().map(|track| MediaCaptions {
            id: Id(track.id),
            url: format!("{}{}", config.origin, track.path()),
            transcript_url: format!("{}{}", config.origin, track.transcript_path()),
            language: track.language,
            label: track.label,
        });
        MediaAttachment {
            id: Id(self.id.0),
            kind: match self.kind.as_str() {
                "image" => MediaKind::Image,
                "gifv" => MediaKind::Gifv,
                "video" => MediaKind::Video,
                "audio" => MediaKind::Audio,
                _ => MediaKind::Unknown,
            },
            url: url(&self.file, Look::Whole),
            preview_url: url(&self.preview, Look::Small),
            remote_url: super::is_elsewhere(&self.file).then(|| self.file.clone()),
            meta: Some(self.meta()),
            description: (!self.description.is_empty()).then(|| self.description.clone()),
            blurhash: (!self.blurhash.is_empty()).then(|| self.blurhash.clone()),
            captions: captions.collect(),
        }
    }

    fn meta(&self) -> MediaMeta {
        let details: Option<Details> = serde_json::from_str(&self.details).ok();
        let whole = size(self.width, self.height);
        let original = match &details {
            Some(details) => Some(MediaOriginal::Film {
                width: whole.as_ref().map(|size| size.width),
                height: whole.as_ref().map(|size| size.height),
                frame_rate: details.frame_rate.clone(),
                duration: details.seconds,
                bitrate: details.bitrate,
            }),
            None => whole.clone().map(MediaOriginal::Picture),
        };
        MediaMeta {
            focus: Some(Focus { x: self.focus_x, y: self.focus_y }),
            film: details.map(|details| details.wire(whole)),
            original,
            small: size(self.preview_width, self.preview_height),
        }
    }
}

impl Details {
    fn wire(self, size: Option<MediaSize>) -> FilmMeta {
        let fps = self.frame_rate.as_deref().and_then(fraction);
        FilmMeta {
            length: length(self.seconds),
            duration: (self.seconds * 100.0).round() / 100.0,
            picture: size.zip(fps).map(|(size, fps)| FilmPicture { fps, size }),
            audio_encode: self.audio_codec,
            audio_bitrate: self.audio_hz.map(|hz| format!("{hz} Hz")),
            audio_channels: self.audio_channels.map(|count| match count {
                1 => "mono".to_owned(),
                2 => "stereo".to_owned(),
                more => format!("{more} channels"),
            }),
        }
    }
}

/// None for what has no size.
fn size(width: i64, height: i64) -> Option<MediaSize> {
    let bounded = |side: i64| u32::try_from(side).unwrap_or_default();
    (width > 0 && height > 0).then(|| MediaSize::new(bounded(width), bounded(height)))
}

/// The value of `30000/1001`, to two places.
pub(super) fn fraction(text: &str) -> Option<f64> {
    let (over, under) = text.split_once('/').unwrap_or((text, "1"));
    let (over, under): (f64, f64) = (over.parse().ok()?, under.parse().ok()?);
    let value = over / under;
    value.is_finite().then(|| (value * 100.0).round() / 100.0)
}

/// `h:mm:ss.cc`.
fn length(seconds: f64) -> String {
    let hundredths = (seconds * 100.0).round() as u64;
    let (seconds, rest) = (hundredths / 100, hundredths % 100);
    format!("{}:{:02}:{:02}.{rest:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}
