//! Moments and days as the wire writes them, always in UTC and of fixed length.
//!
//! The civil date is worked out here, in a dozen lines, because a page of posts holds a hundred
//! of them and needs neither time zones nor parsing.

use serde::{Serialize, Serializer};

const DAY_MS: i64 = 86_400_000;

/// The first and the last day that can be written with a year of four digits.
const DAY_MIN: i64 = -719_528; // 0000-01-01
const DAY_MAX: i64 = 2_932_896; // 9999-12-31

/// A moment in milliseconds since 1970, written `2026-11-24T05:36:54.123Z`.
///
/// Moments outside the years 0 to 9999 are written as the nearest one inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(pub i64);

/// A day counted from 1970-01-01, written `2026-11-24`; the same bounds as [`Time`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i64);

impl Time {
    /// Reads a moment of ISO 8601: `2026-11-24T05:36:54.123Z`, `2026-11-24T06:36+01:00`,
    /// `2026-11-24`. Without an offset it is UTC.
    pub fn parse(text: &str) -> Option<Time> {
        let text = text.trim();
        if !text.is_ascii() {
            return None;
        }
        let (date, clock) = match text.split_once(['T', 't', ' ']) {
            Some((date, clock)) => (date, clock),
            None => (text, "00:00Z"),
        };
        let mut parts = date.split('-');
        let (year, month) = (number(parts.next()?, 4)?, number(parts.next()?, 2)?);
        let day = number(parts.next()?, 2)?;
        let valid = (1..=12).contains(&month) && (1..=days_of(year, month)).contains(&day);
        if !valid || parts.next().is_some() {
            return None;
        }
        let (clock, offset) = match clock.find(['Z', 'z', '+', '-']) {
            Some(at) => (&clock[..at], offset_ms(&clock[at..])?),
            None => (clock, 0),
        };
        Some(Time(day_of(year, month, day) * DAY_MS + clock_ms(clock)? - offset))
    }

    /// The 24 ASCII bytes of this moment.
    pub fn bytes(self) -> [u8; 24] {
        let ms = self.0.clamp(DAY_MIN * DAY_MS, DAY_MAX * DAY_MS + DAY_MS - 1);
        let within = ms.rem_euclid(DAY_MS);
        let mut out = *b"0000-00-00T00:00:00.000Z";
        write_day(&mut out, ms.div_euclid(DAY_MS));
        digits(&mut out[11..13], within / 3_600_000);
        digits(&mut out[14..16], within / 60_000 % 60);
        digits(&mut out[17..19], within / 1000 % 60);
        digits(&mut out[20..23], within % 1000);
        out
    }
}

impl Day {
    /// The day, in UTC, on which a moment falls.
    pub fn of(time: Time) -> Day {
        Day(time.0.div_euclid(DAY_MS))
    }

    /// The 10 ASCII bytes of this day.
    pub fn bytes(self) -> [u8; 10] {
        let mut out = *b"0000-00-00";
        write_day(&mut out, self.0.clamp(DAY_MIN, DAY_MAX));
        out
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(std::str::from_utf8(&self.bytes()).unwrap_or_default())
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(std::str::from_utf8(&self.bytes()).unwrap_or_default())
    }
}

fn write_day(out: &mut [u8], day: i64) {
    let (year, month, day) = civil(day);
    digits(&mut out[0..4], year);
    digits(&mut out[5..7], month);
    digits(&mut out[8..10], day);
}

/// Year, month and day of a day since 1970, in the Gregorian calendar.
///
/// Years are counted from March, so that the leap day is the last of its year and the months
/// before it have the lengths 31, 30, 31, 30, 31 over and over: 153 days in five months.
fn civil(day: i64) -> (i64, i64, i64) {
    let since_march_0000 = day - DAY_MIN - 60;
    let era = since_march_0000.div_euclid(146_097);
    let of_era = since_march_0000.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    let year = 400 * era + year_of_era + i64::from(month <= 2);
    (year, month, day)
}

/// The day since 1970 of a civil date, see [`civil`].
fn day_of(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let march_month = (month + 9) % 12;
    let of_year = (153 * march_month + 2) / 5 + day - 1;
    let of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year;
    era * 146_097 + of_era + DAY_MIN + 60
}

fn days_of(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Milliseconds of `05:36`, `05:36:54`, `05:36:54.123`.
fn clock_ms(text: &str) -> Option<i64> {
    let (clock, part) = text.split_once('.').unwrap_or((text, "0"));
    let mut parts = clock.split(':');
    let (hour, minute) = (number(parts.next()?, 2)?, number(parts.next()?, 2)?);
    let second = parts.next().map_or(Some(0), |text| number(text, 2))?;
    let digits = part.bytes().all(|byte| byte.is_ascii_digit()) && (1..=9).contains(&part.len());
    if hour > 23 || minute > 59 || second > 60 || !digits || parts.next().is_some() {
        return None;
    }
    let ms: i64 = format!("{part:0<3}")[..3].parse().ok()?;
    Some(((hour * 60 + minute) * 60 + second) * 1000 + ms)
}

/// Milliseconds of `Z`, `+01:00`, `-0330`, `+01`.
fn offset_ms(text: &str) -> Option<i64> {
    if text.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits = text[1..].replace(':', "");
    let (hour, minute) = match digits.len() {
        2 => (number(&digits, 2)?, 0),
        4 => (number(&digits[..2], 2)?, number(&digits[2..], 2)?),
        _ => return None,
    };
    (hour <= 23 && minute <= 59).then_some(sign * (hour * 60 + minute) * 60_000)
}

fn number(text: &str, digits: usize) -> Option<i64> {
    let plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// Writes a number, right-aligned, over as many digits as there is room for.
fn digits(out: &mut [u8], mut number: i64) {
    for place in out.iter_mut().rev() {
        *place = b'0' + (number % 10) as u8;
        number /= 10;
    }
}
