//! The settings of a person's key: handle, address, password, sessions.

use axum::extract::State;
use axum::response::Response;
use ground::html::Faults;
use ground::http::{Form, Nothing, Viewer, Visit};
use ground::{App, Error, Result, html as parts};
use serde::Deserialize;

use super::super::letters::{self, Letter};
use super::super::{is_email, settle};
use super::is_theirs;
use super::settings::account::{Typed, page};
use crate::accounts::{self, password as words};
use crate::gates::mail;
use crate::oauth;

#[derive(Debug, Deserialize)]
pub(in super::super) struct Handle {
    #[serde(default)]
    username: String,
}

/// Another handle.
pub(in super::super) async fn handle(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Form(Handle { username }): Form<Handle>,
) -> Result<Response> {
    let name = username.trim().trim_start_matches('@').to_owned();
    let id = viewer.id;
    let renamed = app.write(async move |tx| accounts::rename(tx, id, &name).await).await;
    let typed = Typed { username: Some(&username), email: None };
    again(&app, &visit, &viewer, renamed, ("saved", &typed, "")).await
}

#[derive(Debug, Deserialize)]
pub(in super::super) struct Address {
    #[serde(default)]
    email: String,
    #[serde(default)]
    current_password: String,
}

/// Another address: it is theirs when they have confirmed it. Whether another has it already is
/// not told; they will get no letter they can use.
pub(in super::super) async fn email(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Form(asked): Form<Address>,
) -> Result<Response> {
    let person = viewer.person;
    let typed = asked.email.clone();
    let email = asked.email.trim().to_owned();
    let asked = async {
        is_theirs(&app, &viewer, asked.current_password).await?;
        if !is_email(&email) {
            return Err(Error::invalid("email", "error-bad-email"));
        }
        mail::may_be(&app, &email).await?;
        let letter = Letter::NewAddress { person, email };
        app.write(async move |tx| letters::send(tx, &letter).await).await
    };
    let typed = Typed { username: None, email: Some(&typed) };
    again(&app, &visit, &viewer, asked.await, ("letter-on-its-way", &typed, "email-current")).await
}

#[derive(Debug, Deserialize)]
pub(in super::super) struct Password {
    #[serde(default)]
    current_password: String,
    #[serde(default)]
    password: String,
}

/// Another password. All other sessions and programs are logged out.
pub(in super::super) async fn password(
    State(app): State<App>,
    viewer: Viewer,
    visit: Visit,
    Form(asked): Form<Password>,
) -> Result<Response> {
    let (person, keep) = (viewer.person, viewer.session.token);
    let changed = async {
        is_theirs(&app, &viewer, asked.current_password).await?;
        let hash = words::hash(asked.password).await?;
        let change =
            async move |tx: &mut db::Tx| settle::set_password(tx, person, &hash, Some(keep)).await;
        app.write(change).await
    };
    let done = ("saved", &Typed::default(), "password-current");
    again(&app, &visit, &viewer, changed.await, done).await
}

/// Back to the page of the key: with a word of what was done, or what was wrong and typed.
/// `current` is what that form calls its field for the current password.
async fn again(
    app: &App,
    visit: &Visit,
    viewer: &Viewer,
    outcome: Result<()>,
    (done, typed, current): (&'static str, &Typed<'_>, &str),
) -> Result<Response> {
    match outcome {
        Ok(()) => Ok(parts::tell(parts::see_other("/settings/account"), done)),
        Err(error) => {
            let faults = Faults::of(visit, error)?.renamed("current_password", current);
            page(app, visit, viewer, typed, &faults).await
        }
    }
}

/// Logs out everywhere: every session and every program, this browser too.
pub(in super::super) async fn end_sessions(
    State(app): State<App>,
    viewer: Viewer,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response> {
    let (person, account) = (viewer.person, viewer.id);
    app.write(async move |tx| oauth::end_all(tx, person, account, None).await).await?;
    let mut response = parts::see_other("/log-in");
    super::set_cookie(&app, &mut response, None);
    Ok(response)
}
