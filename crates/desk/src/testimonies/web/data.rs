//! What whoever looks after data sees: the form, the receipts, what must be recalled, who read.

use axum::extract::State as Held;
use axum::response::Response;
use ground::html::{self as parts, Faults, Field};
use ground::http::{Ask, Form, Nothing, Path, Viewer, Visit};
use ground::{AccountId, App, Result};
use maud::{Markup, html};
use social::accounts;

use super::super::input::Opened;
use super::super::uses::{self, Task};
use super::super::vault::{self, Reading};
use super::super::{consents, form, set_form};
use super::receipts_table;
use super::witness::task_words;
use crate::page::desk_page_as;
use crate::teams::{self, Act, Seat};

/// Lines of each table.
const LIMIT: usize = 50;

pub(in super::super) async fn show(
    Held(app): Held<App>,
    viewer: Viewer,
    visit: Visit,
    Path(handle): Path<String>,
    ask: Ask,
) -> Result<Response> {
    data_page(&app, &visit, viewer, handle, ask, None, &Faults::default()).await
}

pub(in super::super) async fn set(
    Held(app): Held<App>,
    viewer: Viewer,
    visit: Visit,
    Path(handle): Path<String>,
    Form(it): Form<Opened>,
) -> Result<Response> {
    let (who, at, typed) = (viewer.clone(), handle.clone(), it.clone());
    let done = app
        .write(async move |tx| {
            let seat = teams::seat_at(tx, &who, &at).await?;
            set_form(tx, &seat, typed.open.0, &typed.contact).await
        })
        .await;
    match done {
        Ok(_) => {
            let page = parts::see_other(&format!("/desk/{handle}/testimonies/data"));
            Ok(parts::tell(page, "saved"))
        }
        Err(error) => {
            let faults = Faults::of(&visit, error)?;
            data_page(&app, &visit, viewer, handle, Ask::default(), Some(it), &faults).await
        }
    }
}

/// Notes that something was taken down elsewhere.
pub(in super::super) async fn done(
    Held(app): Held<App>,
    viewer: Viewer,
    Path((handle, id)): Path<(String, i64)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    let at = handle.clone();
    app.write(async move |tx| {
        let seat = teams::seat_at(tx, &viewer, &at).await?;
        uses::task_done(tx, &seat, id).await.map(drop)
    })
    .await?;
    let page = parts::see_other(&format!("/desk/{handle}/testimonies/data"));
    Ok(parts::tell(page, "saved"))
}

async fn data_page(
    app: &App,
    visit: &Visit,
    viewer: Viewer,
    handle: String,
    ask: Ask,
    typed: Option<Opened>,
    faults: &Faults,
) -> Result<Response> {
    let (seat, held, receipts, tasks, readings) = app
        .read(async move |tx| {
            let seat = teams::seat_at(tx, &viewer, &handle).await?;
            seat.may(Act::SeeWitnesses)?;
            let held = form(tx, seat.organisation).await?;
            let receipts = consents::list(tx, &seat, ask, LIMIT).await?;
            let tasks = uses::tasks(tx, &seat, Ask::default(), LIMIT).await?;
            let readings = vault::readings(tx, &seat, Ask::default(), LIMIT).await?;
            Ok((seat, held, receipts, tasks, readings))
        })
        .await?;
    let (open, contact) = match typed {
        Some(typed) => (typed.open.0, typed.contact),
        None => (held.open, held.contact.clone()),
    };
    let ids: Vec<AccountId> = readings.iter().map(|it| it.account).collect();
    let people = accounts::shown(app, &ids).await?;
    let older = receipts.last().filter(|_| receipts.len() == LIMIT);
    let older = older.map(|last| seat.path(&format!("/testimonies/data?max_id={}", last.id)));
    let title = visit.say("data-title");
    let main = html! {
        (parts::way_back(visit, &seat.path("/testimonies"), "testimonies-title"))
        (parts::faults_summary(visit, faults))
        h2 { (visit.say("data-form")) }
        @if held.open {
            p { a href={ "/testify/" (seat.handle) } { (visit.say("data-form-open")) } }
        }
        form method="post" action=(seat.path("/testimonies/data")) {
            (parts::csrf_field(visit))
            (parts::field(&Field {
                name: "contact", label: &visit.say("data-contact"), value: &contact,
                hint: &visit.say("data-contact-hint"), autocomplete: "off",
                error: faults.on("contact"), ..Field::default()
            }))
            (parts::tick("open", &visit.say("data-open"), open))
            (parts::button(&visit.say("save")))
        }
        h2 { (visit.say("data-tasks")) }
        @if tasks.is_empty() { p.empty { (visit.say("data-no-tasks")) } }
        @else { ul.list { @for task in &tasks {
            li.card { (task_row(visit, &seat, task)) }
        } } }
        h2 { (visit.say("data-receipts")) }
        (receipts_table(visit, "receipts", &receipts))
        (parts::pager(visit, None, older.as_deref()))
        h2 { (visit.say("data-readings")) }
        (readings_table(visit, &readings, &people))
    };
    Ok(desk_page_as(faults.status(), app, visit, &seat, "/testimonies", &title, &main))
}

fn task_row(visit: &Visit, seat: &Seat, task: &Task) -> Markup {
    html! {
        p { (task_words(visit, task)) }
        @if task.done_at.is_none() {
            form method="post" action=(seat.path(&format!("/testimonies/tasks/{}", task.id))) {
                (parts::csrf_field(visit))
                button.plain type="submit" {
                    (visit.say("task-do")) (parts::only_read(&format!(" {}", task.address)))
                }
            }
        }
    }
}

fn readings_table(visit: &Visit, rows: &[Reading], people: &[accounts::Shown]) -> Markup {
    let heads =
        ["reading-when", "reading-who", "reading-which", "reading-why"].map(|key| visit.say(key));
    let who = |id: AccountId| people.iter().find(|it| it.id == id).map(|it| it.acct.as_str());
    let rows: Vec<Vec<Markup>> = rows
        .iter()
        .map(|it| {
            vec![
                html! { (parts::moment(visit, it.at)) },
                html! { @if let Some(acct) = who(it.account) { bdi { "@" (acct) } } @else { "–" } },
                html! { (it.testimony.0) },
                html! { bdi { (it.reason) } },
            ]
        })
        .collect();
    parts::table_region("readings", &visit.say("readings-table"), &heads, &rows)
}
