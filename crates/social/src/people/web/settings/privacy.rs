//! Who may follow, find and look.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Faults};
use ground::http::{Flag, Form, Viewer, Visit};
use ground::{App, Result};
use maud::html;
use serde::Deserialize;

use super::super::super::change_profile;
use super::{outcome, settings_page};
use crate::accounts::{self, ProfileChange};

/// What the form says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super::super) struct Typed {
    locked: Flag,
    discoverable: Flag,
    indexable: Flag,
    hide_collections: Flag,
}

pub(in super::super::super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
) -> Result<Response> {
    let account = app.read(async move |tx| accounts::get(tx, viewer.id).await).await?;
    let typed = Typed {
        locked: Flag(account.locked),
        discoverable: Flag(account.discoverable),
        indexable: Flag(account.indexable),
        hide_collections: Flag(account.hide_collections),
    };
    Ok(page(&app, &visit, &typed, &Faults::default()))
}

pub(in super::super::super) async fn submit(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let change = ProfileChange {
        locked: Some(typed.locked.0),
        discoverable: Some(typed.discoverable.0),
        indexable: Some(typed.indexable.0),
        hide_collections: Some(typed.hide_collections.0),
        ..ProfileChange::default()
    };
    let changed = change_profile(&app, viewer.id, change).await;
    match outcome(&visit, changed, "/settings/privacy")? {
        Ok(done) => Ok(done),
        Err(faults) => Ok(page(&app, &visit, &typed, &faults)),
    }
}

fn page(app: &App, visit: &Visit, typed: &Typed, faults: &Faults) -> Response {
    let say = |key: &'static str| visit.say(key);
    let inside = html! {
        p { (say("privacy-hint")) }
        form method="post" action="/settings/privacy" {
            (parts::csrf_field(visit))
            (parts::tick("locked", &say("label-locked"), typed.locked.0))
            (parts::tick("discoverable", &say("label-discoverable"), typed.discoverable.0))
            (parts::tick("indexable", &say("label-indexable"), typed.indexable.0))
            (parts::tick("hide_collections", &say("label-hide"), typed.hide_collections.0))
            (parts::button(&say("save")))
        }
    };
    settings_page(app, visit, "settings-privacy", faults, &inside)
}
