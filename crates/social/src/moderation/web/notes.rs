//! Notes on a page: what was noted, and the form for one more.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Faults, Field};
use ground::http::page::own_path;
use ground::http::{Form, Path, Role, Viewer, Visit};
use ground::{App, Result};
use maud::{Markup, html};
use serde::Deserialize;

use super::super::{Moderator, Note, remove_note};
use crate::accounts::Shown;

/// What is noted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    note: String,
}

impl Typed {
    /// The words, as they are kept.
    pub(crate) fn text(&self) -> String {
        self.note.replace("\r\n", "\n")
    }
}

/// What moderators noted, and the form that goes to `action`.
pub(crate) fn part(
    visit: &Visit,
    notes: &[Note],
    people: &[Shown],
    action: &str,
    typed: &Typed,
    faults: &Faults,
) -> Markup {
    html! {
        h2 #notes { (visit.say("notes-title")) }
        p.hint { (visit.say("notes-hint")) }
        @if notes.is_empty() { p.empty { (visit.say("notes-none")) } }
        @else {
            ol.list { @for note in notes { li.card { (one(visit, note, people)) } } }
        }
        form method="post" action=(action) {
            (parts::csrf_field(visit))
            (parts::area(&Field {
                name: "note", label: &visit.say("note-label"), value: &typed.note, rows: 3,
                error: faults.on("note"), ..Field::default()
            }))
            (parts::button_as("plain", &visit.say("note-write")))
        }
    }
}

fn one(visit: &Visit, note: &Note, people: &[Shown]) -> Markup {
    let by = people.iter().find(|it| it.id == note.by);
    let when = parts::moment(visit, note.created_at);
    html! {
        h3 {
            @if let Some(by) = by { bdi { "@" (by.acct) } " · " }
            (when)
        }
        blockquote dir="auto" { (note.text) }
        @if visit.who() == Some(note.by) {
            p { (parts::act_button("plain", &format!("/admin/notes/{}/remove", note.id),
                &visit.say("note-remove"), &note.text.chars().take(40).collect::<String>())) }
        }
    }
}

/// Where one was.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Back {
    #[serde(default)]
    back: String,
}

/// Takes a note of one's own back.
pub(in super::super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Form(Back { back }): Form<Back>,
) -> Result<Response> {
    viewer.finds_as(Role::Moderator)?;
    let by = Moderator::from(&viewer);
    app.write(async move |tx| remove_note(tx, by, id).await).await?;
    Ok(parts::tell(parts::see_other(own_path(Some(&back))), "note-removed"))
}
