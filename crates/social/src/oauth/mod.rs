//! OAuth 2: how programs, and browsers, are given a key to act for a person.
//!
//! Keys are opaque secrets of which only hashes are kept.

mod sql;

use db::Tx;
use ground::{AccountId, AppId, PersonId, Result, TokenId, secret};

/// A token to be issued.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// The program that will hold it; none: a browser session.
    pub app: Option<AppId>,
    /// For whom it acts; none: for the program alone.
    pub member: Option<(PersonId, AccountId)>,
    /// What it allows.
    pub scopes: String,
    /// When it ends, in epoch milliseconds.
    pub expires_at: Option<i64>,
}

/// Issues a token and returns its secret: the only time it is seen.
///
/// # Errors
/// If the database does not answer.
pub async fn issue(tx: &mut Tx, new: NewToken) -> Result<String> {
    let secret = secret::new();
    let bucket = new.member.map_or(0, |(_, account)| account.bucket());
    let id = TokenId(tx.new_id(bucket));
    sql::insert(tx, id, &secret::hash(&secret), &new).await?;
    Ok(secret)
}
