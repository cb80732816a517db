//! Cards, told by what is drawn and what is refused.

mod cards;
mod faults;
mod figures;
mod words;

use poster::{Card, Colour, Format, Language, Palette, Picture, Slot, Slots, Template};

/// A card with something true in each place.
fn card(template: Template, format: Format) -> Card {
    let mut slots = Slots::default();
    for (slot, text) in texts(template) {
        slots = slots.with(slot, text);
    }
    Card {
        template,
        format,
        palette: Palette::day(),
        language: Language::French,
        slots,
        logo: Some(picture(300, 120)),
        portrait: Some(picture(600, 760)),
    }
}

/// A picture without meaning, in all colours.
fn picture(width: u32, height: u32) -> Picture {
    let mut rgba = Vec::new();
    for (y, x) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
        rgba.extend([(x * 255 / width) as u8, (y * 255 / height) as u8, 120, 255]);
    }
    Picture::new(width, height, rgba).expect("as many pixels as it says")
}

/// Colours of an organisation: a deep green and a yellow.
fn own() -> Palette {
    Palette::of(Colour([0x00, 0x4f, 0x59]), Colour([0xff, 0xd1, 0x66])).expect("readable colours")
}

fn texts(template: Template) -> Vec<(Slot, &'static str)> {
    let mut all = match template {
        Template::Quote | Template::Portrait => vec![
            (
                Slot::Sentence,
                "Avec 158 € de moins par mois, je ne peux plus payer le trajet jusqu’à mon \
                 travail. Qui peut vivre ainsi ?",
            ),
            (Slot::Attribution, "Une adhérente, ouvrière en Esat"),
        ],
        Template::Figure => vec![
            (Slot::Figure, "−158 €"),
            (Slot::Unit, "par mois"),
            (
                Slot::Sentence,
                "C’est ce que perdent en moyenne les personnes qui travaillent et vivent avec un \
                 handicap : 1 896 € par an.",
            ),
        ],
        Template::BeforeAfter => vec![
            (Slot::Before, "1 143 €"),
            (Slot::After, "985 €"),
            (Slot::Sentence, "Chaque mois, pour le même travail à temps partiel."),
        ],
        Template::Call => vec![
            (Slot::Sentence, "Rendez la prime à celles et ceux qui travaillent."),
            (Slot::Action, "Écrivez à votre député avant le 24 novembre"),
        ],
    };
    all.push((
        Slot::Source,
        "Source : loi de finances pour 2018, article 172 ; calcul de l’association, juillet 2018",
    ));
    all.push((Slot::Hashtag, "#PrimeDActivite"));
    all
}
