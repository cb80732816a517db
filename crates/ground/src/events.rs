//! Events: what happened, said once by the room where it happened, in the same transaction.
//!
//! An event is a plain struct of the room that says it. Consequences are drawn elsewhere: in
//! memory before the answer leaves (timeline index, caches, streams), and durably by effects.

use db::Tx;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};
use crate::id::AccountId;

/// Something that happened: its kind names it for ever in the log.
pub trait Event: Serialize + DeserializeOwned {
    /// `room.what_happened`.
    const KIND: &'static str;

    /// The number of the thing it happened to.
    fn subject(&self) -> i64;

    /// The account that did it.
    fn actor(&self) -> AccountId;
}

/// Appends an event to the log, in the unit's transaction.
///
/// # Errors
/// Only if the event cannot be written as JSON.
pub fn append<E: Event>(tx: &mut Tx, event: &E) -> Result<()> {
    let payload = serde_json::to_string(event).map_err(Error::internal)?;
    tx.append(E::KIND, event.subject(), event.actor().0, payload);
    Ok(())
}

/// Reads an event of the log as the struct of its room.
///
/// # Errors
/// If the payload is not what this version writes.
pub fn read<E: Event>(event: &db::Event) -> Result<E> {
    debug_assert_eq!(event.kind, E::KIND);
    serde_json::from_str(&event.payload).map_err(Error::internal)
}
