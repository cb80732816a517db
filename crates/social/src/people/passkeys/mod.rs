//! Passkeys: one logs in by what unlocks one's own device, and types nothing. The device proves
//! that it holds a key and that its owner unlocked it: two things at once, so no code is asked for.
//!
//! The key never leaves the device; here lies its public half. A passkey works with scripts only,
//! as browsers have it; every other way in stays.

mod proof;
mod sql;

use db::{Tx, record};
use ground::{App, Error, PersonId, Result, secret};

use super::attempts::{self, Kind};
use super::letters::{self, Letter};
use super::log_in::{Entry, Shown, admit};
use super::settle;

pub(super) use proof::Place;

/// Passkeys of one person.
pub(super) const PASSKEYS_MAX: usize = 20;
/// Longest name, in characters.
const NAME_CHARS_MAX: usize = 50;

record! {
    /// A passkey, as its person sees it.
    #[derive(Clone, Debug)]
    pub(super) struct Passkey {
        pub(super) id: i64,
        /// What its person calls it.
        pub(super) name: String,
        /// What its device calls it.
        pub(super) credential: Vec<u8>,
        /// In epoch milliseconds.
        pub(super) created_at: i64,
        /// In epoch milliseconds; none: never yet.
        pub(super) used_at: Option<i64>,
    }
}

record! {
    #[derive(Clone, Debug)]
    struct Held {
        id: i64,
        person: PersonId,
        key: Vec<u8>,
        algorithm: i64,
        count: i64,
    }
}

/// What a browser sends of a new passkey.
#[derive(Clone, Debug, Default)]
pub(super) struct Made {
    /// `clientDataJSON`.
    pub(super) client: Vec<u8>,
    /// `authenticatorData`.
    pub(super) device: Vec<u8>,
    /// The public key, as SubjectPublicKeyInfo.
    pub(super) key: Vec<u8>,
}

/// What a browser sends to log in.
#[derive(Clone, Debug, Default)]
pub(super) struct Shows {
    /// What the device calls the passkey.
    pub(super) credential: Vec<u8>,
    /// `clientDataJSON`.
    pub(super) client: Vec<u8>,
    /// `authenticatorData`.
    pub(super) device: Vec<u8>,
    /// Over the two.
    pub(super) signature: Vec<u8>,
    /// Whose the device says it is.
    pub(super) owner: Vec<u8>,
}

/// The place that passkeys are for: this one.
pub(super) fn place(app: &App) -> Place {
    let origin = app.config.origin.clone();
    let host = url::Url::parse(&origin).ok().and_then(|url| url.host_str().map(str::to_owned));
    Place { origin, host: host.unwrap_or_default() }
}

/// The kinds of keys we take, by their numbers in COSE.
pub(super) fn algorithms() -> Vec<i64> {
    proof::algorithms().collect()
}

/// What a device is to sign: known to the browser of the attempt only, and good once, as that is.
pub(super) fn challenge(attempt: &str) -> [u8; 32] {
    secret::hash(&format!("passkey {attempt}"))
}

/// By what a device knows a person: their number, which says nothing of them.
pub(super) fn owner(person: PersonId) -> [u8; 8] {
    person.0.to_be_bytes()
}

/// A person's passkeys, oldest first.
pub(super) async fn list(tx: &mut Tx, person: PersonId) -> Result<Vec<Passkey>> {
    sql::list(tx, person, PASSKEYS_MAX).await
}

/// Keeps a new passkey.
///
/// # Errors
/// If what was sent is not one for us, made just now in this browser; if there are too many.
pub(super) async fn add(
    tx: &mut Tx,
    place: &Place,
    person: PersonId,
    attempt: &str,
    name: &str,
    made: &Made,
) -> Result<()> {
    let refused = || Error::invalid("passkey", "error-passkey-refused");
    let begun = attempts::find(tx, Kind::NewPasskey, attempt).await?;
    begun.filter(|it| it.person == Some(person)).ok_or_else(refused)?;
    attempts::end(tx, attempt).await?;
    if !proof::client_is_right(&made.client, "webauthn.create", &challenge(attempt), place) {
        return Err(refused());
    }
    let device = proof::device(&made.device, place).ok_or_else(refused)?;
    let credential = device.credential.ok_or_else(refused)?;
    let algorithm = proof::algorithm_of(&made.key).ok_or_else(refused)?;
    if sql::by_credential(tx, &credential).await?.is_some() {
        return Err(refused());
    }
    if list(tx, person).await?.len() >= PASSKEYS_MAX {
        return Err(Error::invalid("passkey", "error-passkeys-many"));
    }
    let name: String = name.trim().chars().filter(|sign| !sign.is_control()).collect();
    if name.is_empty() || name.chars().count() > NAME_CHARS_MAX {
        return Err(Error::invalid("name", "error-passkey-name"));
    }
    let id = tx.new_id(0);
    let key = (algorithm, made.key.as_slice());
    sql::insert(tx, id, person, &name, &credential, key, device.count).await?;
    tell(tx, person, "passkey-added").await
}

/// Logs in whoever holds the device; none if it is not known here, or what it says is not true.
pub(super) async fn log_in(
    tx: &mut Tx,
    place: &Place,
    attempt: &str,
    shows: &Shows,
) -> Result<Option<Entry>> {
    if attempts::find(tx, Kind::Passkey, attempt).await?.is_none() {
        return Ok(None);
    }
    attempts::end(tx, attempt).await?;
    let Some(held) = sql::by_credential(tx, &shows.credential).await? else { return Ok(None) };
    let kind = "webauthn.get";
    let asked = proof::client_is_right(&shows.client, kind, &challenge(attempt), place);
    let key = (held.algorithm, held.key.as_slice());
    let signed = proof::is_signed(key, &shows.device, &shows.client, &shows.signature);
    let theirs = shows.owner == owner(held.person);
    let Some(device) = proof::device(&shows.device, place).filter(|_| asked && signed && theirs)
    else {
        return Ok(None);
    };
    // A device that counts, and counts backwards, is a copy.
    if (device.count > 0 || held.count > 0) && device.count <= held.count {
        tell(tx, held.person, "passkey-copied").await?;
        return Ok(None);
    }
    sql::used(tx, held.id, device.count).await?;
    admit(tx, held.person, Shown::Twice).await.map(Some)
}

/// Removes a passkey.
///
/// # Errors
/// [`Error::NotFound`] if it is not one of theirs.
pub(super) async fn remove(tx: &mut Tx, person: PersonId, id: i64) -> Result<()> {
    if !sql::delete(tx, person, id).await? {
        return Err(Error::NotFound);
    }
    tell(tx, person, "passkey-removed").await
}

/// Forgets a person.
pub(super) async fn erase(tx: &mut Tx, person: PersonId) -> Result<()> {
    sql::delete_all(tx, person).await
}

async fn tell(tx: &mut Tx, person: PersonId, what: &str) -> Result<()> {
    letters::send(tx, &Letter::Secured { person, what: what.to_owned() }).await?;
    settle::changed(tx, person).await
}
