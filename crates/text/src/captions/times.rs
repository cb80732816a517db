//! When words are shown, and where.

use super::Why;

/// How captions are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    WebVtt,
    SubRip,
}

const SETTINGS: [&str; 5] = ["vertical", "line", "position", "size", "align"];
const SETTING_CHARS_MAX: usize = 40;

/// Beginning, end and settings of a line with a time.
pub(super) fn timing(line: &str, dialect: Dialect) -> Result<(u64, u64, String), Why> {
    let (start, rest) = line.split_once("-->").ok_or(Why::Time)?;
    let mut rest = rest.split_ascii_whitespace();
    let start = moment(start.trim(), dialect).ok_or(Why::Time)?;
    let end = rest.next().and_then(|end| moment(end, dialect)).ok_or(Why::Time)?;
    if end <= start {
        return Err(Why::EndsFirst);
    }
    let mut settings = Vec::new();
    // Those of SubRip are another language.
    for word in rest.filter(|_| dialect == Dialect::WebVtt) {
        let (name, value) = word.split_once(':').ok_or(Why::Settings)?;
        let sane = |byte: u8| byte.is_ascii_alphanumeric() || b"%,.-".contains(&byte);
        if value.is_empty() || value.len() > SETTING_CHARS_MAX || !value.bytes().all(sane) {
            return Err(Why::Settings);
        }
        match name {
            // There are no regions here.
            "region" => {}
            name if SETTINGS.contains(&name) && settings.len() < SETTINGS.len() => {
                settings.push(word);
            }
            _ => return Err(Why::Settings),
        }
    }
    Ok((start, end, settings.join(" ")))
}

/// `00:01.000` or `00:00:01.000`, in milliseconds.
pub(super) fn moment(text: &str, dialect: Dialect) -> Option<u64> {
    let (clock, ms) = match dialect {
        Dialect::WebVtt => text.split_once('.')?,
        Dialect::SubRip => text.split_once([',', '.'])?,
    };
    let mut parts = clock.split(':').rev();
    let seconds = number(parts.next()?, 2..=2).filter(|it| *it < 60)?;
    let minutes = number(parts.next()?, 2..=2).filter(|it| *it < 60)?;
    let hours = match parts.next() {
        Some(hours) => number(hours, if dialect == Dialect::SubRip { 1..=4 } else { 2..=4 })?,
        None => 0,
    };
    let ms = number(ms, 3..=3)?;
    parts.next().is_none().then_some(((hours * 60 + minutes) * 60 + seconds) * 1000 + ms)
}

fn number(text: &str, digits: std::ops::RangeInclusive<usize>) -> Option<u64> {
    let right = digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    right.then(|| text.parse().ok()).flatten()
}

/// Writes a moment as WebVTT does: `00:00:01.000`.
pub(super) fn write(out: &mut String, ms: u64) {
    let (seconds, ms) = (ms / 1000, ms % 1000);
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    out.push_str(&format!("{hours:02}:{minutes:02}:{seconds:02}.{ms:03}"));
}
