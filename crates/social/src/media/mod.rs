//! Media: pictures that posts carry, each with words for those who cannot see it.

mod canvas;
mod gif;
pub mod picture;

use db::record;
use ground::{Config, MediaId};
use wire::Id;
use wire::mastodon::{Focus, MediaAttachment, MediaKind, MediaMeta, MediaSize};

record! {
    /// A picture as it is shown.
    #[derive(Clone, Debug)]
    pub struct Attachment {
        /// Its number.
        pub id: MediaId,
        /// `image`, `gifv`, `video`, `audio`.
        pub kind: String,
        /// Its file in the media folder.
        pub file: String,
        /// The file of its small version.
        pub preview: String,
        /// Width in pixels.
        pub width: i64,
        /// Height in pixels.
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
    }
}

impl Attachment {
    /// As apps read it. <https://docs.joinmastodon.org/entities/MediaAttachment/>
    #[must_use]
    pub fn wire(&self, config: &Config) -> MediaAttachment {
        let url = |file: &str| format!("{}/media/{file}", config.origin);
        let size = |width: i64, height: i64| {
            let bounded = |side: i64| u32::try_from(side).unwrap_or_default();
            MediaSize::new(bounded(width), bounded(height))
        };
        MediaAttachment {
            id: Id(self.id.0),
            kind: match self.kind.as_str() {
                "image" => MediaKind::Image,
                "gifv" => MediaKind::Gifv,
                "video" => MediaKind::Video,
                "audio" => MediaKind::Audio,
                _ => MediaKind::Unknown,
            },
            url: Some(url(&self.file)),
            preview_url: Some(url(&self.preview)),
            remote_url: None,
            meta: Some(MediaMeta {
                focus: Some(Focus { x: self.focus_x, y: self.focus_y }),
                original: Some(size(self.width, self.height)),
                small: Some(size(self.preview_width, self.preview_height)),
            }),
            description: (!self.description.is_empty()).then(|| self.description.clone()),
            blurhash: (!self.blurhash.is_empty()).then(|| self.blurhash.clone()),
        }
    }
}
