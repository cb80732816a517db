//! A portrait or a logo: pixels that others have read from a file and checked.

use crate::Fault;
use resvg::tiny_skia::{
    FillRule, FilterQuality, IntSize, Mask, Path, Pixmap, PixmapPaint, Transform,
};

/// Pixels of a picture, at most.
pub const PICTURE_PX_MAX: usize = 16_000_000;

/// A picture, ready to be placed on a card.
#[derive(Debug, Clone)]
pub struct Picture(Pixmap);

impl Picture {
    /// Takes pixels as red, green, blue and opacity, a byte each, row by row.
    pub fn new(width: u32, height: u32, mut rgba: Vec<u8>) -> Result<Self, Fault> {
        let size = IntSize::from_wh(width, height).ok_or(Fault::Picture)?;
        if rgba.len() > PICTURE_PX_MAX * 4 {
            return Err(Fault::Picture);
        }
        for pixel in rgba.chunks_exact_mut(4) {
            let [red, green, blue, opacity] = pixel else { return Err(Fault::Picture) };
            for part in [red, green, blue] {
                *part = (u16::from(*part) * u16::from(*opacity) / 255) as u8;
            }
        }
        Pixmap::from_vec(rgba, size).map(Self).ok_or(Fault::Picture)
    }

    /// Draws the picture so that it covers `path` wholly, or lies within it wholly.
    pub(crate) fn draw(&self, on: &mut Pixmap, path: &Path, covers: bool) -> Result<(), Fault> {
        let within = path.bounds();
        let mut picture = std::borrow::Cow::Borrowed(&self.0);
        let scale = |picture: &Pixmap| {
            let across = within.width() / picture.width() as f32;
            let down = within.height() / picture.height() as f32;
            if covers { across.max(down) } else { across.min(down) }
        };
        // Halved by averages first: sampling a large picture at a few points would make it coarse.
        while scale(&picture) <= 0.5 && picture.width() > 1 && picture.height() > 1 {
            picture = std::borrow::Cow::Owned(halved(&picture).ok_or(Fault::Broken)?);
        }
        let scale = scale(&picture);
        let left = within.left() + (within.width() - picture.width() as f32 * scale) / 2.0;
        // Faces are in the upper half: what a portrait loses, it loses below first.
        let room = within.height() - picture.height() as f32 * scale;
        let top = within.top() + if covers { room / 3.0 } else { room / 2.0 };
        let mut mask = Mask::new(on.width(), on.height()).ok_or(Fault::Broken)?;
        mask.fill_path(path, FillRule::Winding, true, Transform::identity());
        let paint = PixmapPaint { quality: FilterQuality::Bilinear, ..PixmapPaint::default() };
        let place = Transform::from_row(scale, 0.0, 0.0, scale, left, top);
        on.draw_pixmap(0, 0, (*picture).as_ref(), &paint, place, Some(&mask));
        Ok(())
    }
}

/// Half as wide and high, each pixel the average of four.
fn halved(picture: &Pixmap) -> Option<Pixmap> {
    let (width, height) = (picture.width() / 2, picture.height() / 2);
    let (row, data) = (picture.width() as usize * 4, picture.data());
    let mut out = Vec::with_capacity(width as usize * height as usize * 4);
    for y in 0..height as usize {
        for x in 0..width as usize {
            for part in 0..4 {
                let at = 2 * y * row + 8 * x + part;
                let four = [at, at + 4, at + row, at + row + 4];
                let sum: u16 =
                    four.iter().filter_map(|at| data.get(*at)).map(|b| u16::from(*b)).sum();
                out.push((sum / 4) as u8);
            }
        }
    }
    Pixmap::from_vec(out, IntSize::from_wh(width, height)?)
}
