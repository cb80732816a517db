//! A drawn card as a PNG file.

use crate::Fault;
use resvg::tiny_skia::Pixmap;

/// Writes opaque pixels as PNG. Cards are flat: a quick pass packs them as well as a slow one.
pub(crate) fn encode(card: &Pixmap) -> Result<Vec<u8>, Fault> {
    let mut rgb = Vec::with_capacity(card.pixels().len() * 3);
    for pixel in card.pixels() {
        rgb.extend([pixel.red(), pixel.green(), pixel.blue()]);
    }
    let mut out = Vec::with_capacity(rgb.len() / 16);
    let mut encoder = png::Encoder::new(&mut out, card.width(), card.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
    let written = encoder.write_header().and_then(|mut writer| {
        writer.write_image_data(&rgb)?;
        writer.finish()
    });
    written.map_err(|_| Fault::Broken)?;
    Ok(out)
}
