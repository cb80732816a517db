//! Moments as people type them: a day and an hour, in the zone they live in. Browsers without
//! scripts do not tell it, so it is chosen.

use wire::Time;

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 86_400_000;

/// Zones to choose from: name in forms, key of the words, hours ahead of UTC in winter, whether
/// clocks there go an hour ahead in the European summer.
pub const ZONES: [(&str, &str, i64, bool); 11] = [
    ("paris", "zone-paris", 1, true),
    ("utc", "zone-utc", 0, false),
    ("london", "zone-london", 0, true),
    ("athens", "zone-athens", 2, true),
    ("antilles", "zone-antilles", -4, false),
    ("guyane", "zone-guyane", -3, false),
    ("reunion", "zone-reunion", 4, false),
    ("mayotte", "zone-mayotte", 3, false),
    ("caledonie", "zone-caledonie", 11, false),
    ("wallis", "zone-wallis", 12, false),
    ("tahiti", "zone-tahiti", -10, false),
];

/// The moment of a day and hour typed as `2026-11-24T18:30` in that zone, in epoch milliseconds;
/// none if it cannot be one.
#[must_use]
pub fn moment(typed: &str, zone: &str) -> Option<i64> {
    let (_, _, hours, summer) = ZONES.iter().find(|(name, ..)| *name == zone)?;
    let text = typed.trim().replace(' ', "T");
    let text = text.get(..16).filter(|_| text.len() >= 16)?;
    let Time(local) = Time::parse(&format!("{text}Z"))?;
    let winter = local - hours * HOUR_MS;
    // In the hour that there is twice, the earlier one is meant.
    let ahead = *summer && is_summer(winter - HOUR_MS);
    Some(if ahead { winter - HOUR_MS } else { winter })
}

/// A moment as the field of a form has it, in that zone; UTC if it is none.
#[must_use]
pub fn local(at_ms: i64, zone: &str) -> String {
    let known = ZONES.iter().find(|(name, ..)| *name == zone);
    let (hours, summer) = known.map_or((0, false), |(_, _, hours, summer)| (*hours, *summer));
    let ahead = i64::from(summer && is_summer(at_ms));
    let text = Time(at_ms + (hours + ahead) * HOUR_MS).bytes();
    String::from_utf8_lossy(&text[..16]).into_owned()
}

/// From the last Sunday of March to that of October, at 1 o'clock UTC.
fn is_summer(at_ms: i64) -> bool {
    let text = Time(at_ms).bytes();
    let year = String::from_utf8_lossy(&text[..4]).into_owned();
    let turn = |month: &str| {
        let day = Time::parse(&format!("{year}-{month}-31T01:00Z")).map_or(0, |Time(at)| at);
        // Day 0 was a Thursday: three days later it is Sunday.
        let since_sunday = (day.div_euclid(DAY_MS) + 4).rem_euclid(7);
        day - since_sunday * DAY_MS
    };
    (turn("03")..turn("10")).contains(&at_ms)
}

/// The next full hour, as a beginning for the field.
#[must_use]
pub fn next_hour(now_ms: i64) -> i64 {
    now_ms - now_ms.rem_euclid(HOUR_MS) + HOUR_MS
}
