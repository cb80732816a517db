//! Hashtags: which spellings are the same one.

use crate::chars::is_word_mark;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, decompose_canonical};

/// What a hashtag is known by, whatever way it was typed: compatibility forms composed
/// (NFKC), lower case, Western European letters without their accents; what is neither
/// letter, mark, digit nor one of the separators `_ · ・` and the zero-width non-joiner is
/// dropped. The same as Mastodon's, so that a tag is the same tag everywhere. Show the
/// form as typed. Idempotent; empty only for a name without letters or digits.
/// https://docs.joinmastodon.org/user/posting/#hashtags
pub fn tag_key(name: &str) -> String {
    let kept: String = name.nfkc().filter(|&c| belongs(c)).collect();
    let lower = plain_letters(&kept).to_lowercase();
    lower.nfkc().filter(|&c| belongs(c)).collect()
}

/// The text with [`plain_letter`]s. Further accents of a letter that lost one go as well:
/// the next composition would make it an accented letter again.
fn plain_letters(text: &str) -> String {
    let mut folded = false;
    let letters = text.nfkc().filter_map(|c| {
        if folded && is_word_mark(c) {
            return None;
        }
        let plain = plain_letter(c);
        folded = plain != c;
        Some(plain)
    });
    letters.collect()
}

fn belongs(c: char) -> bool {
    c.is_alphanumeric() || is_word_mark(c) || matches!(c, '_' | '\u{b7}' | '\u{30fb}' | '\u{200c}')
}

/// The letter without its accent, for Latin-1 and Latin Extended-A; beyond these two, an
/// accent makes another letter (as in Vietnamese) and stays.
fn plain_letter(c: char) -> char {
    match c {
        'Ð' | 'Đ' => 'D',
        'ð' | 'đ' => 'd',
        'Ħ' => 'H',
        'ħ' => 'h',
        'ı' => 'i',
        'ĸ' => 'k',
        'Ł' | 'Ŀ' => 'L',
        'ł' | 'ŀ' => 'l',
        'Ŋ' => 'N',
        'ŋ' | 'ŉ' => 'n',
        'Ø' => 'O',
        'ø' => 'o',
        'Ŧ' => 'T',
        'ŧ' => 't',
        '\u{c0}'..='\u{17f}' => base(c),
        _ => c,
    }
}

fn base(c: char) -> char {
    let mut first = None;
    decompose_canonical(c, |part| {
        if canonical_combining_class(part) == 0 && first.is_none() {
            first = Some(part);
        }
    });
    first.unwrap_or(c)
}
