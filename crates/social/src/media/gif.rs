//! Moving GIFs: taken apart and put together again, frame by frame.
//!
//! The frames keep their colours and their size, as nothing is decided anew; what is not a
//! frame (comments, other programs' blocks, whatever stands behind the end) is left out.

use std::borrow::Cow;
use std::io::Cursor;

use gif::{ColorOutput, DecodeOptions, Decoder, Encoder, Frame};

use super::picture::{File, Format, Limits, Refusal};

/// Writes a moving GIF anew. `None` when it has a single frame: then it is a still picture.
///
/// # Errors
/// `TooLarge`, `TooManyFrames`, or `Broken` also when it ends before its end is marked.
pub(super) fn rewrite(bytes: &[u8], limits: &Limits) -> Result<Option<File>, Refusal> {
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::Indexed);
    options.allow_unknown_blocks(true);
    let mut from = options.read_info(Cursor::new(bytes)).map_err(|_| Refusal::Broken)?;
    let (width, height) = (from.width(), from.height());
    let mut out = vec![];
    let palette = from.global_palette().unwrap_or_default().to_vec();
    let mut to = Encoder::new(&mut out, width, height, &palette).map_err(|_| Refusal::Broken)?;
    let (mut frames, mut pixels) = (0, 0);
    while let Some(frame) = next_frame(&mut from, limits, &mut pixels)? {
        frames += 1;
        if frames > limits.frames_max {
            return Err(Refusal::TooManyFrames);
        }
        if frames > 1 && u64::from(width) * u64::from(height) > limits.original_pixels_max {
            return Err(Refusal::TooLarge); // It cannot be shrunk, as a still picture can.
        }
        if frames == 1 {
            // Known once the first frame is reached, and it has to stand before it.
            to.set_repeat(from.repeat()).map_err(|_| Refusal::Broken)?;
        }
        to.write_frame(&frame).map_err(|_| Refusal::Broken)?;
    }
    drop(to);
    if frames < 2 {
        return Ok(None);
    }
    let (width, height) = (u32::from(width), u32::from(height));
    Ok(Some(File { bytes: out, format: Format::Gif, width, height }))
}

/// The next frame, its pixels as numbers of colours; `pixels` counts them over all frames.
fn next_frame(
    from: &mut Decoder<Cursor<&[u8]>>,
    limits: &Limits,
    pixels: &mut u64,
) -> Result<Option<Frame<'static>>, Refusal> {
    let Some(frame) = from.next_frame_info().map_err(|_| Refusal::Broken)? else {
        return Ok(None);
    };
    let mut frame = frame.clone();
    *pixels += u64::from(frame.width) * u64::from(frame.height);
    if *pixels > limits.frames_pixels_max {
        return Err(Refusal::TooLarge);
    }
    let mut buffer = vec![0; from.buffer_size()];
    from.read_into_buffer(&mut buffer).map_err(|_| Refusal::Broken)?;
    frame.buffer = Cow::Owned(buffer);
    frame.interlaced = false; // The decoder has put the lines in order.
    Ok(Some(frame))
}
