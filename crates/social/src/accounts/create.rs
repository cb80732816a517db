//! Making a person and their first account, whoever asks: sign-up, a moderator, the command line.

use db::Tx;
use ground::events;
use ground::http::Role;
use ground::{AccountId, Error, Locale, PersonId, Result, Say};

use super::{Changed, sql};
use crate::people;

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

/// Makes the person and the account. Until the person is let in, nobody sees the account.
///
/// # Errors
/// If the handle or the address cannot be one, or is taken.
pub async fn create(tx: &mut Tx, new: NewAccount) -> Result<(PersonId, AccountId)> {
    // Who runs the place may have a name that would mislead elsewhere.
    if new.role < Role::Admin {
        not_reserved(&new.username)?;
    }
    free_username(tx, &new.username, None).await?;
    if !is_email(&new.email) {
        return Err(Error::invalid("email", "error-bad-email"));
    }
    if people::by_email(tx, &new.email).await?.is_some() {
        return Err(Error::invalid("email", "error-email-taken"));
    }
    let account = AccountId(tx.new_account_id());
    let pending = !(new.confirmed && new.approved);
    sql::insert_account(tx, account, &new.username, pending).await?;
    let person = people::add(tx, account, &new).await?;
    events::append(tx, &Changed { account })?;
    Ok((person, account))
}

/// Refuses names that would mislead.
pub(crate) fn not_reserved(username: &str) -> Result<()> {
    if RESERVED.contains(&username.to_lowercase().as_str()) {
        return Err(Error::invalid("username", "error-username-reserved"));
    }
    Ok(())
}

/// The key of a handle that can be one and that nobody (but `owner`) has.
pub(crate) async fn free_username(
    tx: &mut Tx,
    username: &str,
    owner: Option<AccountId>,
) -> Result<String> {
    if !text::valid_username(username) {
        return Err(Error::invalid("username", "error-bad-username"));
    }
    let key = username.to_lowercase();
    let holder = sql::by_handle(tx, &key, "").await?;
    if holder.is_some_and(|holder| Some(holder.id) != owner) {
        let say = Say::new("error-username-taken").with("name", username);
        return Err(Error::invalid("username", say));
    }
    Ok(key)
}

/// Whether a text has the shape of an e-mail address; only a message tells whether it is one.
#[must_use]
pub(crate) fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else { return false };
    text.len() <= 254
        && !name.is_empty()
        && !host.is_empty()
        && !host.starts_with('.')
        && !host.ends_with('.')
        && text.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"<>,;\"".contains(c))
}
