//! The JSON face of signing up.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use ground::http::{Caller, Flag, Input, Session, who};
use ground::{AccountId, App, Error, Locale, PersonId, Result, secret};
use http::HeaderMap;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

use super::letters::{self, Letter};
use super::{Person, SignedUp, Wish, by_email, is_email, sql};
use crate::gates::mail;
use crate::oauth;

#[derive(Debug, Deserialize)]
pub(super) struct NewPerson {
    #[serde(default)]
    username: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    agreement: Flag,
    #[serde(default)]
    locale: String,
    #[serde(default)]
    reason: Option<String>,
    #[serde(default)]
    invite_code: Option<String>,
}

/// <https://docs.joinmastodon.org/methods/accounts/#create>
pub(super) async fn sign_up(
    State(app): State<App>,
    headers: HeaderMap,
    session: Arc<Session>,
    caller: Caller,
    Input(new): Input<NewPerson>,
) -> Result<Response> {
    let program = session.app.ok_or_else(|| Error::forbidden("oauth-needs-program"))?;
    if !new.agreement.0 {
        return Err(Error::invalid("agreement", "error-no-agreement"));
    }
    let wish = Wish {
        username: new.username,
        email: new.email,
        password: new.password,
        reason: new.reason.unwrap_or_default(),
        invitation: new.invite_code.unwrap_or_default(),
        locale: Locale::of_tag(&new.locale).unwrap_or_else(|| who::language(&headers)),
        program: Some(program),
        address: Some(caller.0),
    };
    let made = super::sign_up(&app, wish).await?;
    let scopes = session.scopes.clone();
    let issued = app
        .write(async move |tx| {
            let member = match made {
                SignedUp::New(person, account) => (person, account),
                // A token of nobody: it answers as one does whose address is not confirmed.
                SignedUp::Known => (PersonId(tx.new_id(0)), AccountId(0)),
            };
            oauth::issue_to(tx, program, Some(member), &scopes).await
        })
        .await?;
    Ok(oauth::token_answer(&issued))
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct Address {
    #[serde(default)]
    email: Option<String>,
}

/// <https://docs.joinmastodon.org/methods/emails/#confirmation>
pub(super) async fn confirm_again(
    State(app): State<App>,
    headers: HeaderMap,
    Input(Address { email }): Input<Address>,
) -> Result<Json<Value>> {
    let Some(person) = holder(&app, &headers).await? else { return Ok(Json(json!({}))) };
    if person.confirmed_at.is_some() {
        return Err(Error::forbidden("error-already-confirmed"));
    }
    let email = email.map(|email| email.trim().to_owned()).filter(|email| !email.is_empty());
    if email.as_deref().is_some_and(|email| !is_email(email)) {
        return Err(Error::invalid("email", "error-bad-email"));
    }
    if let Some(email) = &email {
        mail::may_be(&app, email).await?;
    }
    app.write(async move |tx| {
        if let Some(email) = email
            && by_email(tx, &email).await?.is_none()
        {
            sql::set_email(tx, person.id, &email).await?;
        }
        letters::send(tx, &Letter::Confirm { person: person.id }).await
    })
    .await?;
    Ok(Json(json!({})))
}

/// <https://docs.joinmastodon.org/methods/emails/#check>
pub(super) async fn is_confirmed(State(app): State<App>, headers: HeaderMap) -> Result<Json<bool>> {
    let person = holder(&app, &headers).await?;
    Ok(Json(person.is_some_and(|person| person.confirmed_at.is_some())))
}

/// Whose token it is, even if nothing else may be done with it yet; none: nobody's, see
/// [`sign_up`].
async fn holder(app: &App, headers: &HeaderMap) -> Result<Option<Person>> {
    let secret = who::bearer(headers).ok_or(Error::Unauthorized("error-needs-token".into()))?;
    let hash = secret::hash(secret);
    app.read(async move |tx| {
        let found = sql::of_token(tx, &hash).await?;
        match found.ok_or(Error::Unauthorized("error-token-unknown".into()))? {
            Some(person) => super::by_id(tx, person).await.map(Some),
            None => Ok(None),
        }
    })
    .await
}
