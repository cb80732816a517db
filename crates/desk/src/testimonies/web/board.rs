//! The board: testimonies by where they stand, without names; and the form for what is told by
//! telephone.

use axum::extract::State as Held;
use axum::response::Response;
use ground::html::{self as parts, Faults};
use ground::http::{Ask, Form, Path, Viewer, Visit};
use ground::{App, Result, Say};
use maud::{Markup, html};

use super::super::input::Told;
use super::super::{Channel, State, Testimony, consents, counts, list, receive};
use super::told_fields;
use crate::page::desk_page_as;
use crate::teams::{self, Act, Seat};

/// Testimonies on a page.
const LIMIT: usize = 100;

pub(in super::super) async fn show(
    Held(app): Held<App>,
    viewer: Viewer,
    visit: Visit,
    Path(handle): Path<String>,
    ask: Ask,
) -> Result<Response> {
    board_page(&app, &visit, viewer, handle, ask, &Told::default(), &Faults::default()).await
}

/// Takes in what somebody told on the telephone, and shows the link that is theirs.
pub(in super::super) async fn tell(
    Held(app): Held<App>,
    viewer: Viewer,
    visit: Visit,
    Path(handle): Path<String>,
    Form(told): Form<Told>,
) -> Result<Response> {
    let (who, at) = (viewer.clone(), handle.clone());
    let seat = app.read(async move |tx| teams::seat_at(tx, &who, &at).await).await?;
    let made = match told.intake(Channel::Phone, visit.locale) {
        Ok(new) => receive(&app, seat.organisation, new, Some(seat.clone())).await,
        Err(error) => Err(error),
    };
    match made {
        Ok((id, secret)) => {
            let path = seat.path(&format!("/testimonies/{}", id.0));
            Ok(handed(&app, &visit, &seat, &path, &secret))
        }
        Err(error) => {
            let faults = Faults::of(&visit, error)?;
            board_page(&app, &visit, viewer, handle, Ask::default(), &told, &faults).await
        }
    }
}

/// The page that tells a link of a witness, once.
pub(super) fn handed(app: &App, visit: &Visit, seat: &Seat, path: &str, secret: &str) -> Response {
    let title = visit.say("testimony-link");
    let main = html! {
        p { (visit.say("testimony-link-hint")) }
        p { code { (app.url(&format!("/testimony/{secret}"))) } }
        p { a href=(path) { (visit.say("testimony-go-on")) } }
    };
    desk_page_as(http::StatusCode::OK, app, visit, seat, "/testimonies", &title, &main)
}

async fn board_page(
    app: &App,
    visit: &Visit,
    viewer: Viewer,
    handle: String,
    ask: Ask,
    told: &Told,
    faults: &Faults,
) -> Result<Response> {
    let (seat, page, all) = app
        .read(async move |tx| {
            let seat = teams::seat_at(tx, &viewer, &handle).await?;
            let page = list(tx, &seat, ask, LIMIT).await?;
            let all = counts(tx, &seat).await?;
            Ok((seat, page, all))
        })
        .await?;
    let older = page.last().filter(|_| page.len() == LIMIT);
    let older = older.map(|last| seat.path(&format!("/testimonies?max_id={}", last.id.0)));
    let looks_after = seat.may(Act::SeeWitnesses).is_ok();
    let title = visit.say("testimonies-title");
    let main = html! {
        p { (visit.say("testimonies-hint")) }
        @if looks_after {
            p { a href=(seat.path("/testimonies/data")) { (visit.say("data-title")) } }
        }
        (parts::faults_summary(visit, faults))
        @if all.is_empty() { p.empty { (visit.say("testimonies-none")) } }
        @for state in State::ALL {
            @if let Some((_, count)) = all.iter().find(|(it, _)| it == state) {
                section {
                    h2 { (visit.say(state.words())) " (" (count) ")" }
                    ul.list { @for it in page.iter().filter(|it| it.state == *state) {
                        li.card { (row(app, visit, &seat, it)) }
                    } }
                }
            }
        }
        (parts::pager(visit, None, older.as_deref()))
        @if looks_after {
            (parts::unfold(&visit.say("testimony-by-phone-title"), !faults.is_empty(), &html! {
                ol {
                    li { (visit.say("phone-script-1")) }
                    li { (visit.say("phone-script-2")) }
                    li { (visit.say("phone-script-3")) }
                    li { (visit.say("phone-script-4")) }
                }
                form method="post" action=(seat.path("/testimonies")) {
                    (parts::csrf_field(visit))
                    (told_fields(visit, told, faults, false))
                    (parts::button(&visit.say("testimony-keep-told")))
                }
            }))
        }
    };
    Ok(desk_page_as(faults.status(), app, visit, &seat, "/testimonies", &title, &main))
}

/// A testimony in a column: its beginning, how old it is, what holds it up.
fn row(app: &App, visit: &Visit, seat: &Seat, it: &Testimony) -> Markup {
    let text = if it.body.is_empty() { &it.story } else { &it.body };
    let mut begins: String = text.chars().take(140).collect();
    if begins.len() < text.len() {
        begins.push('…');
    }
    let name = visit.say(Say::new("testimony-number").with("number", it.id.0.to_string()));
    html! {
        h3 { a href=(seat.path(&format!("/testimonies/{}", it.id.0))) { (name) } }
        @if !begins.is_empty() { p dir="auto" { (begins) } }
        p { (visit.say(it.channel.words())) ", " (parts::relative(app, visit, it.created_at)) }
        @if let Err(why) = consents::can_agree(it) { p { strong { (visit.say(why.say())) } } }
    }
}
