//! Numbers as people write them.

use poster::{Number, numbers};

fn read(text: &str) -> Vec<i64> {
    numbers(text).into_iter().map(|(number, _)| number.milli).collect()
}

#[test]
fn numbers_are_read_as_they_are_written() {
    assert_eq!(read("−158 € par mois, soit 1 896 € par an"), [158_000, 1_896_000]);
    assert_eq!(read("1\u{202f}896 € ou 1\u{a0}200\u{a0}000"), [1_896_000, 1_200_000_000]);
    assert_eq!(read("2,97 % des 303 stations"), [2_970, 303_000]);
    assert_eq!(read("£1,896 and 2.5%"), [1_896_000, 2_500]);
    assert_eq!(read("0,158"), [158]);
    assert_eq!(read("le 1er juillet 2018, 158 euros"), [1_000, 2_018_000, 158_000]);
    assert_eq!(read("en 2018 158 personnes"), [2_018_000, 158_000]);
    assert_eq!(read("rien"), [0; 0]);
}

#[test]
fn a_figure_may_be_counted_from_another() {
    let month = Number::whole(158).unwrap();
    assert_eq!(month.times(12), Number::whole(1_896));
    assert_eq!(Number::whole(i64::MAX), None);
    assert_eq!(month.times(i64::MAX), None);
}

#[test]
fn endless_numbers_are_not_read() {
    assert!(numbers(&"9".repeat(1000)).is_empty());
    assert_eq!(numbers(&"1 ".repeat(1000)).len(), poster::NUMBERS_MAX);
}
