//! Addresses that are kept out.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Answer, Faults, Field, pager};
use ground::http::{Ask, Form, Nothing, Path, Role, Viewer, Visit};
use ground::{App, Error, Result};
use maud::{Markup, html};
use serde::Deserialize;

use crate::gates::addresses::{self, Block, Severity, Wish};
use crate::posts::Actor;
use crate::posts::page::acts_form;

/// Networks on a page.
const LIMIT: usize = 100;
const HERE: &str = "/admin/addresses";

/// What was typed.
#[derive(Clone, Debug, Deserialize)]
#[serde(default)]
pub(in crate::gates) struct Typed {
    ip: String,
    severity: String,
    comment: String,
    expires_in: String,
}

impl Default for Typed {
    fn default() -> Self {
        Self {
            ip: String::new(),
            severity: Severity::NeedsApproval.name().to_owned(),
            comment: String::new(),
            expires_in: "2592000".to_owned(),
        }
    }
}

/// Each severity, the key of its name and of what it does.
const SEVERITIES: [(Severity, &str, &str); 3] = [
    (Severity::NeedsApproval, "gates-needs-approval", "gates-needs-approval-hint"),
    (Severity::NoSignUp, "gates-no-sign-up", "gates-no-sign-up-hint"),
    (Severity::NoAccess, "gates-no-access", "gates-no-access-hint"),
];
/// For how long, in seconds, and the key of its words.
const TIMES: [(&str, &str); 5] = [
    ("86400", "gates-day"),
    ("604800", "gates-week"),
    ("2592000", "gates-month"),
    ("31536000", "gates-year"),
    ("0", "gates-ever"),
];

pub(in crate::gates) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    ask: Ask,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    page(&app, &visit, ask, &Typed::default(), &Faults::default()).await
}

/// Keeps a network out.
pub(in crate::gates) async fn add(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let (by, said) = (Actor::from(&viewer), typed.clone());
    let done = app.write(async move |tx| {
        let expires_in_s = said.expires_in.parse().ok();
        let wish = Wish {
            ip: Some(said.ip),
            severity: Severity::of(&said.severity),
            comment: Some(said.comment.replace("\r\n", "\n")),
            expires_in_s: Some(
                expires_in_s.ok_or_else(|| Error::invalid("expires_in", "error-bad-number"))?,
            ),
        };
        addresses::add(tx, by, wish).await
    });
    match done.await {
        Ok(_) => Ok(parts::tell(parts::see_other(HERE), "saved")),
        Err(error) => {
            let faults = Faults::of(&visit, error)?;
            page(&app, &visit, Ask::default(), &typed, &faults).await
        }
    }
}

/// No longer keeps it out.
pub(in crate::gates) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let by = Actor::from(&viewer);
    app.write(async move |tx| addresses::remove(tx, by, id).await).await?;
    Ok(parts::tell(parts::see_other(HERE), "saved"))
}

async fn page(
    app: &App,
    visit: &Visit,
    ask: Ask,
    typed: &Typed,
    faults: &Faults,
) -> Result<Response> {
    let page = app.read(async move |tx| addresses::list(tx, ask, LIMIT).await).await?;
    let older = page.last().filter(|_| page.len() == LIMIT);
    let older = older.map(|it| format!("{HERE}?max_id={}", it.id));
    let title = visit.say("gates-addresses-title");
    let main = html! {
        (parts::way_back(visit, "/admin", "admin-title"))
        h1 { (title) }
        (parts::faults_summary(visit, faults))
        p { (visit.say("gates-addresses-hint")) }
        @if page.is_empty() { p.empty { (visit.say("gates-none")) } }
        @else { (table(visit, &page)) }
        (pager(visit, None, older.as_deref()))
        (form(visit, typed, faults))
        (acts_form(visit, "moderation"))
    };
    Ok(parts::page_as(faults.status(), app, visit, &title, &main))
}

fn form(visit: &Visit, typed: &Typed, faults: &Faults) -> Markup {
    let severities = SEVERITIES.map(|(it, label, hint)| Answer {
        value: it.name(),
        label: visit.say(label),
        hint: visit.say(hint),
    });
    let times = TIMES.map(|(seconds, key)| (seconds, visit.say(key)));
    html! {
        h2 { (visit.say("gates-addresses-add")) }
        form method="post" action=(HERE) {
            (parts::csrf_field(visit))
            (parts::field(&Field {
                name: "ip", label: &visit.say("gates-network"), value: &typed.ip, required: true,
                hint: &visit.say("gates-network-hint"), autocomplete: "off",
                error: faults.on("ip"), ..Field::default()
            }))
            (parts::radios("severity", &visit.say("gates-severity"), &severities,
                &typed.severity))
            (parts::choice("expires_in", &visit.say("gates-how-long"), &times,
                &typed.expires_in))
            (parts::area(&Field {
                name: "comment", label: &visit.say("gates-why"), value: &typed.comment, rows: 2,
                error: faults.on("comment"), ..Field::default()
            }))
            (parts::button(&visit.say("gates-addresses-do")))
        }
    }
}

fn table(visit: &Visit, page: &[Block]) -> Markup {
    let heads = ["gates-network", "gates-severity", "gates-until", "gates-why", "gates-act"];
    let heads = heads.map(|key| visit.say(key));
    let called = |it: Severity| {
        SEVERITIES.iter().find(|(known, ..)| *known == it).map_or("gates-no-access", |it| it.1)
    };
    let row = |it: &Block| {
        vec![
            html! { bdi { (it.network) } },
            html! { (visit.say(called(it.severity))) },
            html! {
                @match it.expires_at {
                    Some(at) => (parts::moment(visit, at)),
                    None => (visit.say("gates-ever")),
                }
            },
            html! { @if it.comment.is_empty() { "–" } @else { span dir="auto" { (it.comment) } } },
            parts::act_button(
                "plain",
                &format!("{HERE}/{}/remove", it.id),
                &visit.say("gates-open"),
                &it.network,
            ),
        ]
    };
    let rows: Vec<Vec<Markup>> = page.iter().map(row).collect();
    parts::table_region("networks", &visit.say("gates-addresses-table"), &heads, &rows)
}
