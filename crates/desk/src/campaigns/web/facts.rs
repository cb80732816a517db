//! The pages of facts.

use axum::extract::State as Of;
use axum::response::Response;
use ground::html::{self as parts, Faults};
use ground::http::{Form, Nothing, Path, Viewer, Visit, Whole};
use ground::{App, Error, Result};
use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::super::words::day_text;
use super::super::{
    CampaignId, Fact, FactId, NewFact, add_fact, change_fact, check_fact, facts, get_own,
    remove_fact,
};
use super::{HERE, one};
use crate::page::{desk_page_as, status_of};
use crate::teams::{Act, Seat, seat_at};

/// What the form of a fact says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sheet {
    claim: String,
    number: String,
    unit: String,
    day: String,
    source_url: String,
    archive_url: String,
    version: Whole,
}

impl Sheet {
    fn typed(self) -> NewFact {
        NewFact {
            claim: self.claim,
            number: self.number,
            unit: self.unit,
            day: self.day,
            source_url: self.source_url,
            archive_url: self.archive_url,
        }
    }
}

pub(super) async fn add(
    Of(app): Of<App>,
    viewer: Viewer,
    visit: Visit,
    Path((handle, id)): Path<(String, i64)>,
    Form(sheet): Form<Sheet>,
) -> Result<Response> {
    let (who, at, new) = (viewer.clone(), handle.clone(), sheet.typed());
    let wish = new.clone();
    let added = app
        .write(async move |tx| {
            let seat = seat_at(tx, &who, &at).await?;
            add_fact(tx, &seat, CampaignId(id), &wish).await
        })
        .await;
    match added {
        Ok(_) => Ok(one::back(&handle, id, "fact-added")),
        Err(error) => {
            let status = status_of(&error);
            let faults = Faults::of(&visit, error)?;
            let typed = one::Typed { fact: new, ..one::Typed::default() };
            one::page(&app, &visit, viewer, (handle, id), typed, (status, faults)).await
        }
    }
}

pub(super) async fn show(
    Of(app): Of<App>,
    viewer: Viewer,
    visit: Visit,
    Path(at): Path<(String, i64, i64)>,
) -> Result<Response> {
    page(&app, &visit, viewer, at, None, (StatusCode::OK, Faults::default())).await
}

pub(super) async fn change(
    Of(app): Of<App>,
    viewer: Viewer,
    visit: Visit,
    Path((handle, id, fact)): Path<(String, i64, i64)>,
    Form(sheet): Form<Sheet>,
) -> Result<Response> {
    let (who, at, version) = (viewer.clone(), handle.clone(), sheet.version.0);
    let new = sheet.typed();
    let wish = new.clone();
    let changed = app
        .write(async move |tx| {
            let seat = seat_at(tx, &who, &at).await?;
            change_fact(tx, &seat, (CampaignId(id), FactId(fact)), &wish, version).await
        })
        .await;
    match changed {
        Ok(_) => Ok(one::back(&handle, id, "saved")),
        Err(error) => {
            let status = status_of(&error);
            let faults = Faults::of(&visit, error)?;
            page(&app, &visit, viewer, (handle, id, fact), Some(new), (status, faults)).await
        }
    }
}

pub(super) async fn check(
    Of(app): Of<App>,
    viewer: Viewer,
    Path((handle, id, fact)): Path<(String, i64, i64)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    let at = handle.clone();
    app.write(async move |tx| {
        let seat = seat_at(tx, &viewer, &at).await?;
        check_fact(tx, &seat, (CampaignId(id), FactId(fact))).await
    })
    .await?;
    Ok(one::back(&handle, id, "fact-checked"))
}

pub(super) async fn remove(
    Of(app): Of<App>,
    viewer: Viewer,
    Path((handle, id, fact)): Path<(String, i64, i64)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    let at = handle.clone();
    app.write(async move |tx| {
        let seat = seat_at(tx, &viewer, &at).await?;
        remove_fact(tx, &seat, (CampaignId(id), FactId(fact))).await
    })
    .await?;
    Ok(one::back(&handle, id, "fact-removed"))
}

async fn page(
    app: &App,
    visit: &Visit,
    viewer: Viewer,
    (handle, id, which): (String, i64, i64),
    typed: Option<NewFact>,
    (status, faults): (StatusCode, Faults),
) -> Result<Response> {
    let (seat, fact) = app
        .read(async move |tx| {
            let seat = seat_at(tx, &viewer, &handle).await?;
            seat.may(Act::Write)?;
            get_own(tx, &seat, CampaignId(id)).await?;
            let all = facts(tx, CampaignId(id)).await?;
            let fact = all.into_iter().find(|it| it.id.0 == which).ok_or(Error::NotFound)?;
            Ok((seat, fact))
        })
        .await?;
    let now = as_it_is(&fact);
    let title = visit.say("fact-edit");
    let path = seat.path(&format!("{HERE}/{id}"));
    let main = html! {
        p { a href=(path) { (visit.say("campaign-back")) } }
        (parts::faults_summary(visit, &faults))
        @if status == StatusCode::CONFLICT {
            h2 { (visit.say("campaign-theirs")) }
            p { (visit.say("desk-changed-hint")) }
            (shown(visit, &fact))
        }
        form method="post" action={ (path) "/facts/" (which) } {
            (parts::csrf_field(visit))
            (parts::hidden("version", &fact.version.to_string()))
            (fields(visit, typed.as_ref().unwrap_or(&now), &faults))
            (parts::button(&visit.say("save")))
        }
    };
    Ok(desk_page_as(status, app, visit, &seat, HERE, &title, &main))
}

fn as_it_is(fact: &Fact) -> NewFact {
    NewFact {
        claim: fact.claim.clone(),
        number: fact.number.clone(),
        unit: fact.unit.clone(),
        day: day_text(fact.day),
        source_url: fact.source_url.clone(),
        archive_url: fact.archive_url.clone(),
    }
}

/// The fields of a fact.
pub(super) fn fields(visit: &Visit, it: &NewFact, faults: &Faults) -> Markup {
    let line = |name: &'static str, kind: &'static str, label: &'static str, value: &str| {
        crate::page::line(visit, faults, (name, kind, label), value, name == "claim")
    };
    html! {
        (line("claim", "", "fact-claim", &it.claim))
        (line("number", "", "fact-figure", &it.number))
        (line("unit", "", "fact-unit", &it.unit))
        (line("day", "date", "fact-day", &it.day))
        (line("source_url", "url", "fact-source", &it.source_url))
        (line("archive_url", "url", "fact-archive", &it.archive_url))
    }
}

/// A fact as it is read: the claim, its number, its source.
pub(super) fn shown(visit: &Visit, fact: &Fact) -> Markup {
    html! {
        p dir="auto" { (fact.claim) }
        p {
            @if !fact.number.is_empty() { b { (fact.number) " " (fact.unit) } " · " }
            @if let Some(day) = fact.day { (parts::day(visit, day)) " · " }
            @if fact.source_url.is_empty() { (visit.say("fact-no-source")) } @else {
                a href=(fact.source_url) rel="noopener noreferrer" { (visit.say("fact-source")) }
            }
            @if !fact.archive_url.is_empty() {
                " · "
                a href=(fact.archive_url) rel="noopener noreferrer" { (visit.say("fact-copy")) }
            }
            @if fact.checked_at.is_some() { " · " (visit.say("fact-is-checked")) }
        }
    }
}

/// A fact on the team's page, with what may be done to it.
pub(super) fn row(visit: &Visit, seat: &Seat, path: &str, fact: &Fact) -> Markup {
    let at = format!("{path}/facts/{}", fact.id.0);
    html! {
        (shown(visit, fact))
        @if seat.may(Act::Write).is_ok() || seat.may(Act::Approve).is_ok() {
            p.row {
                @if seat.may(Act::Write).is_ok() {
                    a.button href=(at) {
                        (visit.say("fact-edit")) (parts::only_read(&format!(" {}", fact.claim)))
                    }
                }
                @if fact.checked_at.is_none() && fact.created_by != seat.person
                    && !fact.source_url.is_empty() {
                    (parts::act_button("plain", &format!("{at}/check"),
                        &visit.say("fact-check"), &fact.claim))
                }
                @if seat.may(Act::Write).is_ok() {
                    (parts::act_button("danger", &format!("{at}/delete"),
                        &visit.say("fact-remove"), &fact.claim))
                }
            }
        }
    }
}
