//! The page of the servers one blocks.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Faults, Field, pager};
use ground::http::{Ask, Form, Viewer, Visit};
use ground::{App, Result};
use maud::html;
use serde::Deserialize;

/// Servers on a page.
const LIMIT: usize = 100;
const HERE: &str = "/domain-blocks";

/// What was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    domain: String,
}

pub(super) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    ask: Ask,
) -> Result<Response> {
    page(&app, &visit, &viewer, ask, "", &Faults::default()).await
}

pub(super) async fn add(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let who = viewer.id;
    let added = async {
        let domain = super::domain(&app.config, &typed.domain)?;
        app.write(async move |tx| super::add(tx, who, domain).await).await
    };
    match added.await {
        Ok(()) => Ok(parts::tell(parts::see_other(HERE), "server-blocked")),
        Err(error) => {
            let faults = Faults::of(&visit, error)?;
            page(&app, &visit, &viewer, Ask::default(), &typed.domain, &faults).await
        }
    }
}

pub(super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let domain = super::domain(&app.config, &typed.domain)?;
    app.write(async move |tx| super::remove(tx, viewer.id, domain).await).await?;
    Ok(parts::tell(parts::see_other(HERE), "server-unblocked"))
}

async fn page(
    app: &App,
    visit: &Visit,
    viewer: &Viewer,
    ask: Ask,
    typed: &str,
    faults: &Faults,
) -> Result<Response> {
    let who = viewer.id;
    let list = app.read(async move |tx| super::list(tx, who, ask, LIMIT).await).await?;
    let older = list.last().filter(|_| list.len() == LIMIT);
    let older = older.map(|(cursor, _)| format!("{HERE}?max_id={cursor}"));
    let title = visit.say("servers-title");
    let main = html! {
        (parts::way_back(visit, "/settings", "settings-title"))
        h1 { (title) }
        (parts::faults_summary(visit, faults))
        p { (visit.say("servers-hint")) }
        form.find method="post" action=(HERE) {
            (parts::csrf_field(visit))
            (parts::field(&Field {
                name: "domain", label: &visit.say("servers-label"), value: typed, kind: "text",
                required: true, error: faults.on("domain"), autocomplete: "off",
                ..Field::default()
            }))
            (parts::button_as("danger", &visit.say("servers-block")))
        }
        @if list.is_empty() { p.empty { (visit.say("servers-empty")) } } @else {
            form method="post" action={ (HERE) "/remove" } {
                (parts::csrf_field(visit))
                ul.list { @for (_, domain) in &list {
                    li.card.line {
                        bdi { (domain) }
                        button.plain type="submit" name="domain" value=(domain) {
                            (visit.say("blocks-end")) (parts::only_read(&format!(" {domain}")))
                        }
                    }
                } }
            }
        }
        (pager(visit, None, older.as_deref()))
    };
    let status = faults.status();
    Ok(parts::page_as(status, app, visit, &title, &main))
}
