//! Making the pictures of an emoji: clean, small, and one that does not move.

use bytes::Bytes;
use ground::{App, Error, Result, Say};

use super::{CATEGORY_CHARS_MAX, Emoji};
use crate::media::picture::{self, Limits, Picture};
use crate::media::{Desk, forget_files, store};

/// Largest file taken, in bytes.
pub const BYTES_MAX: usize = 256 << 10;
/// The most pixels of the picture kept: larger ones are shrunk, if they do not move.
const PIXELS_MAX: u64 = 256 * 256;
/// The most pixels of the still one of what moves.
const STILL_PIXELS_MAX: u64 = 128 * 128;
/// The most pixels of a file.
const SENT_PIXELS_MAX: u64 = 2048 * 2048;
/// The most pixels on a side.
const SIDE_MAX: u32 = 2048;
/// The most frames.
const FRAMES_MAX: usize = 300;

/// An emoji to be made.
#[derive(Clone, Debug)]
pub struct New {
    /// Its name, without colons.
    pub shortcode: String,
    /// The group it is sorted into; empty: none.
    pub category: String,
    /// Whether it is offered while writing.
    pub visible: bool,
    /// A PNG, GIF, WebP or JPEG file.
    pub picture: Bytes,
}

/// Makes its pictures and stores them. It is there when [`super::add`] is called with the result,
/// and [`kept`] with what that answers.
///
/// # Errors
/// [`Error::Invalid`] if the name or group cannot be one, or the picture is none or too large.
pub async fn draw(app: &App, new: New) -> Result<Emoji> {
    let New { shortcode, category, visible, picture } = new;
    if !text::is_shortcode(&shortcode) {
        let say = Say::new("error-emoji-name").with("max", text::SHORTCODE_CHARS_MAX);
        return Err(Error::invalid("shortcode", say));
    }
    let category = category.trim().to_owned();
    if category.chars().any(char::is_control) || category.chars().count() > CATEGORY_CHARS_MAX {
        let say = Say::new("error-emoji-category").with("max", CATEGORY_CHARS_MAX);
        return Err(Error::invalid("category", say));
    }
    if picture.len() > BYTES_MAX {
        let say = Say::new("error-emoji-bytes").with("max", BYTES_MAX >> 10);
        return Err(Error::invalid("file", say));
    }
    let made = app.memory::<Desk>().work(move || picture::process(&picture, &limits())).await?;
    let Picture { original, small, moves, .. } = made;
    let file = store::save(app, original.bytes, original.format.extension()).await?;
    let mut emoji = Emoji { shortcode, category, visible, still: file.clone(), file };
    if moves {
        match store::save(app, small.bytes, small.format.extension()).await {
            Ok(still) => emoji.still = still,
            Err(error) => {
                forget_files(app, &emoji.files()).await;
                return Err(error);
            }
        }
    }
    Ok(emoji)
}

/// Hands on whether an emoji was added; if it surely was not, its files go.
///
/// # Errors
/// What adding it answered.
pub async fn kept(app: &App, emoji: &Emoji, added: Result<()>) -> Result<()> {
    if let Err(Error::Invalid { .. } | Error::Unavailable(_)) = &added {
        forget_files(app, &emoji.files()).await;
    }
    added
}

fn limits() -> Limits {
    Limits {
        pixels_max: SENT_PIXELS_MAX,
        side_max: SIDE_MAX,
        original_pixels_max: PIXELS_MAX,
        small_pixels_max: STILL_PIXELS_MAX,
        frames_max: FRAMES_MAX,
        frames_pixels_max: PIXELS_MAX * FRAMES_MAX as u64,
    }
}
