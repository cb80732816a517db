//! Which part of a file is wished for. RFC 9110, section 14.

use std::ops::Range;

/// What of a file is to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// Bytes from the first to the one before the last: at least one, all within the file.
    Of(Range<u64>),
    /// Nothing: what is wished for lies beyond its end.
    Beyond,
}

/// The part of a file of so many bytes that a `Range` header wishes for. What cannot be read, is
/// of another unit or wants several parts counts as no wish.
#[must_use]
pub fn part_of(wish: &str, bytes: u64) -> Part {
    let Some((unit, set)) = wish.split_once('=') else { return Part::Whole };
    let Some((first, last)) = set.trim().split_once('-') else { return Part::Whole };
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return Part::Whole;
    }
    match (number(first.trim_end()), number(last.trim_start())) {
        (Some(Number::None), Some(Number::Is(count))) => match count.min(bytes) {
            0 => Part::Beyond,
            count => Part::Of(bytes - count..bytes),
        },
        (Some(Number::Is(first)), Some(Number::None)) if first < bytes => Part::Of(first..bytes),
        (Some(Number::Is(first)), Some(Number::Is(last))) if first > last => Part::Whole,
        (Some(Number::Is(first)), Some(Number::Is(last))) if first < bytes => {
            Part::Of(first..last.min(bytes - 1) + 1)
        }
        (Some(Number::Is(_)), Some(_)) => Part::Beyond,
        _ => Part::Whole,
    }
}

enum Number {
    None,
    Is(u64),
}

/// Digits or nothing. What is too large to count is larger than any file.
fn number(text: &str) -> Option<Number> {
    match text {
        "" => Some(Number::None),
        _ if text.bytes().all(|digit| digit.is_ascii_digit()) => {
            Some(Number::Is(text.parse().unwrap_or(u64::MAX)))
        }
        _ => None,
    }
}
