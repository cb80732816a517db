//! The pages of announcements: everybody's, where they are read and put aside, and the admins',
//! where they are written, kept for later, published and taken back.

pub(super) mod write;

use axum::extract::State;
use axum::response::Response;
use ground::html as parts;
use ground::http::{Form, Nothing, Path, Viewer, Visit};
use ground::{App, Result};
use maud::{Markup, PreEscaped, html};

use super::{Announcement, Shown};
use crate::posts::page::acts_form;

/// What is announced now, to a member.
pub(super) async fn show(State(app): State<App>, viewer: Viewer, visit: Visit) -> Result<Response> {
    let who = viewer.id;
    let shown = app.read(async move |tx| super::shown_to(tx, who).await).await?;
    let title = visit.say("announcements-title");
    let main = html! {
        h1 { (title) }
        @if shown.is_empty() { p.empty { (visit.say("announcements-none")) } }
        ol.list { @for it in &shown { li.card { (one(&visit, it)) } } }
        (acts_form(&visit, "announcements"))
    };
    Ok(parts::page(&app, &visit, &title, &main))
}

fn one(visit: &Visit, shown: &Shown) -> Markup {
    let it = &shown.announcement;
    html! {
        h2 {
            (parts::day(visit, it.published_at))
            @if shown.read == Some(false) { " " span.tag { (visit.say("announcement-new")) } }
        }
        (words(visit, it))
        @if shown.read == Some(false) {
            p { (parts::act_button("plain", &format!("/announcements/{}/dismiss", it.id),
                &visit.say("announcement-dismiss"), &begins(it))) }
        }
    }
}

/// What it says, and when what it is about takes place.
fn words(visit: &Visit, it: &Announcement) -> Markup {
    let at = |at_ms: i64| match it.all_day {
        true => parts::day(visit, at_ms),
        false => parts::moment(visit, at_ms),
    };
    html! {
        div.words dir="auto" { (PreEscaped(&it.html)) }
        @if it.starts_at.is_some() || it.ends_at.is_some() {
            p {
                @if let Some(start) = it.starts_at {
                    (visit.say("announcement-from")) " " (at(start)) " "
                }
                @if let Some(end) = it.ends_at { (visit.say("announcement-to")) " " (at(end)) }
            }
        }
    }
}

/// How it begins, to name it among others.
fn begins(it: &Announcement) -> String {
    it.body.chars().take(40).collect()
}

/// Notes that one has read it.
pub(super) async fn dismiss(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    let who = viewer.id;
    app.write(async move |tx| super::dismiss(tx, who, id).await).await?;
    Ok(parts::tell(parts::see_other("/announcements"), "saved"))
}
