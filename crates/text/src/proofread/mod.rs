//! Proof-reading for access: what in a post shuts people out who listen to it, read it enlarged, or
//! read with difficulty; and what mends it at one press. Advice only: nothing here forbids.
//!
//! What is a link, a hashtag or a name is known from [`crate::scan`]; the rest is told by the
//! characters alone, so no dictionary is needed and both languages are read alike.

mod signs;
mod words;

use crate::{Entity, Scan, scan};

/// Longest sentence that is easy to read, in words.
pub const SENTENCE_WORDS_MAX: usize = 25;
/// Emojis in a row that are still quickly heard.
pub const EMOJI_ROW_MAX: usize = 2;
/// Shortest hashtag that is surely made of several words, in characters.
pub const LONG_TAG_CHARS_MIN: usize = 10;
/// Most excerpts shown of one sort of advice.
const EXCERPTS_MAX: usize = 3;

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Trouble {
    /// A picture, film or sound has no description.
    NoDescription,
    /// A description is the name of a file.
    FileNameDescription,
    /// A film has no captions.
    NoCaptions,
    /// A long hashtag whose words do not begin with capitals.
    HashtagCase,
    /// Signs that only look like letters: read out one by one, or not at all.
    ImitationLetters,
    /// Several emojis in a row: each is read out by its whole name.
    EmojiRow,
    /// Words in capitals: some are spelled out.
    Capitals,
    /// A drawing made of signs.
    Drawing,
    /// It is not said in which language it is written.
    NoLanguage,
    /// A sentence of more than [`SENTENCE_WORDS_MAX`] words.
    LongSentence,
    /// “here”: a link's words that say nothing of where it leads.
    EmptyLinkWords,
}

impl Trouble {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::NoDescription,
        Self::FileNameDescription,
        Self::NoCaptions,
        Self::HashtagCase,
        Self::ImitationLetters,
        Self::EmojiRow,
        Self::Capitals,
        Self::Drawing,
        Self::NoLanguage,
        Self::LongSentence,
        Self::EmptyLinkWords,
    ];

    /// Its name in forms.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NoDescription => "no-description",
            Self::FileNameDescription => "file-name-description",
            Self::NoCaptions => "no-captions",
            Self::HashtagCase => "hashtag-case",
            Self::ImitationLetters => "imitation-letters",
            Self::EmojiRow => "emoji-row",
            Self::Capitals => "capitals",
            Self::Drawing => "drawing",
            Self::NoLanguage => "no-language",
            Self::LongSentence => "long-sentence",
            Self::EmptyLinkWords => "empty-link-words",
        }
    }

    /// The trouble of that name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|trouble| trouble.name() == name)
    }
}

/// One piece of advice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// What is wrong.
    pub trouble: Trouble,
    /// Where: pieces of the text, at most three; numbers from 1 for media.
    pub excerpts: Vec<String>,
    /// Whether [`mend`] can set it right.
    pub mendable: bool,
}

/// A picture, film or sound that comes along.
#[derive(Clone, Copy, Debug)]
pub struct Carried<'a> {
    /// What it shows or says; may be empty.
    pub description: &'a str,
    /// Whether it is a film.
    pub film: bool,
    /// Whether it has captions.
    pub captions: bool,
}

/// All that can be said against a post: its text, its language if one is declared, what it
/// carries. In the order of [`Trouble::ALL`].
#[must_use]
pub fn proofread(text: &str, language: Option<&str>, carried: &[Carried<'_>]) -> Vec<Advice> {
    let read = scan(text);
    let plain = without_entities(text, &read);
    let mut all = media(carried);
    let tags = words::flat_hashtags(&read);
    all.extend(advice(Trouble::HashtagCase, tags, false));
    all.extend(advice(Trouble::ImitationLetters, signs::imitations(text), true));
    all.extend(advice(Trouble::EmojiRow, signs::emoji_rows(text), true));
    all.extend(advice(Trouble::Capitals, words::capitals(&plain), true));
    all.extend(advice(Trouble::Drawing, signs::drawings(&plain), false));
    let said = text.chars().any(char::is_alphabetic);
    if said && language.is_none_or(str::is_empty) {
        let (trouble, excerpts) = (Trouble::NoLanguage, Vec::new());
        all.push(Advice { trouble, excerpts, mendable: false });
    }
    all.extend(advice(Trouble::LongSentence, words::long_sentences(&plain), false));
    all.extend(advice(Trouble::EmptyLinkWords, words::empty_link_words(text), false));
    all
}

/// The text with one trouble mended; as it was, if that cannot be done by a rule.
#[must_use]
pub fn mend(text: &str, trouble: Trouble) -> String {
    match trouble {
        Trouble::ImitationLetters => signs::real_letters(text),
        Trouble::EmojiRow => signs::one_emoji(text),
        Trouble::Capitals => words::lowered(text, &scan(text)),
        _ => text.to_owned(),
    }
}

fn media(carried: &[Carried<'_>]) -> Vec<Advice> {
    let those = |wanted: &dyn Fn(&Carried<'_>) -> bool| {
        let places = carried.iter().enumerate().filter(|(_, it)| wanted(it));
        places.map(|(place, _)| (place + 1).to_string()).collect::<Vec<_>>()
    };
    let bare = those(&|it| it.description.trim().is_empty());
    let named = those(&|it| words::is_file_name(it.description.trim()));
    let mute = those(&|it| it.film && !it.captions);
    [
        advice(Trouble::NoDescription, bare, false),
        advice(Trouble::FileNameDescription, named, false),
        advice(Trouble::NoCaptions, mute, false),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn advice(trouble: Trouble, mut excerpts: Vec<String>, mendable: bool) -> Option<Advice> {
    excerpts.truncate(EXCERPTS_MAX);
    (!excerpts.is_empty()).then_some(Advice { trouble, excerpts, mendable })
}

/// The text with a space in place of each link, name and hashtag.
fn without_entities(text: &str, read: &Scan<'_>) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut at = 0;
    for span in &read.spans {
        plain.push_str(&text[at..span.bytes.start]);
        if matches!(span.entity, Entity::Hashtag { .. }) {
            // A hashtag is a word of its sentence.
            plain.push_str(" mot ");
        } else {
            plain.push(' ');
        }
        at = span.bytes.end;
    }
    plain.push_str(&text[at..]);
    plain
}
