//! A text in a box: broken into lines, at the largest size at which it fits.

use crate::fonts::{self, BELOW, CAPITAL, Glyph, UNITS, Weight};
use unicode_bidi::{BidiInfo, Level};
use unicode_linebreak::{BreakOpportunity, linebreaks};

/// Lines of one place, at most.
const LINES_MAX: usize = 12;
/// How finely sizes are tried, in pixels.
const STEP_PX: f32 = 2.0;

/// Where lines begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Along {
    Start,
    Middle,
}

/// Where the lines stand in a box that is higher than they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Down {
    Top,
    Middle,
    Bottom,
}

/// A place for a text, in pixels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) largest: f32,
    pub(crate) smallest: f32,
    /// From one line to the next, in sizes.
    pub(crate) leading: f32,
    pub(crate) along: Along,
    pub(crate) down: Down,
    pub(crate) weight: Weight,
}

/// A line that is ready to be drawn: its letters from left to right, standing on (`x`, `y`).
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) glyphs: Vec<Glyph>,
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) width: f32,
}

/// A text in its place.
#[derive(Debug, Clone)]
pub(crate) struct Set {
    pub(crate) px: f32,
    pub(crate) lines: Vec<Line>,
}

/// A stretch between two places where a line may end, in units of the font.
struct Word {
    start: usize,
    /// Without the white space at its end.
    end: usize,
    width: f32,
    /// Of the white space at its end.
    gap: f32,
    breaks: bool,
}

/// Sets `text` in `place`; `None` where it does not fit even at the smallest size.
pub(crate) fn set(text: &str, place: &Place) -> Option<Set> {
    let bidi = BidiInfo::new(text, None);
    let words = words(text, place.weight, &bidi.levels);
    let mut px = place.largest;
    while px >= place.smallest {
        let width = place.width * UNITS / px;
        let lines = broken(&words, width);
        if let Some(lines) = lines.filter(|lines| height(lines.len(), px, place) <= place.height) {
            let lines = balanced(&words, width, lines);
            return Some(placed(&bidi, &words, &lines, px, place));
        }
        px -= STEP_PX;
    }
    None
}

/// How high `lines` lines are, from the top of the first capitals to below the last letters.
fn height(lines: usize, px: f32, place: &Place) -> f32 {
    let between = lines.saturating_sub(1) as f32 * place.leading;
    (between + (CAPITAL + BELOW) / UNITS) * px
}

fn words(text: &str, weight: Weight, levels: &[Level]) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = 0;
    for (at, opportunity) in linebreaks(text) {
        let whole = &text[start..at];
        let seen = whole.trim_end_matches(breaking);
        let end = start + seen.len();
        let rtl = levels.get(start).is_some_and(Level::is_rtl);
        words.push(Word {
            start,
            end,
            width: width(&fonts::shape(seen, weight, rtl)),
            gap: width(&fonts::shape(whole[seen.len()..].trim_matches('\n'), weight, rtl)),
            breaks: opportunity == BreakOpportunity::Mandatory && at < text.len(),
        });
        start = at;
    }
    words
}

/// White space at which a line may end, and which is then not seen.
fn breaking(letter: char) -> bool {
    letter.is_whitespace() && !matches!(letter, '\u{a0}' | '\u{202f}')
}

fn width(glyphs: &[Glyph]) -> f32 {
    glyphs.iter().map(|glyph| glyph.advance as f32).sum()
}

/// The words of each line, filled one after the other; `None` where a word is wider than the lines
/// or there are too many of them.
fn broken(words: &[Word], most: f32) -> Option<Vec<(usize, usize)>> {
    let mut lines = Vec::new();
    let (mut first, mut used) = (0, 0.0);
    for (at, word) in words.iter().enumerate() {
        if word.width > most {
            return None;
        }
        if at > first && used + word.width > most {
            lines.push((first, at));
            (first, used) = (at, 0.0);
        }
        used += word.width + word.gap;
        if word.breaks {
            lines.push((first, at + 1));
            (first, used) = (at + 1, 0.0);
        }
    }
    if first < words.len() {
        lines.push((first, words.len()));
    }
    (lines.len() <= LINES_MAX).then_some(lines)
}

/// As many lines as these, as even as they can be: the narrowest measure that needs no more.
fn balanced(words: &[Word], most: f32, lines: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let (mut low, mut high, mut best) = (0.0, most, lines);
    for _ in 0..12 {
        let middle = (low + high) / 2.0;
        match broken(words, middle).filter(|lines| lines.len() == best.len()) {
            Some(lines) => (best, high) = (lines, middle),
            None => low = middle,
        }
    }
    best
}

fn placed(
    bidi: &BidiInfo<'_>,
    words: &[Word],
    lines: &[(usize, usize)],
    px: f32,
    place: &Place,
) -> Set {
    let room = place.height - height(lines.len(), px, place);
    let above = match place.down {
        Down::Top => 0.0,
        Down::Middle => room / 2.0,
        Down::Bottom => room,
    };
    let mut y = place.y + above + CAPITAL / UNITS * px;
    let mut set = Vec::with_capacity(lines.len());
    for (first, after) in lines {
        let ends = words.get(*first).zip(after.checked_sub(1).and_then(|last| words.get(last)));
        let Some((first, last)) = ends else { continue };
        let (glyphs, rtl) = line(bidi, first.start..last.end, place.weight);
        let width = width(&glyphs) * px / UNITS;
        let room = place.width - width;
        let x = match (place.along, rtl) {
            (Along::Middle, _) => place.x + room / 2.0,
            (Along::Start, true) => place.x + room,
            (Along::Start, false) => place.x,
        };
        set.push(Line { glyphs, x, y, width });
        y += place.leading * px;
    }
    Set { px, lines: set }
}

/// The letters of a line from left to right, and whether its paragraph runs from right to left.
fn line(bidi: &BidiInfo<'_>, range: std::ops::Range<usize>, weight: Weight) -> (Vec<Glyph>, bool) {
    let found = bidi.paragraphs.iter().find(|paragraph| paragraph.range.contains(&range.start));
    let Some(paragraph) = found.filter(|_| !range.is_empty()) else { return (Vec::new(), false) };
    let (levels, runs) = bidi.visual_runs(paragraph, range);
    let glyphs = runs.into_iter().flat_map(|run| {
        let rtl = levels.get(run.start).is_some_and(Level::is_rtl);
        fonts::shape(&bidi.text[run], weight, rtl)
    });
    (glyphs.collect(), paragraph.level.is_rtl())
}
