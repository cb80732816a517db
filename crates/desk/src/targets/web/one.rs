//! One decision-maker.

use axum::extract::State as Of;
use axum::response::Response;
use ground::html::{self as parts, Faults, Field};
use ground::http::{Form, Nothing, Path, Viewer, Visit, Whole};
use ground::{App, Error, Result, Say};
use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;
use social::posts::page::acts_form;

use super::super::{Standing, Target, TargetId, Words, change as edit, get_own, remove as strike};
use super::HERE;
use crate::page::{desk_page_as, status_of};
use crate::teams::{Act, seat_at};

/// What the form says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sheet {
    name: String,
    role: String,
    institution: String,
    constituency: String,
    department: String,
    x: String,
    fediverse: String,
    bluesky: String,
    email: String,
    site: String,
    state: String,
    avoid: String,
    version: Whole,
}

impl Sheet {
    fn words(&self) -> Words {
        Words {
            name: self.name.clone(),
            role: self.role.clone(),
            institution: self.institution.clone(),
            constituency: self.constituency.clone(),
            department: self.department.clone(),
            x: self.x.clone(),
            fediverse: self.fediverse.clone(),
            bluesky: self.bluesky.clone(),
            email: self.email.clone(),
            site: self.site.clone(),
            ..Words::default()
        }
    }
}

pub(super) async fn show(
    Of(app): Of<App>,
    viewer: Viewer,
    visit: Visit,
    Path(at): Path<(String, i64)>,
) -> Result<Response> {
    page(&app, &visit, viewer, at, None, (StatusCode::OK, Faults::default())).await
}

pub(super) async fn change(
    Of(app): Of<App>,
    viewer: Viewer,
    visit: Visit,
    Path((handle, id)): Path<(String, i64)>,
    Form(sheet): Form<Sheet>,
) -> Result<Response> {
    let (who, at, typed) = (viewer.clone(), handle.clone(), sheet.clone());
    let changed = app
        .write(async move |tx| {
            let seat = seat_at(tx, &who, &at).await?;
            let state = Standing::of(&typed.state);
            let state = state.ok_or_else(|| Error::invalid("state", "error-target-state"))?;
            let (words, version) = (typed.words(), typed.version.0);
            edit(tx, &seat, TargetId(id), (&words, state, &typed.avoid), version).await?;
            Ok(seat.path(&format!("{HERE}/{id}")))
        })
        .await;
    match changed {
        Ok(there) => Ok(parts::tell(parts::see_other(&there), "saved")),
        Err(error) => {
            let status = status_of(&error);
            let faults = Faults::of(&visit, error)?;
            page(&app, &visit, viewer, (handle, id), Some(sheet), (status, faults)).await
        }
    }
}

pub(super) async fn remove(
    Of(app): Of<App>,
    viewer: Viewer,
    Path((handle, id)): Path<(String, i64)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    let there = app
        .write(async move |tx| {
            let seat = seat_at(tx, &viewer, &handle).await?;
            strike(tx, &seat, TargetId(id)).await?;
            Ok(seat.path(HERE))
        })
        .await?;
    Ok(parts::tell(parts::see_other(&there), "target-removed"))
}

async fn page(
    app: &App,
    visit: &Visit,
    viewer: Viewer,
    (handle, id): (String, i64),
    typed: Option<Sheet>,
    (status, faults): (StatusCode, Faults),
) -> Result<Response> {
    let (seat, it) = app
        .read(async move |tx| {
            let seat = seat_at(tx, &viewer, &handle).await?;
            let it = get_own(tx, &seat, TargetId(id)).await?;
            Ok((seat, it))
        })
        .await?;
    let path = seat.path(&format!("{HERE}/{id}"));
    let words = typed.as_ref().map_or_else(|| it.words.clone(), Sheet::words);
    let state = typed.as_ref().map_or(it.state.name(), |typed| typed.state.as_str());
    let avoid = typed.as_ref().map_or(it.avoid.as_str(), |typed| typed.avoid.as_str());
    let states: Vec<(&str, String)> =
        Standing::ALL.iter().map(|it| (it.name(), visit.say(it.words()))).collect();
    let main = html! {
        p { a href=(seat.path(HERE)) { (visit.say("targets-back")) } }
        (parts::faults_summary(visit, &faults))
        @if status == StatusCode::CONFLICT {
            h2 { (visit.say("campaign-theirs")) }
            p { (visit.say("desk-changed-hint")) }
        }
        (shown(visit, &it))
        @if seat.may(Act::EditTargets).is_ok() {
            h2 { (visit.say("target-change")) }
            form method="post" action=(path) {
                (parts::csrf_field(visit))
                (parts::hidden("version", &it.version.to_string()))
                (fields(visit, &words, &faults))
                (parts::choice("state", &visit.say("target-state"), &states, state))
                (parts::field(&Field {
                    name: "avoid", label: &visit.say("target-avoid"), value: avoid,
                    hint: &visit.say("target-avoid-hint"), error: faults.on("avoid"),
                    autocomplete: "off", ..Field::default()
                }))
                (parts::button(&visit.say("save")))
            }
            (acts_form(visit, "desk"))
            (parts::unfold(&visit.say("target-remove"), false, &html! {
                p { (visit.say("target-remove-hint")) }
                p { (parts::act_button("danger", &format!("{path}/delete"),
                    &visit.say("target-remove"), &it.words.name)) }
            }))
        }
    };
    Ok(desk_page_as(status, app, visit, &seat, HERE, &it.words.name, &main))
}

/// What is known: the function first.
fn shown(visit: &Visit, it: &Target) -> Markup {
    let words = &it.words;
    let ways = [
        ("X", &words.x),
        ("Fediverse", &words.fediverse),
        ("Bluesky", &words.bluesky),
        ("E-mail", &words.email),
    ];
    html! {
        p { bdi { (words.role) " · " (words.institution) } }
        @if !words.constituency.is_empty() || !words.department.is_empty() {
            p { bdi { (words.constituency) " " (words.department) } }
        }
        @if !it.avoid.is_empty() {
            (parts::info(&visit.say(Say::new("target-avoided-why").with("why", &*it.avoid))))
        }
        dl {
            @for (name, way) in ways.iter().filter(|(_, way)| !way.is_empty()) {
                dt { (name) }
                dd { bdi { (way) } }
            }
        }
        @if !words.site.is_empty() {
            p { a href=(words.site) rel="noopener noreferrer" { (visit.say("target-site")) } }
        }
        @if words.source != "-" {
            p.hint {
                (visit.say(Say::new("target-from").with("source", &*words.source)))
                " " (words.licence)
                @if let Some(day) = words.fetched_day { " · " (parts::day(visit, day)) }
            }
        }
    }
}

/// The fields of a decision-maker: the function first.
pub(super) fn fields(visit: &Visit, it: &Words, faults: &Faults) -> Markup {
    let line = |name: &'static str, kind: &'static str, label: &'static str, value: &str| {
        crate::page::line(
            visit,
            faults,
            (name, kind, label),
            value,
            matches!(name, "role" | "name"),
        )
    };
    html! {
        (line("role", "", "target-role", &it.role))
        (line("institution", "", "target-institution", &it.institution))
        (line("name", "", "target-name", &it.name))
        (line("constituency", "", "target-constituency", &it.constituency))
        (line("department", "", "target-department", &it.department))
        (line("x", "", "target-x", &it.x))
        (line("fediverse", "", "target-fediverse", &it.fediverse))
        (line("bluesky", "", "target-bluesky", &it.bluesky))
        (line("email", "email", "target-email", &it.email))
        (line("site", "url", "target-site", &it.site))
    }
}
