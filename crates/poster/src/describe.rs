//! What a card says, for those who cannot see it.

use crate::draw::{after, before};
use crate::typography::{Language, quoted};
use crate::{Slot, Slots, Template};

/// A first draft of the description of a card, from what is in its places and in their order. All
/// of the text that is drawn is in it; a sign is written as it is spoken ("−158 €": "moins 158
/// euros"). The face on a portrait is not described: only somebody who sees it can.
pub fn describe(template: Template, slots: &Slots, language: Language) -> String {
    let french = language == Language::French;
    let mut out = String::from(match (french, template) {
        (true, Template::Portrait) => "Visuel avec un portrait.",
        (true, _) => "Visuel.",
        (false, Template::Portrait) => "Card with a portrait.",
        (false, _) => "Card.",
    });
    let mut say = |label: &str, text: &str| {
        let colon = if french { "\u{a0}:" } else { ":" };
        let text = text.trim();
        let stop = if text.ends_with(['.', '!', '?', '…']) { "" } else { "." };
        out.push_str(&format!(" {label}{colon} {text}{stop}"));
    };
    let figure = |slot| slots.get(slot).map(|text| spoken(text, language));
    if let Some(number) = figure(Slot::Figure) {
        let unit = slots.get(Slot::Unit).map(|unit| format!(" {unit}")).unwrap_or_default();
        say(if french { "Chiffre" } else { "Figure" }, &format!("{number}{unit}"));
    }
    for (slot, label) in [(Slot::Before, before(language)), (Slot::After, after(language))] {
        if let Some(text) = figure(slot) {
            say(label, &text);
        }
    }
    let quote = matches!(template, Template::Quote | Template::Portrait);
    for slot in [Slot::Sentence, Slot::Attribution, Slot::Action, Slot::Source, Slot::Hashtag] {
        let Some(text) = slots.get(slot) else { continue };
        match slot {
            Slot::Sentence if quote => say(label(slot, true, french), &quoted(text, language)),
            // Most people write the word on the card itself.
            Slot::Source => say(label(slot, false, french), &spoken(unlabelled(text), language)),
            _ => say(label(slot, false, french), &spoken(text, language)),
        }
    }
    out
}

fn label(slot: Slot, quote: bool, french: bool) -> &'static str {
    match (slot, french) {
        (Slot::Sentence, true) if quote => "Citation",
        (Slot::Sentence, false) if quote => "Quotation",
        (Slot::Attribution, true) => "Paroles de",
        (Slot::Attribution, false) => "Said by",
        (Slot::Action, true) => "Vous pouvez agir",
        (Slot::Action, false) => "What you can do",
        (Slot::Hashtag, true) => "Mot-dièse",
        (Slot::Hashtag, false) => "Hashtag",
        (Slot::Source, _) => "Source",
        (_, true) => "Texte",
        (_, false) => "Text",
    }
}

/// What follows "Source:", however that is written.
fn unlabelled(text: &str) -> &str {
    let text = text.trim();
    let rest = match text.get(..6) {
        Some(word) if word.eq_ignore_ascii_case("source") => text[6..].trim_start(),
        _ => return text,
    };
    rest.strip_prefix(':').map_or(text, str::trim_start)
}

/// Signs as they are spoken: screen readers leave out a minus, and some a euro.
fn spoken(text: &str, language: Language) -> String {
    let french = language == Language::French;
    let (minus, percent) = if french { ("moins ", "pour cent") } else { ("minus ", "per cent") };
    let mut out = String::with_capacity(text.len() + 16);
    let letters: Vec<char> = text.chars().collect();
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let after = letters.get(at + 1);
        let number = after.is_some_and(|after| after.is_ascii_digit() || *after == '\u{202f}');
        let begins = before.is_none_or(|before| before.is_whitespace());
        match letter {
            '−' | '-' if number && begins => out.push_str(minus),
            '€' => push_word(&mut out, "euros"),
            '%' => push_word(&mut out, percent),
            letter => out.push(*letter),
        }
    }
    out.replace(&format!("{minus}\u{202f}"), minus)
}

fn push_word(out: &mut String, word: &str) {
    if !out.is_empty() && !out.ends_with(char::is_whitespace) {
        out.push(' ');
    }
    out.push_str(word);
}
