//! Making a person and their first account, whoever asks: sign-up, a moderator, the command line.

use db::Tx;
use ground::events;
use ground::http::Role;
use ground::{AccountId, Error, Locale, PersonId, Result, Say};

use super::{Changed, sql};

/// Names that would mislead, or that addresses of ours need.
const RESERVED: [&str; 16] = [
    "abuse",
    "admin",
    "administrator",
    "api",
    "help",
    "hostmaster",
    "instance",
    "moderator",
    "noreply",
    "portevoix",
    "postmaster",
    "root",
    "security",
    "support",
    "webmaster",
    "www",
];

/// What is needed for a new person with an account.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// The handle wanted.
    pub username: String,
    /// Where to write to.
    pub email: String,
    /// The hash of the password, see [`super::password::hash`].
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

/// Makes the person and the account.
///
/// # Errors
/// If the handle or the address cannot be one, or is taken.
pub async fn create(tx: &mut Tx, new: NewAccount) -> Result<(PersonId, AccountId)> {
    if !text::valid_username(&new.username) {
        return Err(Error::invalid("username", "error-bad-username"));
    }
    let key = new.username.to_lowercase();
    if RESERVED.contains(&key.as_str()) && new.role < Role::Admin {
        return Err(Error::invalid("username", "error-username-reserved"));
    }
    if !is_email(&new.email) {
        return Err(Error::invalid("email", "error-bad-email"));
    }
    if sql::by_handle(tx, &key, "").await?.is_some() {
        let say = Say::new("error-username-taken").with("name", new.username);
        return Err(Error::invalid("username", say));
    }
    if sql::person_by_email(tx, &new.email.to_lowercase()).await?.is_some() {
        return Err(Error::invalid("email", "error-email-taken"));
    }
    let account = AccountId(tx.new_account_id());
    let person = PersonId(tx.new_id(account.bucket()));
    sql::insert_account(tx, account, &new.username).await?;
    sql::insert_person(tx, person, &new).await?;
    sql::insert_member(tx, account, person, "owner").await?;
    events::append(tx, &Changed { account })?;
    Ok((person, account))
}

/// Whether a text has the shape of an e-mail address; only a message tells whether it is one.
#[must_use]
pub(super) fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else { return false };
    text.len() <= 254
        && !name.is_empty()
        && !host.is_empty()
        && !host.starts_with('.')
        && !host.ends_with('.')
        && text.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"<>,;\"".contains(c))
}
