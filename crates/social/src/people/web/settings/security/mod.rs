//! How one's log-in is kept safe: passkeys, the second step.

pub(in super::super::super) mod passkeys;
pub(in super::super::super) mod second;

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Faults};
use ground::http::{Viewer, Visit};
use ground::{App, Result};
use maud::html;

use super::settings_page;

/// The page.
pub(in super::super::super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
) -> Result<Response> {
    page(&app, &visit, &viewer, &Faults::default(), "").await
}

/// The page, with what was wrong in one of its forms, and the name typed for a passkey.
async fn page(
    app: &App,
    visit: &Visit,
    viewer: &Viewer,
    faults: &Faults,
    name: &str,
) -> Result<Response> {
    let second = second::section(app, visit, viewer, faults).await?;
    let passkeys = passkeys::section(app, visit, viewer, faults, name).await?;
    let inside = html! {
        @if viewer.session.held_back { (parts::info(&visit.say("second-held-back"))) }
        (passkeys)
        (second)
    };
    Ok(settings_page(app, visit, "security-title", faults, &inside))
}
