//! The places of a card, and what is put in them.

use std::collections::BTreeMap;

/// Words to be read on one card, at most: it is seen for two seconds.
pub const WORDS_MAX: usize = 25;
/// Characters one place takes at most, before it is measured.
pub const SLOT_CHARS_MAX: usize = 400;

/// A place for a text. Each template has some of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// A number that says it all: "−158 €".
    Figure,
    /// What the number is of: "par mois".
    Unit,
    /// What was before.
    Before,
    /// What is after.
    After,
    /// A sentence, or the words of somebody.
    Sentence,
    /// Who said so.
    Attribution,
    /// What one can do.
    Action,
    /// Where the number is from.
    Source,
    /// The campaign's hashtag, with its `#`.
    Hashtag,
}

impl Slot {
    /// All of them, in the order in which they are read.
    pub const ALL: [Self; 9] = [
        Self::Figure,
        Self::Unit,
        Self::Before,
        Self::After,
        Self::Sentence,
        Self::Attribution,
        Self::Action,
        Self::Source,
        Self::Hashtag,
    ];

    /// Its name, as templates, programs and tables write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Figure => "figure",
            Self::Unit => "unit",
            Self::Before => "before",
            Self::After => "after",
            Self::Sentence => "sentence",
            Self::Attribution => "attribution",
            Self::Action => "action",
            Self::Source => "source",
            Self::Hashtag => "hashtag",
        }
    }

    /// The place called `name`.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|slot| slot.name() == name)
    }

    /// Whether its words are among those that are read in passing, and counted.
    fn counted(self) -> bool {
        !matches!(self, Self::Attribution | Self::Source | Self::Hashtag)
    }
}

/// The texts of a card. An empty text is no text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Slots(BTreeMap<Slot, String>);

impl Slots {
    /// With `text` in its place, without white space around it.
    pub fn with(mut self, slot: Slot, text: &str) -> Self {
        match text.trim() {
            "" => self.0.remove(&slot),
            text => self.0.insert(slot, text.to_owned()),
        };
        self
    }

    /// What is in a place.
    pub fn get(&self, slot: Slot) -> Option<&str> {
        self.0.get(&slot).map(String::as_str)
    }

    /// All texts, in the order in which they are read.
    pub fn iter(&self) -> impl Iterator<Item = (Slot, &str)> {
        self.0.iter().map(|(slot, text)| (*slot, text.as_str()))
    }
}

/// How many words there are to be read in passing: all but who said so, the source and the hashtag.
pub fn words(slots: &Slots) -> usize {
    let spoken = |word: &&str| word.chars().any(char::is_alphanumeric);
    let counted = slots.iter().filter(|(slot, _)| slot.counted());
    counted.map(|(_, text)| text.split_whitespace().filter(spoken).count()).sum()
}
