//! Providers of mail that are kept out.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Faults, Field, pager};
use ground::http::{Ask, Form, Nothing, Path, Role, Viewer, Visit};
use ground::{App, Result, Say};
use maud::{Markup, html};
use serde::Deserialize;

use crate::gates::mail::{self, Block, Day};
use crate::posts::Actor;
use crate::posts::page::acts_form;

/// Providers on a page.
const LIMIT: usize = 100;
const HERE: &str = "/admin/mail";

/// What was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::gates) struct Typed {
    domain: String,
}

pub(in crate::gates) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    ask: Ask,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    page(&app, &visit, ask, &Typed::default(), &Faults::default()).await
}

/// Keeps one out.
pub(in crate::gates) async fn add(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let (by, domain) = (Actor::from(&viewer), typed.domain.clone());
    match app.write(async move |tx| mail::add(tx, by, &domain).await).await {
        Ok(_) => Ok(parts::tell(parts::see_other(HERE), "saved")),
        Err(error) => {
            let faults = Faults::of(&visit, error)?;
            page(&app, &visit, Ask::default(), &typed, &faults).await
        }
    }
}

/// Takes its addresses again.
pub(in crate::gates) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let by = Actor::from(&viewer);
    app.write(async move |tx| mail::remove(tx, by, id).await).await?;
    Ok(parts::tell(parts::see_other(HERE), "saved"))
}

async fn page(
    app: &App,
    visit: &Visit,
    ask: Ask,
    typed: &Typed,
    faults: &Faults,
) -> Result<Response> {
    let (page, days, _) = app.read(async move |tx| mail::list(tx, ask, LIMIT).await).await?;
    let older = page.last().filter(|_| page.len() == LIMIT);
    let older = older.map(|it| format!("{HERE}?max_id={}", it.id));
    let title = visit.say("gates-mail-title");
    let main = html! {
        (parts::way_back(visit, "/admin", "admin-title"))
        h1 { (title) }
        (parts::faults_summary(visit, faults))
        p { (visit.say("gates-mail-hint")) }
        form.find method="post" action=(HERE) {
            (parts::csrf_field(visit))
            (parts::field(&Field {
                name: "domain", label: &visit.say("gates-mail-domain"), value: &typed.domain,
                hint: &visit.say("gates-mail-domain-hint"), required: true, kind: "text",
                autocomplete: "off", error: faults.on("domain"), ..Field::default()
            }))
            (parts::button(&visit.say("gates-mail-add")))
        }
        @if page.is_empty() { p.empty { (visit.say("gates-none")) } }
        @else { (table(visit, &page, &days)) }
        (pager(visit, None, older.as_deref()))
        (acts_form(visit, "moderation"))
    };
    Ok(parts::page_as(faults.status(), app, visit, &title, &main))
}

fn table(visit: &Visit, page: &[Block], days: &[Day]) -> Markup {
    let heads = ["gates-provider", "case-since", "gates-tries", "gates-act"];
    let heads = heads.map(|key| visit.say(key));
    let row = |it: &Block| {
        let tries: i64 = days.iter().filter(|day| day.block == it.id).map(|day| day.count).sum();
        vec![
            html! { bdi { (it.domain) } },
            parts::day(visit, it.created_at),
            html! { (visit.say(Say::new("gates-tries-count").with("count", tries))) },
            parts::act_button(
                "plain",
                &format!("{HERE}/{}/remove", it.id),
                &visit.say("gates-open"),
                &it.domain,
            ),
        ]
    };
    let rows: Vec<Vec<Markup>> = page.iter().map(row).collect();
    parts::table_region("providers", &visit.say("gates-mail-table"), &heads, &rows)
}
