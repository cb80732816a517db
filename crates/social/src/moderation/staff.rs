//! Who looks after this place: roles, given and taken.

use db::Tx;
use ground::http::Role;
use ground::{AccountId, Error, Result};

use super::action::{Moderator, named, subordinate};
use super::log;
use crate::{accounts, people};

/// Gives the person who made an account a role.
///
/// # Errors
/// [`Error::NotFound`] if there is no such account or nobody behind it; [`Error::Forbidden`] to
/// who is no admin, of people of the same rank or a higher one, and for a role as high as one's
/// own.
pub async fn appoint(tx: &mut Tx, by: Moderator, id: AccountId, role: Role) -> Result<()> {
    if by.role < Role::Admin || role >= by.role {
        return Err(Error::forbidden("error-role"));
    }
    let target = subordinate(tx, by, id).await?;
    let person = accounts::first_member(tx, id).await?.ok_or(Error::NotFound)?;
    people::set_role(tx, person, role).await?;
    log::note(tx, by.actor, "account.role", named(&target), role.name()).await
}
