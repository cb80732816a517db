//! The look: contrasts computed from the style sheet itself, and what a page weighs on its way.

use std::collections::BTreeMap;
use std::io::Write as _;

use ground::html::assets::{FONT, SCRIPT, STYLE};
use town::Town;

use crate::tidy::root;

/// Text to its ground, by WCAG's enhanced measure.
const TEXT_CONTRAST_MIN: f64 = 7.0;
/// Signs, borders of controls and the ring of focus to what is around.
const PART_CONTRAST_MIN: f64 = 3.0;
const GROUNDS: [&str; 3] = ["page", "surface", "sunken"];
const TEXTS: [&str; 6] = ["ink", "soft", "link", "visited", "like", "boost"];
/// A text and the only ground it stands on.
const PAIRS: [(&str, &str); 6] = [
    ("onbrand", "brand"),
    ("ok", "okbg"),
    ("warn", "warnbg"),
    ("bad", "badbg"),
    ("info", "infobg"),
    ("ink", "mark"),
];

const STYLE_BYTES_MAX: usize = 25 * 1024;
const STYLE_SENT_MAX: usize = 6 * 1024;
const SCRIPT_BYTES_MAX: usize = 15 * 1024;
const SCRIPT_SENT_MAX: usize = 5 * 1024;
const SCRIPT_LINES_MAX: usize = 300;
const FONT_BYTES_MAX: u64 = 34 * 1024;
const ICONS_BYTES_MAX: u64 = 3 * 1024;
/// One TCP window.
const HOME_SENT_MAX: usize = 14 * 1024;
const HOME_ELEMENTS_MAX: usize = 1500;
/// Style, script, typeface, signs and the page of a first visit.
const FIRST_SENT_MAX: usize = 60 * 1024;

type Theme = BTreeMap<String, String>;

#[test]
fn every_text_can_be_read_in_every_theme() {
    let themes = themes();
    for (name, theme) in &themes {
        for text in TEXTS {
            for ground in GROUNDS {
                holds(name, theme, (text, ground), TEXT_CONTRAST_MIN);
            }
        }
        for pair in PAIRS {
            holds(name, theme, pair, TEXT_CONTRAST_MIN);
        }
        for ground in GROUNDS {
            for part in ["line", "brand", "ink"] {
                holds(name, theme, (part, ground), PART_CONTRAST_MIN);
            }
        }
    }
    assert_eq!(themes.len(), 4);
}

#[test]
fn a_dark_device_and_who_chose_dark_see_the_same() {
    let dark = block("[data-theme=dark]").unwrap();
    assert_eq!(block(":root:not([data-theme])"), Some(dark));
}

#[test]
fn nothing_moves_but_where_movement_is_welcome() {
    for word in ["transition:", "animation:", "scroll-behavior"] {
        let moving = STYLE.matches(word).count();
        let stilled = STYLE.matches(&format!("{word} none")).count();
        assert_eq!(moving, stilled, "`{word}` in the style sheet");
    }
}

#[test]
fn style_and_script_keep_to_their_weight() {
    assert!(STYLE.len() <= STYLE_BYTES_MAX, "the style sheet has {} bytes", STYLE.len());
    assert!(sent(STYLE) <= STYLE_SENT_MAX, "and {} when sent", sent(STYLE));
    assert!(SCRIPT.len() <= SCRIPT_BYTES_MAX, "the script has {} bytes", SCRIPT.len());
    assert!(sent(SCRIPT) <= SCRIPT_SENT_MAX, "and {} when sent", sent(SCRIPT));
    assert!(SCRIPT.lines().count() <= SCRIPT_LINES_MAX, "the script is too long");
    let size = |path: &str| std::fs::metadata(root().join(path)).unwrap().len();
    assert!(size(&format!("crates/ground/static/fonts/{FONT}")) <= FONT_BYTES_MAX);
    assert!(size("crates/ground/static/icon.svg") <= ICONS_BYTES_MAX);
}

#[tokio::test]
async fn a_home_of_twenty_posts_fits_one_window() {
    const PASSWORD: &str = "a long enough one";
    let town = Town::new().await;
    let alice = town.person_with_password("alice", PASSWORD).await;
    for number in 0..20 {
        alice.publishes(&words(number)).await;
    }
    let mut hers = town.browser("/log-in").await;
    hers.submit("/log-in", &[("email", "alice@example.org"), ("password", PASSWORD)]).await;
    hers.open("/").await;
    let page = &hers.page.text;
    assert_eq!(page.matches("<article ").count(), 20);
    let elements = page.matches('<').count() - page.matches("</").count();
    let home = sent(page);
    let font = std::fs::metadata(root().join("crates/ground/static/fonts").join(FONT)).unwrap();
    let first = home + sent(STYLE) + sent(SCRIPT) + usize::try_from(font.len()).unwrap();
    println!(
        "home: {} bytes, {home} sent, {elements} elements; style {} ({} sent); script {} ({} \
         sent); first visit {first}",
        page.len(),
        STYLE.len(),
        sent(STYLE),
        SCRIPT.len(),
        sent(SCRIPT),
    );
    assert!(home <= HOME_SENT_MAX, "home weighs {home} bytes when sent");
    assert!(elements <= HOME_ELEMENTS_MAX, "home has {elements} elements");
    assert!(first <= FIRST_SENT_MAX, "a first visit weighs {first} bytes");
}

/// Posts that differ as people's do.
fn words(number: usize) -> String {
    const WORDS: [&str; 24] = [
        "mairie",
        "rampe",
        "gare",
        "ascenseur",
        "quai",
        "lettre",
        "demande",
        "réunion",
        "élue",
        "trottoir",
        "bus",
        "école",
        "marché",
        "fauteuil",
        "sous-titres",
        "guichet",
        "voisine",
        "collectif",
        "signature",
        "jeudi",
        "réponse",
        "budget",
        "travaux",
        "merci",
    ];
    let chosen = (0..30).map(|place| WORDS[(number * 7 + place * (number + 5)) % WORDS.len()]);
    format!("{number} {} #Accessibilité", chosen.collect::<Vec<_>>().join(" "))
}

/// What is sent of a text, packed as servers pack it.
fn sent(text: &str) -> usize {
    let mut packed = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 9, 22);
    packed.write_all(text.as_bytes()).unwrap();
    packed.into_inner().len()
}

fn themes() -> BTreeMap<&'static str, Theme> {
    let blocks = [
        ("light", ":root"),
        ("dark", "[data-theme=dark]"),
        ("hc-light", "[data-theme=hc-light]"),
        ("hc-dark", "[data-theme=hc-dark]"),
    ];
    blocks.into_iter().map(|(name, selector)| (name, block(selector).unwrap())).collect()
}

/// The colours of the first block of that selector.
fn block(selector: &str) -> Option<Theme> {
    let (_, rest) = STYLE.split_once(&format!("{selector} {{"))?;
    let inside = rest.split('}').next()?;
    let pairs = inside.split(';').filter_map(|pair| pair.trim().split_once(':'));
    let colours = pairs.filter_map(|(name, value)| {
        let name = name.trim().strip_prefix("--")?;
        Some((name.to_owned(), value.trim().to_owned()))
    });
    Some(colours.collect())
}

fn holds(theme: &str, colours: &Theme, (text, ground): (&str, &str), min: f64) {
    let ratio = contrast(&colours[text], &colours[ground]);
    assert!(ratio >= min, "{theme}: {text} on {ground} has {ratio:.2}, less than {min}");
}

/// <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>
fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// <https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>
fn luminance(colour: &str) -> f64 {
    let digits = colour.strip_prefix('#').unwrap();
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&digits[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}
