//! The vault: who witnesses are, sealed with a key file of its own.
//!
//! Writers never see it. Whoever may read it says why, and each reading is noted. A key that is
//! missing is never made anew while something lies sealed: then the vault says so and waits for
//! the right file.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use db::{Tx, record};
use ground::http::Ask;
use ground::secret::Seal;
use ground::{AccountId, App, Config, Error, PersonId, Result};
use serde::{Deserialize, Serialize};
use tracing::error;

use super::{Testimony, TestimonyId, clean, sql};
use crate::journal;
use crate::teams::{Act, Seat};

/// Longest reason for a reading, in characters.
const REASON_CHARS_MAX: usize = 300;

/// Who a witness is.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub(super) struct Identity {
    /// Their name; may be empty.
    pub name: String,
    /// An address or a telephone number.
    pub contact: String,
    /// Who represents them; empty: nobody.
    pub representative: String,
    /// What was seen as proof of their majority or of the representation.
    pub proof: String,
    /// The name they want to be called by in public.
    pub shown: String,
}

record! {
    /// Somebody read who a witness is.
    #[derive(Clone, Debug)]
    pub struct Reading {
        /// Its number: readings stand in its order.
        pub id: i64,
        /// Of which testimony.
        pub testimony: TestimonyId,
        /// Who read: their own account.
        pub account: AccountId,
        /// Why, in their words.
        pub reason: String,
        /// When, in epoch milliseconds.
        pub at: i64,
    }
}

/// Where the key lies, and the key once it was used.
pub(crate) struct Vault {
    path: PathBuf,
    seal: Mutex<Option<Arc<Seal>>>,
}

impl Vault {
    pub(crate) fn new(config: &Config) -> Self {
        let path = config.vault_key.clone().unwrap_or_else(|| config.data.join("vault.key"));
        Self { path, seal: Mutex::default() }
    }

    fn kept(&self) -> Option<Arc<Seal>> {
        self.seal.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// The key of the vault; made when nothing was ever sealed with it.
///
/// # Errors
/// [`Error::Unavailable`] if the file is missing or another one, while something lies sealed.
pub(super) async fn seal(app: &App) -> Result<Arc<Seal>> {
    let vault = app.memory::<Vault>();
    if let Some(seal) = vault.kept() {
        return Ok(seal);
    }
    let away = |why: &str| {
        let path = vault.path.display();
        error!(why, "The key of the vault, {path}, cannot be used: put the right file back");
        Error::Unavailable("error-vault-key".into())
    };
    let sealed = app.read(async move |tx| sql::vault::any(tx).await).await?;
    if sealed.is_some() && !vault.path.exists() {
        return Err(away("the file is missing"));
    }
    let seal = Seal::at(&vault.path).map_err(|why| away(&why.to_string()))?;
    if let Some((id, sealed)) = sealed {
        seal.open(&place(id), &sealed).map_err(|why| away(&why.to_string()))?;
    }
    let seal = Arc::new(seal);
    *vault.seal.lock().unwrap_or_else(PoisonError::into_inner) = Some(seal.clone());
    Ok(seal)
}

/// Puts into the vault who a witness is.
pub(super) async fn put(tx: &mut Tx, seal: &Seal, id: TestimonyId, who: &Identity) -> Result<()> {
    let plain = serde_json::to_vec(who).map_err(Error::internal)?;
    sql::vault::put(tx, id, &seal.close(&place(id), &plain)?).await
}

/// Who a witness is, for the house itself; none when it was forgotten.
pub(super) async fn open(tx: &mut Tx, seal: &Seal, id: TestimonyId) -> Result<Option<Identity>> {
    let Some(sealed) = sql::vault::get(tx, id).await? else { return Ok(None) };
    let plain = seal.open(&place(id), &sealed)?;
    serde_json::from_slice(&plain).map(Some).map_err(Error::internal)
}

/// Who a witness is, for somebody of the team, who says why they read it; the reading is noted.
///
/// # Errors
/// If one may not, or says no reason; [`Error::Gone`] if it was forgotten.
pub(super) async fn read(
    tx: &mut Tx,
    seat: &Seat,
    seal: &Seal,
    testimony: &Testimony,
    reason: &str,
) -> Result<Identity> {
    seat.may(Act::SeeWitnesses)?;
    let reason = clean("reason", reason, REASON_CHARS_MAX)?;
    if reason.is_empty() {
        return Err(Error::invalid("reason", "error-reading-reason"));
    }
    let identity = open(tx, seal, testimony.id).await?.ok_or(Error::Gone)?;
    sql::vault::note(tx, seat, testimony.id, &reason).await?;
    seat.note(tx, journal::Deed::new("testimonies.read", "testimony", testimony.id.0)).await?;
    Ok(identity)
}

/// Who read in the vault, latest first.
///
/// # Errors
/// If one may not see it.
pub(super) async fn readings(
    tx: &mut Tx,
    seat: &Seat,
    ask: Ask,
    limit: usize,
) -> Result<Vec<Reading>> {
    seat.may(Act::SeeWitnesses)?;
    sql::vault::readings(tx, seat.organisation, ask, limit).await
}

/// Who is read for, when a reading is written down.
pub(super) fn reader(seat: &Seat) -> (PersonId, AccountId) {
    (seat.person, seat.account)
}

/// What an identity is sealed for.
fn place(id: TestimonyId) -> String {
    format!("witness {}", id.0)
}
