//! Logging in: an address and a password become a session.

use ground::{App, Result};

use crate::accounts::password;
use crate::oauth;

/// How a log-in went.
#[derive(Clone, Debug)]
pub enum Entry {
    /// The secret of a new session.
    Session(String),
    /// The address or the password is wrong; which of them is not said.
    Wrong,
    /// The password is right, but the address is not confirmed yet.
    Unconfirmed,
    /// The password is right, but nobody has let the person in yet.
    Waiting,
    /// The password is right, but the person may no longer come in.
    Disabled,
}

/// Opens a session for whoever knows the password. An unknown address takes as long as a wrong
/// password, and gets the same answer.
///
/// # Errors
/// If the database does not answer.
pub async fn log_in(app: &App, email: String, password: String) -> Result<Entry> {
    let found = app
        .read(async move |tx| {
            let Some(person) = super::by_email(tx, &email).await? else { return Ok(None) };
            let account = super::account_of(tx, person.id).await?;
            let suspended = !crate::accounts::by_ids(tx, &[account])
                .await?
                .iter()
                .all(|account| account.suspended_at.is_none() && account.deleted_at.is_none());
            Ok(Some((person, account, suspended)))
        })
        .await?;
    let kept = found.as_ref().map(|(person, ..)| person.password_hash.clone());
    let right = password::is_right(password, kept).await?;
    let Some((person, account, suspended)) = found.filter(|_| right) else {
        return Ok(Entry::Wrong);
    };
    if person.disabled_at.is_some() || suspended {
        return Ok(Entry::Disabled);
    }
    if person.confirmed_at.is_none() {
        return Ok(Entry::Unconfirmed);
    }
    if person.approved_at.is_none() {
        return Ok(Entry::Waiting);
    }
    let open = async move |tx: &mut db::Tx| oauth::open_session(tx, person.id, account).await;
    Ok(Entry::Session(app.write(open).await?))
}
