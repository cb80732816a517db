//! What is decided about a person once they are known: confirmed, approved, refused, disabled;
//! and what they change themselves.

use db::Tx;
use ground::html::Display;
use ground::http::Role;
use ground::{AccountId, Error, Locale, PersonId, Result, TokenId, events};

use super::letters::{self, Letter};
use super::secrets::{self, Purpose};
use super::{Changed, Joined, account_of, attempts, by_email, by_id, passkeys, second, sql};
use crate::{accounts, oauth};

/// What follows from a confirmation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmed {
    /// The person may log in.
    In,
    /// Somebody has to approve first.
    Waiting,
}

/// Confirms the address a secret was sent to.
///
/// # Errors
/// If the secret is not good, or the address was taken meanwhile.
pub async fn confirm(tx: &mut Tx, secret: &str) -> Result<Confirmed> {
    let sent = secrets::take(tx, secret, Purpose::Confirm).await?;
    let sent = sent.ok_or_else(|| Error::invalid("", "error-stale-secret"))?;
    let person = by_id(tx, sent.person).await?;
    let holder = by_email(tx, &sent.email).await?;
    if holder.is_some_and(|holder| holder.id != person.id) {
        return Err(Error::Conflict("error-email-gone".into()));
    }
    sql::confirm(tx, person.id, &sent.email).await?;
    if person.confirmed_at.is_some() && person.email != sent.email {
        letters::send(tx, &Letter::Moved { person: person.id, old: person.email }).await?;
    }
    if person.approved_at.is_none() {
        changed(tx, person.id).await?;
        return Ok(Confirmed::Waiting);
    }
    if person.confirmed_at.is_none() {
        let_in(tx, person.id).await?;
    }
    changed(tx, person.id).await?;
    Ok(Confirmed::In)
}

/// Lets somebody in who waited. Approving twice is the same as once.
///
/// # Errors
/// [`Error::NotFound`] if there is no such person.
pub async fn approve(tx: &mut Tx, id: PersonId) -> Result<()> {
    let person = by_id(tx, id).await?;
    if person.approved_at.is_some() {
        return Ok(());
    }
    sql::approve(tx, id).await?;
    letters::send(tx, &Letter::Approved { person: id }).await?;
    if person.confirmed_at.is_some() {
        let_in(tx, id).await?;
    }
    changed(tx, id).await
}

/// Refuses somebody who waited: the person, the account and what it reserved are gone.
///
/// # Errors
/// [`Error::NotFound`] if there is no such person; [`Error::Conflict`] if they are in already.
pub async fn refuse(tx: &mut Tx, id: PersonId) -> Result<()> {
    let person = by_id(tx, id).await?;
    if person.approved_at.is_some() {
        return Err(Error::Conflict("error-already-in".into()));
    }
    let account = account_of(tx, id).await?;
    let letter = Letter::Refused { email: person.email, locale: person.locale };
    // Only to an address known to be theirs: others did not ask us for letters.
    if person.confirmed_at.is_some() {
        letters::send(tx, &letter).await?;
    }
    oauth::end_all(tx, id, account, None).await?;
    sql::delete(tx, id).await?;
    accounts::remove_pending(tx, account).await
}

/// Removes the person behind an account, with every key: nothing of them is kept.
///
/// # Errors
/// If the database does not answer.
pub async fn erase(tx: &mut Tx, id: PersonId, account: AccountId) -> Result<()> {
    oauth::end_all(tx, id, account, None).await?;
    second::erase(tx, id).await?;
    passkeys::erase(tx, id).await?;
    attempts::end_all(tx, id).await?;
    sql::delete(tx, id).await
}

/// Keeps a person from logging in, or no longer. Their tokens stop at once.
///
/// # Errors
/// [`Error::NotFound`] if there is no such person.
pub async fn disable(tx: &mut Tx, id: PersonId, disabled: bool) -> Result<()> {
    by_id(tx, id).await?;
    let now = tx.now_ms();
    sql::set_disabled(tx, id, disabled.then_some(now)).await?;
    changed(tx, id).await
}

/// Changes what a person may do beyond their own account, from their next request on.
///
/// # Errors
/// If the database does not answer.
pub async fn set_role(tx: &mut Tx, id: PersonId, role: Role) -> Result<()> {
    sql::set_role(tx, id, role.name()).await?;
    changed(tx, id).await
}

/// Changes a password, see [`accounts::password::hash`]. Every token and session ends but the
/// one it was changed with.
///
/// # Errors
/// [`Error::NotFound`] if there is no such person.
pub async fn set_password(
    tx: &mut Tx,
    id: PersonId,
    hash: &str,
    keep: Option<TokenId>,
) -> Result<()> {
    let account = account_of(tx, id).await?;
    sql::set_password(tx, id, hash).await?;
    sql::delete_letters(tx, id, Purpose::Reset.name()).await?;
    sql::delete_letters(tx, id, Purpose::Enter.name()).await?;
    attempts::end_all(tx, id).await?;
    oauth::end_all(tx, id, account, keep).await?;
    letters::send(tx, &Letter::PasswordChanged { person: id }).await
}

/// Changes the password of whoever was sent that secret.
///
/// # Errors
/// If the secret is not good.
pub async fn reset_password(tx: &mut Tx, secret: &str, hash: &str) -> Result<()> {
    let sent = secrets::take(tx, secret, Purpose::Reset).await?;
    let sent = sent.ok_or_else(|| Error::invalid("", "error-stale-secret"))?;
    set_password(tx, sent.person, hash, None).await
}

/// Changes the language a person is spoken to in.
///
/// # Errors
/// If the database does not answer.
pub async fn set_locale(tx: &mut Tx, id: PersonId, locale: Locale) -> Result<()> {
    sql::set_locale(tx, id, locale.tag()).await?;
    changed(tx, id).await
}

/// Changes how a person's pages look.
///
/// # Errors
/// If the database does not answer.
pub(super) async fn set_display(tx: &mut Tx, id: PersonId, display: &Display) -> Result<()> {
    sql::set_display(tx, id, &display.text()).await?;
    changed(tx, id).await
}

async fn let_in(tx: &mut Tx, person: PersonId) -> Result<()> {
    let account = account_of(tx, person).await?;
    accounts::let_in(tx, account).await?;
    events::append(tx, &Joined { person, account })
}

pub(super) async fn changed(tx: &mut Tx, person: PersonId) -> Result<()> {
    let account = account_of(tx, person).await?;
    events::append(tx, &Changed { person, account })
}
