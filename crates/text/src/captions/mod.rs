//! Captions: cues, each a time and words, as WebVTT holds them. SubRip (SRT) is read as well.
//!
//! What is read is what is kept: times and words with the markup that WebVTT knows. Notes, styles,
//! regions and names of cues are left out. <https://www.w3.org/TR/webvtt1/>

mod times;
mod transcript;
mod words;

use times::{Dialect, timing};
use words::words;

pub use transcript::transcript;

/// Largest captions, in bytes.
pub const CAPTIONS_BYTES_MAX: usize = 512 << 10;
/// Most cues.
pub const CUES_MAX: usize = 10_000;
/// Longest line, in characters.
pub const CAPTION_LINE_CHARS_MAX: usize = 1000;
/// Most lines of a cue.
pub const CUE_LINES_MAX: usize = 20;

/// Words and when they are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// When they appear, in milliseconds from the beginning.
    pub start_ms: u64,
    /// When they go; later than the beginning.
    pub end_ms: u64,
    /// Where they are shown, as WebVTT says it: `line:0 align:left`; usually empty.
    pub settings: String,
    /// The words, with WebVTT's markup; lines end with `\n`, and none is empty.
    pub text: String,
}

/// What is wrong with captions, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1; 0 when it is the whole.
    pub line: usize,
    /// What is wrong.
    pub why: Why,
}

/// What is wrong with captions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It begins neither as WebVTT nor as SubRip.
    NotCaptions,
    /// It is larger than [`CAPTIONS_BYTES_MAX`].
    TooLarge,
    /// There are more than [`CUES_MAX`] cues.
    TooMany,
    /// There are no words at all.
    Empty,
    /// A time was expected, such as `00:01.000 --> 00:04.000`.
    Time,
    /// It ends before it begins.
    EndsFirst,
    /// It begins before the cue above it.
    Order,
    /// The line has more than [`CAPTION_LINE_CHARS_MAX`] characters.
    LineLong,
    /// The cue has more than [`CUE_LINES_MAX`] lines.
    CueLong,
    /// A `<` begins markup that WebVTT does not know, or that does not end on its line.
    Markup,
    /// Where it is shown is said in words that WebVTT does not know.
    Settings,
}

/// Reads WebVTT, or SubRip, into cues in the order of their beginnings.
///
/// # Errors
/// The first [`Fault`].
pub fn parse(text: &str) -> Result<Vec<Cue>, Fault> {
    if text.len() > CAPTIONS_BYTES_MAX {
        return Err(Fault { line: 0, why: Why::TooLarge });
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}");
    let mut lines = (1..).zip(text.split('\n')).skip_while(|(_, line)| is_blank(line)).peekable();
    let (dialect, at) = match lines.peek() {
        Some((at, line)) => (dialect(line).ok_or(fault(*at, Why::NotCaptions))?, *at),
        None => return Err(Fault { line: 0, why: Why::Empty }),
    };
    if dialect == Dialect::WebVtt {
        // What stands behind the word, and up to the first empty line, says nothing of cues.
        while lines.next_if(|(_, line)| !is_blank(line)).is_some() {}
    }
    let mut cues: Vec<Cue> = Vec::new();
    let mut block: Vec<(usize, &str)> = Vec::new();
    for (at, line) in lines.chain([(at, "")]) {
        if !is_blank(line) {
            if line.chars().nth(CAPTION_LINE_CHARS_MAX).is_some() {
                return Err(fault(at, Why::LineLong));
            }
            block.push((at, line));
            continue;
        }
        let cue = cue(&block, dialect)?;
        if let Some(cue) = cue {
            let is_early = cues.last().is_some_and(|last| cue.start_ms < last.start_ms);
            if is_early && dialect == Dialect::WebVtt {
                return Err(fault(block.first().map_or(0, |(at, _)| *at), Why::Order));
            }
            if cues.len() == CUES_MAX {
                return Err(Fault { line: 0, why: Why::TooMany });
            }
            cues.push(cue);
        }
        block.clear();
    }
    if cues.is_empty() {
        return Err(Fault { line: 0, why: Why::Empty });
    }
    cues.sort_by_key(|cue| cue.start_ms);
    Ok(cues)
}

/// Writes cues as WebVTT. Read again they are the same.
#[must_use]
pub fn print(cues: &[Cue]) -> String {
    let mut out = String::from("WEBVTT\n");
    for cue in cues {
        out.push('\n');
        times::write(&mut out, cue.start_ms);
        out.push_str(" --> ");
        times::write(&mut out, cue.end_ms);
        if !cue.settings.is_empty() {
            out.push(' ');
            out.push_str(&cue.settings);
        }
        out.push('\n');
        out.push_str(&cue.text);
        out.push('\n');
    }
    out
}

fn fault(line: usize, why: Why) -> Fault {
    Fault { line, why }
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

/// How the first line begins; none if as no captions do.
fn dialect(line: &str) -> Option<Dialect> {
    match line.strip_prefix("WEBVTT") {
        Some(rest) if rest.is_empty() || rest.starts_with([' ', '\t']) => Some(Dialect::WebVtt),
        _ if line.contains("-->") || is_number(line) => Some(Dialect::SubRip),
        _ => None,
    }
}

fn is_number(line: &str) -> bool {
    line.trim().bytes().all(|byte| byte.is_ascii_digit())
}

/// The cue of lines that stand together; none if they are a note or such, or say nothing.
fn cue(block: &[(usize, &str)], dialect: Dialect) -> Result<Option<Cue>, Fault> {
    let Some(((at, first), rest)) = block.split_first() else { return Ok(None) };
    let is_aside = |word| {
        let rest = first.strip_prefix(word);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
    };
    if dialect == Dialect::WebVtt && ["NOTE", "STYLE", "REGION"].into_iter().any(is_aside) {
        return Ok(None);
    }
    // A cue may have a name, or a number, on a line of its own before its time.
    let (at, time, rest) = match rest.split_first() {
        Some(((at, second), rest)) if !first.contains("-->") => (*at, *second, rest),
        _ => (*at, *first, rest),
    };
    let (start_ms, end_ms, settings) = timing(time, dialect).map_err(|why| fault(at, why))?;
    if rest.len() > CUE_LINES_MAX {
        return Err(fault(at, Why::CueLong));
    }
    let mut lines = Vec::with_capacity(rest.len());
    for (at, line) in rest {
        if line.contains("-->") {
            return Err(fault(*at, Why::Time));
        }
        let line = words(line, dialect).map_err(|why| fault(*at, why))?;
        if !is_blank(&line) {
            lines.push(line);
        }
    }
    let text = lines.join("\n");
    Ok((!text.is_empty()).then_some(Cue { start_ms, end_ms, settings, text }))
}
