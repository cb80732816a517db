//! Secrets sent by letter: whoever shows one again reads that mailbox. Only hashes are kept.

use db::{Tx, record};
use ground::{PersonId, Result, secret};

use super::sql;

/// Letters of a kind a person gets in an hour, so that nobody's mailbox is flooded from here. Each
/// kind by itself: who asks for links in another's name must not keep a new password from them.
const LETTERS_AN_HOUR_MAX: i64 = 5;
const HOUR_MS: i64 = 60 * 60 * 1000;

/// What a secret is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To confirm an address: the first one, or a new one.
    Confirm,
    /// To choose a new password.
    Reset,
    /// To log in, in the browser that asked.
    Enter,
}

impl Purpose {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Reset => "reset",
            Self::Enter => "enter",
        }
    }

    fn life_ms(self) -> i64 {
        match self {
            Self::Confirm => 7 * 24 * HOUR_MS,
            Self::Reset => HOUR_MS,
            Self::Enter => HOUR_MS / 4,
        }
    }
}

record! {
    /// What was sent with a secret.
    #[derive(Clone, Debug)]
    pub(super) struct Sent {
        pub(super) person: PersonId,
        pub(super) purpose: String,
        pub(super) email: String,
        /// The hash of the attempt it belongs to, if it is to log in.
        pub(super) bound: Option<Vec<u8>>,
    }
}

/// A secret to send to an address; none if the person got many such letters already.
pub(super) async fn make(
    tx: &mut Tx,
    person: PersonId,
    purpose: Purpose,
    email: &str,
    bound: Option<Vec<u8>>,
) -> Result<Option<String>> {
    let now = tx.now_ms();
    let lately = sql::letters_since(tx, person, purpose.name(), now - HOUR_MS).await?;
    if lately >= LETTERS_AN_HOUR_MAX {
        return Ok(None);
    }
    sql::delete_letters_before(tx, person, now).await?;
    let secret = secret::new();
    let sent = Sent { person, purpose: purpose.name().to_owned(), email: email.to_owned(), bound };
    sql::insert_letter(tx, &secret::hash(&secret), &sent, now + purpose.life_ms()).await?;
    Ok(Some(secret))
}

/// What was sent with a secret, if it is still good for this purpose.
pub(super) async fn find(tx: &mut Tx, secret: &str, purpose: Purpose) -> Result<Option<Sent>> {
    let now = tx.now_ms();
    let found = sql::letter(tx, &secret::hash(secret), now).await?;
    Ok(found.filter(|sent| sent.purpose == purpose.name()))
}

/// Takes a secret, so that it is of no more use.
pub(super) async fn take(tx: &mut Tx, secret: &str, purpose: Purpose) -> Result<Option<Sent>> {
    let Some(sent) = find(tx, secret, purpose).await? else { return Ok(None) };
    sql::delete_letters(tx, sent.person, purpose.name()).await?;
    Ok(Some(sent))
}
