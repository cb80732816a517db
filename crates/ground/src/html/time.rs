//! Moments in words: how long ago, and exactly when, in UTC.

use maud::{Markup, html};
use wire::Time;

use super::Choice;
use crate::app::App;
use crate::http::Visit;
use crate::i18n::{Locale, Say};

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8",
    "month-9", "month-10", "month-11", "month-12",
];

/// A moment as `<time>`: how long ago (or exactly, for who likes it so), with the exact moment for
/// machines and on demand.
#[must_use]
pub fn relative(app: &App, visit: &Visit, at_ms: i64) -> Markup {
    if visit.display.is(Choice::Dates, "exact") {
        return moment(visit, at_ms);
    }
    let ago = ago(visit.locale, app.db.now_ms(), at_ms);
    let exact = exact(visit.locale, at_ms);
    html! { time datetime=(machine(at_ms)) title=(exact) { (ago) } }
}

/// A moment as `<time>`, exactly.
#[must_use]
pub fn moment(visit: &Visit, at_ms: i64) -> Markup {
    html! { time datetime=(machine(at_ms)) { (exact(visit.locale, at_ms)) } }
}

/// A day as `<time>`.
#[must_use]
pub fn day(visit: &Visit, at_ms: i64) -> Markup {
    html! { time datetime=(&machine(at_ms)[..10]) { (day_words(visit.locale, at_ms)) } }
}

fn machine(at_ms: i64) -> String {
    String::from_utf8_lossy(&Time(at_ms).bytes()).into_owned()
}

fn ago(locale: Locale, now_ms: i64, at_ms: i64) -> String {
    let past = now_ms - at_ms;
    let (key, count) = match past {
        i64::MIN..MINUTE_MS => return Say::new("time-now").in_words(locale),
        MINUTE_MS..HOUR_MS => ("time-minutes", past / MINUTE_MS),
        HOUR_MS..DAY_MS => ("time-hours", past / HOUR_MS),
        _ if past < 7 * DAY_MS => ("time-days", past / DAY_MS),
        _ => return day_words(locale, at_ms),
    };
    Say::new(key).with("count", count).in_words(locale)
}

fn day_words(locale: Locale, at_ms: i64) -> String {
    let text = machine(at_ms);
    let month = text[5..7].parse::<usize>().unwrap_or(1);
    let month = Say::new(MONTHS[(month - 1).min(11)]).in_words(locale);
    let day = text[8..10].trim_start_matches('0').to_owned();
    Say::new("time-day")
        .with("day", day)
        .with("month", month)
        .with("year", text[..4].to_owned())
        .in_words(locale)
}

fn exact(locale: Locale, at_ms: i64) -> String {
    let text = machine(at_ms);
    Say::new("time-exact")
        .with("day", day_words(locale, at_ms))
        .with("hour", text[11..13].to_owned())
        .with("minute", text[14..16].to_owned())
        .in_words(locale)
}
