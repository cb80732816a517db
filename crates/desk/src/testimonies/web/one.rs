//! The page of a testimony for the team: its story, the text made of it, the steps that come next.

use axum::extract::State as Held;
use axum::response::Response;
use ground::html::{self as parts, Faults, Field};
use ground::http::{Form, Nothing, Path, Viewer, Visit};
use ground::{AccountId, App, Result, secret};
use http::StatusCode;
use maud::{Markup, html};

use super::super::input::{Agreed, Body, Reason, Stepped, Used};
use super::super::vault::Identity;
use super::super::{
    BODY_CHARS_MAX, Giver, Medium, Naming, Network, Receipt, State, Testimony, TestimonyId, Use,
    at, consents, lint, uses, vault, witness as links, work,
};
use super::board::handed;
use super::care::looking_after;
use super::{receipts_table, uses_table};
use crate::page::{desk_page_as, status_of};
use crate::teams::{self, Act, Seat};

/// What one typed on the page, and what was wrong with it.
#[derive(Default)]
pub(super) struct Typed {
    status: StatusCode,
    pub(super) faults: Faults,
    body: Option<String>,
    pub(super) agreed: Agreed,
    pub(super) who: Option<Identity>,
}

/// A testimony with all that its page shows.
pub(super) struct Whole {
    pub(super) seat: Seat,
    pub(super) it: Testimony,
    held: Vec<Receipt>,
    made: Vec<Use>,
}

pub(in super::super) async fn show(
    Held(app): Held<App>,
    viewer: Viewer,
    visit: Visit,
    Path((handle, id)): Path<(String, i64)>,
) -> Result<Response> {
    let seat = seat(&app, &viewer, handle).await?;
    one_page(&app, &visit, viewer, seat, id, Typed::default()).await
}

pub(in super::super) async fn write(
    Held(app): Held<App>,
    viewer: Viewer,
    visit: Visit,
    Path((handle, id)): Path<(String, i64)>,
    Form(it): Form<Body>,
) -> Result<Response> {
    let seat = seat(&app, &viewer, handle).await?;
    let (who, organisation, typed) = (viewer.clone(), seat.organisation, it.clone());
    let done = app
        .write(async move |tx| {
            let (seat, found) = at(tx, &who, organisation, id).await?;
            work::write(tx, &seat, &found, &typed.body, typed.version.0).await.map(drop)
        })
        .await;
    let typed = Typed { body: Some(it.body), ..Typed::default() };
    after(&app, &visit, viewer, (seat, id), done, typed).await
}

pub(in super::super) async fn step(
    Held(app): Held<App>,
    viewer: Viewer,
    visit: Visit,
    Path((handle, id)): Path<(String, i64)>,
    Form(it): Form<Stepped>,
) -> Result<Response> {
    let seat = seat(&app, &viewer, handle).await?;
    let organisation = seat.organisation;
    let done = work::step(&app, &viewer, organisation, TestimonyId(id), &it.step, &it.words).await;
    after(&app, &visit, viewer, (seat, id), done, Typed::default()).await
}

pub(in super::super) async fn used(
    Held(app): Held<App>,
    viewer: Viewer,
    visit: Visit,
    Path((handle, id)): Path<(String, i64)>,
    Form(it): Form<Used>,
) -> Result<Response> {
    let seat = seat(&app, &viewer, handle).await?;
    let (who, organisation) = (viewer.clone(), seat.organisation);
    let done = app
        .write(async move |tx| {
            let (seat, found) = at(tx, &who, organisation, id).await?;
            uses::used(tx, &seat, &found, it.made()?).await.map(drop)
        })
        .await;
    after(&app, &visit, viewer, (seat, id), done, Typed::default()).await
}

pub(in super::super) async fn consent(
    Held(app): Held<App>,
    viewer: Viewer,
    visit: Visit,
    Path((handle, id)): Path<(String, i64)>,
    Form(it): Form<Agreed>,
) -> Result<Response> {
    let seat = seat(&app, &viewer, handle).await?;
    let done = note_consent(&app, &viewer, seat.organisation, id, &it).await;
    let typed = Typed { agreed: it, ..Typed::default() };
    after(&app, &visit, viewer, (seat, id), done, typed).await
}

pub(in super::super) async fn identity(
    Held(app): Held<App>,
    viewer: Viewer,
    visit: Visit,
    Path((handle, id)): Path<(String, i64)>,
    Form(it): Form<Reason>,
) -> Result<Response> {
    let seat = seat(&app, &viewer, handle).await?;
    match read_identity(&app, viewer.clone(), seat.organisation, id, it.reason).await {
        Ok(who) => {
            let typed = Typed { who: Some(who), ..Typed::default() };
            one_page(&app, &visit, viewer, seat, id, typed).await
        }
        Err(error) => after(&app, &visit, viewer, (seat, id), Err(error), Typed::default()).await,
    }
}

pub(in super::super) async fn link(
    Held(app): Held<App>,
    viewer: Viewer,
    visit: Visit,
    Path((handle, id)): Path<(String, i64)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    let seat = seat(&app, &viewer, handle).await?;
    let (secret, organisation) = (secret::new(), seat.organisation);
    let held = secret.clone();
    app.write(async move |tx| {
        let (seat, it) = at(tx, &viewer, organisation, id).await?;
        links::renew(tx, &seat, &it, &held).await
    })
    .await?;
    let path = seat.path(&format!("/testimonies/{id}"));
    Ok(handed(&app, &visit, &seat, &path, &secret))
}

/// Notes what a witness agreed to in words.
pub(in super::super) async fn note_consent(
    app: &App,
    viewer: &Viewer,
    organisation: AccountId,
    id: i64,
    it: &Agreed,
) -> Result<()> {
    let who = viewer.clone();
    app.read(async move |tx| at(tx, &who, organisation, id).await.map(drop)).await?;
    let wish = it.wish()?;
    let seal = if wish.needs_vault() { Some(vault::seal(app).await?) } else { None };
    let viewer = viewer.clone();
    let files = app
        .write(async move |tx| {
            let (seat, it) = at(tx, &viewer, organisation, id).await?;
            let seal = seal.clone();
            let done = consents::consent(tx, &it, &wish, Giver::Noted, Some(&seat), seal);
            done.await.map(|done| done.1)
        })
        .await?;
    social::media::forget_files(app, &files).await;
    Ok(())
}

/// Reads who a witness is, and notes it.
pub(in super::super) async fn read_identity(
    app: &App,
    viewer: Viewer,
    organisation: AccountId,
    id: i64,
    reason: String,
) -> Result<Identity> {
    let who = viewer.clone();
    app.read(async move |tx| at(tx, &who, organisation, id).await?.0.may(Act::SeeWitnesses))
        .await?;
    let seal = vault::seal(app).await?;
    app.write(async move |tx| {
        let (seat, it) = at(tx, &viewer, organisation, id).await?;
        vault::read(tx, &seat, &seal, &it, &reason).await
    })
    .await
}

async fn seat(app: &App, viewer: &Viewer, handle: String) -> Result<Seat> {
    let viewer = viewer.clone();
    app.read(async move |tx| teams::seat_at(tx, &viewer, &handle).await).await
}

/// Back to the page if it was done; else the page with what was wrong.
async fn after(
    app: &App,
    visit: &Visit,
    viewer: Viewer,
    (seat, id): (Seat, i64),
    done: Result<()>,
    mut typed: Typed,
) -> Result<Response> {
    match done {
        Ok(()) => {
            let page = parts::see_other(&seat.path(&format!("/testimonies/{id}")));
            Ok(parts::tell(page, "saved"))
        }
        Err(error) => {
            typed.status = status_of(&error);
            typed.faults = Faults::of(visit, error)?;
            one_page(app, visit, viewer, seat, id, typed).await
        }
    }
}

async fn one_page(
    app: &App,
    visit: &Visit,
    viewer: Viewer,
    seat: Seat,
    id: i64,
    typed: Typed,
) -> Result<Response> {
    let organisation = seat.organisation;
    let found = app.read(async move |tx| {
        let (seat, it) = at(tx, &viewer, organisation, id).await?;
        let held = consents::allowed(tx, &it).await?;
        let made = uses::of(tx, it.id).await?;
        Ok(Whole { seat, it, held, made })
    });
    let all = found.await?;
    let it = &all.it;
    let title = visit.say(ground::Say::new("testimony-number").with("number", id.to_string()));
    let main = html! {
        (parts::way_back(visit, &all.seat.path("/testimonies"), "testimonies-title"))
        p { (visit.say("testimony-state")) " " strong { (visit.say(it.state.words())) } }
        (parts::faults_summary(visit, &typed.faults))
        @if let Err(why) = consents::can_agree(it) { (parts::alert(&visit.say(why.say()))) }
        @if !it.story.is_empty() {
            h2 { (visit.say("testimony-told")) }
            div.card { @for line in it.story.lines() { p dir="auto" { (line) } } }
        }
        (writing(visit, &all, &typed))
        (next_steps(visit, &all))
        h2 { (visit.say("testimony-consents")) }
        @if all.held.is_empty() { p.empty { (visit.say("testimony-no-consents")) } }
        @else { (receipts_table(visit, "receipts", &all.held)) }
        (published(visit, &all))
        (looking_after(visit, &all, &typed))
    };
    Ok(desk_page_as(typed.status, app, visit, &all.seat, "/testimonies", &title, &main))
}

/// The text that is to be published, and what it could give away.
fn writing(visit: &Visit, all: &Whole, typed: &Typed) -> Markup {
    let it = &all.it;
    let body = typed.body.as_deref().unwrap_or(&it.body);
    let hints = lint::hints(if body.is_empty() { &it.story } else { body });
    let may = it.state == State::Written || it.state.may_become(State::Written);
    let max = ground::Say::new("testimony-body-hint").with("max", BODY_CHARS_MAX);
    html! {
        @if may || !body.is_empty() { h2 { (visit.say("testimony-body")) } }
        @if !hints.is_empty() && may {
            @if lint::singles_out(&hints) { (parts::alert(&visit.say("lint-singles-out"))) }
            ul { @for hint in &hints { li {
                bdi { "« " (hint.found) " »" } ": " (visit.say(hint.what.words()))
                @if !hint.instead.is_empty() { " → " bdi { (hint.instead) } }
            } } }
        }
        @if may && all.seat.may(Act::Write).is_ok() {
            form method="post" action=(path(all, "")) {
                (parts::csrf_field(visit))
                (parts::hidden("version", &it.version.to_string()))
                (parts::area(&Field {
                    name: "body", label: &visit.say("testimony-body-label"), value: body, rows: 8,
                    hint: &visit.say(max), error: typed.faults.on("body"), ..Field::default()
                }))
                (parts::button(&visit.say("save")))
            }
        } @else if !body.is_empty() {
            div.card { @for line in body.lines() { p dir="auto" { (line) } } }
        }
    }
}

/// The buttons of what comes next, for who may press them.
fn next_steps(visit: &Visit, all: &Whole) -> Markup {
    let (seat, state) = (&all.seat, all.it.state);
    let steps = [
        ("verify", State::Received, Act::SeeWitnesses, "step-verify"),
        ("approve", State::Approved, Act::Approve, "step-approve"),
        ("publish", State::Publishable, Act::Publish, "step-publish"),
    ];
    html! {
        @for (step, from, act, words) in steps {
            @if state == from && seat.may(act).is_ok() {
                form method="post" action=(path(all, "/steps")) {
                    (parts::csrf_field(visit))
                    (parts::hidden("step", step))
                    (parts::button(&visit.say(words)))
                }
            }
        }
    }
}

/// What was made of it, and the form for what was published elsewhere.
fn published(visit: &Visit, all: &Whole) -> Markup {
    fn words<T: Copy>(
        visit: &Visit,
        all: &[T],
        name: fn(T) -> &'static str,
        words: fn(T) -> &'static str,
    ) -> Vec<(&'static str, String)> {
        all.iter().map(|it| (name(*it), visit.say(words(*it)))).collect()
    }
    let open = matches!(all.it.state, State::Publishable | State::Published);
    let elsewhere: Vec<Network> =
        Network::ALL.iter().copied().filter(|it| *it != Network::Portevoix).collect();
    let naming = all.held.first().and_then(|it| it.naming).unwrap_or(Naming::Anonymous);
    html! {
        @if !all.made.is_empty() {
            h2 { (visit.say("testimony-uses")) }
            (uses_table(visit, &all.made))
        }
        @if open && all.seat.may(Act::Publish).is_ok() {
            (parts::unfold(&visit.say("use-note"), false, &html! {
                p { (visit.say("use-note-hint")) }
                form method="post" action=(path(all, "/uses")) {
                    (parts::csrf_field(visit))
                    (parts::choice("network", &visit.say("receipt-network"),
                        &words(visit, &elsewhere, Network::name, Network::words), ""))
                    (parts::choice("medium", &visit.say("receipt-medium"),
                        &words(visit, Medium::ALL, Medium::name, Medium::words), ""))
                    (parts::choice("naming", &visit.say("receipt-naming"),
                        &words(visit, Naming::ALL, Naming::name, Naming::words), naming.name()))
                    (parts::field(&Field {
                        name: "address", label: &visit.say("use-where"), autocomplete: "off",
                        required: true, hint: &visit.say("use-where-hint"), ..Field::default()
                    }))
                    (parts::button_as("plain", &visit.say("save")))
                }
            }))
        }
    }
}

pub(super) fn path(all: &Whole, rest: &str) -> String {
    all.seat.path(&format!("/testimonies/{}{rest}", all.it.id.0))
}
