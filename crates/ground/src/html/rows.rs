//! Parts of pages that list things to be looked after: topics, rows with buttons, tables.

use maud::{Markup, html};

use super::only_read;
use crate::http::Visit;

/// A page one can go to from a page that is an index.
#[derive(Clone, Copy, Debug)]
pub struct Topic {
    /// Its address.
    pub address: &'static str,
    /// The key of its name.
    pub name: &'static str,
    /// The key of a sentence that says what is there.
    pub hint: &'static str,
}

impl Topic {
    /// A page by its address, the keys of its name and of what is there.
    #[must_use]
    pub const fn new(address: &'static str, name: &'static str, hint: &'static str) -> Self {
        Self { address, name, hint }
    }
}

/// A titled list of pages to go to.
#[must_use]
pub fn topics(visit: &Visit, title: &'static str, list: &[Topic]) -> Markup {
    html! {
        section {
            h2 { (visit.say(title)) }
            ul.topics {
                @for topic in list {
                    li {
                        a href=(topic.address) { (visit.say(topic.name)) }
                        p.hint { (visit.say(topic.hint)) }
                    }
                }
            }
        }
    }
}

/// A button of a row, which sends the page's form of acts to `action`. `of` names the row for who
/// hears the button without it.
#[must_use]
pub fn act_button(class: &str, action: &str, label: &str, of: &str) -> Markup {
    html! {
        button class=(class) type="submit" form="acts" formaction=(action) {
            (label) (only_read(&format!(" {of}")))
        }
    }
}

/// A line that leads back to the page above.
#[must_use]
pub fn way_back(visit: &Visit, address: &str, name: &'static str) -> Markup {
    html! { p.way-back { a href=(address) { "← " (visit.say(name)) } } }
}

/// A table that scrolls within its own frame, by keyboard too, under its caption.
#[must_use]
pub fn table_region(id: &str, caption: &str, heads: &[String], rows: &[Vec<Markup>]) -> Markup {
    html! {
        section.region tabindex="0" aria-labelledby=(id) {
            table {
                caption id=(id) { (caption) }
                thead { tr { @for head in heads { th scope="col" { (head) } } } }
                tbody {
                    @for row in rows {
                        tr {
                            @for (at, cell) in row.iter().enumerate() {
                                @if at == 0 { th scope="row" { (cell) } } @else { td { (cell) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Several boxes to tick under one question: what is sent, what is read, whether it is ticked.
#[must_use]
pub fn ticks(name: &str, label: &str, options: &[(&str, String, bool)]) -> Markup {
    html! {
        fieldset.field id=(name) {
            legend { (label) }
            @for (value, words, ticked) in options {
                @let id = format!("{name}-{value}");
                div.choice {
                    input id=(id) type="checkbox" name={ (name) "[]" } value=(value)
                        checked[*ticked];
                    label for=(id) { (words) }
                }
            }
        }
    }
}
