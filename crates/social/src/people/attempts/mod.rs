//! Log-ins begun and not ended: each is known to one browser, by a secret in a cookie of which only
//! the hash is kept, lives a quarter of an hour, and is good once.

mod sql;

use db::{Tx, record};
use ground::{PersonId, Result, secret};

/// How long one lives, in milliseconds.
pub(super) const LIFE_MS: i64 = 15 * 60 * 1000;
/// Longest address to go on to that is kept, in bytes.
const ONWARD_BYTES_MAX: usize = 16 << 10;

/// What a browser is about to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// To type a code, its password or link having been good.
    Second,
    /// To follow the link of a letter.
    Link,
    /// To show a passkey.
    Passkey,
    /// To make a passkey, logged in.
    NewPasskey,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Link => "link",
            Self::Passkey => "passkey",
            Self::NewPasskey => "new_passkey",
        }
    }
}

record! {
    /// A log-in begun.
    #[derive(Clone, Debug)]
    pub(super) struct Attempt {
        /// Who it is, if that is known already.
        pub(super) person: Option<PersonId>,
        /// Where they were going: a path of ours; empty if the browser knows.
        pub(super) onward: String,
    }
}

/// Begins one. Returns the secret for the browser's cookie.
pub(super) async fn begin(
    tx: &mut Tx,
    kind: Kind,
    person: Option<PersonId>,
    onward: &str,
) -> Result<String> {
    let now = tx.now_ms();
    sql::delete_before(tx, now).await?;
    let secret = secret::new();
    let onward = if onward.len() > ONWARD_BYTES_MAX { "/" } else { onward };
    let attempt = Attempt { person, onward: onward.to_owned() };
    sql::insert(tx, &secret::hash(&secret), kind.name(), &attempt, now + LIFE_MS).await?;
    Ok(secret)
}

/// The one of that secret, if it is for this and still lives.
pub(super) async fn find(tx: &mut Tx, kind: Kind, secret: &str) -> Result<Option<Attempt>> {
    let now = tx.now_ms();
    sql::find(tx, &secret::hash(secret), kind.name(), now).await
}

/// Ends one.
pub(super) async fn end(tx: &mut Tx, secret: &str) -> Result<()> {
    sql::delete(tx, &secret::hash(secret)).await
}

/// Ends all that a person began: their key has changed.
pub(super) async fn end_all(tx: &mut Tx, person: PersonId) -> Result<()> {
    sql::delete_of(tx, person).await
}
