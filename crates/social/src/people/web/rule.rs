//! Where the owner says who must have a second step.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Faults};
use ground::http::{Form, Many, Role, Viewer, Visit};
use ground::{App, Error, Result};
use maud::html;
use serde::Deserialize;

use super::super::second;
use crate::posts::Actor;

/// Roles that may be asked for a second step, and the keys of their names.
const ROLES: [(Role, &str); 3] =
    [(Role::Moderator, "role-moderator"), (Role::Admin, "role-admin"), (Role::Owner, "role-owner")];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct Chosen {
    roles: Many<String>,
}

/// The page.
pub(in super::super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
) -> Result<Response> {
    owns(&viewer)?;
    let roles = app.read(async |tx| second::roles(tx).await).await?;
    Ok(page(&app, &visit, &roles, &Faults::default()))
}

/// What was chosen.
pub(in super::super) async fn submit(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Form(Chosen { roles }): Form<Chosen>,
) -> Result<Response> {
    owns(&viewer)?;
    let by = Actor::from(&viewer);
    let known = ROLES.iter().filter(|(role, _)| roles.0.iter().any(|name| name == role.name()));
    let roles: Vec<Role> = known.map(|(role, _)| *role).collect();
    let chosen = roles.clone();
    match app.write(async move |tx| second::rule(tx, by, &chosen).await).await {
        Ok(()) => Ok(parts::tell(parts::see_other("/moderation/security"), "saved")),
        Err(error) => Ok(page(&app, &visit, &roles, &Faults::of(&visit, error)?)),
    }
}

/// To others there is no such page.
fn owns(viewer: &Viewer) -> Result<()> {
    if viewer.session.role == Role::Owner { Ok(()) } else { Err(Error::NotFound) }
}

fn page(app: &App, visit: &Visit, chosen: &[Role], faults: &Faults) -> Response {
    let title = visit.say("rule-title");
    let options = ROLES.map(|(role, key)| (role.name(), visit.say(key), chosen.contains(&role)));
    let main = html! {
        h1 { (title) }
        (parts::faults_summary(visit, faults))
        p { (visit.say("rule-what")) }
        form method="post" action="/moderation/security" {
            (parts::csrf_field(visit))
            (parts::ticks("roles", &visit.say("rule-label"), &options))
            (parts::button(&visit.say("save")))
        }
        p { a href="/settings/security" { (visit.say("rule-own")) } }
    };
    parts::page_as(faults.status(), app, visit, &title, &main)
}
