//! The page on which one moves.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Faults, Field};
use ground::http::{Form, Nothing, Viewer, Visit};
use ground::{AccountId, App, Result, Say};
use maud::{Markup, html};
use serde::Deserialize;

use crate::accounts::{self, Shown};
use crate::people;

const HERE: &str = "/settings/move";

/// What was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    acct: String,
    alias: String,
    current_password: String,
}

/// Which other account one is no longer.
#[derive(Debug, Deserialize)]
pub(super) struct Which {
    id: AccountId,
}

pub(super) async fn show(State(app): State<App>, viewer: Viewer, visit: Visit) -> Result<Response> {
    page(&app, &visit, &viewer, &Typed::default(), &Faults::default()).await
}

pub(super) async fn start(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let moved = async {
        people::is_theirs(&app, &viewer, typed.current_password.clone()).await?;
        let target = super::meant(&app, &typed.acct).await?;
        super::start(&app, viewer.id, target).await
    };
    match moved.await {
        Ok(()) => Ok(parts::tell(parts::see_other(HERE), "moved")),
        Err(error) => page(&app, &visit, &viewer, &typed, &Faults::of(&visit, error)?).await,
    }
}

pub(super) async fn cancel(
    State(app): State<App>,
    viewer: Viewer,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    app.write(async move |tx| super::cancel(tx, viewer.id).await).await?;
    Ok(parts::tell(parts::see_other(HERE), "saved"))
}

pub(super) async fn add(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let who = viewer.id;
    let added = async {
        let other = super::meant(&app, &typed.alias).await?;
        app.write(async move |tx| super::add_alias(tx, who, other).await).await
    };
    match added.await {
        Ok(()) => Ok(parts::tell(parts::see_other(HERE), "saved")),
        Err(error) => {
            let faults = Faults::of(&visit, error)?.renamed("acct", "alias");
            page(&app, &visit, &viewer, &typed, &faults).await
        }
    }
}

pub(super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Form(which): Form<Which>,
) -> Result<Response> {
    app.write(async move |tx| super::remove_alias(tx, viewer.id, which.id).await).await?;
    Ok(parts::tell(parts::see_other(HERE), "saved"))
}

async fn page(
    app: &App,
    visit: &Visit,
    viewer: &Viewer,
    typed: &Typed,
    faults: &Faults,
) -> Result<Response> {
    let who = viewer.id;
    let read = app.read(async move |tx| {
        Ok((super::aliases(tx, who).await?, accounts::get(tx, who).await?.moved_to))
    });
    let (aliases, target) = read.await?;
    let aliases = accounts::shown(app, &aliases).await?;
    let target = accounts::shown(app, &target.into_iter().collect::<Vec<_>>()).await?.pop();
    let title = visit.say("move-title");
    let main = html! {
        (parts::way_back(visit, "/settings", "settings-title"))
        h1 { (title) }
        (parts::faults_summary(visit, faults))
        h2 { (visit.say("move-here-title")) }
        p { (visit.say("move-here-hint")) }
        (others(app, visit, &aliases))
        form method="post" action={ (HERE) "/aliases" } {
            (parts::csrf_field(visit))
            (handle(visit, faults, "alias", "move-alias", &typed.alias))
            (parts::button(&visit.say("move-add")))
        }
        h2 { (visit.say("move-away-title")) }
        @match target {
            Some(target) => (moved(app, visit, &target)),
            None => (form(visit, typed, faults)),
        }
    };
    Ok(parts::page_as(faults.status(), app, visit, &title, &main))
}

fn handle(visit: &Visit, faults: &Faults, name: &str, label: &'static str, value: &str) -> Markup {
    parts::field(&Field {
        name,
        label: &visit.say(label),
        hint: &visit.say("move-handle-hint"),
        value,
        kind: "text",
        required: true,
        error: faults.on(name),
        autocomplete: "off",
        ..Field::default()
    })
}

fn others(app: &App, visit: &Visit, aliases: &[Shown]) -> Markup {
    html! {
        @if !aliases.is_empty() {
            form method="post" action={ (HERE) "/aliases/remove" } {
                (parts::csrf_field(visit))
                ul.list { @for other in aliases {
                    li.card.line {
                        (accounts::row(app, other))
                        button.plain type="submit" name="id" value=(other.id) {
                            (visit.say("move-remove"))
                            (parts::only_read(&format!(" @{}", other.acct)))
                        }
                    }
                } }
            }
        }
    }
}

fn form(visit: &Visit, typed: &Typed, faults: &Faults) -> Markup {
    html! {
        p { (visit.say("move-away-hint")) }
        form method="post" action=(HERE) {
            (parts::csrf_field(visit))
            (handle(visit, faults, "acct", "move-target", &typed.acct))
            (parts::field(&Field {
                name: "current_password", label: &visit.say("label-current-password"),
                kind: "password", autocomplete: "current-password", required: true,
                error: faults.on("current_password"), ..Field::default()
            }))
            (parts::button_as("danger", &visit.say("move-start")))
        }
    }
}

fn moved(app: &App, visit: &Visit, target: &Shown) -> Markup {
    html! {
        p { (visit.say(Say::new("move-done").with("handle", target.acct.as_str()))) }
        (accounts::row(app, target))
        form method="post" action={ (HERE) "/back" } {
            (parts::csrf_field(visit))
            (parts::button(&visit.say("move-back")))
        }
    }
}
