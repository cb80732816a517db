//! Spaces that must not break, and quotation marks, as each language has them.

/// The language of a card's texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// French.
    French,
    /// English, and whatever has no rules of its own here.
    English,
}

const NO_BREAK: char = '\u{a0}';
const NARROW: char = '\u{202f}';

/// `text` with the spaces that hold words together made unbreakable: a number stays with its unit,
/// and in French, high punctuation with its word. Spaces that are so already are kept. Words are
/// neither added nor taken away.
pub(crate) fn held_together(text: &str, language: Language) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    for (at, &letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied().unwrap_or(' ');
        let after = letters.get(at + 1).copied().unwrap_or(' ');
        out.push(match letter {
            ' ' => space(before, after, language),
            // Our letters have no narrow space, and half a space does not part figures.
            NARROW if before.is_ascii_digit() && after.is_ascii_digit() => NO_BREAK,
            letter => letter,
        });
    }
    out
}

fn space(before: char, after: char, language: Language) -> char {
    let french = language == Language::French;
    match (before, after) {
        (before, after) if before.is_ascii_digit() && after.is_ascii_digit() => NO_BREAK,
        (before, '€' | '%' | '$' | '£' | '°') if before.is_ascii_digit() => NO_BREAK,
        ('−' | '+' | '×', after) if after.is_ascii_digit() => NARROW,
        (_, ';' | '!' | '?') if french => NARROW,
        (_, ':' | '»') | ('«', _) if french => NO_BREAK,
        _ => ' ',
    }
}

/// `text` between quotation marks of its language, unless it has some already.
pub(crate) fn quoted(text: &str, language: Language) -> String {
    let text = text.trim();
    if text.starts_with(['«', '“', '"', '„']) {
        return text.to_owned();
    }
    match language {
        Language::French => format!("«{NO_BREAK}{text}{NO_BREAK}»"),
        Language::English => format!("“{text}”"),
    }
}
