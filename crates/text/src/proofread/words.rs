//! What words do: hashtags without capitals, words in capitals, long sentences, links on “here”.

use unicode_segmentation::UnicodeSegmentation;

use super::{LONG_TAG_CHARS_MIN, SENTENCE_WORDS_MAX};
use crate::{Entity, Scan};

/// Words in capitals in a row that are shouted, not an acronym.
const CAPITAL_WORDS_MIN: usize = 3;
/// Letters they have together at least.
const CAPITAL_LETTERS_MIN: usize = 10;
/// Words of a long sentence that are shown.
const EXCERPT_WORDS: usize = 8;
/// What says nothing of where a link leads, in lower case.
const EMPTY_WORDS: [&str; 8] = [
    "cliquez ici",
    "cliquer ici",
    "clique ici",
    "cliquez là",
    "click here",
    "tap here",
    "voir ici",
    "see here",
];
/// The same, right before a link.
const EMPTY_BEFORE_LINK: [&str; 4] = ["ici", "ici :", "here", "here:"];
/// Ends of the names of files.
const FILE_ENDS: [&str; 10] =
    ["jpg", "jpeg", "png", "gif", "webp", "heic", "mp4", "mov", "webm", "mp3"];

/// Hashtags of several words, as their length says, with no capital within.
pub(super) fn flat_hashtags(read: &Scan<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for span in &read.spans {
        let Entity::Hashtag { name } = &span.entity else { continue };
        let letters = name.chars().filter(|sign| sign.is_alphabetic()).count();
        let within = name.chars().skip(1);
        let flat =
            !within.clone().any(char::is_uppercase) || !within.clone().any(char::is_lowercase);
        // Scripts without capitals cannot be helped so.
        let cased = within.clone().any(|sign| sign.is_lowercase() || sign.is_uppercase());
        let split = name.contains('_');
        if letters >= LONG_TAG_CHARS_MIN && flat && cased && !split {
            found.push(format!("#{name}"));
        }
    }
    found.dedup();
    found
}

/// Runs of words in capitals.
pub(super) fn capitals(text: &str) -> Vec<String> {
    capital_runs(text).into_iter().map(|(start, end)| text[start..end].to_owned()).collect()
}

/// The text with its runs of capitals in small letters, the first of each sentence but kept.
pub(super) fn lowered(text: &str, read: &Scan<'_>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (start, end) in capital_runs(text) {
        // Names and links are not words of the sentence.
        if read.spans.iter().any(|span| span.bytes.start < end && start < span.bytes.end) {
            continue;
        }
        out.push_str(&text[at..start]);
        let begins = text[..start].trim_end().chars().last().is_none_or(ends_sentence);
        let mut first = begins;
        for sign in text[start..end].chars() {
            if first && sign.is_alphabetic() {
                out.push(sign);
                first = false;
            } else {
                out.extend(sign.to_lowercase());
                first = first || ends_sentence(sign);
            }
        }
        at = end;
    }
    out.push_str(&text[at..]);
    out
}

/// Where words in capitals stand in a row: at least three, of ten letters together.
fn capital_runs(text: &str) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut run: Option<(usize, usize, usize, usize)> = None;
    for (at, word) in text.unicode_word_indices() {
        let letters = word.chars().filter(|sign| sign.is_alphabetic()).count();
        let end = at + word.len();
        if letters == 0 {
            continue;
        }
        if word.chars().any(char::is_lowercase) || !word.chars().any(char::is_uppercase) {
            runs.extend(run.take());
            continue;
        }
        run = Some(match run {
            Some((start, _, words, sum)) => (start, end, words + 1, sum + letters),
            None => (at, end, 1, letters),
        });
    }
    runs.extend(run);
    let long = |(_, _, words, letters): &(usize, usize, usize, usize)| {
        *words >= CAPITAL_WORDS_MIN && *letters >= CAPITAL_LETTERS_MIN
    };
    runs.into_iter().filter(long).map(|(start, end, ..)| (start, end)).collect()
}

/// The beginnings of sentences that are too long.
pub(super) fn long_sentences(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for sentence in text.split(|sign: char| ends_sentence(sign) || sign == '\n') {
        let words: Vec<(usize, &str)> = sentence.unicode_word_indices().collect();
        if words.len() > SENTENCE_WORDS_MAX {
            let (at, word) = words[EXCERPT_WORDS.min(words.len()) - 1];
            found.push(format!("{}…", sentence[..at + word.len()].trim()));
        }
    }
    found
}

fn ends_sentence(sign: char) -> bool {
    matches!(sign, '.' | '!' | '?' | '…' | ';' | '。')
}

/// Words around links that say nothing of where they lead.
pub(super) fn empty_link_words(text: &str) -> Vec<String> {
    let low = text.to_lowercase();
    let mut found: Vec<String> = EMPTY_WORDS
        .iter()
        .filter(|words| low.contains(*words))
        .map(|it| (*it).to_owned())
        .collect();
    for (at, _) in low.match_indices("http") {
        let before = low[..at].trim_end();
        let hit = EMPTY_BEFORE_LINK.iter().find(|words| {
            before.strip_suffix(**words).is_some_and(|rest| {
                rest.is_empty() || rest.ends_with(|sign: char| !sign.is_alphanumeric())
            })
        });
        if let Some(words) = hit.filter(|_| found.is_empty()) {
            found.push((*words).to_owned());
        }
    }
    found
}

/// Whether a description is what a camera or a program calls a file.
pub(super) fn is_file_name(words: &str) -> bool {
    if words.is_empty() || words.contains(char::is_whitespace) {
        return false;
    }
    let low = words.to_ascii_lowercase();
    let ends = low.rsplit_once('.').is_some_and(|(_, end)| FILE_ENDS.contains(&end));
    let camera = ["img_", "dsc", "pxl_", "screenshot", "image0", "photo0"];
    let counted = low.chars().filter(char::is_ascii_digit).count() >= 3;
    ends || (counted && camera.iter().any(|start| low.starts_with(start)))
}
