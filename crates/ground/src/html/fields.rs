//! Parts of forms. Each ties its label, its help and what was wrong with it together.

use http::StatusCode;
use maud::{Markup, html};

use super::icon;
use crate::error::Error;
use crate::http::Visit;
use crate::i18n::Say;

/// A field with its label, of one line ([`field`]) or several ([`area`]).
#[derive(Clone, Copy, Debug, Default)]
pub struct Field<'a> {
    /// Its name, which is also its id.
    pub name: &'a str,
    /// Its label.
    pub label: &'a str,
    /// `text`, `email`, `password`, `file` …; empty is `text`.
    pub kind: &'a str,
    /// What it holds at first.
    pub value: &'a str,
    /// A sentence of help.
    pub hint: &'a str,
    /// What browsers may fill in: see the HTML standard's `autocomplete`.
    pub autocomplete: &'a str,
    /// Whether it must be filled in.
    pub required: bool,
    /// What was wrong with it.
    pub error: Option<&'a str>,
    /// Of a file: the types it may have, separated by commas.
    pub accept: &'a str,
    /// Of an area: the lines shown; 0 is 5.
    pub rows: usize,
}

/// One of several answers.
#[derive(Clone, Debug, Default)]
pub struct Answer<'a> {
    /// What is sent.
    pub value: &'a str,
    /// What is read.
    pub label: String,
    /// A word more about it.
    pub hint: String,
}

/// A field of one line, its label, its help and what was wrong with it, tied together.
#[must_use]
pub fn field(field: &Field<'_>) -> Markup {
    // Handles, addresses and secrets are not sentences.
    let plain = matches!(field.kind, "email" | "password" | "url")
        || matches!(field.autocomplete, "username" | "one-time-code");
    html! {
        div.field {
            label for=(field.name) { (field.label) }
            (notes(field))
            input id=(field.name) name=(field.name)
                type=(if field.kind.is_empty() { "text" } else { field.kind })
                value=[given(field.value)] autocomplete=[given(field.autocomplete)]
                accept=[given(field.accept)] autocapitalize=[plain.then_some("none")]
                spellcheck=[plain.then_some("false")] required[field.required]
                aria-invalid=[field.error.map(|_| "true")] aria-describedby=[described(field)];
        }
    }
}

/// The same for a text of several lines.
#[must_use]
pub fn area(field: &Field<'_>) -> Markup {
    html! {
        div.field {
            label for=(field.name) { (field.label) }
            (notes(field))
            // Browsers drop one line break after the tag: with one of ours there, a text that
            // starts with an empty line keeps its own.
            textarea id=(field.name) name=(field.name) dir="auto"
                rows=(if field.rows == 0 { 5 } else { field.rows }) required[field.required]
                aria-invalid=[field.error.map(|_| "true")]
                aria-describedby=[described(field)] { "\n" (field.value) }
        }
    }
}

/// A box to tick. Unticked, it sends nothing.
#[must_use]
pub fn tick(name: &str, label: &str, ticked: bool) -> Markup {
    html! {
        div.field.tick {
            div.choice {
                input id=(name) name=(name) type="checkbox" value="true" checked[ticked];
                label for=(name) { (label) }
            }
        }
    }
}

/// A choice of one among several: (value, words).
#[must_use]
pub fn choice(name: &str, label: &str, options: &[(&str, String)], chosen: &str) -> Markup {
    html! {
        div.field {
            label for=(name) { (label) }
            select id=(name) name=(name) {
                @for (value, words) in options {
                    option value=(value) selected[*value == chosen] { (words) }
                }
            }
        }
    }
}

/// A question with all its answers in sight, of which one is chosen.
#[must_use]
pub fn radios(name: &str, label: &str, options: &[Answer<'_>], chosen: &str) -> Markup {
    html! {
        fieldset.field id=(name) {
            legend { (label) }
            @for option in options {
                @let id = format!("{name}-{}", option.value);
                @let hint_id = (!option.hint.is_empty()).then(|| format!("{id}-hint"));
                div.choice {
                    input id=(id) type="radio" name=(name) value=(option.value)
                        checked[option.value == chosen] aria-describedby=[&hint_id];
                    label for=(id) { (option.label) }
                    @if let Some(hint_id) = &hint_id { p.hint id=(hint_id) { (option.hint) } }
                }
            }
        }
    }
}

/// The button that sends a form: what the page is for.
#[must_use]
pub fn button(label: &str) -> Markup {
    button_as("main", label)
}

/// A button that sends a form: `main`, `plain`, or `danger` for what cannot be taken back.
#[must_use]
pub fn button_as(class: &str, label: &str) -> Markup {
    html! { button type="submit" class=(class) { (label) } }
}

/// A value that goes with a form unseen.
#[must_use]
pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

/// The hidden field every form of a page needs; see [`crate::http::Form`].
#[must_use]
pub fn csrf_field(visit: &Visit) -> Markup {
    html! {
        @if !visit.seal.is_empty() { (hidden(crate::http::SEAL_FIELD, &visit.seal)) }
    }
}

/// What is wrong with what was typed: fields and sentences, in the order of the form.
#[derive(Clone, Debug, Default)]
pub struct Faults(Vec<(String, String)>);

impl Faults {
    /// What an error says of a form.
    ///
    /// # Errors
    /// The error itself, when it is not about what was typed and no other typing would mend it.
    pub fn of(visit: &Visit, error: Error) -> Result<Self, Error> {
        let mut faults = Self::default();
        match error {
            Error::Invalid { field, why } => faults.push(visit, field, why),
            Error::TooLarge(why) | Error::Conflict(why) => faults.push(visit, "", why),
            other => return Err(other),
        }
        Ok(faults)
    }

    /// Adds what is wrong with a field; an empty name is the whole form.
    pub fn push(&mut self, visit: &Visit, field: &str, why: impl Into<Say>) {
        self.0.push((field.to_owned(), visit.say(why)));
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The status of a page with this form: 422 while something is wrong.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        if self.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn on(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == field).map(|(_, why)| why.as_str())
    }

    /// Calls a field by its name in the form, where a verb calls it otherwise.
    #[must_use]
    pub fn renamed(mut self, from: &str, to: &str) -> Self {
        for (name, _) in self.0.iter_mut().filter(|(name, _)| name == from) {
            to.clone_into(name);
        }
        self
    }
}

/// The list on top of a refused form: each fault leads to its field.
#[must_use]
pub fn faults_summary(visit: &Visit, faults: &Faults) -> Markup {
    html! {
        @if !faults.is_empty() {
            div.note.bad #faults role="alert" tabindex="-1" {
                h2 { (visit.say("faults-title")) }
                ul {
                    @for (field, why) in &faults.0 {
                        li {
                            @if field.is_empty() { (why) }
                            @else { a href={ "#" (field) } { (why) } }
                        }
                    }
                }
            }
        }
    }
}

fn notes(field: &Field<'_>) -> Markup {
    html! {
        @if !field.hint.is_empty() {
            p.hint id={ (field.name) "-hint" } { (field.hint) }
        }
        @if let Some(why) = field.error {
            p.fault id={ (field.name) "-error" } { (icon("warning")) (why) }
        }
    }
}

fn described(field: &Field<'_>) -> Option<String> {
    let error = field.error.map(|_| format!("{}-error", field.name));
    let hint = given(field.hint).map(|_| format!("{}-hint", field.name));
    let ids: Vec<String> = error.into_iter().chain(hint).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

fn given(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}
