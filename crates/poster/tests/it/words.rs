//! What a card says to those who cannot see it.

use crate::texts;
use poster::{Language, Slot, Slots, Template, describe, words};

fn slots(template: Template) -> Slots {
    texts(template).into_iter().fold(Slots::default(), |all, (slot, text)| all.with(slot, text))
}

#[test]
fn a_description_has_all_that_is_written_as_it_is_spoken() {
    let french = describe(Template::Figure, &slots(Template::Figure), Language::French);
    assert!(
        french.starts_with("Visuel. Chiffre\u{a0}: moins 158 euros par mois. Texte"),
        "{french}"
    );
    assert!(french.contains("1 896 euros par an. Source\u{a0}: "), "{french}");
    let quote = describe(Template::Quote, &slots(Template::Quote), Language::French);
    assert!(quote.contains("Citation\u{a0}: «\u{a0}Avec 158 € de moins"), "{quote}");
    let english = Slots::default().with(Slot::Figure, "-2.5%").with(Slot::Source, "The ministry");
    assert_eq!(
        describe(Template::Figure, &english, Language::English),
        "Card. Figure: minus 2.5 per cent. Source: The ministry."
    );
    let labelled = Slots::default().with(Slot::Source, "Source\u{202f}: la loi de finances");
    let said = describe(Template::Figure, &labelled, Language::French);
    assert_eq!(said, "Visuel. Source\u{a0}: la loi de finances.");
}

#[test]
fn words_in_passing_are_counted() {
    // "−158 €" is one, "par mois" two, the sentence twenty.
    assert_eq!(words(&slots(Template::BeforeAfter)), 2 + 2 + 9 - 1);
    assert_eq!(words(&Slots::default()), 0);
}

#[test]
fn names_are_read_back() {
    for slot in Slot::ALL {
        assert_eq!(Slot::parse(slot.name()), Some(slot));
    }
    assert_eq!(Slot::parse("portrait"), None);
}
