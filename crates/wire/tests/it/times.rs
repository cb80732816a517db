use wire::{Day, Id, Number, Time};

fn time(ms: i64) -> String {
    String::from_utf8(Time(ms).bytes().to_vec()).unwrap()
}

fn day(day: i64) -> String {
    String::from_utf8(Day(day).bytes().to_vec()).unwrap()
}

#[test]
fn moments_are_written_in_utc_to_the_millisecond() {
    assert_eq!(time(0), "1970-01-01T00:00:00.000Z");
    assert_eq!(time(-1), "1969-12-31T23:59:59.999Z");
    assert_eq!(time(951_782_400_000), "2000-02-29T00:00:00.000Z");
    assert_eq!(time(1_000_000_000_999), "2001-09-09T01:46:40.999Z");
    assert_eq!(time(4_107_542_399_000), "2100-02-28T23:59:59.000Z");
    assert_eq!(time(4_107_542_400_000), "2100-03-01T00:00:00.000Z");
}

#[test]
fn moments_beyond_four_digits_are_the_nearest_that_can_be_written() {
    assert_eq!(time(i64::MAX), "9999-12-31T23:59:59.999Z");
    assert_eq!(time(i64::MIN), "0000-01-01T00:00:00.000Z");
    assert_eq!(day(i64::MAX), "9999-12-31");
    assert_eq!(day(i64::MIN), "0000-01-01");
}

#[test]
fn every_day_of_four_digits_follows_the_one_before() {
    let months = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut number = -719_528;
    for year in 0..=9999 {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        for (month, length) in (1..).zip(months) {
            let length = if month == 2 && leap { 29 } else { length };
            for of_month in 1..=length {
                assert_eq!(day(number), format!("{year:04}-{month:02}-{of_month:02}"));
                number += 1;
            }
        }
    }
}

#[test]
fn a_day_begins_at_midnight_also_before_1970() {
    assert_eq!(Day::of(Time(86_399_999)), Day(0));
    assert_eq!(Day::of(Time(86_400_000)), Day(1));
    assert_eq!(Day::of(Time(-1)), Day(-1));
}

#[test]
fn numbers_that_a_double_would_round_travel_as_text() {
    assert_eq!(serde_json::to_string(&Id(i64::MAX)).unwrap(), "\"9223372036854775807\"");
    assert_eq!(serde_json::to_string(&Number(-7)).unwrap(), "\"-7\"");
    assert_eq!(serde_json::to_string(&Time(0)).unwrap(), "\"1970-01-01T00:00:00.000Z\"");
    assert_eq!(serde_json::to_string(&Day(0)).unwrap(), "\"1970-01-01\"");
}

#[test]
fn moments_are_read_as_apps_write_them() {
    let read = |text: &str| Time::parse(text).map(|time| time.0);
    for ms in [0, 951_782_400_123, 4_107_542_399_000, -62_000_000_001, 1_795_498_614_123] {
        assert_eq!(read(&time(ms)), Some(ms));
    }
    assert_eq!(read("2000-02-29"), Some(951_782_400_000));
    assert_eq!(read("2000-02-29T01:00+01:00"), Some(951_782_400_000));
    assert_eq!(read("2000-02-28 22:30:00.5-0130"), Some(951_782_400_500));
    assert_eq!(read("2000-02-29T00:00:00.123456+00"), Some(951_782_400_123));
    for wrong in [
        "",
        "demain",
        "2000-02-30",
        "2000-13-01",
        "2000-02-29T25:00Z",
        "2000-2-9",
        "2000-02-29T00:00+1",
        "2000-02-29T00:00:00.Z",
        "2000-02-29T00:00:00+99:00",
        "é000-02-29",
    ] {
        assert_eq!(read(wrong), None, "{wrong}");
    }
}
