//! Which characters belong together. The standard library knows letters and digits; this
//! adds what the grammar and the analyser need beyond them.

use unicode_normalization::char::is_combining_mark;

/// A combining mark that belongs to a word: an accent, a vowel sign. The selectors and
/// the keycap that dress up emoji are marks for Unicode, but belong to no word.
pub(crate) fn is_word_mark(c: char) -> bool {
    !c.is_ascii() && is_combining_mark(c) && !matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{20e3}')
}

/// A character of a script written without spaces between words (and Hangul, which
/// Twitter's cases treat alike): here a word may begin or end beside any other.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0e00}'..='\u{109f}' // Thai, Lao, Tibetan, Burmese
        | '\u{1100}'..='\u{11ff}' // Hangul jamo
        | '\u{1780}'..='\u{17ff}' // Khmer
        | '\u{2e80}'..='\u{a4cf}' // CJK, kana, bopomofo, Yi
        | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7ff}' // Hangul
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ffef}' // full-width and half-width forms
        | '\u{1aff0}'..='\u{1b16f}'
        | '\u{20000}'..='\u{3ffff}')
}

/// A letter or digit that a reader takes to belong to the word beside it.
pub(crate) fn joins(c: char) -> bool {
    c == '_' || c.is_ascii_alphanumeric() || (!c.is_ascii() && joins_beyond_ascii(c))
}

fn joins_beyond_ascii(c: char) -> bool {
    (c.is_alphanumeric() || is_word_mark(c)) && !is_unspaced(c)
}

/// A pictograph, as some put into domain names.
pub(crate) fn is_symbol(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' | '\u{fe0f}')
}

/// A letter with or without accent of the Latin script.
pub(crate) fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
        || matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') && c.is_alphabetic()
}
