//! Making a person and their first account, whoever asks: sign-up, a moderator, the command line.

use db::Tx;
use ground::http::Role;
use ground::{AccountId, Error, Locale, PersonId, Result};

use super::{by_email, sql};
use crate::accounts;

/// What is needed for a new person with an account.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// The handle wanted.
    pub username: String,
    /// Where to write to.
    pub email: String,
    /// The hash of the password, see [`accounts::password::hash`].
    pub password_hash: String,
    /// The person's language.
    pub locale: Locale,
    /// Why they want to join, for the moderators.
    pub reason: String,
    /// What they may do.
    pub role: Role,
    /// Whether the address needs no confirmation.
    pub confirmed: bool,
    /// Whether nobody has to approve.
    pub approved: bool,
}

/// Makes the person and the account. Until the person is let in, nobody sees the account.
///
/// # Errors
/// If the handle or the address cannot be one, or is taken.
pub async fn create(tx: &mut Tx, new: NewAccount) -> Result<(PersonId, AccountId)> {
    // Who runs the place may have a name that would mislead elsewhere.
    if new.role < Role::Admin {
        accounts::not_reserved(&new.username)?;
    }
    accounts::free_username(tx, &new.username, None).await?;
    if !is_email(&new.email) {
        return Err(Error::invalid("email", "error-bad-email"));
    }
    if by_email(tx, &new.email).await?.is_some() {
        return Err(Error::invalid("email", "error-email-taken"));
    }
    let pending = !(new.confirmed && new.approved);
    let account = accounts::add(tx, &new.username, pending).await?;
    let person = PersonId(tx.new_id(account.bucket()));
    sql::insert(tx, person, &new).await?;
    sql::insert_member(tx, account, person, "owner").await?;
    Ok((person, account))
}

/// Whether a text has the shape of an e-mail address; only a message tells whether it is one.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else { return false };
    text.len() <= 254
        && !name.is_empty()
        && !host.is_empty()
        && !host.starts_with('.')
        && !host.ends_with('.')
        && text.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"<>,;\"".contains(c))
}
