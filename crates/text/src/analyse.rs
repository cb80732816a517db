//! The one analyser of the search: which terms a text is found by, and which a query asks
//! for. Both databases store and look up what comes out of here and add nothing of their
//! own, so they find the same. Why it works as it does: `docs/decisions/0004`.

use crate::chars::{is_latin, is_unspaced};
use frostem::{Algorithm, Stemmer};
use std::borrow::Cow;
use std::collections::HashSet;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick, is_nfkc_quick};

/// Grows whenever the same text gives other terms than before (another rule here, another
/// release of the stemmer): what was indexed under a lower one must be indexed again.
pub const VERSION: u32 = 1;

/// The longest term, in characters; of a longer word the rest is dropped.
pub const TERM_CHARS_MAX: usize = 40;
/// How many words of a text are indexed; the rest is dropped.
pub const WORDS_MAX: usize = 8_000;
/// How many clauses of a query count; the rest is dropped.
pub const CLAUSES_MAX: usize = 12;

/// One condition of a query. All of them must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// The text must not meet it: it was typed with a `-` before it.
    pub excluded: bool,
    /// Any of these sequences of terms must stand in the text, each in a row.
    pub any: Vec<Vec<String>>,
}

/// The terms a text is found by, with spaces between them: first all its words in order,
/// each folded, so that phrases can be found; then what its words may also be found by
/// (their stems, single characters of Chinese or Japanese), each once.
///
/// A term has lower-case letters and digits only, no marks, so no tokenizer splits it.
/// At most [`WORDS_MAX`] words.
pub fn index_terms(text: &str) -> String {
    let mut terms: Vec<String> = Vec::new();
    let mut more: Vec<String> = Vec::new();
    for word in words(&composed(text)).take(WORDS_MAX) {
        let room = WORDS_MAX - terms.len().min(WORDS_MAX);
        match word {
            Word::Spaced(word) => {
                more.extend(stems(&word));
                terms.push(folded(&word));
            }
            Word::Run(run) => {
                terms.extend(pairs(&run).take(room));
                more.extend(run.iter().take(room).map(char::to_string));
            }
        }
    }
    let mut seen: HashSet<&str> = terms.iter().map(String::as_str).collect();
    let more = more.iter().map(String::as_str).filter(|term| seen.insert(term));
    let more: Vec<&str> = more.collect();
    terms.iter().map(String::as_str).chain(more).collect::<Vec<_>>().join(" ")
}

/// What a query asks for. Words are found in any of their forms, French or English;
/// `"several words"` in that order and form; a `-` before either excludes it. At most
/// [`CLAUSES_MAX`] clauses; none if nothing in it can be searched for.
pub fn query(text: &str) -> Vec<Clause> {
    let mut clauses = Vec::new();
    for (excluded, quoted, part) in parts(text) {
        let part = &composed(part);
        if quoted {
            let sequence: Vec<String> = words(part).take(WORDS_MAX).flat_map(in_order).collect();
            // One word in quotes is asked for in this form only.
            clauses.push(Clause { excluded, any: vec![sequence] });
        } else {
            let words = words(part).take(CLAUSES_MAX);
            clauses.extend(words.map(|word| Clause { excluded, any: alternatives(word) }));
        }
        clauses.retain(|clause| clause.any.iter().any(|sequence| !sequence.is_empty()));
        if clauses.len() >= CLAUSES_MAX {
            break;
        }
    }
    clauses.truncate(CLAUSES_MAX);
    clauses
}

/// The query in the language of SQLite's FTS5, or none if it asks for nothing (or only for
/// what is not there, which FTS5 cannot answer).
/// https://sqlite.org/fts5.html#full_text_query_syntax
pub fn fts5(clauses: &[Clause]) -> Option<String> {
    let of = |excluded: bool| {
        let clauses = clauses.iter().filter(move |clause| clause.excluded == excluded);
        clauses.map(|clause| either(clause, " OR ", "\"", " ")).collect::<Vec<_>>()
    };
    let wanted = of(false).join(" AND ");
    if wanted.is_empty() {
        return None;
    }
    Some(of(true).iter().fold(wanted, |query, clause| format!("({query}) NOT {clause}")))
}

/// The query as the text of a PostgreSQL `tsquery`, for a cast (`$1::tsquery`), or none as
/// for [`fts5`]. https://www.postgresql.org/docs/current/datatype-textsearch.html
pub fn tsquery(clauses: &[Clause]) -> Option<String> {
    if clauses.iter().all(|clause| clause.excluded) {
        return None;
    }
    let query = clauses.iter().map(|clause| {
        let not = if clause.excluded { "!" } else { "" };
        format!("{not}{}", either(clause, " | ", "'", "' <-> '"))
    });
    Some(query.collect::<Vec<_>>().join(" & "))
}

/// The terms of [`index_terms`] as the text of a PostgreSQL `tsvector`, for a cast
/// (`$1::tsvector`): it places them itself, where `to_tsvector` would take a term such as
/// `1e5abc` apart.
pub fn tsvector(terms: &str) -> String {
    let placed = terms.split(' ').filter(|term| !term.is_empty()).enumerate();
    placed.map(|(at, term)| format!("{term}:{}", at + 1)).collect::<Vec<_>>().join(" ")
}

fn either(clause: &Clause, or: &str, quote: &str, then: &str) -> String {
    let sequences = clause.any.iter().filter(|sequence| !sequence.is_empty());
    let sequences: Vec<_> =
        sequences.map(|sequence| format!("{quote}{}{quote}", sequence.join(then))).collect();
    format!("({})", sequences.join(or))
}

/// A query cut at its quotes: whether excluded, whether quoted, and what of the text. An
/// opening quote without its closing one is a space.
fn parts(text: &str) -> Vec<(bool, bool, &str)> {
    let opening = |c: char| matches!(c, '"' | '“' | '«' | '„');
    let closing = |c: char| matches!(c, '"' | '”' | '»' | '“');
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(opening) {
        let quote = rest[at..].chars().next().map_or(1, char::len_utf8);
        let inner = &rest[at + quote..];
        let Some(end) = inner.find(closing) else { break };
        let close = inner[end..].chars().next().map_or(1, char::len_utf8);
        let before = &rest[..at];
        let excluded = is_minus(before.trim_end_matches('-'), before);
        parts.extend(loose(before));
        parts.push((excluded, true, &inner[..end]));
        rest = &inner[end + close..];
    }
    parts.extend(loose(rest));
    parts
}

fn is_minus(front: &str, before: &str) -> bool {
    before.len() == front.len() + 1 && (front.is_empty() || front.ends_with(char::is_whitespace))
}

fn loose(text: &str) -> impl Iterator<Item = (bool, bool, &str)> {
    text.split_whitespace().map(|word| match word.strip_prefix('-') {
        Some(word) => (true, false, word),
        None => (false, false, word),
    })
}

/// A word as it stands in a text, lower case and composed.
enum Word {
    /// Of a script with spaces between words, without elided articles and possessives.
    Spaced(String),
    /// A run of characters of a script without.
    Run(Vec<char>),
}

/// The terms of a word that keep its place in a phrase.
fn in_order(word: Word) -> Vec<String> {
    match word {
        Word::Spaced(word) => vec![folded(&word)],
        Word::Run(run) => pairs(&run).collect(),
    }
}

/// What a word of a query may be found by.
fn alternatives(word: Word) -> Vec<Vec<String>> {
    match word {
        Word::Run(run) => vec![pairs(&run).collect()],
        Word::Spaced(word) => {
            let mut terms = vec![folded(&word)];
            for stem in stems(&word) {
                if !terms.contains(&stem) {
                    terms.push(stem);
                }
            }
            terms.into_iter().map(|term| vec![term]).collect()
        }
    }
}

/// The text in the one spelling (NFKC) that words are looked for in; nearly all is already.
fn composed(text: &str) -> Cow<'_, str> {
    match is_nfkc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        _ => Cow::Owned(text.nfkc().collect()),
    }
}

/// The words of a text that is [`composed`].
fn words(text: &str) -> impl Iterator<Item = Word> {
    let mut chars = text.chars().flat_map(char::to_lowercase).map(apostrophe).peekable();
    std::iter::from_fn(move || {
        loop {
            let first = *chars.peek()?;
            if !is_term_char(first) {
                chars.next();
            } else if is_unspaced(first) {
                let mut run = Vec::new();
                while let Some(c) = chars.next_if(|&c| is_unspaced(c) && is_wordy(c)) {
                    run.extend(Some(c).filter(|&c| is_term_char(c)));
                }
                return Some(Word::Run(run));
            } else {
                let mut word = String::new();
                while let Some(c) = chars.next_if(|&c| !is_unspaced(c) && is_wordy(c)) {
                    word.push(c);
                }
                let word = unelided(&word);
                if !word.is_empty() {
                    return Some(Word::Spaced(word));
                }
            }
        }
    })
}

fn apostrophe(c: char) -> char {
    if matches!(c, '’' | 'ʼ' | '‘') { '\'' } else { c }
}

fn is_wordy(c: char) -> bool {
    c == '\'' || is_term_char(c) || is_combining_mark(c) || matches!(c, '\u{200c}' | '\u{200d}')
}

/// A character that may stand in a term: a letter or a digit, also for tokenizers that go
/// by Unicode's categories. Circled and squared letters are symbols to these.
fn is_term_char(c: char) -> bool {
    c.is_alphanumeric()
        && !is_combining_mark(c)
        && !matches!(c, '\u{24b6}'..='\u{24e9}' | '\u{1f100}'..='\u{1f1ff}')
}

/// "l'élection" is found as "élection", "qu'il" as "il", "mother's" as "mother"; within
/// other words ("aujourd'hui") the apostrophe goes.
fn unelided(word: &str) -> String {
    let mut word = word.trim_matches('\'');
    while let Some((front, rest)) = word.split_once('\'') {
        let elided = matches!(
            front,
            "l" | "d"
                | "j"
                | "n"
                | "s"
                | "t"
                | "m"
                | "c"
                | "qu"
                | "jusqu"
                | "lorsqu"
                | "puisqu"
                | "quoiqu"
        );
        if !elided || !rest.contains(is_term_char) {
            break;
        }
        word = rest;
    }
    word.strip_suffix("'s").unwrap_or(word).replace('\'', "")
}

/// A word without accents and ligatures, cut to [`TERM_CHARS_MAX`].
fn folded(word: &str) -> String {
    if word.is_ascii() {
        return word.chars().filter(char::is_ascii_alphanumeric).take(TERM_CHARS_MAX).collect();
    }
    let mut term = String::with_capacity(word.len());
    let mut room = TERM_CHARS_MAX;
    for c in word.chars() {
        // The order of marks needs no thought: they all go.
        decompose_canonical(c, |c| {
            if room == 0 || !is_term_char(c) {
                return;
            }
            room -= 1;
            match c {
                'œ' => term.push_str("oe"),
                'æ' => term.push_str("ae"),
                'ß' => term.push_str("ss"),
                'ø' => term.push('o'),
                'ł' => term.push('l'),
                'đ' | 'ð' => term.push('d'),
                'ı' => term.push('i'),
                c => term.push(c),
            }
        });
    }
    // What marks and ligatures hid may compose again (Hangul does): the terms are NFC.
    match is_nfc_quick(term.chars()) {
        IsNormalized::Yes => term,
        _ => term.nfc().collect(),
    }
}

/// The stems of a word in Latin script, folded: French of the word as written and of the
/// word without accents, and English. Which language a text is in is often not said, or
/// said wrongly, and who searches does not say it at all.
fn stems(word: &str) -> Vec<String> {
    if !word.chars().all(|c| is_latin(c) || is_combining_mark(c)) {
        return Vec::new();
    }
    let (french, english) = (Stemmer::new(Algorithm::French), Stemmer::new(Algorithm::English));
    let word: String = match is_nfc_quick(word.chars()) {
        IsNormalized::Yes => word.chars().take(TERM_CHARS_MAX).collect(),
        _ => word.nfc().take(TERM_CHARS_MAX).collect(),
    };
    let plain = folded(&word);
    let mut stems = vec![folded(&french.stem(&plain)), folded(&english.stem(&plain))];
    if word != plain {
        stems.push(folded(&french.stem(&word)));
    }
    stems.sort();
    stems.dedup();
    stems.retain(|stem| !stem.is_empty());
    stems
}

/// The pairs of neighbours in a run, or its only character.
fn pairs(run: &[char]) -> impl Iterator<Item = String> + '_ {
    let alone = (run.len() == 1).then(|| run[0].to_string());
    alone.into_iter().chain(run.windows(2).map(|pair| pair.iter().collect()))
}
