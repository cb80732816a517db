//! Pixels in memory: decoded within bounds, shrunk, turned, coloured, and written anew.

use std::io::Cursor;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, ResizeOptions, Resizer};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::metadata::Orientation;
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageError, ImageFormat,
    ImageReader, RgbImage, RgbaImage,
};
use jpeg_encoder::{ChromaSubsamplingMethod, SamplingFactor};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::picture::{File, Format, Limits, Refusal, fit};

const JPEG_QUALITY: u8 = 85;
/// A PNG more than this many times the size of its JPEG is a photograph.
const PNG_BY_JPEG_MAX: usize = 4;
/// Nearly as small as the usual 6, in half the time.
const PNG_LEVEL: CompressionType = CompressionType::Level(4);
/// Room for the largest picture in 16 bits a channel.
const DECODED_BYTES_MAX: u64 = 320 << 20;
const ICC_BYTES_MAX: usize = 1 << 20;
const BLUR_PIXELS_MAX: u64 = 32 * 32;

/// A decoded picture: rows of RGB, or of RGBA when one can see through it.
pub(super) struct Canvas {
    /// In pixels, at least 1.
    pub(super) width: u32,
    /// In pixels, at least 1.
    pub(super) height: u32,
    /// Whether a pixel is four bytes, the last its opacity, or three.
    pub(super) alpha: bool,
    pixels: Vec<u8>,
}

impl Canvas {
    /// Decodes within the limits, upright, in sRGB, and no greater than the original may be.
    pub(super) fn decode(
        bytes: &[u8],
        format: ImageFormat,
        limits: &Limits,
    ) -> Result<Canvas, Refusal> {
        let mut decoder = decoder(bytes, format, limits)?;
        let (width, height) = decoder.dimensions();
        if width == 0 || height == 0 {
            return Err(Refusal::Broken);
        }
        if u64::from(width) * u64::from(height) > limits.pixels_max {
            return Err(Refusal::TooLarge);
        }
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let profile = decoder.icc_profile().unwrap_or_default();
        let mut canvas = Canvas::from(DynamicImage::from_decoder(decoder).map_err(refusal)?);
        // Shrunk first, so that all that follows has less to do.
        let size = fit(width, height, limits.original_pixels_max);
        if size != (width, height) {
            canvas = canvas.resized(size)?;
        }
        canvas = canvas.upright(orientation)?;
        if let Some(profile) = profile.filter(|profile| profile.len() <= ICC_BYTES_MAX) {
            canvas.make_srgb(&profile);
        }
        canvas.drop_needless_alpha();
        Ok(canvas)
    }

    fn from(image: DynamicImage) -> Canvas {
        let (width, height, alpha) = (image.width(), image.height(), image.color().has_alpha());
        let pixels =
            if alpha { image.into_rgba8().into_raw() } else { image.into_rgb8().into_raw() };
        Canvas { width, height, alpha, pixels }
    }

    /// The same at another size, cut at the sides when the shape is another.
    pub(super) fn resized(&self, (width, height): (u32, u32)) -> Result<Canvas, Refusal> {
        let kind = if self.alpha { PixelType::U8x4 } else { PixelType::U8x3 };
        let from = ImageRef::new(self.width, self.height, &self.pixels, kind)
            .map_err(|_| Refusal::Broken)?;
        let mut to = Image::new(width, height, kind);
        let options = ResizeOptions::new().fit_into_destination(None);
        Resizer::new().resize(&from, &mut to, &options).map_err(|_| Refusal::Broken)?;
        Ok(Canvas { width, height, alpha: self.alpha, pixels: to.into_vec() })
    }

    fn upright(self, orientation: Orientation) -> Result<Canvas, Refusal> {
        if orientation == Orientation::NoTransforms {
            return Ok(self);
        }
        let Canvas { width, height, alpha, pixels } = self;
        let mut image = if alpha {
            RgbaImage::from_raw(width, height, pixels).map(DynamicImage::from)
        } else {
            RgbImage::from_raw(width, height, pixels).map(DynamicImage::from)
        }
        .ok_or(Refusal::Broken)?;
        image.apply_orientation(orientation);
        Ok(Canvas::from(image))
    }

    /// Brings the colours from an ICC profile to sRGB, the one that needs no profile. A profile
    /// that cannot be read, or is for grey or for ink, is passed over: the colours stay.
    fn make_srgb(&mut self, profile: &[u8]) {
        let Ok(profile) = ColorProfile::new_from_slice(profile) else { return };
        if profile.color_space != DataColorSpace::Rgb {
            return;
        }
        let layout = if self.alpha { Layout::Rgba } else { Layout::Rgb };
        let (srgb, options) = (ColorProfile::new_srgb(), TransformOptions::default());
        let Ok(transform) = profile.create_transform_8bit(layout, &srgb, layout, options) else {
            return;
        };
        let mut pixels = vec![0; self.pixels.len()];
        if transform.transform(&self.pixels, &mut pixels).is_ok() {
            self.pixels = pixels;
        }
    }

    /// Forgets an alpha channel that hides nothing.
    fn drop_needless_alpha(&mut self) {
        let opaque = |pixels: &[u8]| pixels.iter().skip(3).step_by(4).all(|alpha| *alpha == 255);
        if self.alpha && opaque(&self.pixels) {
            self.pixels = rgb(&self.pixels, |[red, green, blue, _]| [red, green, blue]);
            self.alpha = false;
        }
    }

    /// Writes the picture as a file fit for what it was and what it shows.
    pub(super) fn encode(&self, was: ImageFormat) -> Result<File, Refusal> {
        let (bytes, format) = if self.alpha {
            (self.png(PNG_LEVEL)?, Format::Png)
        } else {
            let jpeg = self.jpeg()?;
            // A quick PNG tells a photograph from a drawing; a thorough one takes seconds.
            let photograph = was == ImageFormat::Jpeg
                || self.png(CompressionType::Fast)?.len() / PNG_BY_JPEG_MAX > jpeg.len();
            if photograph { (jpeg, Format::Jpeg) } else { (self.png(PNG_LEVEL)?, Format::Png) }
        };
        Ok(File { bytes, format, width: self.width, height: self.height })
    }

    fn jpeg(&self) -> Result<Vec<u8>, Refusal> {
        let mut out = vec![];
        let mut encoder = jpeg_encoder::Encoder::new(&mut out, JPEG_QUALITY);
        encoder.set_sampling_factor(SamplingFactor::F_2_2);
        encoder.set_chroma_subsampling_method(ChromaSubsamplingMethod::Average);
        let side = |length: u32| u16::try_from(length).map_err(|_| Refusal::TooLarge);
        let (width, height) = (side(self.width)?, side(self.height)?);
        encoder
            .encode(&self.pixels, width, height, jpeg_encoder::ColorType::Rgb)
            .map_err(|_| Refusal::Broken)?;
        Ok(out)
    }

    fn png(&self, effort: CompressionType) -> Result<Vec<u8>, Refusal> {
        let mut out = vec![];
        let color = if self.alpha { ExtendedColorType::Rgba8 } else { ExtendedColorType::Rgb8 };
        PngEncoder::new_with_quality(&mut out, effort, FilterType::Adaptive)
            .write_image(&self.pixels, self.width, self.height, color)
            .map_err(refusal)?;
        Ok(out)
    }

    /// A blur of 4 by 3 components; what one can see through is white.
    pub(super) fn blurhash(&self) -> Result<String, Refusal> {
        let tiny = self.resized(fit(self.width, self.height, BLUR_PIXELS_MAX))?;
        let pixels = if tiny.alpha { rgb(&tiny.pixels, on_white) } else { tiny.pixels };
        let mut rgba = Vec::with_capacity(pixels.len() / 3 * 4);
        for pixel in pixels.chunks_exact(3) {
            rgba.extend_from_slice(pixel);
            rgba.push(255);
        }
        blurhash::encode(4, 3, tiny.width, tiny.height, &rgba).map_err(|_| Refusal::Broken)
    }
}

fn decoder<'a>(
    bytes: &'a [u8],
    format: ImageFormat,
    limits: &Limits,
) -> Result<impl ImageDecoder + 'a, Refusal> {
    let mut bounds = image::Limits::default();
    bounds.max_image_width = Some(limits.side_max);
    bounds.max_image_height = Some(limits.side_max);
    bounds.max_alloc = Some(DECODED_BYTES_MAX);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(bounds);
    reader.into_decoder().map_err(refusal)
}

fn refusal(error: ImageError) -> Refusal {
    match error {
        ImageError::Limits(_) => Refusal::TooLarge,
        _ => Refusal::Broken,
    }
}

fn rgb(rgba: &[u8], paint: impl Fn([u8; 4]) -> [u8; 3]) -> Vec<u8> {
    let pixels = rgba.chunks_exact(4);
    pixels.flat_map(|pixel| paint([pixel[0], pixel[1], pixel[2], pixel[3]])).collect()
}

fn on_white([red, green, blue, alpha]: [u8; 4]) -> [u8; 3] {
    let mix = |part: u8| {
        let (part, alpha) = (u32::from(part), u32::from(alpha));
        ((part * alpha + 255 * (255 - alpha)) / 255) as u8
    };
    [mix(red), mix(green), mix(blue)]
}
