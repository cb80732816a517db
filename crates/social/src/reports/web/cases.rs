//! The moderators' pages: the queue, and a report as a case, with what was said and what can be
//! done.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Faults, pager};
use ground::http::{Ask, Form, Input, Nothing, Path, Role, Viewer, Visit};
use ground::{AccountId, App, Error, PostId, Result, Say};
use maud::{Markup, html};
use serde::Deserialize;

use super::super::{Filter, Report, assign, get_one, list, reopen, resolve};
use super::wrong;
use crate::accounts::{self, Shown};
use crate::moderation::web::{measure, notes};
use crate::moderation::{self, About, Moderator};
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

/// The queue, as a table.
pub(in super::super) async fn queue(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    ask: Ask,
    Input(which): Input<Which>,
) -> Result<Response> {
    viewer.finds_as(Role::Moderator)?;
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

/// What stands in the forms of a case.
struct Typed {
    measure: measure::Typed,
    note: notes::Typed,
}

impl Typed {
    fn fresh() -> Self {
        Self { measure: measure::Typed::fresh(), note: notes::Typed::default() }
    }
}

/// One case.
pub(in super::super) async fn case(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(id): Path<i64>,
) -> Result<Response> {
    viewer.finds_as(Role::Moderator)?;
    page(&app, &visit, id, &Typed::fresh(), &Faults::default()).await
}

async fn page(
    app: &App,
    visit: &Visit,
    id: i64,
    typed: &Typed,
    faults: &Faults,
) -> Result<Response> {
    let (report, broken, noted) = app
        .read(async move |tx| {
            let report = get_one(tx, id).await?;
            let broken = rules::by_ids(tx, &moderation::numbers(&report.rules)).await?;
            let noted = moderation::notes(tx, About::Report(id)).await?;
            Ok((report, broken, noted))
        })
        .await?;
    let ids = [Some(report.target), Some(report.account), report.assigned, report.resolved_by];
    let ids = ids.into_iter().flatten().chain(noted.iter().map(|it| it.by));
    let people = accounts::shown(app, &ids.collect::<Vec<_>>()).await?;
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
        (notes::part(visit, &noted, &people, &format!("{QUEUE}/{id}/notes"), &typed.note, faults))
        @if report.resolved_at.is_none() { (act_part(visit, &report, &typed.measure, faults)) }
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
            div {
                dt { (visit.say("case-about")) }
                dd {
                    (named(report.target)) " · "
                    a href={ "/admin/accounts/" (report.target) } { (visit.say("case-file")) }
                }
            }
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
fn act_part(visit: &Visit, report: &Report, typed: &measure::Typed, faults: &Faults) -> Markup {
    html! {
        h2 { (visit.say("case-act")) }
        form method="post" action={ (QUEUE) "/" (report.id) "/act" } {
            (parts::csrf_field(visit))
            (measure::fields(visit, typed, faults))
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
    Form(typed): Form<measure::Typed>,
) -> Result<Response> {
    viewer.finds_as(Role::Moderator)?;
    let (by, action) = (Moderator::from(&viewer), typed.action(Some(id)));
    let done = app.write(async move |tx| {
        let target = get_one(tx, id).await?.target;
        moderation::act(tx, by, target, action).await
    });
    match done.await {
        Ok(()) => Ok(parts::tell(parts::see_other(QUEUE), "case-done")),
        Err(error) => {
            let typed = Typed { measure: typed, ..Typed::fresh() };
            page(&app, &visit, id, &typed, &Faults::of(&visit, error)?).await
        }
    }
}

/// Writes a note for the other moderators.
pub(in super::super) async fn note(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(id): Path<i64>,
    Form(typed): Form<notes::Typed>,
) -> Result<Response> {
    viewer.finds_as(Role::Moderator)?;
    let (by, text) = (Moderator::from(&viewer), typed.text());
    let done =
        app.write(async move |tx| moderation::write_note(tx, by, About::Report(id), &text).await);
    match done.await {
        Ok(_) => Ok(parts::tell(parts::see_other(&format!("{QUEUE}/{id}")), "saved")),
        Err(error) => {
            let typed = Typed { note: typed, ..Typed::fresh() };
            page(&app, &visit, id, &typed, &Faults::of(&visit, error)?).await
        }
    }
}

/// What is done with the case itself: `assign`, `unassign`, `resolve`, `reopen`.
pub(in super::super) async fn handled(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, what)): Path<(i64, String)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    viewer.finds_as(Role::Moderator)?;
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
