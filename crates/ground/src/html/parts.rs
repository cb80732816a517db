//! Small parts: notices, pictures of people, icons, the way to older and newer.

use maud::{Markup, html};

use super::assets::ICONS;
use crate::http::Visit;

/// What went well, said to screen readers at once.
#[must_use]
pub fn notice(words: &str) -> Markup {
    html! { p.note.good role="status" { (words) } }
}

/// What went wrong, said to screen readers at once.
#[must_use]
pub fn alert(words: &str) -> Markup {
    html! { p.note.bad role="alert" { (words) } }
}

/// Something to know, by the way.
#[must_use]
pub fn info(words: &str) -> Markup {
    html! { p.note.info { (words) } }
}

/// Words for those who listen; others see it from where things stand.
#[must_use]
pub fn only_read(words: &str) -> Markup {
    html! { span.read { (words) } }
}

/// A portrait. Beside a name it adds nothing, so it is silent there (`words` empty).
#[must_use]
pub fn avatar(address: &str, words: &str, pixels: u32) -> Markup {
    html! { img.avatar src=(address) alt=(words) width=(pixels) height=(pixels) decoding="async"; }
}

/// A drawn sign, always beside a word. An unknown name draws nothing.
#[must_use]
pub fn icon(name: &str) -> Markup {
    let path = ICONS.iter().find(|(known, _)| *known == name).map_or("", |(_, path)| path);
    html! {
        svg.icon viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false" {
            path d=(path) {}
        }
    }
}

/// Something folded behind a short line.
#[must_use]
pub fn unfold(summary: &str, open: bool, inside: &Markup) -> Markup {
    html! { details open[open] { summary { (summary) } div.unfolded { (inside) } } }
}

/// The way to newer and older pages of a list; addresses that are not there are left out.
#[must_use]
pub fn pager(visit: &Visit, newer: Option<&str>, older: Option<&str>) -> Markup {
    html! {
        @if newer.is_some() || older.is_some() {
            nav.pager aria-label=(visit.say("pager-label")) {
                @if let Some(newer) = newer {
                    a.button href=(newer) rel="prev" { (visit.say("pager-newer")) }
                }
                @if let Some(older) = older {
                    a.button href=(older) rel="next" { (visit.say("pager-older")) }
                }
            }
        }
    }
}

/// A name as it is spoken: without emoji and other signs that are read out at length.
#[must_use]
pub fn no_emoji(name: &str) -> String {
    let kept: String = name.chars().filter(|sign| !is_emoji(*sign)).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_emoji(sign: char) -> bool {
    matches!(u32::from(sign),
        0x200d | 0x20e3 | 0xfe0e..=0xfe0f | 0x2190..=0x21ff | 0x2300..=0x23ff
        | 0x2500..=0x27bf | 0x2900..=0x297f | 0x2b00..=0x2bff | 0x1f000..=0x1faff
        | 0xe0020..=0xe007f)
}
