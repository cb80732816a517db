//! Why a card is not drawn.

use crate::{Colour, Slot};

/// A reason for which a card is refused. What it says is for programs; who shows it to people has
/// words of their own, in their language.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Fault {
    /// A place the template cannot do without is empty.
    #[error("{0:?} is empty")]
    Missing(Slot),
    /// The template has no such place.
    #[error("this template has no place for {0:?}")]
    NoPlace(Slot),
    /// More than a place takes, before it is measured.
    #[error("{slot:?} has more than {most} characters")]
    TooLong {
        /// The place.
        slot: Slot,
        /// The bound, in characters.
        most: usize,
    },
    /// More words than one reads in passing.
    #[error("{count} words, at most {most}")]
    TooManyWords {
        /// Words to be read on the card.
        count: usize,
        /// The bound.
        most: usize,
    },
    /// The text does not fit its place even at its smallest size.
    #[error("{0:?} does not fit")]
    DoesNotFit(Slot),
    /// Characters for which our fonts have no letters.
    #[error("{slot:?} has characters that cannot be drawn: {characters}")]
    NotDrawable {
        /// The place.
        slot: Slot,
        /// Each such character once, in the order of the text.
        characters: String,
    },
    /// The text cannot be read well enough against what lies beneath it.
    #[error("{slot:?} has a contrast of {ratio:.2}, {needed} is needed")]
    Contrast {
        /// The place.
        slot: Slot,
        /// The lowest contrast found beneath the text.
        ratio: f64,
        /// What is needed at its size.
        needed: f64,
    },
    /// A colour of an organisation that cannot be read on paper.
    #[error("{colour:?} has a contrast of {ratio:.2} on white, {needed} is needed")]
    Colour {
        /// The colour.
        colour: Colour,
        /// Its contrast.
        ratio: f64,
        /// What is needed.
        needed: f64,
    },
    /// Pixels that are not as many as the picture's size says, or too many.
    #[error("the picture is not readable")]
    Picture,
    /// The machine could not draw: no memory, or a template of ours that is broken.
    #[error("the card could not be drawn")]
    Broken,
}
