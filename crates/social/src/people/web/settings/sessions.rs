//! Where one is logged in: browsers and apps, each to be ended.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Faults};
use ground::http::{Form, Nothing, Path, Viewer, Visit};
use ground::{App, Result, TokenId};
use maud::{Markup, html};

use super::super::set_cookie;
use super::settings_page;
use crate::oauth::{self, Open};
use crate::posts::page::acts_form;

pub(in super::super::super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
) -> Result<Response> {
    let person = viewer.person;
    let open = app.read(async move |tx| oauth::open_ones(tx, person).await).await?;
    let (browsers, programs): (Vec<_>, Vec<_>) = open.iter().partition(|it| it.program.is_none());
    let here = viewer.session.token;
    let inside = html! {
        p { (visit.say("sessions-hint")) }
        h2 { (visit.say("sessions-browsers")) }
        ul.list { @for it in browsers { li.card { (row(&visit, it, here)) } } }
        h2 { (visit.say("sessions-programs")) }
        @if programs.is_empty() { p.empty { (visit.say("sessions-no-programs")) } }
        @else { ul.list { @for it in programs { li.card { (row(&visit, it, here)) } } } }
        (acts_form(&visit, "settings"))
        h2 { (visit.say("settings-log-out-everywhere")) }
        form method="post" action="/settings/sessions" {
            (parts::csrf_field(&visit))
            p { (visit.say("settings-log-out-hint")) }
            (parts::button_as("danger", &visit.say("settings-log-out-everywhere")))
        }
    };
    Ok(settings_page(&app, &visit, "settings-sessions", &Faults::default(), &inside))
}

fn row(visit: &Visit, it: &Open, here: TokenId) -> Markup {
    let name = match &it.program {
        Some(name) => name.clone(),
        None if it.token == here => visit.say("session-here"),
        None => visit.say("session-browser"),
    };
    let of = format!("{name} {}", it.token);
    html! {
        h3 { bdi { (name) } }
        @if let Some(site) = &it.website {
            p { a href=(site) rel="noopener noreferrer nofollow" { (site) } }
        }
        p {
            (visit.say("session-since")) " " (parts::moment(visit, it.created_at))
            @if let Some(used) = it.used_at {
                ", " (visit.say("last-used")) " " (parts::day(visit, used))
            }
        }
        @if it.program.is_some() {
            p { (visit.say("session-may")) }
            ul { @for scope in it.scopes.split_ascii_whitespace() {
                li { (visit.say(oauth::scope::words(scope))) }
            } }
        }
        p { (parts::act_button("plain", &format!("/settings/sessions/{}/end", it.token),
            &visit.say("session-end"), &of)) }
    }
}

/// Ends one of them; if it is this browser's own, one is logged out.
pub(in super::super::super) async fn end(
    State(app): State<App>,
    viewer: Viewer,
    Path(token): Path<TokenId>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    let person = viewer.person;
    app.write(async move |tx| oauth::end_own(tx, person, token).await).await?;
    if token == viewer.session.token {
        let mut response = parts::see_other("/log-in");
        set_cookie(&app, &mut response, None);
        return Ok(response);
    }
    Ok(parts::tell(parts::see_other("/settings/sessions"), "session-ended"))
}
