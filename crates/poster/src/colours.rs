//! Colours of a card, and whether one reads on another.

use crate::Fault;

/// The size from which letters count as large, in pixels of a card 1080 wide: 24 points of a page
/// at the third of its size at which a phone shows a card.
pub const LARGE_PX_MIN: f32 = 72.0;

/// What small letters need against their ground (WCAG 2.2, 1.4.3).
pub(crate) const SMALL_CONTRAST_MIN: f64 = 4.5;
/// What large letters need.
pub(crate) const LARGE_CONTRAST_MIN: f64 = 3.0;

/// A colour without transparency, as the screen has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

impl Colour {
    /// Reads `#rrggbb`, in either case.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        let number = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        Some(Self([number[1], number[2], number[3]]))
    }

    /// Written as `#rrggbb`.
    pub fn hex(self) -> String {
        let [red, green, blue] = self.0;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

/// How strongly two colours differ, from 1 (not at all) to 21 (WCAG 2.2, contrast ratio).
pub fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (one.luminance(), other.luminance());
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The colours a template asks for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// The ground of quiet cards.
    pub paper: Colour,
    /// Text on paper.
    pub ink: Colour,
    /// Text of less weight on paper.
    pub soft: Colour,
    /// The organisation's own: grounds, and words that count.
    pub strong: Colour,
    /// Text on strong.
    pub on_strong: Colour,
    /// What is to leap out on strong: the accent where it can be read, else as `on_strong`.
    pub pop: Colour,
    /// Strokes, and the ground of calls.
    pub accent: Colour,
    /// Text on the accent.
    pub on_accent: Colour,
}

const INK: Colour = Colour([0x1e, 0x18, 0x26]);
const WHITE: Colour = Colour([0xff; 3]);

impl Palette {
    /// Paper, plum, saffron: the colours of the house.
    pub fn day() -> Self {
        Self {
            paper: Colour([0xfb, 0xf6, 0xec]),
            ink: INK,
            soft: Colour([0x47, 0x3e, 0x52]),
            strong: Colour([0x6a, 0x14, 0x50]),
            on_strong: WHITE,
            pop: Colour([0xf2, 0xb1, 0x34]),
            accent: Colour([0xf2, 0xb1, 0x34]),
            on_accent: INK,
        }
    }

    /// The same at night.
    pub fn night() -> Self {
        Self {
            paper: Colour([0x16, 0x12, 0x1b]),
            ink: Colour([0xf7, 0xf0, 0xe6]),
            soft: Colour([0xd3, 0xc8, 0xda]),
            strong: Colour([0xff, 0xb3, 0xde]),
            on_strong: Colour([0x2a, 0x06, 0x20]),
            pop: Colour([0x2a, 0x06, 0x20]),
            accent: Colour([0xf7, 0xc4, 0x5c]),
            on_accent: INK,
        }
    }

    /// An organisation's two colours: the one it is known by, and the one of its strokes. The first
    /// must be readable on white paper; the others are chosen so that they are.
    pub fn of(strong: Colour, accent: Colour) -> Result<Self, Fault> {
        let ratio = contrast(strong, WHITE);
        if ratio < SMALL_CONTRAST_MIN {
            return Err(Fault::Colour { colour: strong, ratio, needed: SMALL_CONTRAST_MIN });
        }
        let pops = contrast(accent, strong) >= SMALL_CONTRAST_MIN;
        Ok(Self {
            paper: WHITE,
            ink: INK,
            soft: Colour([0x47, 0x3e, 0x52]),
            strong,
            on_strong: WHITE,
            pop: if pops { accent } else { WHITE },
            accent,
            on_accent: if contrast(INK, accent) >= contrast(WHITE, accent) { INK } else { WHITE },
        })
    }

    /// The colour a template calls by `name`.
    pub(crate) fn named(&self, name: &str) -> Option<Colour> {
        Some(match name {
            "paper" => self.paper,
            "ink" => self.ink,
            "soft" => self.soft,
            "strong" => self.strong,
            "on-strong" => self.on_strong,
            "pop" => self.pop,
            "accent" => self.accent,
            "on-accent" => self.on_accent,
            _ => return None,
        })
    }
}
