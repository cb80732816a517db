//! The figures of a visual: numbers with where they are from. A number written on a card is one of
//! them, or counted from one.

use ground::{Result, Say};
use poster::{Number, Slot, Slots, numbers};
use serde::{Deserialize, Serialize};

use super::wrong;

/// Figures of a visual, at most.
pub const FIGURES_MAX: usize = 6;
/// Characters of a source or an address, at most.
const SOURCE_CHARS_MAX: usize = 400;
/// How often a figure may be counted: from a day to a year, and for a whole town.
const TIMES_MAX: i64 = 1_000_000;

/// A number and where it is from.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(default)]
pub struct Figure {
    /// As it is written in the source: `158`, `2,97`.
    pub number: String,
    /// How often it may be counted, beside once: 12 turns what is lost a month into a year's. 1 if
    /// it may not.
    pub times: i64,
    /// Who says so, and when.
    pub source: String,
    /// Where one can read it.
    pub url: String,
}

impl Figure {
    /// Reads a figure as it was typed; without white space around its parts.
    ///
    /// # Errors
    /// If there is not exactly one number, no source, or an address that is none.
    pub fn parse(mut self) -> Result<Self> {
        for part in [&mut self.number, &mut self.source, &mut self.url] {
            *part = part.trim().to_owned();
        }
        if numbers(&self.number).len() != 1 || self.number.chars().count() > 40 {
            return Err(wrong("figures", "error-figure-number"));
        }
        let long = |text: &str| text.chars().count() > SOURCE_CHARS_MAX;
        if self.source.is_empty() || long(&self.source) || long(&self.url) {
            return Err(wrong("figures", "error-figure-source"));
        }
        if !self.url.starts_with("https://") && !self.url.starts_with("http://") {
            return Err(wrong("figures", "error-figure-url"));
        }
        self.times = self.times.clamp(1, TIMES_MAX);
        Ok(self)
    }

    /// The numbers it vouches for.
    fn vouches(&self) -> Vec<Number> {
        let Some((number, _)) = numbers(&self.number).first().copied() else { return Vec::new() };
        [Some(number), number.times(self.times)].into_iter().flatten().collect()
    }
}

/// Refuses a card with a number that no figure vouches for. Sources may name years and articles.
pub(super) fn all_vouched(slots: &Slots, figures: &[Figure]) -> Result<()> {
    let known: Vec<Number> = figures.iter().flat_map(Figure::vouches).collect();
    let written = slots.iter().filter(|(slot, _)| !matches!(slot, Slot::Source | Slot::Hashtag));
    for (_, text) in written {
        for (number, spelling) in numbers(text) {
            if !known.contains(&number) {
                let say = Say::new("error-figure-unknown").with("number", spelling.to_owned());
                return Err(wrong("figures", say));
            }
        }
    }
    Ok(())
}
