//! The pages of subscriptions: asking, saying yes, ending it; and letting others have one's posts.

use axum::extract::State;
use axum::response::Response;
use ground::html::{self as parts, Field};
use ground::http::{Flag, Form, Nothing, Path, Viewer, Visit};
use ground::{AccountId, App, Error, Result, Say};
use maud::{Markup, html};
use serde::Deserialize;

use super::Subscription;
use crate::accounts::{self, Shown};

/// The form on a profile, for who has no account.
pub(crate) fn form(visit: &Visit, account: AccountId) -> Markup {
    let (title, label, hint) =
        (visit.say("subscribe-title"), visit.say("subscribe-email"), visit.say("subscribe-hint"));
    let inside = html! {
        form method="post" action="/letters" {
            (parts::csrf_field(visit))
            (parts::hidden("account", &account.to_string()))
            (parts::field(&Field {
                name: "email", label: &label, hint: &hint, kind: "email", autocomplete: "email",
                required: true, ..Field::default()
            }))
            (parts::button(&visit.say("subscribe-send")))
        }
    };
    parts::unfold(&title, false, &inside)
}

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    account: AccountId,
    #[serde(default)]
    email: String,
}

pub(super) async fn ask(
    State(app): State<App>,
    visit: Visit,
    Form(asked): Form<Asked>,
) -> Result<Response> {
    super::ask(&app, asked.account, &asked.email, visit.locale).await?;
    Ok(sentence(&app, &visit, "subscribe-title", "subscribe-asked"))
}

pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(secret): Path<String>,
) -> Result<Response> {
    let found = app.read(async move |tx| super::by_secret(tx, &secret).await).await?;
    let account = accounts::shown(&app, &[found.account]).await?.pop().ok_or(Error::NotFound)?;
    let title = visit.say("subscribe-title");
    let main = html! {
        h1 { (title) }
        (offer(&visit, &found, &account))
    };
    Ok(parts::page(&app, &visit, &title, &main))
}

fn offer(visit: &Visit, found: &Subscription, account: &Shown) -> Markup {
    let confirmed = found.confirmed_at.is_some();
    let question = if confirmed { "subscribe-have" } else { "subscribe-want" };
    let act = |class, end: &str, label| {
        html! {
            form method="post" action={ "/letters/" (found.secret) "/" (end) } {
                (parts::csrf_field(visit))
                (parts::button_as(class, &visit.say(label)))
            }
        }
    };
    html! {
        p { (visit.say(Say::new(question).with("name", account.name()))) }
        p { a href=(account.path()) { "@" (account.acct) } }
        @if !confirmed { (act("main", "confirm", "subscribe-yes")) }
        (act("plain", "stop", if confirmed { "subscribe-stop" } else { "subscribe-no" }))
    }
}

pub(super) async fn confirm(
    State(app): State<App>,
    visit: Visit,
    Path(secret): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    app.write(async move |tx| super::confirm(tx, &secret).await).await?;
    Ok(sentence(&app, &visit, "subscribe-title", "subscribe-confirmed"))
}

/// Also what providers of mail send when their button is pressed (RFC 8058): without our page, so
/// it takes no seal; the secret in the address is enough.
pub(super) async fn stop(
    State(app): State<App>,
    visit: Visit,
    Path(secret): Path<String>,
) -> Result<Response> {
    app.write(async move |tx| super::stop(tx, &secret).await).await?;
    Ok(sentence(&app, &visit, "subscribe-title", "subscribe-stopped"))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Choice {
    on: Flag,
}

pub(super) async fn settings(
    State(app): State<App>,
    visit: Visit,
    viewer: Viewer,
) -> Result<Response> {
    if !app.config.email_subscriptions {
        return Err(Error::NotFound);
    }
    let found = app.read(async move |tx| {
        Ok((super::is_on(tx, viewer.id).await?, super::count(tx, viewer.id).await?))
    });
    let (on, count) = found.await?;
    let title = visit.say("subscriptions-title");
    let main = html! {
        h1 { (title) }
        p { (visit.say("subscriptions-hint")) }
        p { (visit.say(Say::new("subscriptions-count").with("count", count))) }
        form method="post" action="/settings/letters" {
            (parts::csrf_field(&visit))
            (parts::tick("on", &visit.say("subscriptions-on"), on))
            (parts::button(&visit.say("subscriptions-save")))
        }
    };
    Ok(parts::page(&app, &visit, &title, &main))
}

pub(super) async fn set(
    State(app): State<App>,
    viewer: Viewer,
    Form(choice): Form<Choice>,
) -> Result<Response> {
    if !app.config.email_subscriptions {
        return Err(Error::NotFound);
    }
    app.write(async move |tx| super::set(tx, viewer.id, choice.on.0).await).await?;
    Ok(parts::tell(parts::see_other("/settings/letters"), "subscriptions-saved"))
}

fn sentence(app: &App, visit: &Visit, title: &'static str, words: &'static str) -> Response {
    let title = visit.say(title);
    let main = html! {
        h1 { (title) }
        p { (visit.say(words)) }
    };
    parts::page(app, visit, &title, &main)
}
