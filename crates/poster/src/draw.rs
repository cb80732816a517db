//! Drawing a card.

use crate::colours::{LARGE_CONTRAST_MIN, SMALL_CONTRAST_MIN};
use crate::fonts::{self, BELOW, CAPITAL, UNITS};
use crate::lines::{self, Set};
use crate::slots::{SLOT_CHARS_MAX, WORDS_MAX};
use crate::templates::{self, Framed, Layout, Says, Text};
use crate::typography::{Language, held_together, quoted};
use crate::{Colour, Fault, Format, LARGE_PX_MIN, Palette, Picture, Slot, Slots, Template};
use crate::{contrast, file, words};
use resvg::tiny_skia::{FillRule, Paint, Path, PathBuilder, Pixmap, Transform};
use resvg::usvg;

/// All that a card is made of.
#[derive(Debug, Clone)]
pub struct Card {
    /// Its kind.
    pub template: Template,
    /// Its size.
    pub format: Format,
    /// Its colours.
    pub palette: Palette,
    /// The language of its texts.
    pub language: Language,
    /// Its texts.
    pub slots: Slots,
    /// The organisation's sign, if it is to be seen.
    pub logo: Option<Picture>,
    /// A face.
    pub portrait: Option<Picture>,
}

/// How well a text can be read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Legible {
    /// Which text.
    pub slot: Slot,
    /// Its size, in pixels of the card.
    pub px: f32,
    /// The lowest contrast found beneath it.
    pub ratio: f64,
    /// What it needs.
    pub needed: f64,
}

/// A drawn card.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// The file.
    pub png: Vec<u8>,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// What was measured, a line a text, in the order of the template.
    pub legible: Vec<Legible>,
}

/// Draws a card, or says all that is wrong with it.
pub fn draw(card: &Card) -> Result<Drawn, Vec<Fault>> {
    let faults = unfit(card);
    if !faults.is_empty() {
        return Err(faults);
    }
    let there = |name: &str| match name {
        "logo" => card.logo.is_some(),
        "portrait" => card.portrait.is_some(),
        name => Slot::parse(name).is_some_and(|slot| card.slots.get(slot).is_some()),
    };
    let layout = templates::layout(card.template, card.format, &card.palette, &there);
    let layout = layout.ok_or_else(|| vec![Fault::Broken])?;
    let mut canvas = ground(card, &layout).map_err(|fault| vec![fault])?;

    let set = set_all(card, &layout.texts)?;
    let legible: Vec<Legible> =
        set.iter().map(|(text, set)| measured(&canvas, text, set)).collect();
    let faults: Vec<Fault> = legible.iter().filter_map(too_faint).collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    for (text, set) in &set {
        write(&mut canvas, text.colour, set);
    }
    let png = file::encode(&canvas).map_err(|fault| vec![fault])?;
    Ok(Drawn { png, width: canvas.width(), height: canvas.height(), legible })
}

/// What is wrong with a card before anything is measured.
fn unfit(card: &Card) -> Vec<Fault> {
    let (needs, takes) = (card.template.needs(), card.template.takes());
    let mut faults: Vec<Fault> = needs
        .iter()
        .filter(|slot| card.slots.get(**slot).is_none())
        .map(|slot| Fault::Missing(*slot))
        .collect();
    for (slot, text) in card.slots.iter() {
        if !needs.contains(&slot) && !takes.contains(&slot) {
            faults.push(Fault::NoPlace(slot));
        }
        if text.chars().count() > SLOT_CHARS_MAX {
            faults.push(Fault::TooLong { slot, most: SLOT_CHARS_MAX });
        }
        let characters = fonts::missing(text);
        if !characters.is_empty() {
            faults.push(Fault::NotDrawable { slot, characters });
        }
    }
    let count = words(&card.slots);
    if count > WORDS_MAX {
        faults.push(Fault::TooManyWords { count, most: WORDS_MAX });
    }
    if card.template.needs_portrait() && card.portrait.is_none() {
        faults.push(Fault::Picture);
    }
    faults
}

/// The template's shapes, and the pictures on them.
fn ground(card: &Card, layout: &Layout) -> Result<Pixmap, Fault> {
    let (width, height) = card.format.size();
    let mut canvas = Pixmap::new(width, height).ok_or(Fault::Broken)?;
    let tree = usvg::Tree::from_str(&layout.ground, &usvg::Options::default());
    let tree = tree.map_err(|_| Fault::Broken)?;
    resvg::render(&tree, Transform::identity(), &mut canvas.as_mut());
    for framed in &layout.pictures {
        let picture = if framed.portrait { &card.portrait } else { &card.logo };
        let Some(picture) = picture else { continue };
        picture.draw(&mut canvas, &frame(framed).ok_or(Fault::Broken)?, framed.portrait)?;
    }
    Ok(canvas)
}

/// A rectangle with round corners.
fn frame(framed: &Framed) -> Option<Path> {
    let Framed { x, y, width, height, round, .. } = *framed;
    let (right, bottom) = (x + width, y + height);
    // How far a curve's handle lies from the corner, for a quarter of a circle.
    let handle = round * (1.0 - 0.552_285);
    let mut path = PathBuilder::new();
    path.move_to(x + round, y);
    path.line_to(right - round, y);
    path.cubic_to(right - handle, y, right, y + handle, right, y + round);
    path.line_to(right, bottom - round);
    path.cubic_to(right, bottom - handle, right - handle, bottom, right - round, bottom);
    path.line_to(x + round, bottom);
    path.cubic_to(x + handle, bottom, x, bottom - handle, x, bottom - round);
    path.line_to(x, y + round);
    path.cubic_to(x, y + handle, x + handle, y, x + round, y);
    path.close();
    path.finish()
}

fn set_all<'a>(card: &Card, texts: &'a [Text]) -> Result<Vec<(&'a Text, Set)>, Vec<Fault>> {
    let (mut set, mut faults) = (Vec::new(), Vec::new());
    for text in texts {
        let words = match text.says {
            Says::Slot(slot) => card.slots.get(slot).map(str::to_owned),
            Says::Quote(slot) => card.slots.get(slot).map(|text| quoted(text, card.language)),
            Says::Before => Some(before(card.language).to_owned()),
            Says::After => Some(after(card.language).to_owned()),
        };
        let Some(words) = words else { continue };
        match lines::set(&held_together(&words, card.language), &text.place) {
            Some(done) => set.push((text, done)),
            None => faults.push(Fault::DoesNotFit(slot_of(text.says))),
        }
    }
    if faults.is_empty() { Ok(set) } else { Err(faults) }
}

/// What stands above what was.
pub(crate) fn before(language: Language) -> &'static str {
    if language == Language::French { "Avant" } else { "Before" }
}

/// What stands above what is.
pub(crate) fn after(language: Language) -> &'static str {
    if language == Language::French { "Après" } else { "After" }
}

fn slot_of(says: Says) -> Slot {
    match says {
        Says::Slot(slot) | Says::Quote(slot) => slot,
        Says::Before => Slot::Before,
        Says::After => Slot::After,
    }
}

/// The lowest contrast between a text and any pixel beneath its lines.
fn measured(ground: &Pixmap, text: &Text, set: &Set) -> Legible {
    let mut ratio = f64::MAX;
    let mut seen: Option<[u8; 3]> = None;
    for line in &set.lines {
        let top = (line.y - CAPITAL / UNITS * set.px).max(0.0) as usize;
        let bottom = ((line.y + BELOW / UNITS * set.px) as usize).min(ground.height() as usize);
        let left = line.x.max(0.0) as usize;
        let right = ((line.x + line.width) as usize).min(ground.width() as usize);
        for y in top..bottom {
            let row = y * ground.width() as usize;
            let Some(pixels) = ground.pixels().get(row + left..row + right.max(left)) else {
                continue;
            };
            for pixel in pixels {
                let colour = [pixel.red(), pixel.green(), pixel.blue()];
                if seen.replace(colour) != Some(colour) {
                    ratio = ratio.min(contrast(text.colour, Colour(colour)));
                }
            }
        }
    }
    let needed = if set.px >= LARGE_PX_MIN { LARGE_CONTRAST_MIN } else { SMALL_CONTRAST_MIN };
    Legible { slot: slot_of(text.says), px: set.px, ratio, needed }
}

fn too_faint(legible: &Legible) -> Option<Fault> {
    let Legible { slot, ratio, needed, .. } = *legible;
    (ratio < needed).then_some(Fault::Contrast { slot, ratio, needed })
}

/// Draws the outlines of a set text.
fn write(canvas: &mut Pixmap, colour: Colour, set: &Set) {
    let mut path = PathBuilder::new();
    for line in &set.lines {
        let mut x = line.x;
        for glyph in &line.glyphs {
            fonts::outline(&mut path, glyph, set.px, x, line.y);
            x += glyph.advance as f32 * set.px / UNITS;
        }
    }
    // A text of white space alone has no outlines.
    let Some(path) = path.finish() else { return };
    let [red, green, blue] = colour.0;
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color_rgba8(red, green, blue, 255);
    canvas.fill_path(&path, &paint, FillRule::Winding, Transform::identity(), None);
}
