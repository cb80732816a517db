//! Logging in: an address and a password become a session, or the way to the second step.

use db::Tx;
use ground::{App, PersonId, Result, secret};

use super::second::{self, Proof};
use super::secrets::{self, Purpose};
use super::{account_of, attempts, by_id};
use crate::accounts::{self, password};
use crate::oauth;

/// How a log-in went.
#[derive(Clone, Debug)]
pub enum Entry {
    /// The secret of a new session.
    Session(String),
    /// All is well so far; a code is to be typed. The secret of the attempt, for this browser.
    Second(String),
    /// The address or the password is wrong; which of them is not said.
    Wrong,
    /// The password is right, but the address is not confirmed yet.
    Unconfirmed,
    /// The password is right, but nobody has let the person in yet.
    Waiting,
    /// The password is right, but the person may no longer come in.
    Disabled,
}

/// How a code was taken.
#[derive(Clone, Debug)]
pub(super) enum Typed {
    /// The log-in is done, and how: as after the first step.
    In(Entry),
    /// The same by a recovery code; so many are left.
    InBySpare(Entry, i64),
    /// The code is wrong.
    Wrong,
    /// No code is looked at before then, in epoch milliseconds.
    Closed(i64),
    /// The browser began no log-in, or too long ago.
    Stale,
}

/// How the link of a letter was followed.
#[derive(Clone, Debug)]
pub(super) enum Linked {
    /// It is good: how it went on, and where they were going.
    In(Entry, String),
    /// It is good, but in the browser that asked for it.
    Elsewhere,
    /// It is not good, or no longer.
    Stale,
}

/// How somebody showed who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// By one thing: a second step follows, if they have one.
    Once,
    /// By two.
    Twice,
}

/// Opens a session for whoever knows the password, or leads to the second step. An unknown address
/// takes as long as a wrong password, and gets the same answer.
///
/// # Errors
/// If the database does not answer.
pub async fn log_in(app: &App, email: String, password: String) -> Result<Entry> {
    let found = app.read(async move |tx| super::by_email(tx, &email).await).await?;
    let kept = found.as_ref().map(|person| person.password_hash.clone());
    let right = password::is_right(password, kept).await?;
    let Some(person) = found.filter(|_| right) else { return Ok(Entry::Wrong) };
    let id = person.id;
    app.write(async move |tx| {
        // The password may have changed while it was looked at.
        if by_id(tx, id).await?.password_hash != person.password_hash {
            return Ok(Entry::Wrong);
        }
        admit(tx, id, Shown::Once).await
    })
    .await
}

/// The second step of the log-in that a browser began.
///
/// # Errors
/// If the database does not answer.
pub(super) async fn type_code(tx: &mut Tx, app: &App, attempt: &str, code: &str) -> Result<Typed> {
    let begun = attempts::find(tx, attempts::Kind::Second, attempt).await?;
    let Some(person) = begun.and_then(|begun| begun.person) else { return Ok(Typed::Stale) };
    let spare = match second::prove(tx, app, person, code).await? {
        Proof::Right => None,
        Proof::Spare(left) => Some(left),
        Proof::Wrong => return Ok(Typed::Wrong),
        Proof::Closed(until) => return Ok(Typed::Closed(until)),
    };
    attempts::end(tx, attempt).await?;
    let entry = admit(tx, person, Shown::Twice).await?;
    Ok(match spare {
        None => Typed::In(entry),
        Some(left) => Typed::InBySpare(entry, left),
    })
}

/// Logs in by the link of a letter, in the browser that asked for it.
///
/// # Errors
/// If the database does not answer.
pub(super) async fn follow_link(tx: &mut Tx, attempt: &str, link: &str) -> Result<Linked> {
    let Some(sent) = secrets::find(tx, link, Purpose::Enter).await? else {
        return Ok(Linked::Stale);
    };
    let begun = attempts::find(tx, attempts::Kind::Link, attempt).await?;
    let hash = secret::hash(attempt);
    let ours = sent.bound.is_some_and(|bound| secret::equal(&bound, &hash));
    let Some(begun) = begun.filter(|_| ours) else { return Ok(Linked::Elsewhere) };
    secrets::take(tx, link, Purpose::Enter).await?;
    attempts::end(tx, attempt).await?;
    // Whoever has the old mailbox of a person is not that person.
    if by_id(tx, sent.person).await?.email != sent.email {
        return Ok(Linked::Stale);
    }
    Ok(Linked::In(admit(tx, sent.person, Shown::Once).await?, begun.onward))
}

/// Lets somebody in who showed who they are, if they may come in.
pub(super) async fn admit(tx: &mut Tx, id: PersonId, shown: Shown) -> Result<Entry> {
    let person = by_id(tx, id).await?;
    let account = account_of(tx, id).await?;
    let open = accounts::by_ids(tx, &[account])
        .await?
        .iter()
        .all(|account| account.suspended_at.is_none() && account.deleted_at.is_none());
    if person.disabled_at.is_some() || !open {
        return Ok(Entry::Disabled);
    }
    if person.confirmed_at.is_none() {
        return Ok(Entry::Unconfirmed);
    }
    if person.approved_at.is_none() {
        return Ok(Entry::Waiting);
    }
    if shown == Shown::Once && second::is_on(tx, id).await? {
        let attempt = attempts::begin(tx, attempts::Kind::Second, Some(id), "").await?;
        return Ok(Entry::Second(attempt));
    }
    Ok(Entry::Session(oauth::open_session(tx, id, account).await?))
}
