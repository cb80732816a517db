//! Servers that are kept out or kept back, and those alone heard where only chosen ones are.
//!
//! One is asked for by its name first: the page then says what is known of it here, and what
//! would end, beside the form.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Answer, Faults, Field, pager};
use ground::http::{Ask, Flag, Form, Input, Nothing, Path, Role, Viewer, Visit};
use ground::{App, Result, Say};
use maud::{Markup, html};
use serde::Deserialize;

use crate::gates::domains::{self, Allow, Block, Severity, Wish};
use crate::measures::{self, Measure, Span};
use crate::posts::Actor;
use crate::posts::page::acts_form;

/// Servers on a page.
const LIMIT: usize = 100;
const HERE: &str = "/admin/servers";

/// Each severity, the key of its name and of what it does.
const SEVERITIES: [(Severity, &str, &str); 3] = [
    (Severity::Noop, "gates-noop", "gates-noop-hint"),
    (Severity::Silence, "gates-silence", "gates-silence-hint"),
    (Severity::Suspend, "gates-suspend", "gates-suspend-hint"),
];

/// What was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::gates) struct Typed {
    domain: String,
    severity: String,
    reject_media: Flag,
    reject_reports: Flag,
    private_comment: String,
    public_comment: String,
    obfuscate: Flag,
}

impl Typed {
    fn of(block: &Block) -> Self {
        Self {
            domain: block.domain.clone(),
            severity: block.refused.severity.name().to_owned(),
            reject_media: Flag(block.refused.media),
            reject_reports: Flag(block.refused.reports),
            private_comment: block.private_comment.clone(),
            public_comment: block.public_comment.clone(),
            obfuscate: Flag(block.obfuscate),
        }
    }

    fn wish(&self) -> Wish {
        let words = |text: &str| Some(text.replace("\r\n", "\n"));
        Wish {
            severity: Some(Severity::of(&self.severity).unwrap_or(Severity::Silence)),
            reject_media: Some(self.reject_media.0),
            reject_reports: Some(self.reject_reports.0),
            private_comment: words(&self.private_comment),
            public_comment: words(&self.public_comment),
            obfuscate: Some(self.obfuscate.0),
        }
    }
}

/// Those that are kept out or back, and those that are allowed.
pub(in crate::gates) async fn show(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    ask: Ask,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    list(&app, &visit, ask, "", &Faults::default()).await
}

async fn list(
    app: &App,
    visit: &Visit,
    ask: Ask,
    typed: &str,
    faults: &Faults,
) -> Result<Response> {
    let (page, allowed) = app
        .read(async move |tx| {
            let allowed = domains::allows(tx, Ask::default(), LIMIT).await?;
            Ok((domains::list(tx, ask, LIMIT).await?, allowed))
        })
        .await?;
    let older = page.last().filter(|_| page.len() == LIMIT);
    let older = older.map(|it| format!("{HERE}?max_id={}", it.id));
    let title = visit.say("gates-servers-title");
    let main = html! {
        (parts::way_back(visit, "/admin", "admin-title"))
        h1 { (title) }
        (parts::faults_summary(visit, faults))
        p { (visit.say("gates-servers-hint")) }
        form.find method="get" action={ (HERE) "/new" } {
            (parts::field(&Field {
                name: "domain", label: &visit.say("gates-server"), required: true,
                hint: &visit.say("gates-server-hint"), autocomplete: "off", ..Field::default()
            }))
            (parts::button(&visit.say("gates-server-look")))
        }
        @if page.is_empty() { p.empty { (visit.say("gates-none")) } }
        @else { (table(visit, &page)) }
        (pager(visit, None, older.as_deref()))
        (allows(visit, &allowed, typed, faults))
        (acts_form(visit, "moderation"))
    };
    Ok(parts::page_as(faults.status(), app, visit, &title, &main))
}

fn called(severity: Severity) -> &'static str {
    SEVERITIES.iter().find(|(it, ..)| *it == severity).map_or("gates-suspend", |it| it.1)
}

fn table(visit: &Visit, page: &[Block]) -> Markup {
    let heads = ["gates-server", "gates-severity", "case-since", "gates-why", "gates-act"];
    let heads = heads.map(|key| visit.say(key));
    let row = |it: &Block| {
        let why = [&it.public_comment, &it.private_comment];
        let why: Vec<&str> =
            why.into_iter().map(String::as_str).filter(|it| !it.is_empty()).collect();
        vec![
            html! { a href={ (HERE) "/" (it.id) } { bdi { (it.domain) } } },
            html! {
                (visit.say(called(it.refused.severity)))
                @if it.refused.media { ", " (visit.say("gates-no-media")) }
                @if it.refused.reports { ", " (visit.say("gates-no-reports")) }
            },
            parts::day(visit, it.created_at),
            html! { @if why.is_empty() { "–" } @else { span dir="auto" { (why.join(" · ")) } } },
            parts::act_button(
                "plain",
                &format!("{HERE}/{}/remove", it.id),
                &visit.say("gates-open"),
                &it.domain,
            ),
        ]
    };
    let rows: Vec<Vec<Markup>> = page.iter().map(row).collect();
    parts::table_region("servers", &visit.say("gates-servers-table"), &heads, &rows)
}

fn allows(visit: &Visit, allowed: &[Allow], typed: &str, faults: &Faults) -> Markup {
    html! {
        h2 { (visit.say("gates-allowed")) }
        p.hint { (visit.say("gates-allowed-hint")) }
        @if !allowed.is_empty() {
            ul { @for it in allowed {
                li.row {
                    bdi { (it.domain) }
                    (parts::act_button("plain", &format!("{HERE}/allowed/{}/remove", it.id),
                        &visit.say("gates-disallow"), &it.domain))
                }
            } }
        }
        form.find method="post" action={ (HERE) "/allowed" } {
            (parts::csrf_field(visit))
            (parts::field(&Field {
                name: "allowed", label: &visit.say("gates-allow-server"), value: typed,
                required: true, autocomplete: "off", error: faults.on("allowed"),
                ..Field::default()
            }))
            (parts::button_as("plain", &visit.say("gates-allow")))
        }
    }
}

/// The form for one more, with what is known of the server here.
pub(in crate::gates) async fn fresh(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Input(mut typed): Input<Typed>,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    if typed.severity.is_empty() {
        Severity::Silence.name().clone_into(&mut typed.severity);
    }
    form(&app, &visit, HERE, &typed, &Faults::default()).await
}

/// The form of one.
pub(in crate::gates) async fn edit(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(id): Path<i64>,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let block = app.read(async move |tx| domains::get_one(tx, id).await).await?;
    form(&app, &visit, &format!("{HERE}/{id}"), &Typed::of(&block), &Faults::default()).await
}

/// Keeps one out.
pub(in crate::gates) async fn add(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let (by, domain, wish) = (Actor::from(&viewer), typed.domain.clone(), typed.wish());
    let done = app.write(async move |tx| domains::add(tx, by, &domain, wish).await).await;
    settle(&app, &visit, HERE, &typed, done).await
}

/// Changes what is refused of one.
pub(in crate::gates) async fn change(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Path(id): Path<i64>,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let (by, wish) = (Actor::from(&viewer), typed.wish());
    let done = app.write(async move |tx| domains::change(tx, by, id, wish).await).await;
    settle(&app, &visit, &format!("{HERE}/{id}"), &typed, done).await
}

/// No longer keeps one out.
pub(in crate::gates) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let by = Actor::from(&viewer);
    app.write(async move |tx| domains::remove(tx, by, id).await).await?;
    Ok(parts::tell(parts::see_other(HERE), "saved"))
}

/// A server to be allowed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::gates) struct Allowed {
    allowed: String,
}

/// Allows one.
pub(in crate::gates) async fn allow(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Form(Allowed { allowed }): Form<Allowed>,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let (by, typed) = (Actor::from(&viewer), allowed.clone());
    match app.write(async move |tx| domains::allow(tx, by, &typed).await).await {
        Ok(_) => Ok(parts::tell(parts::see_other(HERE), "saved")),
        Err(error) => {
            let faults = Faults::of(&visit, error)?.renamed("domain", "allowed");
            list(&app, &visit, Ask::default(), &allowed, &faults).await
        }
    }
}

/// No longer allows it.
pub(in crate::gates) async fn disallow(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<i64>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    viewer.finds_as(Role::Admin)?;
    let by = Actor::from(&viewer);
    app.write(async move |tx| domains::disallow(tx, by, id).await).await?;
    Ok(parts::tell(parts::see_other(HERE), "saved"))
}

async fn settle(
    app: &App,
    visit: &Visit,
    action: &str,
    typed: &Typed,
    done: Result<Block>,
) -> Result<Response> {
    match done {
        Ok(_) => Ok(parts::tell(parts::see_other(HERE), "saved")),
        Err(error) => {
            let faults = Faults::of(visit, error)?;
            form(app, visit, action, typed, &faults).await
        }
    }
}

/// What is known of a server here, as keys of words with their counts.
async fn known(app: &App, domain: &str) -> Result<Vec<(&'static str, i64)>> {
    let Ok(name) = crate::gates::domain(domain) else { return Ok(Vec::new()) };
    let now = app.db.now_ms();
    let span = Span::of(now, now, now, 1)?;
    let what = [
        ("gates-known-accounts", Measure::InstanceAccounts(name.clone())),
        ("gates-known-posts", Measure::InstanceStatuses(name.clone())),
        ("gates-known-follows", Measure::InstanceFollows(name.clone())),
        ("gates-known-followers", Measure::InstanceFollowers(name.clone())),
        ("gates-known-reports", Measure::InstanceReports(name)),
    ];
    app.read(async move |tx| {
        let mut counts = Vec::new();
        for (key, measure) in &what {
            counts.push((*key, measures::count(tx, measure, span).await?.total));
        }
        Ok(counts)
    })
    .await
}

async fn form(
    app: &App,
    visit: &Visit,
    action: &str,
    typed: &Typed,
    faults: &Faults,
) -> Result<Response> {
    let known = known(app, &typed.domain).await?;
    let title = visit.say("gates-server-title");
    let main = html! {
        (parts::way_back(visit, HERE, "gates-servers-title"))
        h1 { (title) }
        (parts::faults_summary(visit, faults))
        @if !known.is_empty() {
            h2 { (visit.say("gates-known")) }
            p { bdi { (typed.domain) } }
            ul { @for (key, count) in &known {
                li { (visit.say(Say::new(key).with("count", *count))) }
            } }
            p.hint { (visit.say("gates-known-hint")) }
        }
        (fields(visit, action, typed, faults))
    };
    Ok(parts::page_as(faults.status(), app, visit, &title, &main))
}

fn fields(visit: &Visit, action: &str, typed: &Typed, faults: &Faults) -> Markup {
    let severities = SEVERITIES.map(|(it, label, hint)| Answer {
        value: it.name(),
        label: visit.say(label),
        hint: visit.say(hint),
    });
    let [server, public, public_hint, private, private_hint] = [
        "gates-server",
        "gates-public",
        "gates-public-hint",
        "gates-private",
        "gates-private-hint",
    ]
    .map(|key| visit.say(key));
    html! {
        form method="post" action=(action) {
            (parts::csrf_field(visit))
            @if action == HERE {
                (parts::field(&Field {
                    name: "domain", label: &server, value: &typed.domain, required: true,
                    autocomplete: "off", error: faults.on("domain"), ..Field::default()
                }))
            } @else { (parts::hidden("domain", &typed.domain)) }
            (parts::radios("severity", &visit.say("gates-severity"), &severities,
                &typed.severity))
            (parts::tick("reject_media", &visit.say("gates-reject-media"), typed.reject_media.0))
            (parts::tick("reject_reports", &visit.say("gates-reject-reports"),
                typed.reject_reports.0))
            (parts::area(&Field {
                name: "public_comment", label: &public, hint: &public_hint, rows: 2,
                value: &typed.public_comment, error: faults.on("public_comment"),
                ..Field::default()
            }))
            (parts::tick("obfuscate", &visit.say("gates-obfuscate"), typed.obfuscate.0))
            (parts::area(&Field {
                name: "private_comment", label: &private, hint: &private_hint, rows: 2,
                value: &typed.private_comment, error: faults.on("private_comment"),
                ..Field::default()
            }))
            (parts::button(&visit.say("gates-server-save")))
        }
    }
}
