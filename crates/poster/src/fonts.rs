//! The letters of our cards: four small fonts that travel with the program (SIL Open Font License,
//! their texts are beside them).

use harfrust::{Buffer, Direction, Font, ShapeOptions, ShaperFont};
use resvg::tiny_skia::PathBuilder;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider, OutlineGlyphCollection};
use std::sync::LazyLock;

/// The weight in which a place is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    Medium,
    ExtraBold,
}

/// A letter as it is drawn, in thousandths of the size, from the point where the text stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Glyph {
    face: usize,
    id: GlyphId,
    pub(crate) advance: i32,
    x: i32,
    y: i32,
}

struct Face {
    font: Font,
    outlines: OutlineGlyphCollection<'static>,
    has: fn(&Font, char) -> bool,
}

const MEDIUM: &[u8] = include_bytes!("../fonts/atkinson-medium.ttf");
const EXTRABOLD: &[u8] = include_bytes!("../fonts/atkinson-extrabold.ttf");
const ARABIC: &[u8] = include_bytes!("../fonts/noto-arabic-bold.ttf");
const HEBREW: &[u8] = include_bytes!("../fonts/noto-hebrew-bold.ttf");

/// All four have a thousand units.
pub(crate) const UNITS: f32 = 1000.0;
/// How high capital letters and figures are, in units: texts are placed by what one sees of them.
pub(crate) const CAPITAL: f32 = 668.0;
/// How far letters reach below the line.
pub(crate) const BELOW: f32 = 210.0;

static FACES: LazyLock<Vec<Face>> = LazyLock::new(|| {
    let faces = [MEDIUM, EXTRABOLD, ARABIC, HEBREW].into_iter().filter_map(|bytes| {
        let font = Font::new(bytes, 0)?;
        let outlines = FontRef::new(bytes).ok()?.outline_glyphs();
        Some(Face {
            font,
            outlines,
            has: |font, letter| font.charmap().map_unicode(letter).is_some(),
        })
    });
    faces.collect()
});

/// The face that has `letter`: the one before it where it can be, so that marks stay with their
/// letters and spaces with their words.
fn face_of(letter: char, weight: Weight, before: Option<usize>) -> Option<usize> {
    let own = usize::from(weight == Weight::ExtraBold);
    if letter.is_whitespace() || is_invisible(letter) {
        return Some(before.unwrap_or(own));
    }
    let has = |face: &usize| {
        let substitute = if letter == '\u{2011}' { '\u{2010}' } else { letter };
        FACES.get(*face).is_some_and(|face| (face.has)(&face.font, substitute))
    };
    let neutral = !letter.is_alphanumeric();
    before.filter(|_| neutral).into_iter().chain([own, 2, 3]).find(has)
}

/// Marks of direction and joining: they shape what is beside them and are not seen.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200c}'..='\u{200f}' | '\u{2066}'..='\u{2069}' | '\u{202a}'..='\u{202e}')
        || letter == '\u{2060}'
}

/// The characters of `text` that none of the fonts has, each once. The two weights have the same.
pub(crate) fn missing(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars().filter(|letter| face_of(*letter, Weight::Medium, None).is_none()) {
        if !out.contains(letter) {
            out.push(letter);
        }
    }
    out
}

/// The letters of `text`, which runs one way, in the order in which they are drawn from left to
/// right.
pub(crate) fn shape(text: &str, weight: Weight, rtl: bool) -> Vec<Glyph> {
    let mut pieces: Vec<(usize, String)> = Vec::new();
    for letter in text.chars() {
        let before = pieces.last().map(|(face, _)| *face);
        let Some(face) = face_of(letter, weight, before) else { continue };
        match pieces.last_mut().filter(|(last, _)| *last == face) {
            Some((_, piece)) => piece.push(letter),
            None => pieces.push((face, letter.to_string())),
        }
    }
    if rtl {
        pieces.reverse();
    }
    pieces.iter().flat_map(|(face, piece)| shape_piece(piece, *face, rtl)).collect()
}

fn shape_piece(text: &str, face: usize, rtl: bool) -> Vec<Glyph> {
    let Some(found) = FACES.get(face) else { return Vec::new() };
    let mut buffer = Buffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    buffer.set_direction(if rtl { Direction::RightToLeft } else { Direction::LeftToRight });
    if harfrust::shape(&ShaperFont::new(&found.font), &mut buffer, ShapeOptions::new()).is_err() {
        return Vec::new();
    }
    let places = buffer.glyph_positions().iter();
    let glyphs = buffer.glyph_infos().iter().zip(places).map(|(glyph, place)| Glyph {
        face,
        id: GlyphId::new(glyph.glyph_id),
        advance: place.x_advance,
        x: place.x_offset,
        y: place.y_offset,
    });
    glyphs.collect()
}

/// Draws `glyph` at a size of `px`, standing on (`x`, `y`).
pub(crate) fn outline(path: &mut PathBuilder, glyph: &Glyph, px: f32, x: f32, y: f32) {
    let found = FACES.get(glyph.face).and_then(|face| face.outlines.get(glyph.id));
    let Some(found) = found else { return };
    let unit = px / UNITS;
    let mut pen = Pen { path, unit, x: x + glyph.x as f32 * unit, y: y - glyph.y as f32 * unit };
    // An outline that cannot be read draws nothing: the fonts are ours, and a test draws them all.
    let _ = found.draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::default()), &mut pen);
}

struct Pen<'a> {
    path: &'a mut PathBuilder,
    unit: f32,
    x: f32,
    y: f32,
}

impl Pen<'_> {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.unit, self.y - y * self.unit)
    }
}

impl OutlinePen for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let ((cx, cy), (x, y)) = (self.at(cx, cy), self.at(x, y));
        self.path.quad_to(cx, cy, x, y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let ((ax, ay), (bx, by), (x, y)) = (self.at(ax, ay), self.at(bx, by), self.at(x, y));
        self.path.cubic_to(ax, ay, bx, by, x, y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
