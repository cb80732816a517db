//! Invitations: where one comes in only by them, members make them and give them to whom they
//! like.

use db::{Tx, record};
use ground::{AccountId, Error, Result, Say, secret};

use super::sql;

/// How many people come in by one invitation.
const USES: i64 = 5;
/// How long an invitation holds.
const LIFE_MS: i64 = 30 * 24 * 60 * 60 * 1000;
/// Invitations of one account at once.
const OPEN_MAX: usize = 10;

record! {
    /// An invitation that still holds.
    #[derive(Clone, Debug)]
    pub struct Invitation {
        /// What the guest shows.
        pub code: String,
        /// How many may still come in by it.
        pub uses_left: i64,
        /// When it ends, in epoch milliseconds.
        pub expires_at: i64,
    }
}

record! {
    /// An invitation as those see it who run the place: without its code, which is its holder's.
    #[derive(Clone, Debug)]
    pub struct Given {
        /// Its number.
        pub id: i64,
        /// Who gives it to whom they like.
        pub account: AccountId,
        /// How many may still come in by it.
        pub uses_left: i64,
        /// When it was made, in epoch milliseconds.
        pub created_at: i64,
        /// When it ends.
        pub expires_at: i64,
    }
}

/// The invitations of everybody that still hold, newest first.
///
/// # Errors
/// If the database does not answer.
pub async fn all(tx: &mut Tx, limit: usize) -> Result<Vec<Given>> {
    let now = tx.now_ms();
    sql::all_invitations(tx, now, limit).await
}

/// Ends an invitation: nobody comes in by it any more. Says whose it was.
///
/// # Errors
/// [`Error::NotFound`] if there is none of that number.
pub async fn end(tx: &mut Tx, id: i64) -> Result<AccountId> {
    sql::delete_invitation(tx, id).await?.ok_or(Error::NotFound)
}

/// Makes an invitation.
///
/// # Errors
/// If the account has too many open already.
pub async fn invite(tx: &mut Tx, who: AccountId) -> Result<String> {
    let now = tx.now_ms();
    if sql::invitations(tx, who, now, OPEN_MAX).await?.len() >= OPEN_MAX {
        let say = Say::new("error-too-many-invitations").with("max", OPEN_MAX);
        return Err(Error::invalid("", say));
    }
    let id = tx.new_id(who.bucket());
    let code = secret::new()[..16].to_owned();
    sql::insert_invitation(tx, id, &code, who, USES, now + LIFE_MS).await?;
    Ok(code)
}

/// The invitations of an account that still hold, newest first.
///
/// # Errors
/// If the database does not answer.
pub async fn open_ones(tx: &mut Tx, who: AccountId) -> Result<Vec<Invitation>> {
    let now = tx.now_ms();
    sql::invitations(tx, who, now, OPEN_MAX).await
}

/// Comes in by an invitation. Says whose it is.
///
/// # Errors
/// If it does not hold.
pub(super) async fn accept(tx: &mut Tx, code: &str) -> Result<AccountId> {
    let now = tx.now_ms();
    let bad = || Error::invalid("invitation", "error-bad-invitation");
    if code.contains('\0') {
        return Err(bad());
    }
    sql::use_invitation(tx, code, now).await?.ok_or_else(bad)
}
