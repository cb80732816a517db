//! Who is in the directory, and the form for one more.

use axum::extract::State as Of;
use axum::response::Response;
use ground::html::{self as parts, Faults};
use ground::http::page::encode;
use ground::http::{Ask, Form, Input, Path, Viewer, Visit};
use ground::{App, Result};
use http::StatusCode;
use maud::{Markup, html};

use super::super::{Filter, Words, add as enter, list};
use super::HERE;
use super::one::fields;
use crate::page::{desk_page_as, status_of};
use crate::teams::{Act, seat_at};

/// Decision-makers on a page.
const LIMIT: usize = 50;

pub(super) async fn show(
    Of(app): Of<App>,
    viewer: Viewer,
    visit: Visit,
    Path(handle): Path<String>,
    ask: Ask,
    Input(filter): Input<Filter>,
) -> Result<Response> {
    let fresh = (StatusCode::OK, Faults::default());
    page(&app, &visit, (viewer, handle), (ask, filter), &Words::default(), fresh).await
}

pub(super) async fn add(
    Of(app): Of<App>,
    viewer: Viewer,
    visit: Visit,
    Path(handle): Path<String>,
    Form(words): Form<Words>,
) -> Result<Response> {
    let (who, at, typed) = (viewer.clone(), handle.clone(), words.clone());
    let added = app
        .write(async move |tx| {
            let seat = seat_at(tx, &who, &at).await?;
            enter(tx, &seat, &typed).await?;
            Ok(seat.path(HERE))
        })
        .await;
    match added {
        Ok(there) => Ok(parts::tell(parts::see_other(&there), "target-added")),
        Err(error) => {
            let status = status_of(&error);
            let faults = Faults::of(&visit, error)?;
            let which = (Ask::default(), Filter::default());
            page(&app, &visit, (viewer, handle), which, &words, (status, faults)).await
        }
    }
}

async fn page(
    app: &App,
    visit: &Visit,
    (viewer, handle): (Viewer, String),
    (ask, filter): (Ask, Filter),
    typed: &Words,
    (status, faults): (StatusCode, Faults),
) -> Result<Response> {
    let wanted = filter.clone();
    let (seat, all) = app
        .read(async move |tx| {
            let seat = seat_at(tx, &viewer, &handle).await?;
            let all = list(tx, &seat, &wanted, ask, LIMIT).await?;
            Ok((seat, all))
        })
        .await?;
    let title = visit.say("targets-title");
    let path = seat.path(HERE);
    let heads = ["target-role", "target-name", "target-department", "target-state"]
        .map(|key| visit.say(key));
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .map(|it| {
            vec![
                html! { bdi { (it.words.role) " · " (it.words.institution) } },
                html! { a href={ (path) "/" (it.id.0) } { bdi { (it.words.name) } } },
                html! { bdi { (it.words.department) } },
                html! {
                    (visit.say(it.state.words()))
                    @if !it.avoid.is_empty() { " · " (visit.say("target-avoided")) }
                },
            ]
        })
        .collect();
    let older = all.last().filter(|_| all.len() == LIMIT).map(|last| {
        let (department, name) = (encode(&filter.department), encode(&filter.name));
        format!("{path}?department={department}&name={name}&max_id={}", last.id.0)
    });
    let edits = seat.may(Act::EditTargets).is_ok();
    let main = html! {
        p { (visit.say("targets-hint")) }
        (parts::faults_summary(visit, &faults))
        form.find action=(path) {
            // The form below has a field of this name, too: ids stand once.
            div.field {
                label for="find" { (visit.say("target-department")) }
                input #find type="text" name="department" value=(filter.department)
                    autocomplete="off";
            }
            (parts::button_as("plain", &visit.say("targets-find")))
        }
        @if all.is_empty() { p.empty { (visit.say("targets-empty")) } }
        @else { (parts::table_region("targets", &visit.say("targets-table"), &heads, &rows)) }
        (parts::pager(visit, None, older.as_deref()))
        @if edits {
            p { a.button href={ (path) "/import" } { (visit.say("targets-import")) } }
            (parts::unfold(&visit.say("target-add"), !faults.is_empty(), &html! {
                form method="post" action=(path) {
                    (parts::csrf_field(visit))
                    (fields(visit, typed, &faults))
                    (parts::button(&visit.say("target-add")))
                }
            }))
        }
    };
    Ok(desk_page_as(status, app, visit, &seat, HERE, &title, &main))
}
