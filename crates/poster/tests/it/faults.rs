//! What is refused, and with what reason.

use crate::card;
use poster::{Colour, Fault, Format, Palette, Picture, Slot, Template, contrast, draw};

fn refused(slot: Slot, text: &str) -> Vec<Fault> {
    let mut card = card(Template::Quote, Format::Square);
    card.slots = card.slots.with(slot, text);
    draw(&card).expect_err("the card is refused")
}

#[test]
fn a_text_that_does_not_fit_is_refused_not_cut() {
    let long = "anticonstitutionnellement ".repeat(15);
    assert_eq!(refused(Slot::Sentence, &long), [Fault::DoesNotFit(Slot::Sentence)]);
    let word = "x".repeat(60);
    assert_eq!(refused(Slot::Hashtag, &word), [Fault::DoesNotFit(Slot::Hashtag)]);
}

#[test]
fn more_words_than_one_reads_in_passing_are_refused() {
    assert_eq!(
        refused(Slot::Sentence, &"un ".repeat(26)),
        [Fault::TooManyWords { count: 26, most: 25 }]
    );
}

#[test]
fn endless_texts_are_refused_before_they_are_measured() {
    let faults = refused(Slot::Source, &"x".repeat(100_000));
    assert_eq!(faults, [Fault::TooLong { slot: Slot::Source, most: 400 }]);
}

#[test]
fn empty_and_unknown_places_are_named() {
    assert_eq!(refused(Slot::Sentence, "  \n "), [Fault::Missing(Slot::Sentence)]);
    assert_eq!(refused(Slot::Figure, "158"), [Fault::NoPlace(Slot::Figure)]);
}

#[test]
fn letters_we_do_not_have_are_named() {
    let faults = refused(Slot::Sentence, "On avance 🦽🦽 ensemble 字");
    let characters = "🦽字".to_owned();
    assert_eq!(faults, [Fault::NotDrawable { slot: Slot::Sentence, characters }]);
}

#[test]
fn what_looks_like_svg_is_drawn_as_it_is_written() {
    let mut card = card(Template::Quote, Format::Square);
    let text =
        "</svg><script>alert(1)</script> var(--ink) &amp; <image href=\"file:///etc/passwd\"/>";
    card.slots = card.slots.with(Slot::Sentence, text);
    draw(&card).unwrap();
}

#[test]
fn colours_that_cannot_be_read_are_refused() {
    let pale = Colour::parse("#ffd166").unwrap();
    assert!(matches!(Palette::of(pale, pale), Err(Fault::Colour { .. })));

    let mut card = card(Template::Quote, Format::Square);
    card.palette.ink = Colour::parse("#d8d2c8").unwrap();
    let faults = draw(&card).unwrap_err();
    assert!(
        matches!(faults.as_slice(),
            [Fault::Contrast { slot: Slot::Sentence, ratio, .. }] if *ratio < 2.0),
        "{faults:?}"
    );
}

#[test]
fn contrast_is_as_the_guidelines_have_it() {
    let colour = |text| Colour::parse(text).unwrap();
    let plum = contrast(colour("#6a1450"), colour("#ffffff"));
    assert!((plum - 11.5).abs() < 0.1, "{plum}");
    let most = contrast(colour("#000000"), colour("#FFFFFF"));
    assert!((most - 21.0).abs() < 0.001);
    for bad in ["", "#fff", "6a1450", "#6a145", "#6a145g", "#+a1450", "#6a14500"] {
        assert!(Colour::parse(bad).is_none(), "{bad}");
    }
}

#[test]
fn pictures_are_as_large_as_they_say() {
    assert!(Picture::new(10, 10, vec![0; 399]).is_err());
    assert!(Picture::new(0, 0, Vec::new()).is_err());
    let mut card = card(Template::Portrait, Format::Square);
    card.portrait = None;
    assert_eq!(draw(&card).unwrap_err(), [Fault::Picture]);
}
