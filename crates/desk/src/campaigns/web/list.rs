//! The team's list of campaigns, and the form for another.

use axum::extract::State as Of;
use axum::response::Response;
use ground::html::{self as parts, Faults, Field};
use ground::http::{Form, Path, Viewer, Visit};
use ground::{App, Result};
use http::StatusCode;
use maud::{Markup, html};

use super::super::{Typed, add as begin, list};
use super::HERE;
use crate::page::{desk_page_as, status_of};
use crate::teams::{Act, seat_at};

pub(super) async fn show(
    Of(app): Of<App>,
    viewer: Viewer,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response> {
    page(&app, &visit, viewer, handle, &Typed::default(), (StatusCode::OK, Faults::default())).await
}

pub(super) async fn add(
    Of(app): Of<App>,
    viewer: Viewer,
    visit: Visit,
    Path(handle): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let (who, at, wish) = (viewer.clone(), handle.clone(), typed.clone());
    let made = app
        .write(async move |tx| {
            let seat = seat_at(tx, &who, &at).await?;
            let made = begin(tx, &seat, &wish).await?;
            Ok(seat.path(&format!("{HERE}/{}", made.id.0)))
        })
        .await;
    match made {
        Ok(there) => Ok(parts::tell(parts::see_other(&there), "campaign-begun")),
        Err(error) => {
            let status = status_of(&error);
            let faults = Faults::of(&visit, error)?;
            page(&app, &visit, viewer, handle, &typed, (status, faults)).await
        }
    }
}

async fn page(
    app: &App,
    visit: &Visit,
    viewer: Viewer,
    handle: String,
    typed: &Typed,
    (status, faults): (StatusCode, Faults),
) -> Result<Response> {
    let (seat, all) = app
        .read(async move |tx| {
            let seat = seat_at(tx, &viewer, &handle).await?;
            let all = list(tx, &seat).await?;
            Ok((seat, all))
        })
        .await?;
    let title = visit.say("campaigns-title");
    let heads = ["campaign-name", "campaign-state", "campaign-hashtag", "campaign-decision"]
        .map(|key| visit.say(key));
    let rows: Vec<Vec<Markup>> = all
        .iter()
        .map(|it| {
            vec![
                html! {
                    a href=(seat.path(&format!("{HERE}/{}", it.id.0))) { bdi { (it.title) } }
                },
                html! { (visit.say(it.state.words())) },
                html! { @if !it.hashtag.is_empty() { bdi { "#" (it.hashtag) } } @else { "–" } },
                html! {
                    @if let Some(day) = it.decision_day { (parts::day(visit, day)) } @else { "–" }
                },
            ]
        })
        .collect();
    let main = html! {
        (parts::faults_summary(visit, &faults))
        @if all.is_empty() { p.empty { (visit.say("campaigns-empty")) } }
        @else { (parts::table_region("campaigns", &visit.say("campaigns-table"), &heads, &rows)) }
        @if seat.may(Act::Write).is_ok() {
            h2 { (visit.say("campaign-new")) }
            form method="post" action=(seat.path(HERE)) {
                (parts::csrf_field(visit))
                (parts::field(&Field {
                    name: "title", label: &visit.say("campaign-name"), value: &typed.title,
                    required: true, error: faults.on("title"), autocomplete: "off",
                    ..Field::default()
                }))
                (parts::field(&Field {
                    name: "demand", label: &visit.say("campaign-demand"), value: &typed.demand,
                    hint: &visit.say("campaign-demand-hint"), error: faults.on("demand"),
                    autocomplete: "off", ..Field::default()
                }))
                (parts::button(&visit.say("campaign-begin")))
            }
        }
    };
    Ok(desk_page_as(status, app, visit, &seat, HERE, &title, &main))
}
