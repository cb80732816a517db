//! Many phrases looked for at once, in one pass over a text: what people filter by.
//!
//! Letters match whatever their case and width; a space matches any run of space. The border of
//! a word is only asked for where the phrase itself begins or ends with a letter or digit of a
//! script that is written with spaces: in Chinese, Japanese, Korean or Thai a word may stand
//! beside any other.

use aho_corasick::AhoCorasick;
use unicode_normalization::UnicodeNormalization;

use crate::chars::joins;

/// One phrase to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The words.
    pub text: String,
    /// Whether it must not be a part of a longer word.
    pub whole_word: bool,
}

/// Phrases, made ready to be looked for.
#[derive(Debug, Default)]
pub struct Phrases {
    machine: Option<AhoCorasick>,
    /// Of each phrase the machine knows: its number, and whether a word must begin before it and
    /// end after it.
    known: Vec<(usize, bool, bool)>,
}

impl Phrases {
    /// Makes them ready. A phrase of nothing but space is never found.
    pub fn new(phrases: &[Phrase]) -> Self {
        let mut known = Vec::with_capacity(phrases.len());
        let mut folded = Vec::with_capacity(phrases.len());
        for (number, phrase) in phrases.iter().enumerate() {
            let text = fold(&phrase.text);
            let text = text.trim();
            let (Some(first), Some(last)) = (text.chars().next(), text.chars().next_back()) else {
                continue;
            };
            let whole = phrase.whole_word;
            known.push((number, whole && joins(first), whole && joins(last)));
            folded.push(text.to_owned());
        }
        // Refused only beyond what memory could hold; then nothing is found.
        let machine = (!folded.is_empty()).then(|| AhoCorasick::new(&folded).ok()).flatten();
        Self { machine, known }
    }

    /// The numbers of those that stand in a text made ready by [`fold`], ascending, each once.
    pub fn found_in(&self, folded: &str) -> Vec<usize> {
        let Some(machine) = &self.machine else { return Vec::new() };
        let mut found = Vec::new();
        for hit in machine.find_overlapping_iter(folded) {
            let (number, begins, ends) = self.known[hit.pattern().as_usize()];
            let before = folded[..hit.start()].chars().next_back();
            let after = folded[hit.end()..].chars().next();
            let inside = begins && before.is_some_and(joins) || ends && after.is_some_and(joins);
            if !inside && !found.contains(&number) {
                found.push(number);
            }
        }
        found.sort_unstable();
        found
    }

    /// Bytes it takes in memory, about.
    pub fn bytes(&self) -> usize {
        let machine = self.machine.as_ref().map_or(0, AhoCorasick::memory_usage);
        machine + self.known.len() * size_of::<(usize, bool, bool)>()
    }
}

/// A text as phrases are compared with it: without case and width, runs of space as one space.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkc().flat_map(char::to_lowercase) {
        match c {
            // Unseen, put into words to break them or to hide them.
            '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
            'ς' => out.push('σ'),
            'ß' => out.push_str("ss"),
            '’' => out.push('\''),
            c if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    out
}
