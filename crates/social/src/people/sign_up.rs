//! Signing up: as the house wills it, open to all, to those approved, to those invited, or closed.

use std::net::IpAddr;

use ground::config::Registrations;
use ground::http::Role;
use ground::{AccountId, App, AppId, Error, Locale, PersonId, Result, Say};

use super::letters::{self, Letter};
use super::{NewAccount, by_email, create, invitations, sql};
use crate::accounts::{self, password};
use crate::gates::{addresses, mail};

/// Longest reason, in characters.
const REASON_CHARS_MAX: usize = 2000;

/// What somebody who wants to join says.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// The handle wanted.
    pub username: String,
    /// Where to write to.
    pub email: String,
    /// The password.
    pub password: String,
    /// Why they want to join; needed where somebody approves.
    pub reason: String,
    /// The code of their invitation; needed where one comes in only by it.
    pub invitation: String,
    /// Their language.
    pub locale: Locale,
    /// The program they sign up with; none: our own page.
    pub program: Option<AppId>,
    /// The address they ask from; none: the server itself.
    pub address: Option<IpAddr>,
}

/// How a sign-up went. To whoever asked, both are the same answer.
#[derive(Clone, Copy, Debug)]
pub enum SignedUp {
    /// A person and an account were made; a letter asks to confirm the address.
    New(PersonId, AccountId),
    /// The address is known already, and got a letter that says so. Nothing was made.
    Known,
}

/// Signs somebody up.
///
/// # Errors
/// If the house is closed to them, or something they said cannot be.
pub async fn sign_up(app: &App, wish: Wish) -> Result<SignedUp> {
    let how = app.config.registrations;
    if how == Registrations::Closed {
        return Err(Error::forbidden("error-sign-up-closed"));
    }
    let at_once = match wish.address {
        Some(address) => addresses::may_sign_up(app, address)?,
        None => true,
    };
    mail::may_be(app, &wish.email).await?;
    let reason = wish.reason.trim().to_owned();
    if how == Registrations::Approval && reason.is_empty() {
        return Err(Error::invalid("reason", "error-reason-missing"));
    }
    if reason.chars().count() > REASON_CHARS_MAX {
        let say = Say::new("error-text-long").with("field", "reason").with("max", REASON_CHARS_MAX);
        return Err(Error::invalid("reason", say));
    }
    if reason.contains('\0') {
        return Err(Error::invalid("reason", "error-nul"));
    }
    let new = NewAccount {
        username: wish.username.trim().trim_start_matches('@').to_owned(),
        email: wish.email.trim().to_owned(),
        password_hash: password::hash(wish.password).await?,
        locale: wish.locale,
        reason,
        role: Role::Member,
        confirmed: false,
        approved: how != Registrations::Approval && at_once,
    };
    let code = (how == Registrations::Invitation).then(|| wish.invitation.trim().to_owned());
    app.write(async move |tx| {
        if let Some(person) = by_email(tx, &new.email).await? {
            // The same checks as for a new address, so that the answer does not tell.
            accounts::not_reserved(&new.username)?;
            accounts::free_username(tx, &new.username, None).await?;
            if let Some(code) = &code {
                invitations::accept(tx, code).await?;
            }
            letters::send(tx, &Letter::Known { person: person.id }).await?;
            return Ok(SignedUp::Known);
        }
        let (person, account) = create(tx, new).await?;
        let host = match &code {
            Some(code) => Some(invitations::accept(tx, code).await?),
            None => None,
        };
        sql::set_origin(tx, person, host, wish.program).await?;
        letters::send(tx, &Letter::Confirm { person }).await?;
        Ok(SignedUp::New(person, account))
    })
    .await
}
