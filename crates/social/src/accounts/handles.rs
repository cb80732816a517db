//! Handles: what one may be called, and the first account of a name.

use db::Tx;
use ground::{AccountId, Error, Result, Say, events};

use super::{Changed, sql};

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

/// Makes an account. Pending, it is seen by nobody.
///
/// # Errors
/// If the handle cannot be one, or is taken.
pub async fn add(tx: &mut Tx, username: &str, pending: bool) -> Result<AccountId> {
    free_username(tx, username, None).await?;
    let account = AccountId(tx.new_account_id());
    sql::insert_account(tx, account, username, pending).await?;
    events::append(tx, &Changed { account })?;
    Ok(account)
}

/// Refuses names that would mislead.
///
/// # Errors
/// If it is one of them.
pub fn not_reserved(username: &str) -> Result<()> {
    if RESERVED.contains(&username.to_lowercase().as_str()) {
        return Err(Error::invalid("username", "error-username-reserved"));
    }
    Ok(())
}

/// The key of a handle that can be one and that nobody (but `owner`) has, or had: that leads to
/// them.
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
    let led = sql::former(tx, &key).await?;
    let others = |id: AccountId| Some(id) != owner;
    if holder.is_some_and(|holder| others(holder.id)) || led.is_some_and(others) {
        let say = Say::new("error-username-taken").with("name", username);
        return Err(Error::invalid("username", say));
    }
    Ok(key)
}
