//! Where admins announce.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Faults, Field};
use ground::http::{Flag, Form, Nothing, Path, Role, Viewer, Visit};
use ground::{App, Error, Locale, Result};
use maud::{Markup, html};
use serde::Deserialize;

use super::super::{ALL_MAX, Announcement, Draft, add, all, change, get_one, publish, remove};
use super::{begins, words};
use crate::posts::Actor;
use crate::posts::page::acts_form;
use crate::scheduled::zone;

const HERE: &str = "/admin/announcements";

/// What the form says; days and hours are meant in `zone`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct Typed {
    text: String,
    publish_at: String,
    starts_at: String,
    ends_at: String,
    all_day: Flag,
    zone: String,
}

impl Typed {
    fn of(visit: &Visit, it: Option<&Announcement>, now_ms: i64) -> Self {
        let zone = if visit.locale == Locale::Fr { "paris" } else { "utc" }.to_owned();
        let Some(it) = it else { return Self { zone, ..Self::default() } };
        let local = |at: Option<i64>| at.map(|at| zone::local(at, &zone)).unwrap_or_default();
        Self {
            text: it.body.clone(),
            publish_at: local(Some(it.published_at).filter(|at| *at > now_ms)),
            starts_at: local(it.starts_at),
            ends_at: local(it.ends_at),
            all_day: Flag(it.all_day),
            zone,
        }
    }

    fn draft(&self) -> Result<Draft> {
        let moment = |field: &'static str, typed: &str| match typed.trim() {
            "" => Ok(None),
            typed => zone::moment(typed, &self.zone)
                .map(Some)
                .ok_or_else(|| Error::invalid(field, "error-bad-date")),
        };
        Ok(Draft {
            body: self.text.replace("\r\n", "\n"),
            publish_at: moment("publish_at", &self.publish_at)?,
            starts_at: moment("starts_at", &self.starts_at)?,
            ends_at: moment("ends_at", &self.ends_at)?,
            all_day: self.all_day.0,
        })
    }
}

/// All that are kept.
pub(in super::super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let shown = app.read(async |tx| all(tx, ALL_MAX).await).await?;
    let now = app.db.now_ms();
    let title = visit.say("announcements-write-title");
    let main = html! {
        (parts::way_back(&visit, "/admin", "admin-title"))
        h1 { (title) }
        @if shown.is_empty() { p.empty { (visit.say("announcements-none")) } }
        ol.list { @for it in &shown { li.card { (row(&visit, &it.announcement, now)) } } }
        p { a.button.main href={ (HERE) "/new" } { (visit.say("announcement-add")) } }
        (acts_form(&visit, "moderation"))
    };
    Ok(parts::page(&app, &visit, &title, &main))
}

fn row(visit: &Visit, it: &Announcement, now_ms: i64) -> Markup {
    let act = |class: &str, end: &str, key: &'static str| {
        parts::act_button(class, &format!("{HERE}/{}/{end}", it.id), &visit.say(key), &begins(it))
    };
    let waits = it.published_at > now_ms;
    let state = match it.ends_at {
        _ if waits => "announcement-waits",
        Some(end) if end <= now_ms => "announcement-over",
        _ => "announcement-shown",
    };
    html! {
        h2 { (parts::moment(visit, it.published_at)) " " span.tag { (visit.say(state)) } }
        (words(visit, it))
        p.row {
            a.button href={ (HERE) "/" (it.id) } {
                (visit.say("announcement-edit")) (parts::only_read(&format!(" {}", begins(it))))
            }
            @if waits { (act("main", "publish", "announcement-publish")) }
            (act("danger", "remove", "announcement-remove"))
        }
    }
}

/// An empty form.
pub(in super::super) async fn fresh(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let typed = Typed::of(&visit, None, app.db.now_ms());
    Ok(form(&app, &visit, HERE, "announcement-add", &typed, &Faults::default()))
}

/// The form of one, with what it says now.
pub(in super::super) async fn edit(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(id): Path<i64>,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let it = app.read(async move |tx| get_one(tx, id).await).await?.announcement;
    let typed = Typed::of(&visit, Some(&it), app.db.now_ms());
    let action = format!("{HERE}/{id}");
    Ok(form(&app, &visit, &action, "announcement-one", &typed, &Faults::default()))
}

/// Announces something, now or later.
pub(in super::super) async fn submit(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let by = Actor::from(&viewer);
    let done = match typed.draft() {
        Ok(draft) => app.write(async move |tx| add(tx, by, draft).await.map(drop)).await,
        Err(error) => Err(error),
    };
    settle(&app, &visit, HERE, "announcement-add", &typed, done)
}

/// Announces it otherwise.
pub(in super::super) async fn rewrite(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(id): Path<i64>,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let by = Actor::from(&viewer);
    let done = match typed.draft() {
        Ok(draft) => app.write(async move |tx| change(tx, by, id, draft).await.map(drop)).await,
        Err(error) => Err(error),
    };
    settle(&app, &visit, &format!("{HERE}/{id}"), "announcement-one", &typed, done)
}

/// Publishes one that waits (`publish`), or takes one back (`remove`).
pub(in super::super) async fn handle(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, what)): Path<(i64, String)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let by = Actor::from(&viewer);
    app.write(async move |tx| match what.as_str() {
        "publish" => publish(tx, by, id).await,
        "remove" => remove(tx, by, id).await,
        _ => Err(Error::NotFound),
    })
    .await?;
    Ok(parts::tell(parts::see_other(HERE), "saved"))
}

fn settle(
    app: &App,
    visit: &Visit,
    action: &str,
    title: &'static str,
    typed: &Typed,
    done: Result<()>,
) -> Result<Response> {
    match done {
        Ok(()) => Ok(parts::tell(parts::see_other(HERE), "saved")),
        Err(error) => Ok(form(app, visit, action, title, typed, &Faults::of(visit, error)?)),
    }
}

fn form(
    app: &App,
    visit: &Visit,
    action: &str,
    title: &'static str,
    typed: &Typed,
    faults: &Faults,
) -> Response {
    let title = visit.say(title);
    let zones: Vec<(&str, String)> =
        zone::ZONES.iter().map(|(name, key, ..)| (*name, visit.say(*key))).collect();
    let [text, hint, later, later_hint, starts, ends, ends_hint] = [
        "announcement-text",
        "announcement-text-hint",
        "announcement-later",
        "announcement-later-hint",
        "announcement-starts",
        "announcement-ends",
        "announcement-ends-hint",
    ]
    .map(|key| visit.say(key));
    let date = |name: &'static str, label: &str, hint: &str, value: &str| {
        parts::field(&Field {
            name,
            label,
            hint,
            value,
            kind: "datetime-local",
            error: faults.on(name),
            ..Field::default()
        })
    };
    let main = html! {
        (parts::way_back(visit, HERE, "announcements-write-title"))
        h1 { (title) }
        (parts::faults_summary(visit, faults))
        form method="post" action=(action) {
            (parts::csrf_field(visit))
            (parts::area(&Field {
                name: "text", label: &text, hint: &hint, value: &typed.text, required: true,
                error: faults.on("text"), ..Field::default()
            }))
            (date("publish_at", &later, &later_hint, &typed.publish_at))
            (date("starts_at", &starts, "", &typed.starts_at))
            (date("ends_at", &ends, &ends_hint, &typed.ends_at))
            (parts::tick("all_day", &visit.say("announcement-all-day"), typed.all_day.0))
            (parts::choice("zone", &visit.say("write-zone"), &zones, &typed.zone))
            (parts::button(&visit.say("announcement-save")))
        }
    };
    parts::page_as(faults.status(), app, visit, &title, &main)
}
