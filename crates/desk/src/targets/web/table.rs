//! Importing a table: tried first, so that one sees what it would do.

use axum::extract::State as Of;
use axum::response::Response;
use ground::html::{self as parts, Faults, Field};
use ground::http::{Flag, FormUpload, Path, Viewer, Visit};
use ground::{App, Error, Result, Say};
use http::StatusCode;
use maud::{Markup, html};

use super::super::{FIELDS, Plan, Report, import as take};
use super::HERE;
use crate::page::{desk_page_as, status_of};
use crate::teams::{Act, seat_at};

/// Refused rows shown.
const REFUSED_SHOWN: usize = 100;

pub(super) async fn show(
    Of(app): Of<App>,
    viewer: Viewer,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response> {
    let plan = Plan { dry: Flag(true), ..Plan::default() };
    let fresh = (StatusCode::OK, Faults::default());
    page(&app, &visit, (viewer, handle), &plan, None, fresh).await
}

pub(super) async fn import(
    Of(app): Of<App>,
    viewer: Viewer,
    visit: Visit,
    Path(handle): Path<String>,
    FormUpload { fields: plan, files }: FormUpload<Plan>,
) -> Result<Response> {
    let (who, at, wish) = (viewer.clone(), handle.clone(), plan.clone());
    let file = files.into_iter().next().map(|file| file.bytes);
    let read = app
        .write(async move |tx| {
            let seat = seat_at(tx, &who, &at).await?;
            let file = file.filter(|file| !file.is_empty());
            let file = file.ok_or_else(|| Error::invalid("file", "error-target-file"))?;
            take(tx, &seat, &file, &wish).await
        })
        .await;
    let plan = Plan { dry: Flag(false), ..plan };
    match read {
        Ok(report) => {
            let fine = (StatusCode::OK, Faults::default());
            page(&app, &visit, (viewer, handle), &plan, Some(&report), fine).await
        }
        Err(error) => {
            let status = status_of(&error);
            let faults = Faults::of(&visit, error)?;
            page(&app, &visit, (viewer, handle), &plan, None, (status, faults)).await
        }
    }
}

async fn page(
    app: &App,
    visit: &Visit,
    (viewer, handle): (Viewer, String),
    plan: &Plan,
    report: Option<&Report>,
    (status, faults): (StatusCode, Faults),
) -> Result<Response> {
    let seat = app
        .read(async move |tx| {
            let seat = seat_at(tx, &viewer, &handle).await?;
            seat.may(Act::EditTargets)?;
            Ok(seat)
        })
        .await?;
    let title = visit.say("targets-import");
    let action = seat.path(&format!("{HERE}/import"));
    let line = |name: &'static str, label: &'static str, value: &str, hint: &'static str| {
        let (label, hint) = (visit.say(label), visit.say(hint));
        parts::field(&Field {
            name,
            label: &label,
            value,
            hint: &hint,
            error: faults.on(name),
            autocomplete: "off",
            ..Field::default()
        })
    };
    let main = html! {
        p { a href=(seat.path(HERE)) { (visit.say("targets-back")) } }
        (parts::faults_summary(visit, &faults))
        @if let Some(report) = report { (told(visit, report)) }
        form method="post" enctype="multipart/form-data" action=(action) {
            (parts::csrf_field(visit))
            (parts::field(&Field {
                name: "file", kind: "file", label: &visit.say("table-file"),
                hint: &visit.say("table-file-hint"), accept: ".csv,.tsv,.txt,text/csv",
                required: true, error: faults.on("file"), ..Field::default()
            }))
            (line("source", "table-source", &plan.source, "table-source-hint"))
            (line("licence", "table-licence", &plan.licence, "table-licence-hint"))
            (parts::field(&Field {
                name: "fetched", kind: "date", label: &visit.say("table-fetched"),
                value: &plan.fetched, error: faults.on("fetched"), ..Field::default()
            }))
            (line("role", "target-role", &plan.role, "table-role-hint"))
            (line("institution", "target-institution", &plan.institution, "table-role-hint"))
            (columns(visit, plan, report, &faults))
            (parts::tick("dry", &visit.say("table-dry"), plan.dry.0))
            (parts::button(&visit.say("table-go")))
        }
    };
    Ok(desk_page_as(status, app, visit, &seat, HERE, &title, &main))
}

/// Which column is what; as guessed, once the table was read.
fn columns(visit: &Visit, plan: &Plan, report: Option<&Report>, faults: &Faults) -> Markup {
    let value = |field: &str| {
        let said = plan.columns.get(field).filter(|name| !name.is_empty());
        said.or_else(|| report?.columns.get(field)).map_or("", String::as_str)
    };
    html! {
        fieldset.field #columns {
            legend { (visit.say("table-columns")) }
            p.hint { (visit.say("table-columns-hint")) }
            @if let Some(why) = faults.on("columns") { p.fault { (why) } }
            @for (field, _) in FIELDS {
                (parts::field(&Field {
                    name: &format!("columns[{field}]"), label: &visit.say(field_words(field)),
                    value: value(field), autocomplete: "off", ..Field::default()
                }))
            }
        }
    }
}

fn told(visit: &Visit, report: &Report) -> Markup {
    let say = Say::new(if report.done { "table-done" } else { "table-would" });
    let say = say.with("added", report.added).with("changed", report.changed);
    let say = say.with("same", report.same).with("refused", report.refused.len());
    let separator = if report.separator == "\t" { "⇥" } else { &report.separator };
    let read = Say::new("table-read").with("encoding", report.encoding);
    let heads = ["table-line", "table-why"].map(|key| visit.say(key));
    let rows: Vec<Vec<Markup>> = report
        .refused
        .iter()
        .take(REFUSED_SHOWN)
        .map(|(line, why)| vec![html! { (line) }, html! { (visit.say(*why)) }])
        .collect();
    html! {
        (parts::notice(&visit.say(say)))
        p.hint { (visit.say(read.with("separator", separator))) }
        @if !rows.is_empty() {
            (parts::table_region("refused", &visit.say("table-refused"), &heads, &rows))
        }
    }
}

/// The key of a field in words.
fn field_words(field: &str) -> &'static str {
    match field {
        "name" => "target-name",
        "role" => "target-role",
        "institution" => "target-institution",
        "constituency" => "target-constituency",
        "department" => "target-department",
        "x" => "target-x",
        "fediverse" => "target-fediverse",
        "bluesky" => "target-bluesky",
        "email" => "target-email",
        "site" => "target-site",
        _ => "target-key",
    }
}
