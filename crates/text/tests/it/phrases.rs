//! Phrases found in texts.

use proptest::prelude::*;
use text::{Phrase, Phrases, fold};

fn finds(phrase: &str, whole_word: bool, text: &str) -> bool {
    let phrases = Phrases::new(&[Phrase { text: phrase.to_owned(), whole_word }]);
    !phrases.found_in(&fold(text)).is_empty()
}

#[test]
fn case_and_width_do_not_matter() {
    for (phrase, text) in [
        ("Élection", "l’ÉLECTION de demain"),
        ("strasse", "In der STRAßE"),
        ("οδός", "ΟΔΌΣ"),
        ("ｆｕｌｌ", "full width"),
        ("l'été", "L’été"),
        ("mot clé", "un mot\n  clé"),
        ("secret", "se\u{ad}cret"),
    ] {
        assert!(finds(phrase, true, text), "{phrase} in {text}");
    }
    assert!(!finds("ete", true, "été"), "an accent is a letter of its own");
}

#[test]
fn a_whole_word_is_not_part_of_another() {
    assert!(finds("cat", true, "A cat, a #cat and a “cat”."));
    assert!(!finds("cat", true, "concatenate, cats, cat_1"));
    assert!(finds("cat", false, "concatenate"));
    // Where the phrase begins with a sign there is no border to ask for.
    assert!(finds("#cat", true, "so#cat"));
    assert!(!finds("#cat", true, "#cats"));
}

#[test]
fn scripts_without_spaces_have_no_borders() {
    assert!(finds("猫", true, "私の猫です"));
    assert!(finds("cat", true, "これはcatです"));
    assert!(finds("แมว", true, "ฉันรักแมวมาก"));
    assert!(!finds("кот", true, "который"));
}

#[test]
fn each_is_found_once_and_nothing_is_never_found() {
    let phrases: Vec<Phrase> = ["a", "aa", "  ", "", "b"]
        .into_iter()
        .map(|text| Phrase { text: text.to_owned(), whole_word: false })
        .collect();
    let phrases = Phrases::new(&phrases);
    assert_eq!(phrases.found_in(&fold("Aaaa B")), [0, 1, 4]);
    assert!(Phrases::new(&[]).found_in("anything").is_empty());
    assert!(Phrases::default().bytes() < 100 && phrases.bytes() > 100);
}

proptest! {
    #[test]
    fn what_is_in_a_text_is_found_in_it(text in "\\PC{0,40}", from in 0usize..40, to in 0usize..40) {
        let chars: Vec<char> = text.chars().collect();
        let (from, to) = (from.min(chars.len()), to.min(chars.len()));
        let piece: String = chars.get(from..to).unwrap_or_default().iter().collect();
        let folded = fold(&piece);
        let whole = fold(&text);
        // A mark may join the letter before it, so the piece alone may fold to something else.
        if !folded.trim().is_empty() && whole.contains(folded.trim()) {
            prop_assert!(finds(&piece, false, &text));
        }
    }
}
