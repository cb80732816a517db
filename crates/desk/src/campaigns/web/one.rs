//! A campaign at work: where it is, what is missing, its facts and its chronology.

use axum::extract::State as Of;
use axum::response::Response;
use ground::html::{self as parts, Faults, Field};
use ground::http::{Form, Nothing, Path, Viewer, Visit};
use ground::{App, Error, Result};
use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;
use social::posts::page::acts_form;

use super::super::steps::KINDS;
use super::super::{
    Campaign, CampaignId, Counts, Fact, Item, NewFact, NewStep, State, Step, checklist, facts,
    get_own, steps,
};
use super::{HERE, facts as fact_pages, public};
use crate::page::{desk_page_as, status_of};
use crate::teams::{Act, Seat, seat_at};

/// What one typed on the page.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) fact: NewFact,
    pub(super) step: NewStep,
    pub(super) outcome: String,
}

pub(super) async fn show(
    Of(app): Of<App>,
    viewer: Viewer,
    visit: Visit,
    Path(at): Path<(String, i64)>,
) -> Result<Response> {
    page(&app, &visit, viewer, at, Typed::default(), (StatusCode::OK, Faults::default())).await
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Move {
    state: String,
    outcome: String,
}

pub(super) async fn set_state(
    Of(app): Of<App>,
    viewer: Viewer,
    visit: Visit,
    Path((handle, id)): Path<(String, i64)>,
    Form(wish): Form<Move>,
) -> Result<Response> {
    let (who, at, to) = (viewer.clone(), handle.clone(), wish.clone());
    let moved = app
        .write(async move |tx| {
            let seat = seat_at(tx, &who, &at).await?;
            let state = State::of(&to.state);
            let state = state.ok_or_else(|| Error::invalid("state", "error-campaign-state"))?;
            super::super::set_state(tx, &seat, CampaignId(id), state, &to.outcome).await
        })
        .await;
    match moved {
        Ok(_) => Ok(back(&handle, id, "campaign-moved")),
        Err(error) => {
            let status = status_of(&error);
            let faults = Faults::of(&visit, error)?;
            let typed = Typed { outcome: wish.outcome, ..Typed::default() };
            page(&app, &visit, viewer, (handle, id), typed, (status, faults)).await
        }
    }
}

pub(super) async fn add_step(
    Of(app): Of<App>,
    viewer: Viewer,
    visit: Visit,
    Path((handle, id)): Path<(String, i64)>,
    Form(step): Form<NewStep>,
) -> Result<Response> {
    let (who, at, new) = (viewer.clone(), handle.clone(), step.clone());
    let added = app
        .write(async move |tx| {
            let seat = seat_at(tx, &who, &at).await?;
            super::super::add_step(tx, &seat, CampaignId(id), &new).await
        })
        .await;
    match added {
        Ok(_) => Ok(back(&handle, id, "saved")),
        Err(error) => {
            let status = status_of(&error);
            let faults = Faults::of(&visit, error)?.renamed("day", "step-day");
            let typed = Typed { step, ..Typed::default() };
            page(&app, &visit, viewer, (handle, id), typed, (status, faults)).await
        }
    }
}

pub(super) async fn remove_step(
    Of(app): Of<App>,
    viewer: Viewer,
    Path((handle, id, step)): Path<(String, i64, i64)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    let at = handle.clone();
    app.write(async move |tx| {
        let seat = seat_at(tx, &viewer, &at).await?;
        super::super::remove_step(tx, &seat, CampaignId(id), step).await
    })
    .await?;
    Ok(back(&handle, id, "saved"))
}

/// Back to the campaign, with a word of what was done.
pub(super) fn back(handle: &str, id: i64, told: &'static str) -> Response {
    parts::tell(parts::see_other(&format!("/desk/{handle}{HERE}/{id}")), told)
}

/// All that belongs to a campaign.
struct All {
    seat: Seat,
    it: Campaign,
    facts: Vec<Fact>,
    steps: Vec<Step>,
    items: Vec<Item>,
}

pub(super) async fn page(
    app: &App,
    visit: &Visit,
    viewer: Viewer,
    (handle, id): (String, i64),
    typed: Typed,
    (status, faults): (StatusCode, Faults),
) -> Result<Response> {
    let all = app
        .read(async move |tx| {
            let seat = seat_at(tx, &viewer, &handle).await?;
            let it = get_own(tx, &seat, CampaignId(id)).await?;
            let facts = facts(tx, it.id).await?;
            let steps = steps(tx, it.id).await?;
            let items = checklist(tx, &it).await?;
            Ok(All { seat, it, facts, steps, items })
        })
        .await?;
    let All { seat, it, .. } = &all;
    let counted = Counts::of(app, it).await?;
    let path = seat.path(&format!("{HERE}/{id}"));
    let writes = seat.may(Act::Write).is_ok();
    let main = html! {
        (parts::faults_summary(visit, &faults))
        @if !it.demand.is_empty() { p dir="auto" { b { (it.demand) } } }
        p.row {
            @if writes { a.button href={ (path) "/edit" } { (visit.say("campaign-edit")) } }
            @if it.activated_at.is_some() {
                a.button href={ "/campaigns/" (it.slug) } { (visit.say("campaign-public")) }
            }
        }
        h2 { (visit.say("campaign-state")) }
        (public::state(visit, it))
        @if it.activated_at.is_some() { (public::counts(visit, counted)) }
        @else { (missing(visit, &all.items)) }
        (moves(visit, seat, it, &path, &typed.outcome))
        h2 { (visit.say("facts-title")) }
        @if all.facts.is_empty() { p.empty { (visit.say("facts-empty")) } } @else {
            ul.list { @for fact in &all.facts {
                li.card { (fact_pages::row(visit, seat, &path, fact)) }
            } }
        }
        @if writes {
            (parts::unfold(&visit.say("fact-add"), !typed.fact.claim.is_empty(), &html! {
                form method="post" action={ (path) "/facts" } {
                    (parts::csrf_field(visit))
                    (fact_pages::fields(visit, &typed.fact, &faults))
                    (parts::button(&visit.say("fact-add")))
                }
            }))
        }
        h2 { (visit.say("steps-title")) }
        (chronology(visit, seat, &path, &all.steps))
        @if writes { (step_form(visit, &path, &typed.step, &faults)) }
        (acts_form(visit, "desk"))
    };
    Ok(desk_page_as(status, app, visit, seat, HERE, &it.title, &main))
}

/// What must be there before the campaign is active: said in words, not by colour alone.
fn missing(visit: &Visit, items: &[Item]) -> Markup {
    html! {
        h3 { (visit.say("campaign-checklist")) }
        ul {
            @for item in items {
                li {
                    @if item.done { (visit.say("campaign-item-done")) }
                    @else { b { (visit.say("campaign-item-missing")) } }
                    " " (visit.say(item.words))
                }
            }
        }
    }
}

/// Where it may go from here, as far as this person may move it.
fn moves(visit: &Visit, seat: &Seat, it: &Campaign, path: &str, outcome: &str) -> Markup {
    let next: Vec<&State> =
        it.state.next().iter().filter(|state| seat.may(state.act()).is_ok()).collect();
    let ends = it.activated_at.is_some() && next.iter().any(|state| state.is_outcome());
    html! {
        @if !next.is_empty() {
            form #state method="post" action={ (path) "/state" } {
                (parts::csrf_field(visit))
                @if ends {
                    (parts::field(&Field {
                        name: "outcome", label: &visit.say("campaign-outcome"), value: outcome,
                        hint: &visit.say("campaign-outcome-hint"), autocomplete: "off",
                        ..Field::default()
                    }))
                }
                p.row {
                    @for state in next {
                        button type="submit" name="state" value=(state.name()) {
                            "→ " (visit.say(state.words()))
                        }
                    }
                }
            }
        }
    }
}

fn chronology(visit: &Visit, seat: &Seat, path: &str, all: &[Step]) -> Markup {
    html! {
        @if all.is_empty() { p.empty { (visit.say("steps-empty")) } } @else {
            ul.list { @for step in all {
                li.card {
                    (public::step(visit, step))
                    @if seat.may(Act::Write).is_ok() {
                        p { (parts::act_button("danger",
                            &format!("{path}/steps/{}/delete", step.id),
                            &visit.say("step-remove"), &step.words)) }
                    }
                }
            } }
        }
    }
}

fn step_form(visit: &Visit, path: &str, step: &NewStep, faults: &Faults) -> Markup {
    let kinds: Vec<(&str, String)> =
        KINDS.iter().map(|kind| (*kind, visit.say(public::step_words(kind)))).collect();
    parts::unfold(
        &visit.say("step-add"),
        !step.words.is_empty(),
        &html! {
            form method="post" action={ (path) "/steps" } {
                (parts::csrf_field(visit))
                div.field {
                    label for="step-day" { (visit.say("step-day")) }
                    input #step-day type="date" name="day" value=(step.day) required;
                    @if let Some(why) = faults.on("step-day") { p.fault { (why) } }
                }
                (parts::choice("kind", &visit.say("step-kind"), &kinds, &step.kind))
                (parts::field(&Field {
                    name: "words", label: &visit.say("step-words"), value: &step.words,
                    required: true, error: faults.on("words"), ..Field::default()
                }))
                (parts::field(&Field {
                    name: "url", label: &visit.say("step-url"), kind: "url", value: &step.url,
                    error: faults.on("url"), ..Field::default()
                }))
                (parts::button(&visit.say("step-add")))
            }
        },
    )
}
