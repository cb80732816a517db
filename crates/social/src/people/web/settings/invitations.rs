//! Invitations, where one joins by them.

use axum::extract::State;
use axum::response::Response;
use ground::config::Registrations;
use ground::html::{self as parts, Faults};
use ground::http::{Form, Nothing, Viewer, Visit};
use ground::{App, Error, Result, Say};
use maud::html;

use super::super::super::invitations;
use super::{outcome, settings_page};

pub(in super::super::super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
) -> Result<Response> {
    there_are(&app)?;
    page(&app, &visit, &viewer, &Faults::default()).await
}

/// One more invitation.
pub(in super::super::super) async fn invite(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    there_are(&app)?;
    let who = viewer.id;
    let made = app.write(async move |tx| invitations::invite(tx, who).await).await;
    match outcome(&visit, made.map(drop), "/settings/invitations")? {
        Ok(done) => Ok(done),
        Err(faults) => page(&app, &visit, &viewer, &faults).await,
    }
}

/// To others there is no such page.
fn there_are(app: &App) -> Result<()> {
    let are = app.config.registrations == Registrations::Invitation;
    if are { Ok(()) } else { Err(Error::NotFound) }
}

async fn page(app: &App, visit: &Visit, viewer: &Viewer, faults: &Faults) -> Result<Response> {
    let who = viewer.id;
    let open = app.read(async move |tx| invitations::open_ones(tx, who).await).await?;
    let inside = html! {
        ul {
            @for it in &open {
                li {
                    code class="invitation" {
                        (app.url(&format!("/sign-up?invitation={}", it.code)))
                    }
                    " " (visit.say(Say::new("invitation-left").with("uses", it.uses_left)))
                }
            }
        }
        form method="post" action="/settings/invitations" {
            (parts::csrf_field(visit))
            (parts::button(&visit.say("settings-invite")))
        }
    };
    Ok(settings_page(app, visit, "settings-invitations", faults, &inside))
}
