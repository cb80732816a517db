//! What single characters do: imitation letters, emojis, drawings.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::EMOJI_ROW_MAX;

/// Imitation letters in a row that make a word.
const IMITATIONS_MIN: usize = 3;
/// Signs in a row that are a drawing.
const DRAWN_SIGNS_MIN: usize = 10;
/// Lines that are mostly signs and so are a drawing together.
const DRAWN_LINES_MIN: usize = 3;
/// Shortest such line, in signs.
const DRAWN_LINE_SIGNS_MIN: usize = 3;

/// Runs of signs that imitate letters, such as the bold and script ones of mathematics.
pub(super) fn imitations(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut run = String::new();
    for sign in text.chars().chain(['\n']) {
        if is_imitation(sign) || (sign == ' ' && !run.is_empty()) {
            run.push(sign);
        } else {
            let kept = run.trim();
            if kept.chars().filter(|sign| is_imitation(*sign)).count() >= IMITATIONS_MIN {
                found.push(kept.to_owned());
            }
            run.clear();
        }
    }
    found
}

/// The text with real letters in place of those that imitate them.
pub(super) fn real_letters(text: &str) -> String {
    let mut real = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            sign if is_imitation(sign) => real.extend(std::iter::once(sign).nfkc()),
            sign => real.push(sign),
        }
    }
    real
}

fn is_imitation(sign: char) -> bool {
    matches!(u32::from(sign),
        0x1d400..=0x1d7ff | 0x24b6..=0x24e9 | 0xff21..=0xff3a | 0xff41..=0xff5a
        | 0x1f130..=0x1f149 | 0x1f150..=0x1f169 | 0x1f170..=0x1f189)
        && std::iter::once(sign).nfkc().next() != Some(sign)
}

/// Emojis in a row, more than are quickly heard.
pub(super) fn emoji_rows(text: &str) -> Vec<String> {
    let rows = rows(text).into_iter();
    rows.filter(|row| row.emojis.len() > EMOJI_ROW_MAX).map(|row| row.emojis.concat()).collect()
}

/// The text with the first emoji alone of each row that is too long.
pub(super) fn one_emoji(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    for row in rows(text).into_iter().filter(|row| row.emojis.len() > EMOJI_ROW_MAX) {
        kept.push_str(&text[at..row.start]);
        kept.push_str(row.emojis[0]);
        at = row.end;
    }
    kept.push_str(&text[at..]);
    kept
}

struct Row<'a> {
    start: usize,
    end: usize,
    emojis: Vec<&'a str>,
}

/// Emojis that stand side by side, or with spaces between.
fn rows(text: &str) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    let mut open = false;
    for (at, sign) in text.grapheme_indices(true) {
        if is_emoji(sign) {
            let end = at + sign.len();
            match rows.last_mut().filter(|_| open) {
                Some(row) => {
                    row.emojis.push(sign);
                    row.end = end;
                }
                None => rows.push(Row { start: at, end, emojis: vec![sign] }),
            }
            open = true;
        } else if sign != " " {
            open = false;
        }
    }
    rows
}

fn is_emoji(grapheme: &str) -> bool {
    let first = grapheme.chars().next().map_or(0, u32::from);
    matches!(first, 0x2600..=0x27bf | 0x2b50 | 0x2b55 | 0x1f1e6..=0x1f1ff | 0x1f300..=0x1faff)
        || grapheme.contains('\u{fe0f}')
}

/// Drawings: long rows of signs, or several lines that are mostly signs.
pub(super) fn drawings(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().chain([""]) {
        if is_drawn(line) {
            lines.push(line);
            continue;
        }
        if lines.len() >= DRAWN_LINES_MIN {
            found.push(lines.join(" "));
            lines.clear();
        }
        let rows = lines.drain(..).chain([line]);
        found.extend(rows.filter(|row| longest_row(row) >= DRAWN_SIGNS_MIN).map(str::to_owned));
    }
    found
}

fn is_drawn(line: &str) -> bool {
    let signs = line.chars().filter(|sign| is_sign(*sign)).count();
    let letters = line.chars().filter(|sign| sign.is_alphanumeric()).count();
    signs >= DRAWN_LINE_SIGNS_MIN && signs > letters
}

fn longest_row(line: &str) -> usize {
    let (mut longest, mut row) = (0, 0);
    for sign in line.chars().filter(|sign| *sign != ' ') {
        row = if is_sign(sign) { row + 1 } else { 0 };
        longest = longest.max(row);
    }
    longest
}

/// A mark that is neither a letter, a space nor an emoji.
fn is_sign(sign: char) -> bool {
    let drawn = matches!(u32::from(sign), 0x2500..=0x25ff | 0x2800..=0x28ff);
    drawn || (sign.is_ascii_punctuation() && !matches!(sign, '"' | '\''))
}
