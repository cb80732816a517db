//! The form of what a campaign says; two who write at once lose nothing.

use axum::extract::State as Of;
use axum::response::Response;
use ground::html::{self as parts, Faults, Field};
use ground::http::{Form, Path, Viewer, Visit, Whole};
use ground::{App, Result, Say};
use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;

use super::super::words::{KINDS, day_text};
use super::super::{Campaign, CampaignId, Typed, change, get_own};
use super::HERE;
use crate::page::{desk_page_as, status_of};
use crate::teams::seat_at;

/// What the form says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sheet {
    title: String,
    demand: String,
    about: String,
    kind: String,
    hashtag: String,
    measure: String,
    authority: String,
    decision_day: String,
    contact: String,
    version: Whole,
}

impl Sheet {
    fn typed(self) -> Typed {
        Typed {
            title: self.title,
            demand: self.demand,
            about: self.about,
            kind: self.kind,
            hashtag: self.hashtag,
            measure: self.measure,
            authority: self.authority,
            decision_day: self.decision_day,
            contact: self.contact,
        }
    }
}

fn as_it_is(it: &Campaign) -> Typed {
    Typed {
        title: it.title.clone(),
        demand: it.demand.clone(),
        about: it.about.clone(),
        kind: it.kind.clone(),
        hashtag: it.hashtag.clone(),
        measure: it.measure.clone(),
        authority: it.authority.clone(),
        decision_day: day_text(it.decision_day),
        contact: it.contact.clone(),
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

pub(super) async fn submit(
    Of(app): Of<App>,
    viewer: Viewer,
    visit: Visit,
    Path((handle, id)): Path<(String, i64)>,
    Form(sheet): Form<Sheet>,
) -> Result<Response> {
    let (who, at, version) = (viewer.clone(), handle.clone(), sheet.version.0);
    let typed = sheet.typed();
    let wish = typed.clone();
    let changed = app
        .write(async move |tx| {
            let seat = seat_at(tx, &who, &at).await?;
            change(tx, &seat, CampaignId(id), &wish, version).await?;
            Ok(seat.path(&format!("{HERE}/{id}")))
        })
        .await;
    match changed {
        Ok(there) => Ok(parts::tell(parts::see_other(&there), "saved")),
        Err(error) => {
            let status = status_of(&error);
            let faults = Faults::of(&visit, error)?;
            page(&app, &visit, viewer, (handle, id), Some(typed), (status, faults)).await
        }
    }
}

async fn page(
    app: &App,
    visit: &Visit,
    viewer: Viewer,
    (handle, id): (String, i64),
    typed: Option<Typed>,
    (status, faults): (StatusCode, Faults),
) -> Result<Response> {
    let (seat, it) = app
        .read(async move |tx| {
            let seat = seat_at(tx, &viewer, &handle).await?;
            let it = get_own(tx, &seat, CampaignId(id)).await?;
            Ok((seat, it))
        })
        .await?;
    let now = as_it_is(&it);
    let clash = typed.as_ref().filter(|_| status == StatusCode::CONFLICT);
    let held = typed.as_ref().unwrap_or(&now);
    let title = visit.say(Say::new("campaign-edit-title").with("title", it.title.as_str()));
    let path = seat.path(&format!("{HERE}/{id}"));
    let main = html! {
        p { a href=(path) { bdi { (it.title) } } }
        (parts::faults_summary(visit, &faults))
        @if let Some(mine) = clash { (theirs(visit, mine, &now)) }
        form method="post" action={ (path) "/edit" } {
            (parts::csrf_field(visit))
            (parts::hidden("version", &it.version.to_string()))
            (fields(visit, held, &faults))
            (parts::button(&visit.say("save")))
        }
    };
    Ok(desk_page_as(status, app, visit, &seat, HERE, &title, &main))
}

/// What somebody else wrote meanwhile, where it is not what was typed here.
fn theirs(visit: &Visit, mine: &Typed, now: &Typed) -> Markup {
    let pairs = [
        ("campaign-name", &mine.title, &now.title),
        ("campaign-demand", &mine.demand, &now.demand),
        ("campaign-about", &mine.about, &now.about),
        ("campaign-kind", &mine.kind, &now.kind),
        ("campaign-hashtag", &mine.hashtag, &now.hashtag),
        ("campaign-measure", &mine.measure, &now.measure),
        ("campaign-authority", &mine.authority, &now.authority),
        ("campaign-decision", &mine.decision_day, &now.decision_day),
        ("campaign-contact", &mine.contact, &now.contact),
    ];
    html! {
        h2 { (visit.say("campaign-theirs")) }
        p { (visit.say("desk-changed-hint")) }
        dl {
            @for (name, mine, now) in pairs {
                @if mine.trim() != now.trim() {
                    dt { (visit.say(name)) }
                    dd dir="auto" { (now) }
                }
            }
        }
    }
}

fn fields(visit: &Visit, it: &Typed, faults: &Faults) -> Markup {
    let kinds: Vec<(&str, String)> =
        KINDS.iter().map(|kind| (*kind, visit.say(kind_words(kind)))).collect();
    let line = |name: &'static str, label: &'static str, value: &str, hint: &str| {
        let label = visit.say(label);
        let error = faults.on(name);
        let autocomplete = "off";
        parts::field(&Field {
            name,
            label: &label,
            value,
            hint,
            error,
            autocomplete,
            ..Field::default()
        })
    };
    let area = |name: &'static str, label: &'static str, value: &str| {
        let label = visit.say(label);
        parts::area(&Field {
            name,
            label: &label,
            value,
            error: faults.on(name),
            ..Field::default()
        })
    };
    html! {
        (line("title", "campaign-name", &it.title, ""))
        (line("demand", "campaign-demand", &it.demand, &visit.say("campaign-demand-hint")))
        (parts::choice("kind", &visit.say("campaign-kind"), &kinds, &it.kind))
        (line("hashtag", "campaign-hashtag", &it.hashtag, &visit.say("campaign-hashtag-hint")))
        (area("about", "campaign-about", &it.about))
        (area("measure", "campaign-measure", &it.measure))
        (line("authority", "campaign-authority", &it.authority, ""))
        (parts::field(&Field {
            name: "decision_day", label: &visit.say("campaign-decision"), kind: "date",
            value: &it.decision_day, error: faults.on("decision_day"), ..Field::default()
        }))
        (line("contact", "campaign-contact", &it.contact, &visit.say("campaign-contact-hint")))
    }
}

/// The key of a kind in words.
pub(super) fn kind_words(kind: &str) -> &'static str {
    match kind {
        "awareness" => "campaign-awareness",
        "interpellation" => "campaign-interpellation",
        "street" => "campaign-street",
        _ => "campaign-mobilisation",
    }
}
