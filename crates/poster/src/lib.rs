//! Cards: a picture that says one thing, made to be shared.
//!
//! A card is a template (an SVG with places for texts and pictures), a format, colours, and what
//! is put in the places. It is drawn with the fonts of this crate and nothing of the machine it is
//! drawn on, so that the same card is the same bytes everywhere.
//!
//! Pure: nothing here reads a clock, a file or a database. What does not fit, cannot be read
//! against its ground or has no letters in our fonts is refused with the place and the reason,
//! never cut.
//! No text of others ever becomes SVG: it is drawn as outlines.

mod colours;
mod describe;
mod draw;
mod fault;
mod figures;
mod file;
mod fonts;
mod lines;
mod picture;
mod slots;
mod templates;
mod typography;

pub use colours::{Colour, LARGE_PX_MIN, Palette, contrast};
pub use describe::describe;
pub use draw::{Card, Drawn, Legible, draw};
pub use fault::Fault;
pub use figures::{NUMBERS_MAX, Number, numbers};
pub use picture::{PICTURE_PX_MAX, Picture};
pub use slots::{SLOT_CHARS_MAX, Slot, Slots, WORDS_MAX, words};
pub use templates::{Format, Template};
pub use typography::Language;
