//! The pages of posts to be published: all of them, and one that waits.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Faults, Field, pager};
use ground::http::{Ask, Form, Nothing, Path, Viewer, Visit};
use ground::{App, Error, Locale, Result, ScheduledId};
use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::{Scheduled, zone};
use crate::drafts;
use crate::drafts::web::excerpt;
use crate::posts::page::acts_form;

/// Posts on a page.
const LIMIT: usize = 40;

/// What is scheduled.
pub(super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    ask: Ask,
) -> Result<Response> {
    let who = viewer.id;
    let page = app.read(async move |tx| super::list(tx, who, ask, LIMIT).await).await?;
    let older = page.last().filter(|_| page.len() == LIMIT);
    let older = older.map(|last| format!("/scheduled?max_id={}", last.id));
    let title = visit.say("scheduled-title");
    let main = html! {
        h1 { (title) }
        @if page.is_empty() { p.empty { (visit.say("scheduled-empty")) } } @else {
            ol.list { @for it in &page { li.card { (row(&visit, it)?) } } }
        }
        (pager(&visit, None, older.as_deref()))
        (acts_form(&visit, "write"))
    };
    Ok(parts::page(&app, &visit, &title, &main))
}

fn row(visit: &Visit, it: &Scheduled) -> Result<Markup> {
    let words = excerpt(visit, &it.draft()?.body);
    Ok(html! {
        h2 dir="auto" { a href={ "/scheduled/" (it.id) } { (words) } }
        p { (visit.say("scheduled-for")) " " (parts::moment(visit, it.publish_at)) }
        (failed(visit, it))
        (acts(visit, it, &words))
    })
}

fn failed(visit: &Visit, it: &Scheduled) -> Markup {
    html! {
        @if it.failed.is_some() { (parts::alert(&visit.say("scheduled-failed"))) }
    }
}

fn acts(visit: &Visit, it: &Scheduled, words: &str) -> Markup {
    html! {
        p.row {
            (parts::act_button("main", &format!("/scheduled/{}/take-back", it.id),
                &visit.say("scheduled-take-back"), words))
            (parts::act_button("plain", &format!("/scheduled/{}/remove", it.id),
                &visit.say("scheduled-remove"), words))
        }
    }
}

/// One that waits, or that it has left.
pub(super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(id): Path<ScheduledId>,
) -> Result<Response> {
    let found = app.read(async move |tx| super::get(tx, viewer.id, id).await).await;
    let it = match found {
        Ok(it) => it,
        // It is out, or was taken back: both are told, to nobody but who knows the number.
        Err(Error::NotFound) => return Ok(left(&app, &visit)),
        Err(other) => return Err(other),
    };
    page(&app, &visit, &it, &Typed::default(), &Faults::default())
}

fn left(app: &App, visit: &Visit) -> Response {
    let title = visit.say("scheduled-left");
    let main = html! {
        h1 { (title) }
        p { (visit.say("scheduled-left-hint")) }
        p.row {
            a.button.main href="/" { (visit.say("nav-home")) }
            a.button href="/scheduled" { (visit.say("scheduled-title")) }
        }
    };
    parts::page_as(StatusCode::NOT_FOUND, app, visit, &title, &main)
}

/// Another date, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    later: String,
    zone: String,
}

fn page(
    app: &App,
    visit: &Visit,
    it: &Scheduled,
    typed: &Typed,
    faults: &Faults,
) -> Result<Response> {
    let draft = it.draft()?;
    let soon = it.publish_at - app.db.now_ms() < super::AHEAD_MS_MIN;
    let title = visit.say(if soon { "scheduled-soon" } else { "scheduled-one" });
    let usual = if visit.locale == Locale::Fr { "paris" } else { "utc" };
    let zone_name = if typed.zone.is_empty() { usual } else { &typed.zone };
    let value = match typed.later.is_empty() {
        true => zone::local(it.publish_at, zone_name),
        false => typed.later.clone(),
    };
    let zones: Vec<(&str, String)> =
        zone::ZONES.iter().map(|(name, key, ..)| (*name, visit.say(*key))).collect();
    let main = html! {
        (parts::way_back(visit, "/scheduled", "scheduled-title"))
        h1 { (title) }
        (parts::faults_summary(visit, faults))
        p { (visit.say("scheduled-for")) " " (parts::moment(visit, it.publish_at)) }
        @if soon { p { (visit.say("scheduled-soon-hint")) } }
        (failed(visit, it))
        div.card { div.words lang=[&draft.language] dir="auto" {
            @for line in draft.body.lines() { p { (line) } }
        } }
        (acts(visit, it, ""))
        @if !soon {
            h2 { (visit.say("scheduled-move")) }
            form method="post" action={ "/scheduled/" (it.id) } {
                (parts::csrf_field(visit))
                (parts::field(&Field {
                    name: "later", label: &visit.say("write-later"), kind: "datetime-local",
                    value: &value, error: faults.on("later"), required: true, ..Field::default()
                }))
                (parts::choice("zone", &visit.say("write-zone"), &zones, zone_name))
                (parts::button(&visit.say("scheduled-move")))
            }
        }
        (acts_form(visit, "write"))
    };
    let status = faults.status();
    Ok(parts::page_as(status, app, visit, &title, &main))
}

/// Gives it another date.
pub(super) async fn move_to(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(id): Path<ScheduledId>,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let who = viewer.id;
    let it = app.read(async move |tx| super::get(tx, who, id).await).await?;
    let moved = async {
        let at = zone::moment(&typed.later, &typed.zone)
            .ok_or_else(|| Error::invalid("later", "error-bad-date"))?;
        app.write(async move |tx| super::move_to(tx, who, id, at).await).await
    };
    match moved.await {
        Ok(_) => Ok(parts::tell(parts::see_other("/scheduled"), "saved")),
        Err(error) => {
            let faults = Faults::of(&visit, error)?.renamed("scheduled_at", "later");
            page(&app, &visit, &it, &typed, &faults)
        }
    }
}

/// It will not be said.
pub(super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ScheduledId>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    app.write(async move |tx| super::remove(tx, viewer.id, id).await).await?;
    Ok(parts::tell(parts::see_other("/scheduled"), "unscheduled"))
}

/// It becomes a draft again, and the form opens with it.
pub(super) async fn take_back(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ScheduledId>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    let (who, person) = (viewer.id, viewer.person);
    let draft = app
        .write(async move |tx| {
            let sheet = drafts::Sheet::from(super::get(tx, who, id).await?.draft()?);
            super::remove(tx, who, id).await?;
            drafts::keep(tx, who, person, None, &sheet).await
        })
        .await?;
    Ok(parts::tell(parts::see_other(&format!("/write?draft={draft}")), "taken-back"))
}
