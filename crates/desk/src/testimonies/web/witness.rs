//! The page of a witness: what became of what they told, what they agree to, and one button that
//! ends all of it. The secret in the address is all it takes.

use axum::extract::State as Held;
use axum::response::Response;
use ground::html::{self as parts, Faults};
use ground::http::{Form, Nothing, Path, Visit};
use ground::{App, Error, Result, Say};
use http::StatusCode;
use maud::{Markup, html};
use social::accounts;

use super::super::input::{Agreed, Shown};
use super::super::uses::Task;
use super::super::witness::{self as links, View};
use super::super::{Giver, Naming, State, consents, vault, work};
use super::{agreed_fields, receipts_table, uses_table};

pub(in super::super) async fn show(
    Held(app): Held<App>,
    visit: Visit,
    Path(secret): Path<String>,
) -> Result<Response> {
    witness_page(&app, &visit, &secret, &Agreed::default(), &Faults::default()).await
}

pub(in super::super) async fn consent(
    Held(app): Held<App>,
    visit: Visit,
    Path(secret): Path<String>,
    Form(it): Form<Agreed>,
) -> Result<Response> {
    match agree(&app, &secret, &it).await {
        Ok(()) => Ok(told(&secret, "testimony-agreed")),
        Err(error) => again(&app, &visit, &secret, &it, error).await,
    }
}

pub(in super::super) async fn approve(
    Held(app): Held<App>,
    visit: Visit,
    Path(secret): Path<String>,
    Form(it): Form<Shown>,
) -> Result<Response> {
    let held = secret.clone();
    match app.write(async move |tx| links::approve(tx, &held, &it.mark).await).await {
        Ok(_) => Ok(told(&secret, "testimony-approved-by-witness")),
        Err(error) => again(&app, &visit, &secret, &Agreed::default(), error).await,
    }
}

pub(in super::super) async fn withdraw(
    Held(app): Held<App>,
    visit: Visit,
    Path(secret): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    match links::withdraw(&app, &secret).await {
        Ok(()) => Ok(told(&secret, "testimony-taken-back")),
        Err(error) => again(&app, &visit, &secret, &Agreed::default(), error).await,
    }
}

/// Notes what a witness agrees to by their link.
pub(in super::super) async fn agree(app: &App, secret: &str, it: &Agreed) -> Result<()> {
    let held = secret.to_owned();
    app.read(async move |tx| links::by_secret(tx, &held).await.map(drop)).await?;
    let wish = it.wish()?;
    let seal = if wish.needs_vault() { Some(vault::seal(app).await?) } else { None };
    let secret = secret.to_owned();
    let files = app
        .write(async move |tx| {
            let it = links::by_secret(tx, &secret).await?;
            let seal = seal.clone();
            consents::consent(tx, &it, &wish, Giver::Witness, None, seal).await.map(|done| done.1)
        })
        .await?;
    social::media::forget_files(app, &files).await;
    Ok(())
}

fn told(secret: &str, what: &'static str) -> Response {
    parts::tell(parts::see_other(&format!("/testimony/{secret}")), what)
}

async fn again(
    app: &App,
    visit: &Visit,
    secret: &str,
    it: &Agreed,
    error: Error,
) -> Result<Response> {
    if matches!(error, Error::Gone) {
        return Ok(no_such_link(app, visit));
    }
    let faults = Faults::of(visit, error)?;
    witness_page(app, visit, secret, it, &faults).await
}

/// The answer to a link that holds no longer, or never did: the same, whichever it is.
fn no_such_link(app: &App, visit: &Visit) -> Response {
    let title = visit.say("witness-no-link");
    let main = html! {
        h1 { (title) }
        p { (visit.say("witness-no-link-why")) }
        p { (visit.say("witness-no-link-do")) }
    };
    parts::page_as(StatusCode::GONE, app, visit, &title, &main)
}

async fn witness_page(
    app: &App,
    visit: &Visit,
    secret: &str,
    typed: &Agreed,
    faults: &Faults,
) -> Result<Response> {
    let held = secret.to_owned();
    let found = app
        .read(async move |tx| {
            let view = links::view(tx, &held).await?;
            let held = consents::allowed(tx, &view.testimony).await?;
            let naming = work::naming(tx, &view.testimony).await?;
            let host = accounts::get_known(tx, view.testimony.organisation).await?;
            Ok((view, held, naming, host))
        })
        .await;
    let (view, held, naming, host) = match found {
        Err(Error::Gone) => return Ok(no_such_link(app, visit)),
        found => found?,
    };
    let it = &view.testimony;
    // Taking back must work while the vault is shut: the name is left out then.
    let shown = work::signature(app, it, naming.unwrap_or(Naming::Anonymous)).await;
    let shown = shown.unwrap_or_default();
    let now = Agreed::of(&held, &shown);
    let agreed = if faults.is_empty() { &now } else { typed };
    let title = visit.say("witness-title");
    let closed = it.state.is_closed();
    let main = html! {
        h1 { (title) }
        p { (visit.say("witness-told")) " " bdi { "@" (host.username) } }
        p { (visit.say("testimony-state")) " " strong { (visit.say(it.state.words())) } }
        (parts::faults_summary(visit, faults))
        @if !closed {
            (parts::info(&visit.say("witness-keep-address")))
            @if let Err(why) = consents::can_agree(it) { (parts::info(&visit.say(why.say()))) }
            (preview(visit, &view, secret, &shown))
        }
        (made(visit, &view))
        @if !closed {
            h2 { (visit.say("witness-consents")) }
            p { (visit.say("witness-consents-hint")) }
            form method="post" action={ "/testimony/" (secret) "/consents" } {
                (parts::csrf_field(visit))
                (agreed_fields(visit, agreed, faults))
                (parts::button(&visit.say("witness-agree")))
            }
        }
        @if !matches!(it.state, State::Withdrawn | State::Purged) {
            h2 { (visit.say("witness-withdraw-title")) }
            p { (visit.say("witness-withdraw-hint")) }
            form method="post" action={ "/testimony/" (secret) "/withdraw" } {
                (parts::csrf_field(visit))
                (parts::button_as("danger", &visit.say("witness-withdraw")))
            }
        }
        h2 { (visit.say("witness-receipts")) }
        (receipts_table(visit, "receipts", &view.receipts))
    };
    Ok(parts::page_as(faults.status(), app, visit, &title, &main))
}

/// What they told, and the text of it as it would be published.
fn preview(visit: &Visit, view: &View, secret: &str, shown: &str) -> Markup {
    let it = &view.testimony;
    html! {
        @if !it.story.is_empty() {
            (parts::unfold(&visit.say("witness-story"), false, &html! {
                @for line in it.story.lines() { p dir="auto" { (line) } }
            }))
        }
        @if !it.body.is_empty() {
            h2 { (visit.say("witness-text")) }
            div.card {
                @for line in work::signed(&it.body, shown).lines().filter(|it| !it.is_empty()) {
                    p dir="auto" { (line) }
                }
            }
            @if it.state == State::Written {
                p { (visit.say("witness-approve-hint")) }
                form method="post" action={ "/testimony/" (secret) "/approve" } {
                    (parts::csrf_field(visit))
                    (parts::hidden("mark", &links::mark_text(&it.body)))
                    (parts::button(&visit.say("witness-approve")))
                }
            }
        }
    }
}

/// What was made of it, what is being recalled, and the way it went.
fn made(visit: &Visit, view: &View) -> Markup {
    html! {
        @if !view.uses.is_empty() {
            h2 { (visit.say("witness-uses")) }
            (uses_table(visit, &view.uses))
        }
        @if !view.tasks.is_empty() {
            h2 { (visit.say("witness-tasks")) }
            p { (visit.say("witness-tasks-hint")) }
            ul { @for task in &view.tasks { li { (task_words(visit, task)) } } }
        }
        @if !view.steps.is_empty() {
            h2 { (visit.say("witness-steps")) }
            ul { @for step in &view.steps {
                li { (visit.say(step.to.words())) ", " (parts::moment(visit, step.at)) }
            } }
        }
    }
}

/// A task in words: where, what, until when, and whether it is done.
pub(super) fn task_words(visit: &Visit, task: &Task) -> Markup {
    let say = Say::new("task-words").with("network", visit.say(task.network.words()));
    html! {
        (visit.say(say)) " " bdi { (task.address) } " "
        (visit.say("task-until")) " " (parts::moment(visit, task.due_at))
        @if let Some(at) = task.done_at {
            " · " (visit.say("task-done")) " " (parts::moment(visit, at))
        }
    }
}
