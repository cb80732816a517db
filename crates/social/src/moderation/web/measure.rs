//! The form by which something is done to an account, with the words it is told.

use ground::html::{self as parts, Answer, Faults, Field};
use ground::http::{Flag, Visit};
use maud::{Markup, html};
use serde::Deserialize;

use super::super::{Action, Measure};

/// What the form says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    measure: String,
    text: String,
    tell: Flag,
}

/// Each measure, the key of its name, and the key of what it does.
pub(super) const MEASURES: [(Measure, &str, &str); 5] = [
    (Measure::Warn, "measure-warn", "measure-warn-hint"),
    (Measure::Sensitive, "measure-sensitive", "measure-sensitive-hint"),
    (Measure::Silence, "measure-silence", "measure-silence-hint"),
    (Measure::Disable, "measure-disable", "measure-disable-hint"),
    (Measure::Suspend, "measure-suspend", "measure-suspend-hint"),
];

impl Typed {
    /// The form as it is at first: only a word, and said.
    pub(crate) fn fresh() -> Self {
        Self { measure: Measure::Warn.name().to_owned(), text: String::new(), tell: Flag(true) }
    }

    /// What is to be done.
    pub(crate) fn action(&self, report: Option<i64>) -> Action {
        Action {
            measure: Measure::of(&self.measure).unwrap_or(Measure::Warn),
            report,
            text: self.text.trim().replace("\r\n", "\n"),
            tell: self.tell.0,
        }
    }
}

/// The fields of the form.
pub(crate) fn fields(visit: &Visit, typed: &Typed, faults: &Faults) -> Markup {
    let measures: Vec<Answer<'_>> = MEASURES
        .into_iter()
        .map(|(it, label, hint)| Answer {
            value: it.name(),
            label: visit.say(label),
            hint: visit.say(hint),
        })
        .collect();
    html! {
        (parts::radios("measure", &visit.say("case-measure"), &measures, &typed.measure))
        (parts::area(&Field {
            name: "text", label: &visit.say("case-text"), hint: &visit.say("case-text-hint"),
            value: &typed.text, error: faults.on("text"), ..Field::default()
        }))
        (parts::tick("tell", &visit.say("case-tell"), typed.tell.0))
    }
}
