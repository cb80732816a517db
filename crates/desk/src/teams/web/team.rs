//! The pages of a desk itself: what there is, and who is on the team.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Faults, Field};
use ground::http::{Form, Many, Nothing, Path, Viewer, Visit, Whole};
use ground::{AccountId, App, Result};
use http::StatusCode;
use maud::{Markup, html};
use serde::Deserialize;
use social::accounts::{self, Shown};
use social::posts::page::acts_form;

use super::super::{Act, Invitation, Invitee, Roles, Seat, SeatId, seat_at};
use super::{in_words, role_boxes};
use crate::page::{desk_page, desk_page_as, status_of};

/// What there is at an organisation's desk.
pub(in super::super) async fn overview(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response> {
    let seat = app.read(async move |tx| seat_at(tx, &viewer, &handle).await).await?;
    let title = visit.say("desk-overview");
    let main = html! {
        p { (visit.say("desk-you-are")) " " (in_words(&visit, &seat.roles)) "." }
        p { a href={ "/@" (seat.handle) } { (visit.say("desk-profile")) } }
    };
    Ok(desk_page(&app, &visit, &seat, "", &title, &main))
}

/// What one typed on the page of the team, and what was wrong with it.
#[derive(Clone, Debug, Default)]
struct Typed {
    status: StatusCode,
    faults: Faults,
    who: String,
    /// Whose roles, and which: kept when somebody else was faster.
    roles: Vec<String>,
    seat: Option<SeatId>,
}

pub(in super::super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response> {
    team_page(&app, &visit, viewer, handle, Typed::default()).await
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct Wish {
    who: String,
    roles: Many<String>,
}

pub(in super::super) async fn invite(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(handle): Path<String>,
    Form(wish): Form<Wish>,
) -> Result<Response> {
    let (who, at, typed, house) = (viewer.clone(), handle.clone(), wish.clone(), app.clone());
    let locale = visit.locale;
    let invited = app
        .write(async move |tx| {
            let seat = seat_at(tx, &who, &at).await?;
            let roles = Roles::parse(&typed.roles.0)?;
            let whom = Invitee::of(&typed.who);
            super::super::invite(tx, &seat, &house.config, whom, &roles, locale).await
        })
        .await;
    match invited {
        Ok(_) => Ok(parts::tell(parts::see_other(&format!("/desk/{handle}/team")), "invited")),
        Err(error) => {
            let status = status_of(&error);
            let faults = Faults::of(&visit, error)?;
            let Wish { who, roles } = wish;
            let typed = Typed { status, faults, who, roles: roles.0, seat: None };
            team_page(&app, &visit, viewer, handle, typed).await
        }
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct Change {
    roles: Many<String>,
    version: Whole,
}

pub(in super::super) async fn set_roles(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path((handle, id)): Path<(String, i64)>,
    Form(change): Form<Change>,
) -> Result<Response> {
    let (who, at, typed) = (viewer.clone(), handle.clone(), change.clone());
    let changed = app
        .write(async move |tx| {
            let seat = seat_at(tx, &who, &at).await?;
            let roles = Roles::parse(&typed.roles.0)?;
            super::super::set_roles(tx, &seat, SeatId(id), &roles, typed.version.0).await
        })
        .await;
    match changed {
        Ok(_) => Ok(parts::tell(parts::see_other(&format!("/desk/{handle}/team")), "saved")),
        Err(error) => {
            let status = status_of(&error);
            let faults = Faults::of(&visit, error)?;
            let (roles, seat) = (change.roles.0, Some(SeatId(id)));
            let typed = Typed { status, faults, who: String::new(), roles, seat };
            team_page(&app, &visit, viewer, handle, typed).await
        }
    }
}

pub(in super::super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path((handle, id)): Path<(String, i64)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    let at = handle.clone();
    app.write(async move |tx| {
        let seat = seat_at(tx, &viewer, &at).await?;
        super::super::remove(tx, &seat, SeatId(id)).await
    })
    .await?;
    Ok(parts::tell(parts::see_other(&format!("/desk/{handle}/team")), "seat-removed"))
}

pub(in super::super) async fn leave(
    State(app): State<App>,
    viewer: Viewer,
    Path(handle): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    app.write(async move |tx| {
        let seat = seat_at(tx, &viewer, &handle).await?;
        super::super::remove(tx, &seat, seat.id).await
    })
    .await?;
    Ok(parts::tell(parts::see_other("/desk"), "seat-left"))
}

pub(in super::super) async fn withdraw(
    State(app): State<App>,
    viewer: Viewer,
    Path((handle, id)): Path<(String, i64)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    let at = handle.clone();
    app.write(async move |tx| {
        let seat = seat_at(tx, &viewer, &at).await?;
        super::super::withdraw(tx, &seat, id).await
    })
    .await?;
    Ok(parts::tell(parts::see_other(&format!("/desk/{handle}/team")), "invitation-withdrawn"))
}

async fn team_page(
    app: &App,
    visit: &Visit,
    viewer: Viewer,
    handle: String,
    typed: Typed,
) -> Result<Response> {
    let (seat, seats, open) = app
        .read(async move |tx| {
            let seat = seat_at(tx, &viewer, &handle).await?;
            let seats = super::super::seats(tx, seat.organisation).await?;
            let open = match seat.may(Act::ManageTeam) {
                Ok(()) => super::super::invitations(tx, &seat).await?,
                Err(_) => Vec::new(),
            };
            Ok((seat, seats, open))
        })
        .await?;
    let ids: Vec<AccountId> = seats.iter().map(|it| it.account).collect();
    let people = accounts::shown(app, &ids).await?;
    let leads = seat.may(Act::ManageTeam).is_ok();
    let title = visit.say("team-title");
    let main = html! {
        (parts::faults_summary(visit, &typed.faults))
        ul.list {
            @for it in &seats {
                @if let Some(person) = people.iter().find(|person| person.id == it.account) {
                    li.card { (member(app, visit, &seat, it, person, &typed)) }
                }
            }
        }
        @if leads {
            @if !open.is_empty() { (waiting(visit, &seat, &open)) }
            h2 { (visit.say("team-invite")) }
            form method="post" action=(seat.path("/team")) {
                (parts::csrf_field(visit))
                (parts::field(&Field {
                    name: "who", label: &visit.say("team-invite-who"), value: &typed.who,
                    hint: &visit.say("team-invite-hint"), required: true,
                    error: typed.faults.on("who"), autocomplete: "off", ..Field::default()
                }))
                (role_boxes(visit, "roles", if typed.seat.is_none() { &typed.roles } else { &[] }))
                (parts::button(&visit.say("team-invite-do")))
            }
        }
        (acts_form(visit, "desk"))
        (parts::unfold(&visit.say("team-leave"), false, &html! {
            p { (visit.say("team-leave-hint")) }
            p { (parts::act_button("danger", &seat.path("/team/leave"),
                &visit.say("team-leave"), "")) }
        }))
    };
    Ok(desk_page_as(typed.status, app, visit, &seat, "/team", &title, &main))
}

/// Somebody on the team, with what their lead may change.
fn member(
    app: &App,
    visit: &Visit,
    mine: &Seat,
    it: &Seat,
    person: &Shown,
    typed: &Typed,
) -> Markup {
    let id = it.id.0;
    let clash = typed.seat == Some(it.id);
    let held: Vec<String> = if clash {
        typed.roles.clone()
    } else {
        it.roles.iter().map(|r| r.name().into()).collect()
    };
    html! {
        (accounts::row(app, person))
        p { (in_words(visit, &it.roles)) }
        @if mine.may(Act::ManageTeam).is_ok() {
            @let summary = format!("{} @{}", visit.say("team-change"), person.acct);
            (parts::unfold(&summary, clash, &html! {
                @if clash { (parts::info(&visit.say("desk-changed-hint"))) }
                form method="post" action=(mine.path(&format!("/team/roles/{id}"))) {
                    (parts::csrf_field(visit))
                    (parts::hidden("version", &it.version.to_string()))
                    (role_boxes(visit, &format!("roles-{id}"), &held))
                    (parts::button_as("plain", &visit.say("save")))
                }
                @if it.id != mine.id {
                    p { (parts::act_button("danger", &mine.path(&format!("/team/remove/{id}")),
                        &visit.say("team-remove"), &person.spoken())) }
                }
            }))
        }
    }
}

fn waiting(visit: &Visit, seat: &Seat, open: &[Invitation]) -> Markup {
    let heads = ["team-invited-who", "team-roles", "team-invited-until", "team-invited-act"]
        .map(|key| visit.say(key));
    let rows: Vec<Vec<Markup>> = open
        .iter()
        .map(|it| {
            let who = it.email.clone().unwrap_or_else(|| visit.say("team-invited-member"));
            vec![
                html! { bdi { (who) } },
                html! { (in_words(visit, &it.roles)) },
                html! { (parts::day(visit, it.expires_at)) },
                parts::act_button(
                    "plain",
                    &seat.path(&format!("/team/withdraw/{}", it.id)),
                    &visit.say("team-withdraw"),
                    &who,
                ),
            ]
        })
        .collect();
    parts::table_region("invited", &visit.say("team-invited"), &heads, &rows)
}
