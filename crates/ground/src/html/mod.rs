//! The parts every page is made of.

use maud::{DOCTYPE, Markup, html};

use crate::app::App;
use crate::error::Error;
use crate::i18n::Locale;

/// The page that says what went wrong and offers a way back.
#[must_use]
pub fn problem(_app: &App, locale: Locale, problem: &Error) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(locale.tag()) {
            body { main { h1 { (problem.say().in_words(locale)) } } }
        }
    }
}
