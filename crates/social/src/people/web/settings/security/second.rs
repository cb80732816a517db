//! Setting up the second step, turning it off, recovery codes.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Faults, Field};
use ground::http::{Form, Viewer, Visit};
use ground::{App, Error, Result, Say};
use http::HeaderValue;
use http::header::CACHE_CONTROL;
use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};
use serde::Deserialize;

use super::super::super::is_theirs;
use super::super::current;
use super::page;
use crate::people::second::{self, Setup};

/// Light squares around the drawing that cameras need.
const MARGIN: usize = 4;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super::super::super) struct Asked {
    current_password: String,
    code: String,
}

/// What the page says of the second step, with its forms.
pub(super) async fn section(
    app: &App,
    visit: &Visit,
    viewer: &Viewer,
    faults: &Faults,
) -> Result<Markup> {
    let person = viewer.person;
    let state = app.read(async move |tx| second::state(tx, person).await).await?;
    let left = usize::try_from(state.codes_left).unwrap_or_default();
    let say = |key: &'static str| visit.say(key);
    Ok(html! {
        h2 { (say("second-name")) }
        p { (say("second-what")) }
        @match state.on_since {
            None => {
                p { strong { (say("second-is-off")) } }
                (locked(visit, faults, "/settings/security/second", "start", "second-start", true))
            }
            Some(since) => {
                p {
                    strong { (say("second-is-on")) } " "
                    (say("session-since")) " " (parts::moment(visit, since))
                }
                h3 { (say("recovery-title")) }
                p { (visit.say(Say::new("recovery-left").with("count", left))) }
                (locked(visit, faults, "/settings/security/codes", "codes", "recovery-renew", true))
                h3 { (say("second-off")) }
                (locked(visit, faults, "/settings/security/second/off", "off", "second-off", false))
            }
        }
    })
}

/// A form that asks for the password; its field is called by the form's name.
fn locked(
    visit: &Visit,
    faults: &Faults,
    action: &str,
    name: &str,
    label: &'static str,
    good: bool,
) -> Markup {
    html! {
        form method="post" action=(action) {
            (parts::csrf_field(visit))
            (current(visit, faults, &format!("{name}-current")))
            (parts::button_as(if good { "main" } else { "danger" }, &visit.say(label)))
        }
    }
}

/// Begins: makes the secret, and leads to the page that shows it.
pub(in super::super::super::super) async fn start(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Form(asked): Form<Asked>,
) -> Result<Response> {
    let (person, inner) = (viewer.person, app.clone());
    let begun = async {
        is_theirs(&app, &viewer, asked.current_password).await?;
        app.write(async move |tx| second::begin(tx, &inner, person).await).await
    };
    match begun.await {
        Ok(()) => Ok(parts::see_other("/settings/security/second")),
        Err(error) => refused(&app, &visit, &viewer, error, "start-current").await,
    }
}

/// The secret as a drawing for a camera and as text, and the field for the first code.
pub(in super::super::super::super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
) -> Result<Response> {
    setting_up(&app, &visit, &viewer, &Faults::default()).await
}

/// The first code: it is on from now on, and the recovery codes are shown, this once.
pub(in super::super::super::super) async fn confirm(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Form(asked): Form<Asked>,
) -> Result<Response> {
    let (person, inner) = (viewer.person, app.clone());
    let code = asked.code;
    let turned = app.write(async move |tx| second::turn_on(tx, &inner, person, &code).await).await;
    match turned {
        Ok(codes) => Ok(codes_page(&app, &visit, "second-on-now", &codes)),
        Err(error @ Error::Invalid { .. }) => {
            setting_up(&app, &visit, &viewer, &Faults::of(&visit, error)?).await
        }
        // Sent twice: it is on already.
        Err(Error::Conflict(_)) => Ok(parts::see_other("/settings/security")),
        Err(other) => Err(other),
    }
}

/// New recovery codes.
pub(in super::super::super::super) async fn codes(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Form(asked): Form<Asked>,
) -> Result<Response> {
    let person = viewer.person;
    let made = async {
        is_theirs(&app, &viewer, asked.current_password).await?;
        app.write(async move |tx| {
            if second::state(tx, person).await?.on_since.is_none() {
                return Err(Error::NotFound);
            }
            second::renew_codes(tx, person).await
        })
        .await
    };
    match made.await {
        Ok(codes) => Ok(codes_page(&app, &visit, "recovery-title", &codes)),
        Err(error) => refused(&app, &visit, &viewer, error, "codes-current").await,
    }
}

/// Off.
pub(in super::super::super::super) async fn off(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Form(asked): Form<Asked>,
) -> Result<Response> {
    let person = viewer.person;
    let done = async {
        is_theirs(&app, &viewer, asked.current_password).await?;
        app.write(async move |tx| second::turn_off(tx, person).await).await
    };
    match done.await {
        Ok(()) => Ok(parts::tell(parts::see_other("/settings/security"), "second-off")),
        Err(error) => refused(&app, &visit, &viewer, error, "off-current").await,
    }
}

async fn refused(
    app: &App,
    visit: &Visit,
    viewer: &Viewer,
    error: Error,
    field: &str,
) -> Result<Response> {
    let faults = Faults::of(visit, error)?.renamed("current_password", field);
    page(app, visit, viewer, &faults, "").await
}

async fn setting_up(
    app: &App,
    visit: &Visit,
    viewer: &Viewer,
    faults: &Faults,
) -> Result<Response> {
    let (person, inner) = (viewer.person, app.clone());
    let setup = app.read(async move |tx| second::setup(tx, &inner, person).await).await?;
    let Some(setup) = setup else { return Ok(parts::see_other("/settings/security")) };
    let title = visit.say("second-setup");
    let main = html! {
        (parts::way_back(visit, "/settings/security", "security-title"))
        h1 { (title) }
        (parts::faults_summary(visit, faults))
        h2 { (visit.say("second-scan")) }
        p { (visit.say("second-scan-words")) }
        (drawing(visit, &setup)?)
        p { a href=(setup.address) { (visit.say("second-here")) } }
        p { (visit.say("second-by-hand")) " " code #key { (setup.key) } }
        h2 { (visit.say("second-first")) }
        form method="post" action="/settings/security/second/confirm" {
            (parts::csrf_field(visit))
            (parts::field(&Field {
                name: "code", label: &visit.say("label-code"), hint: &visit.say("hint-first-code"),
                autocomplete: "one-time-code", required: true, error: faults.on("code"),
                ..Field::default()
            }))
            (parts::button(&visit.say("second-confirm")))
        }
    };
    Ok(secret(parts::page_as(faults.status(), app, visit, &title, &main)))
}

fn codes_page(app: &App, visit: &Visit, title: &'static str, codes: &[String]) -> Response {
    let title = visit.say(title);
    let main = html! {
        h1 { (title) }
        p.lead { (visit.say("recovery-keep")) }
        p { (visit.say("recovery-once")) }
        ul #codes { @for code in codes { li { code { (code) } } } }
        p { a.button href="/settings/security" { (visit.say("recovery-kept")) } }
    };
    secret(parts::page(app, visit, &title, &main))
}

/// A page that no browser keeps.
fn secret(mut response: Response) -> Response {
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The address as a QR code: dark on light in every theme, as cameras want it.
fn drawing(visit: &Visit, setup: &Setup) -> Result<Markup> {
    let code = QrCode::with_error_correction_level(&setup.address, EcLevel::M);
    let code = code.map_err(Error::internal)?;
    let (width, squares) = (code.width(), code.to_colors());
    let whole = width + 2 * MARGIN;
    let mut path = String::new();
    for (at, _) in squares.iter().enumerate().filter(|(_, color)| **color == Color::Dark) {
        let (x, y) = (at % width + MARGIN, at / width + MARGIN);
        path.push_str(&format!("M{x} {y}h1v1h-1z"));
    }
    Ok(html! {
        p {
            svg role="img" aria-label=(visit.say("second-drawing")) width="240" height="240"
                viewBox=(format!("0 0 {whole} {whole}")) shape-rendering="crispEdges" {
                rect width=(whole) height=(whole) fill="#fff" {}
                path d=(path) fill="#000" {}
            }
        }
    })
}
