//! The pages of visuals.

pub(super) mod form;
pub(super) mod list;
pub(super) mod one;

use ground::http::Visit;
use poster::{Format, Slot, Template};

use super::{Content, State};

/// What follows `/desk/{handle}` of this room.
const HERE: &str = "/visuals";

/// A template's name in words.
fn template_key(template: Template) -> &'static str {
    match template {
        Template::Quote => "visual-quote",
        Template::Figure => "visual-figure",
        Template::BeforeAfter => "visual-before-after",
        Template::Call => "visual-call",
        Template::Portrait => "visual-portrait",
    }
}

fn format_key(format: Format) -> &'static str {
    match format {
        Format::Square => "visual-square",
        Format::Tall => "visual-tall",
        Format::Wide => "visual-wide",
        Format::Story => "visual-story",
    }
}

fn slot_key(slot: Slot) -> &'static str {
    match slot {
        Slot::Figure => "visual-slot-figure",
        Slot::Unit => "visual-slot-unit",
        Slot::Before => "visual-slot-before",
        Slot::After => "visual-slot-after",
        Slot::Sentence => "visual-slot-sentence",
        Slot::Attribution => "visual-slot-attribution",
        Slot::Action => "visual-slot-action",
        Slot::Source => "visual-slot-source",
        Slot::Hashtag => "visual-slot-hashtag",
    }
}

fn state_key(state: State) -> &'static str {
    match state {
        State::Draft => "visual-state-draft",
        State::Rendered => "visual-state-rendered",
        State::Validated => "visual-state-validated",
        State::Used => "visual-state-used",
        State::Withdrawn => "visual-state-withdrawn",
    }
}

/// What a visual is called: its template, and the first of its texts.
fn called(visit: &Visit, content: &Content) -> String {
    let template = visit.say(template_key(content.template));
    match content.slots.iter().next() {
        Some((_, text)) => format!("{template} – {text}"),
        None => template,
    }
}
