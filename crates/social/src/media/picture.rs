//! Pictures: a stranger's bytes in, a clean picture and its small one out.
//!
//! Whatever comes in is decoded within bounds and written anew, so nothing of the file but its
//! pixels goes on: no place, no camera, no thumbnail of what was cropped away. Turned upright,
//! in sRGB, shrunk to fit. JPEG stays JPEG; PNG, WebP and still GIF become PNG where that is
//! sensible and JPEG where it is a photograph; a moving GIF stays one, at its size. Of a moving
//! PNG or WebP the first frame is kept.
//!
//! All this takes up to a few seconds and about 600 MB for the largest picture taken: call it
//! on a thread of its own, few at a time.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::ImageFormat;

use super::canvas::Canvas;
use super::gif;

/// A progressive JPEG has about ten scans; each costs a walk over all pixels.
const JPEG_SCANS_MAX: usize = 100;
const AVATAR: (u32, u32) = (400, 400);
const HEADER: (u32, u32) = (1500, 500);

/// What is taken, and what is made of it.
#[derive(Clone, Debug)]
pub struct Limits {
    /// The most pixels a file may hold.
    pub pixels_max: u64,
    /// The most pixels on a side.
    pub side_max: u32,
    /// The most pixels of the picture that is kept.
    pub original_pixels_max: u64,
    /// The most pixels of the small one.
    pub small_pixels_max: u64,
    /// The most frames of a moving GIF.
    pub frames_max: usize,
    /// The most pixels of all its frames together.
    pub frames_pixels_max: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            pixels_max: 7680 * 4320,
            side_max: 16_384,
            original_pixels_max: 3840 * 2160,
            small_pixels_max: 640 * 360,
            frames_max: 1000,
            frames_pixels_max: 200_000_000,
        }
    }
}

/// A picture to hang on a post.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The picture.
    pub original: File,
    /// The same, small and still.
    pub small: File,
    /// A blur of it (4 by 3 components).
    pub blurhash: String,
    /// Whether one can see through it somewhere.
    pub has_alpha: bool,
    /// Whether `original` moves.
    pub moves: bool,
}

/// A picture as a file.
#[derive(Clone, Debug)]
pub struct File {
    /// What to store.
    pub bytes: Vec<u8>,
    /// How it is written.
    pub format: Format,
    /// In pixels, at least 1.
    pub width: u32,
    /// In pixels, at least 1.
    pub height: u32,
}

/// How a picture is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For photographs.
    Jpeg,
    /// For drawings, and whatever one can see through.
    Png,
    /// For what moves.
    Gif,
}

impl Format {
    /// The type to serve it as.
    pub fn mime(self) -> &'static str {
        match self {
            Format::Jpeg => "image/jpeg",
            Format::Png => "image/png",
            Format::Gif => "image/gif",
        }
    }

    /// The end of its file's name, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Jpeg => "jpg",
            Format::Png => "png",
            Format::Gif => "gif",
        }
    }
}

/// Why a picture is not taken. Shown as a sentence for the one who sent it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The bytes are of no sort of picture known here.
    NotAPicture,
    /// Too many pixels, or too many on a side, or (in a moving GIF) in all frames together.
    TooLarge,
    /// The GIF has more frames than allowed.
    TooManyFrames,
    /// The file breaks the rules of its sort, or ends too early.
    Broken,
}

impl fmt::Display for Refusal {
    fn fmt(&self, to: &mut fmt::Formatter) -> fmt::Result {
        to.write_str(match self {
            Refusal::NotAPicture => {
                "this is not a picture we can read: send a JPEG, PNG, WebP or GIF file"
            }
            Refusal::TooLarge => "this picture has too many pixels: make it smaller and try again",
            Refusal::TooManyFrames => "this GIF has too many frames: shorten it and try again",
            Refusal::Broken => {
                "this picture is damaged or incomplete: save it again, or send another"
            }
        })
    }
}

impl std::error::Error for Refusal {}

/// Makes a picture to hang on a post. The bytes decide what it is, not what it is called.
///
/// # Errors
/// A [`Refusal`], before any work that the limits do not bound.
pub fn process(bytes: &[u8], limits: &Limits) -> Result<Picture, Refusal> {
    guarded(|| {
        let format = sniff(bytes)?;
        let canvas = Canvas::decode(bytes, format, limits)?;
        let moving = match format {
            ImageFormat::Gif => gif::rewrite(bytes, limits)?,
            _ => None,
        };
        let small = canvas.resized(fit(canvas.width, canvas.height, limits.small_pixels_max))?;
        let (moves, has_alpha) = (moving.is_some(), canvas.alpha);
        let original = match moving {
            Some(file) => file,
            None => canvas.encode(format)?,
        };
        let blurhash = small.blurhash()?;
        Ok(Picture { original, small: small.encode(format)?, blurhash, has_alpha, moves })
    })
}

/// Makes a profile's picture: the middle square, 400 by 400 pixels at most, still.
///
/// # Errors
/// As [`process`].
pub fn avatar(bytes: &[u8], limits: &Limits) -> Result<File, Refusal> {
    cropped(bytes, limits, AVATAR)
}

/// Makes a profile's banner: the middle, 1500 by 500 pixels at most, still.
///
/// # Errors
/// As [`process`].
pub fn header(bytes: &[u8], limits: &Limits) -> Result<File, Refusal> {
    cropped(bytes, limits, HEADER)
}

fn cropped(bytes: &[u8], limits: &Limits, shape: (u32, u32)) -> Result<File, Refusal> {
    guarded(|| {
        let format = sniff(bytes)?;
        let canvas = Canvas::decode(bytes, format, limits)?;
        canvas.resized(crop_size(canvas.width, canvas.height, shape))?.encode(format)
    })
}

/// Decoders are other people's code fed with strangers' bytes: should one of them panic, the
/// picture is broken and the thread is not.
fn guarded<T>(work: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(Refusal::Broken))
}

fn sniff(bytes: &[u8]) -> Result<ImageFormat, Refusal> {
    let format = image::guess_format(bytes).map_err(|_| Refusal::NotAPicture)?;
    match format {
        ImageFormat::Png | ImageFormat::WebP | ImageFormat::Gif => Ok(format),
        ImageFormat::Jpeg if jpeg_scans(bytes) > JPEG_SCANS_MAX => Err(Refusal::TooLarge),
        ImageFormat::Jpeg if jpeg_comes_apart(bytes) => Err(Refusal::Broken),
        ImageFormat::Jpeg => Ok(format),
        _ => Err(Refusal::NotAPicture),
    }
}

/// How many scans a JPEG has at most. Its data escapes every 0xff, so this pair of bytes begins
/// a scan, or lies in metadata by chance.
fn jpeg_scans(bytes: &[u8]) -> usize {
    bytes.windows(2).filter(|two| *two == [0xff, 0xda]).count()
}

/// Whether a JPEG that is not progressive keeps its colours, of less detail, in scans of their
/// own. It is rare, and the decoder (zune-jpeg 0.5.15) makes green stripes of it without a word:
/// better to ask for another file than to spoil this one.
fn jpeg_comes_apart(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(2..).unwrap_or_default();
    let mut components = 0;
    let mut subsampled = false;
    while let [0xff, marker, high, low, ..] = *rest {
        let body = rest.get(4..).unwrap_or_default();
        match marker {
            0xff => {
                rest = &rest[1..]; // Padding.
                continue;
            }
            0xc0 | 0xc1 => {
                components = body.get(5).copied().unwrap_or_default();
                let factors = body.iter().skip(7).step_by(3).take(components.into());
                subsampled = factors.clone().any(|factor| *factor != 0x11);
            }
            0xda => return subsampled && body.first().is_some_and(|scan| *scan < components),
            _ => {}
        }
        rest = rest.get(2 + usize::from(u16::from_be_bytes([high, low]))..).unwrap_or_default();
    }
    false
}

/// The greatest size of the same shape with no more than so many pixels; never greater.
pub(super) fn fit(width: u32, height: u32, pixels_max: u64) -> (u32, u32) {
    let pixels = f64::from(width) * f64::from(height);
    let scale = (pixels_max as f64 / pixels).sqrt();
    if scale >= 1.0 {
        return (width, height);
    }
    let side = |length: u32| ((f64::from(length) * scale) as u32).max(1);
    (side(width), side(height))
}

/// The greatest size of the wanted shape that the picture covers; never beyond the wanted.
fn crop_size(width: u32, height: u32, wanted: (u32, u32)) -> (u32, u32) {
    let of = |have: u32, want: u32| f64::from(have) / f64::from(want);
    let scale = of(width, wanted.0).min(of(height, wanted.1)).min(1.0);
    let side = |length: u32| ((f64::from(length) * scale).round() as u32).max(1);
    (side(wanted.0), side(wanted.1))
}
