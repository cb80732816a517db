//! Pictures, all made here: none is a file of the repository.

use std::borrow::Cow;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, ExtendedColorType, ImageEncoder, Rgb, RgbImage, Rgba, RgbaImage};
use moxcms::ColorProfile;
use social::media::picture::{File, Format, Limits, Picture, Refusal, avatar, header, process};

const SECRET: &[u8] = b"48.8584 N, 2.2945 E";
const RED: Rgb<u8> = Rgb([220, 20, 20]);
const BLUE: Rgb<u8> = Rgb([20, 20, 220]);

/// Left half red, right half blue.
fn flag(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| if x < width / 2 { RED } else { BLUE })
}

/// Soft light with a little noise, as a camera sees it.
fn photograph(width: u32, height: u32) -> RgbImage {
    let mut dice = Dice(7);
    RgbImage::from_fn(width, height, |x, y| {
        let light = 120.0 + 100.0 * (x as f32 / 90.0).sin() * (y as f32 / 70.0).cos();
        let mut part = || light as u8 + dice.roll(7) as u8;
        Rgb([part(), part(), part()])
    })
}

/// An EXIF block that says which side is up, and where it was taken.
fn exif(orientation: u8) -> Vec<u8> {
    let mut block = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    block.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    block.extend(SECRET);
    block
}

fn jpeg(image: &RgbImage, orientation: u8) -> Vec<u8> {
    let mut out = vec![];
    let mut encoder = JpegEncoder::new_with_quality(&mut out, 90);
    encoder.set_exif_metadata(exif(orientation)).unwrap();
    write(encoder, &DynamicImage::from(image.clone()));
    out
}

fn png(image: impl Into<DynamicImage>) -> Vec<u8> {
    let mut out = vec![];
    let mut encoder = PngEncoder::new(&mut out);
    encoder.set_exif_metadata(exif(1)).unwrap();
    write(encoder, &image.into());
    out
}

fn webp(image: impl Into<DynamicImage>) -> Vec<u8> {
    let mut out = vec![];
    let mut encoder = WebPEncoder::new_lossless(&mut out);
    encoder.set_exif_metadata(exif(1)).unwrap();
    write(encoder, &image.into());
    out
}

fn write(encoder: impl ImageEncoder, image: &DynamicImage) {
    let color = ExtendedColorType::from(image.color());
    encoder.write_image(image.as_bytes(), image.width(), image.height(), color).unwrap();
}

/// A GIF whose frames are each of one colour, told apart by their order.
pub(crate) fn gif(width: u16, height: u16, frames: u16) -> Vec<u8> {
    let mut out = vec![];
    let palette = [255, 0, 0, 0, 0, 255];
    let mut encoder = gif::Encoder::new(&mut out, width, height, &palette).unwrap();
    encoder.set_repeat(gif::Repeat::Finite(3)).unwrap();
    let secret = gif::ExtensionData::new_control_ext(0, gif::DisposalMethod::Any, false, None);
    encoder.write_extension(secret).unwrap();
    encoder.write_raw_extension(gif::Extension::Comment.into(), &[SECRET]).unwrap();
    for frame in 0..frames {
        let buffer = Cow::Owned(vec![(frame % 2) as u8; usize::from(width) * usize::from(height)]);
        let frame = gif::Frame { width, height, buffer, delay: 10 + frame, ..Default::default() };
        encoder.write_frame(&frame).unwrap();
    }
    drop(encoder);
    out
}

fn opened(file: &File) -> RgbaImage {
    let image = image::load_from_memory(&file.bytes).unwrap().into_rgba8();
    assert_eq!(image.dimensions(), (file.width, file.height));
    let wanted = match file.format {
        Format::Jpeg => image::ImageFormat::Jpeg,
        Format::Png => image::ImageFormat::Png,
        Format::Gif => image::ImageFormat::Gif,
    };
    assert_eq!(image::guess_format(&file.bytes).unwrap(), wanted);
    assert!(!file.bytes.windows(SECRET.len()).any(|bytes| bytes == SECRET), "a secret got out");
    assert!(!file.bytes.windows(4).any(|bytes| bytes == b"Exif" || bytes == b"eXIf"));
    image
}

fn made(bytes: &[u8]) -> Picture {
    let picture = process(bytes, &Limits::default()).unwrap();
    opened(&picture.original);
    opened(&picture.small);
    assert_eq!(picture.blurhash.len(), 28);
    picture
}

fn refused(bytes: &[u8]) -> Refusal {
    process(bytes, &Limits::default()).unwrap_err()
}

fn is_about(pixel: &Rgba<u8>, wanted: Rgb<u8>) -> bool {
    pixel.0.iter().zip(wanted.0).all(|(is, wanted)| is.abs_diff(wanted) < 12)
}

#[test]
fn a_photograph_stays_one_and_tells_nothing_else() {
    let bytes = jpeg(&flag(900, 600), 1);
    assert!(bytes.windows(SECRET.len()).any(|bytes| bytes == SECRET));
    let picture = made(&bytes);
    assert_eq!((picture.original.format, picture.small.format), (Format::Jpeg, Format::Jpeg));
    assert_eq!((picture.original.width, picture.original.height), (900, 600));
    assert_eq!((picture.small.width, picture.small.height), (587, 391));
    assert!(!picture.has_alpha && !picture.moves);
    assert_eq!(picture.original.format.mime(), "image/jpeg");
    assert_eq!(picture.original.format.extension(), "jpg");
}

#[test]
fn every_picture_stands_upright() {
    // Where the red half, on the left as stored, is for the one who looks.
    let sides = [(1, "left"), (2, "right"), (3, "right"), (4, "left")];
    let turned = [(5, "top"), (6, "top"), (7, "bottom"), (8, "bottom")];
    for (orientation, red) in sides.into_iter().chain(turned) {
        let picture = made(&jpeg(&flag(96, 64), orientation));
        let image = opened(&picture.original);
        let (width, height) = if orientation > 4 { (64, 96) } else { (96, 64) };
        assert_eq!(image.dimensions(), (width, height), "{orientation}");
        let (x, y) = match red {
            "left" => (8, height / 2),
            "right" => (width - 8, height / 2),
            "top" => (width / 2, 8),
            _ => (width / 2, height - 8),
        };
        assert!(is_about(image.get_pixel(x, y), RED), "{orientation}");
    }
}

#[test]
fn drawings_stay_sharp_and_photographs_get_small() {
    assert_eq!(made(&png(flag(300, 200))).original.format, Format::Png);
    assert_eq!(made(&webp(flag(300, 200))).original.format, Format::Png);
    assert_eq!(made(&png(photograph(600, 400))).original.format, Format::Jpeg);
    assert_eq!(made(&webp(photograph(600, 400))).original.format, Format::Jpeg);
}

#[test]
fn what_one_can_see_through_stays_so() {
    let glass = |alpha| RgbaImage::from_pixel(40, 30, Rgba([20, 200, 20, alpha]));
    for bytes in [png(glass(120)), webp(glass(120))] {
        let picture = made(&bytes);
        assert!(picture.has_alpha);
        assert_eq!(picture.original.format, Format::Png);
        assert_eq!(opened(&picture.original).get_pixel(5, 5).0, [20, 200, 20, 120]);
    }
    assert!(!made(&png(glass(255))).has_alpha);
}

#[test]
fn every_depth_of_colour_is_taken() {
    let image = DynamicImage::from(flag(30, 20));
    for image in [
        DynamicImage::from(image.to_luma8()),
        DynamicImage::from(image.to_luma_alpha8()),
        DynamicImage::from(image.to_luma16()),
        DynamicImage::from(image.to_rgb16()),
        DynamicImage::from(image.to_rgba16()),
    ] {
        assert!(!made(&png(image)).has_alpha);
    }
}

#[test]
fn colours_are_brought_to_srgb() {
    let mut bytes = vec![];
    let mut encoder = PngEncoder::new(&mut bytes);
    encoder.set_icc_profile(ColorProfile::new_display_p3().encode().unwrap()).unwrap();
    write(encoder, &RgbImage::from_pixel(8, 8, Rgb([100, 200, 100])).into());
    let pixel = opened(&made(&bytes).original).get_pixel(4, 4).0;
    assert!(pixel[0] < 90 && pixel[1] >= 200, "{pixel:?}");

    let mut bytes = vec![];
    let mut encoder = PngEncoder::new(&mut bytes);
    encoder.set_icc_profile(b"no profile at all".to_vec()).unwrap();
    write(encoder, &RgbImage::from_pixel(8, 8, Rgb([100, 200, 100])).into());
    assert_eq!(opened(&made(&bytes).original).get_pixel(4, 4).0, [100, 200, 100, 255]);
}

#[test]
fn great_pictures_shrink_in_shape_and_small_ones_stay() {
    let limits = Limits { original_pixels_max: 400 * 300, ..Limits::default() };
    for (orientation, size) in [(1, (400, 300)), (6, (300, 400))] {
        let picture = process(&jpeg(&flag(1000, 750), orientation), &limits).unwrap();
        opened(&picture.original);
        assert_eq!((picture.original.width, picture.original.height), size);
        assert_eq!((picture.small.width, picture.small.height), size);
    }
    for (width, height) in [(1, 1), (1, 700), (700, 1), (2, 2), (16_384, 1), (3, 16_000)] {
        let picture = made(&png(flag(width, height)));
        assert_eq!((picture.original.width, picture.original.height), (width, height));
    }
}

#[test]
fn a_moving_gif_keeps_its_frames_and_nothing_else() {
    let bytes = gif(60, 40, 5);
    let picture = made(&bytes);
    assert!(picture.moves);
    assert_eq!((picture.original.format, picture.small.format), (Format::Gif, Format::Png));
    let mut options = gif::DecodeOptions::new();
    options.set_color_output(gif::ColorOutput::Indexed);
    let mut frames = options.read_info(picture.original.bytes.as_slice()).unwrap();
    for at in 0..5 {
        let frame = frames.read_next_frame().unwrap().unwrap();
        assert_eq!((frame.delay, frame.buffer[0]), (10 + at, (at % 2) as u8));
    }
    assert!(frames.read_next_frame().unwrap().is_none());
    assert_eq!(frames.repeat(), gif::Repeat::Finite(3));

    let still = made(&gif(60, 40, 1));
    assert_eq!((still.original.format, still.moves), (Format::Png, false));
}

#[test]
fn endless_gifs_are_refused() {
    assert_eq!(refused(&gif(1, 1, 1001)), Refusal::TooManyFrames);
    let limits = Limits { frames_pixels_max: 4 * 60 * 40, ..Limits::default() };
    assert_eq!(process(&gif(60, 40, 5), &limits).unwrap_err(), Refusal::TooLarge);
    let limits = Limits { original_pixels_max: 60 * 40 - 1, ..Limits::default() };
    assert_eq!(process(&gif(60, 40, 2), &limits).unwrap_err(), Refusal::TooLarge);
    assert!(process(&gif(60, 40, 1), &limits).is_ok());
}

#[test]
fn profiles_show_the_middle() {
    let limits = Limits::default();
    let size = |file: &File| (file.width, file.height);
    let bytes = jpeg(&flag(900, 600), 1);
    let face = avatar(&bytes, &limits).unwrap();
    assert_eq!((size(&face), face.format), ((400, 400), Format::Jpeg));
    let image = opened(&face);
    assert!(is_about(image.get_pixel(10, 200), RED) && is_about(image.get_pixel(390, 200), BLUE));
    assert_eq!(size(&header(&bytes, &limits).unwrap()), (900, 300));
    let great = png(flag(2000, 1900));
    assert_eq!(size(&header(&great, &limits).unwrap()), (1500, 500));
    assert_eq!(size(&avatar(&png(flag(1, 1)), &limits).unwrap()), (1, 1));
    assert_eq!(size(&header(&png(flag(1, 900)), &limits).unwrap()), (1, 1));
    assert_eq!(avatar(&gif(60, 40, 5), &limits).unwrap().format, Format::Png);
}

#[test]
fn what_is_no_picture_is_refused_in_a_sentence() {
    for bytes in [&b""[..], b"\0", b"hello", b"<svg></svg>", b"BM\0\0\0\0", b"%PDF-1.7", b"\xff"] {
        assert_eq!(refused(bytes), Refusal::NotAPicture, "{bytes:?}");
    }
    for bytes in [&b"\xff\xd8\xff"[..], b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP", b"GIF89a"] {
        assert_eq!(refused(bytes), Refusal::Broken, "{bytes:?}");
    }
    let all = [Refusal::NotAPicture, Refusal::TooLarge, Refusal::TooManyFrames, Refusal::Broken];
    for refusal in all {
        assert!(refusal.to_string().starts_with("this "), "{refusal}");
    }
}

#[test]
fn image_bombs_are_refused_by_their_headers() {
    for (width, height) in [(30_000, 30_000), (16_000, 16_000), (u32::MAX >> 1, 1), (1, 20_000)] {
        assert_eq!(refused(&png_bomb(width, height)), Refusal::TooLarge, "{width}x{height}");
    }
    assert_eq!(refused(&png_bomb(0, 0)), Refusal::Broken);
    assert_eq!(refused(&webp_bomb(16_383, 16_383)), Refusal::TooLarge);

    let mut photograph = jpeg(&flag(16, 16), 1);
    let frame = photograph.windows(2).position(|two| two == [0xff, 0xc0]).unwrap();
    photograph[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xdc, 0xff, 0xdc]);
    assert_eq!(refused(&photograph), Refusal::TooLarge);

    let mut moving = gif(16, 16, 3);
    moving[6..10].copy_from_slice(&[0xff; 4]);
    assert_eq!(refused(&moving), Refusal::TooLarge);

    let mut scans = jpeg(&flag(16, 16), 1);
    scans.extend([0xff, 0xda].repeat(101));
    assert_eq!(refused(&scans), Refusal::TooLarge);
}

#[test]
fn a_photograph_the_decoder_would_spoil_is_refused() {
    for (apart, detail, refused) in [
        (true, jpeg_encoder::SamplingFactor::F_2_2, true),
        (true, jpeg_encoder::SamplingFactor::F_1_1, false),
        (false, jpeg_encoder::SamplingFactor::F_2_2, false),
    ] {
        let (mut bytes, image) = (vec![], flag(96, 64));
        let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
        encoder.set_sampling_factor(detail);
        encoder.set_optimized_huffman_tables(apart);
        encoder.encode(image.as_raw(), 96, 64, jpeg_encoder::ColorType::Rgb).unwrap();
        match process(&bytes, &Limits::default()) {
            Ok(picture) => assert!(is_about(opened(&picture.original).get_pixel(8, 8), RED)),
            Err(refusal) => assert_eq!((refusal, true), (Refusal::Broken, refused)),
        }
    }
}

/// A PNG that says it is so great, with data that would go on for as long as one reads.
fn png_bomb(width: u32, height: u32) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut head = [width.to_be_bytes(), height.to_be_bytes()].concat();
    head.extend([8, 6, 0, 0, 0]);
    for (name, data) in [(b"IHDR", head), (b"IDAT", b"\x78\x9c\xed\xc1".repeat(64))] {
        out.extend((data.len() as u32).to_be_bytes());
        let chunk = [&name[..], &data].concat();
        out.extend(&chunk);
        out.extend(crc(&chunk).to_be_bytes());
    }
    out
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 * (crc & 1)))
    })
}

fn webp_bomb(width: u32, height: u32) -> Vec<u8> {
    let size = (width - 1) | (height - 1) << 14;
    let mut out = b"RIFF\x1c\0\0\0WEBPVP8L\x10\0\0\0\x2f".to_vec();
    out.extend(size.to_le_bytes());
    out.extend([0; 11]);
    out
}

/// Throws the same numbers each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }
}

#[test]
fn damaged_pictures_are_refused_or_made_whole() {
    let limits = Limits { pixels_max: 40_000, frames_max: 50, ..Limits::default() };
    let image = photograph(24, 16);
    let whole = [jpeg(&image, 6), png(image.clone()), webp(image), gif(24, 16, 4)];
    let mut dice = Dice(2026);
    let (mut taken, mut refused) = (0, 0);
    for bytes in &whole {
        let mut check = |bytes: &[u8]| match process(bytes, &limits) {
            Ok(picture) => {
                let image = image::load_from_memory(&picture.original.bytes).unwrap();
                assert!(image.width() * image.height() <= 40_000);
                taken += 1;
            }
            Err(_) => refused += 1,
        };
        for length in (0..bytes.len()).step_by(1 + bytes.len() / 150) {
            check(&bytes[..length]);
        }
        for _ in 0..400 {
            let mut bytes = bytes.clone();
            for _ in 0..=dice.roll(6) {
                let at = dice.roll(bytes.len());
                bytes[at] = dice.roll(256) as u8;
            }
            check(&bytes);
        }
    }
    assert!(taken > 100 && refused > 100, "{taken} taken, {refused} refused");
}
