//! All templates, formats and colours; the same bytes.

use crate::{card, own, picture};
use poster::{Format, Language, Palette, Slot, Slots, Template, draw};

/// FNV-1a, which will be the same in any version of anything.
fn hash(bytes: &[u8], seed: u64) -> u64 {
    bytes.iter().fold(seed, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// Whoever changes a template, a font or a library that draws learns it here, looks at the cards
/// (`LOOK=some/folder cargo test -p poster` writes them there) and writes the new sum.
#[test]
fn a_card_is_the_same_bytes_everywhere() {
    let mut sum = SEED;
    for template in Template::ALL {
        for format in Format::ALL {
            let start = std::time::Instant::now();
            let drawn = draw(&card(template, format)).unwrap();
            sum = hash(&drawn.png, sum);
            assert_eq!((drawn.width, drawn.height), format.size());
            if let Ok(folder) = std::env::var("LOOK") {
                println!(
                    "{template:?} {format:?}: {:?}, {} bytes",
                    start.elapsed(),
                    drawn.png.len()
                );
                let name = format!("{folder}/{}-{}.png", template.name(), format.name());
                std::fs::write(name, &drawn.png).unwrap();
            }
        }
    }
    assert_eq!(sum, 11_116_036_607_628_853_242, "the cards have changed: look at them");
}

#[test]
fn every_colour_set_can_be_read_in_every_template() {
    for palette in [Palette::night(), own()] {
        for template in Template::ALL {
            let mut card = card(template, Format::Square);
            card.palette = palette;
            let drawn = draw(&card).unwrap();
            assert!(drawn.legible.iter().all(|text| text.ratio >= text.needed));
        }
    }
}

#[test]
fn a_card_without_its_optional_parts_is_drawn() {
    let mut card = card(Template::Figure, Format::Tall);
    card.logo = None;
    card.portrait = None;
    card.slots = Slots::default()
        .with(Slot::Figure, "−158 €")
        .with(Slot::Source, "Source : Gouvernement, 2018");
    draw(&card).unwrap();
}

#[test]
fn right_to_left_and_foreign_letters_are_drawn() {
    for text in ["لا تأخذوا منّا 158 يورو", "אל תיקחו מאיתנו 158 €", "Żądamy więcej, çok yaşa"]
    {
        let mut card = card(Template::Quote, Format::Square);
        card.language = Language::English;
        card.slots = card.slots.with(Slot::Sentence, text);
        let drawn = draw(&card).unwrap();
        if let Ok(folder) = std::env::var("LOOK") {
            let name = format!("{folder}/script-{}.png", text.chars().count());
            std::fs::write(name, &drawn.png).unwrap();
        }
    }
}

#[test]
fn a_longer_text_is_smaller() {
    let size = |text: &str| {
        let mut card = card(Template::Quote, Format::Square);
        card.slots = card.slots.with(Slot::Sentence, text);
        let drawn = draw(&card).unwrap();
        drawn.legible.iter().find(|text| text.slot == Slot::Sentence).unwrap().px
    };
    assert!(size("Rendez-nous la prime.") > size(&"travaillons ".repeat(20)));
}

#[test]
fn large_pictures_are_drawn_within_their_frame() {
    let mut card = card(Template::Portrait, Format::Wide);
    card.portrait = Some(picture(4000, 3000));
    draw(&card).unwrap();
}
