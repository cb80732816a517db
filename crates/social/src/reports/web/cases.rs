//! The moderators' pages: the queue, and a report as a case, with what was said and what can be
//! done.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Answer, Faults, Field, pager};
use ground::http::{Ask, Flag, Form, Input, Nothing, Path, Role, Viewer, Visit};
use ground::{AccountId, App, Error, PostId, Result, Say};
use maud::{Markup, html};
use serde::Deserialize;

use super::super::{Filter, Report, assign, get_one, list, reopen, resolve};
use super::wrong;
use crate::accounts::{self, Shown};
use crate::moderation::{self, Action, Measure, Moderator};
use crate::posts::Actor;
use crate::posts::page::{Look, acts_form, card, shown};
use crate::rules;

/// Reports on a page.
const LIMIT: usize = 30;
const QUEUE: &str = "/moderation/reports";

/// Which of them.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct Which {
    /// `resolved`; else those that wait.
    show: String,
}

/// To others there is no such page.
fn moderates(viewer: &Viewer) -> Result<()> {
    if viewer.session.role >= Role::Moderator { Ok(()) } else { Err(Error::NotFound) }
}

/// The queue, as a table.
pub(in super::super) async fn queue(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    ask: Ask,
    Input(which): Input<Which>,
) -> Result<Response> {
    moderates(&viewer)?;
    let resolved = which.show == "resolved";
    let filter = Filter { resolved, waiting: !resolved, ..Filter::default() };
    let page = app.read(async move |tx| list(tx, filter, ask, LIMIT).await).await?;
    let ids: Vec<AccountId> = page
        .iter()
        .flat_map(|it| [Some(it.account), Some(it.target), it.assigned])
        .flatten()
        .collect();
    let people = accounts::shown(&app, &ids).await?;
    let name = |id: AccountId| {
        people
            .iter()
            .find(|it| it.id == id)
            .map_or_else(|| "–".to_owned(), |it| format!("@{}", it.acct))
    };
    let heads =
        ["case-number", "case-about", "case-what", "case-by", "case-since", "case-assigned"]
            .map(|key| visit.say(key));
    let rows: Vec<Vec<Markup>> = page
        .iter()
        .map(|it| {
            vec![
                html! { a href={ (QUEUE) "/" (it.id) } { (it.id) } },
                html! { bdi { (name(it.target)) } },
                html! { (visit.say(wrong(it.category))) },
                html! { bdi { (name(it.account)) } },
                html! { (parts::relative(&app, &visit, it.created_at)) },
                html! { @if let Some(id) = it.assigned { bdi { (name(id)) } } @else { "–" } },
            ]
        })
        .collect();
    let kept = if resolved { "show=resolved&" } else { "" };
    let older = page.last().filter(|_| page.len() == LIMIT);
    let older = older.map(|last| format!("{QUEUE}?{kept}max_id={}", last.id));
    let title = visit.say("reports-title");
    let main = html! {
        h1 { (title) }
        nav.tabs aria-label=(visit.say("reports-which")) { ul {
            @for (end, key, chosen) in [
                ("", "reports-waiting", !resolved),
                ("?show=resolved", "reports-resolved", resolved),
            ] {
                li { a href={ (QUEUE) (end) } aria-current=[chosen.then_some("page")] {
                    (visit.say(key))
                } }
            }
        } }
        @if page.is_empty() { p.empty { (visit.say("reports-empty")) } }
        @else { (parts::table_region("queue", &visit.say("reports-table"), &heads, &rows)) }
        (pager(&visit, None, older.as_deref()))
    };
    Ok(parts::page(&app, &visit, &title, &main))
}

/// What the form of a measure says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct Typed {
    measure: String,
    text: String,
    tell: Flag,
}

/// One case.
pub(in super::super) async fn case(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(id): Path<i64>,
) -> Result<Response> {
    moderates(&viewer)?;
    let typed = Typed { measure: "none".to_owned(), tell: Flag(true), ..Typed::default() };
    page(&app, &visit, id, &typed, &Faults::default()).await
}

async fn page(
    app: &App,
    visit: &Visit,
    id: i64,
    typed: &Typed,
    faults: &Faults,
) -> Result<Response> {
    let (report, broken) = app
        .read(async move |tx| {
            let report = get_one(tx, id).await?;
            let broken = rules::by_ids(tx, &moderation::numbers(&report.rules)).await?;
            Ok((report, broken))
        })
        .await?;
    let ids = [Some(report.target), Some(report.account), report.assigned, report.resolved_by];
    let people = accounts::shown(app, &ids.into_iter().flatten().collect::<Vec<_>>()).await?;
    let posts: Vec<PostId> = moderation::numbers(&report.posts).into_iter().map(PostId).collect();
    let posts = shown(app, visit.who(), &posts).await?;
    let title = visit.say(Say::new("case-title").with("number", report.id.to_string()));
    let look = Look { acts: false, ..Look::at("moderation").under_section() };
    let main = html! {
        (parts::way_back(visit, QUEUE, "reports-title"))
        h1 { (title) }
        (parts::faults_summary(visit, faults))
        (facts(visit, &report, &people))
        @if !broken.is_empty() {
            h2 { (visit.say("report-rules")) }
            ul { @for rule in &broken { li { (rule.text) } } }
        }
        h2 { (visit.say("case-comment")) }
        @if report.comment.is_empty() { p { (visit.say("case-no-comment")) } }
        @else { blockquote dir="auto" { (report.comment) } }
        @if !posts.is_empty() {
            h2 { (visit.say("case-posts")) }
            ol.list { @for post in &posts { li { (card(app, visit, post, look)) } } }
        }
        (handle(visit, &report))
        @if report.resolved_at.is_none() { (measure(visit, &report, typed, faults)) }
        (acts_form(visit, "moderation"))
    };
    let status = faults.status();
    Ok(parts::page_as(status, app, visit, &title, &main))
}

fn facts(visit: &Visit, report: &Report, people: &[Shown]) -> Markup {
    let named = |id: AccountId| {
        let person = people.iter().find(|it| it.id == id);
        html! {
            @match person {
                Some(it) => a href=(it.path()) { bdi { "@" (it.acct) } },
                None => "–",
            }
        }
    };
    html! {
        dl.table {
            div { dt { (visit.say("case-about")) } dd { (named(report.target)) } }
            div { dt { (visit.say("case-what")) } dd { (visit.say(wrong(report.category))) } }
            div { dt { (visit.say("case-by")) } dd { (named(report.account)) } }
            div {
                dt { (visit.say("case-since")) }
                dd { (parts::moment(visit, report.created_at)) }
            }
            @if let Some(id) = report.assigned {
                div { dt { (visit.say("case-assigned")) } dd { (named(id)) } }
            }
            @if let Some(at) = report.resolved_at {
                div {
                    dt { (visit.say("case-resolved")) }
                    dd {
                        (parts::moment(visit, at))
                        @if let Some(id) = report.resolved_by { " · " (named(id)) }
                    }
                }
            }
        }
    }
}

/// Whose case it is, and whether it is dealt with.
fn handle(visit: &Visit, report: &Report) -> Markup {
    let act = |class: &str, end: &str, key: &'static str| {
        let path = format!("{QUEUE}/{}/{end}", report.id);
        parts::act_button(class, &path, &visit.say(key), &report.id.to_string())
    };
    html! {
        p.row {
            @match report.resolved_at {
                Some(_) => (act("plain", "reopen", "case-reopen")),
                None => {
                    @if report.assigned.is_some() { (act("plain", "unassign", "case-unassign")) }
                    @else { (act("plain", "assign", "case-assign")) }
                    (act("plain", "resolve", "case-resolve"))
                }
            }
        }
    }
}

/// What can be done to the account, with the words it is told.
fn measure(visit: &Visit, report: &Report, typed: &Typed, faults: &Faults) -> Markup {
    let measures: Vec<Answer<'_>> = [
        (Measure::Warn, "measure-warn", "measure-warn-hint"),
        (Measure::Sensitive, "measure-sensitive", "measure-sensitive-hint"),
        (Measure::Silence, "measure-silence", "measure-silence-hint"),
        (Measure::Disable, "measure-disable", "measure-disable-hint"),
        (Measure::Suspend, "measure-suspend", "measure-suspend-hint"),
    ]
    .into_iter()
    .map(|(it, label, hint)| Answer {
        value: it.name(),
        label: visit.say(label),
        hint: visit.say(hint),
    })
    .collect();
    html! {
        h2 { (visit.say("case-act")) }
        form method="post" action={ (QUEUE) "/" (report.id) "/act" } {
            (parts::csrf_field(visit))
            (parts::radios("measure", &visit.say("case-measure"), &measures, &typed.measure))
            (parts::area(&Field {
                name: "text", label: &visit.say("case-text"), hint: &visit.say("case-text-hint"),
                value: &typed.text, error: faults.on("text"), ..Field::default()
            }))
            (parts::tick("tell", &visit.say("case-tell"), typed.tell.0))
            (parts::button_as("danger", &visit.say("case-do")))
        }
    }
}

/// Takes a measure against the account reported; the case is then dealt with.
pub(in super::super) async fn act(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(id): Path<i64>,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    moderates(&viewer)?;
    let by = Moderator::from(&viewer);
    let action = Action {
        measure: Measure::of(&typed.measure).unwrap_or(Measure::Warn),
        report: Some(id),
        text: typed.text.trim().replace("\r\n", "\n"),
        tell: typed.tell.0,
    };
    let done = app.write(async move |tx| {
        let target = get_one(tx, id).await?.target;
        moderation::act(tx, by, target, action).await
    });
    match done.await {
        Ok(()) => Ok(parts::tell(parts::see_other(QUEUE), "case-done")),
        Err(error) => page(&app, &visit, id, &typed, &Faults::of(&visit, error)?).await,
    }
}

/// What is done with the case itself: `assign`, `unassign`, `resolve`, `reopen`.
pub(in super::super) async fn handled(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, what)): Path<(i64, String)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    moderates(&viewer)?;
    let by = Actor::from(&viewer);
    app.write(async move |tx| match what.as_str() {
        "assign" => assign(tx, by, id, true).await,
        "unassign" => assign(tx, by, id, false).await,
        "resolve" => resolve(tx, by, id).await,
        "reopen" => reopen(tx, by, id).await,
        _ => Err(Error::NotFound),
    })
    .await?;
    Ok(parts::tell(parts::see_other(&format!("{QUEUE}/{id}")), "saved"))
}
