//! Statements of people.

use db::{Tx, sql};
use ground::{AccountId, PersonId, Result};

use super::Person;

pub(super) async fn by_email(tx: &mut Tx, email_key: &str) -> Result<Option<Person>> {
    let found = sql("select id, email, password_hash, locale, role, reason, created_at,
                confirmed_at, approved_at, disabled_at
           from person
          where email_key = $1")
    .bind(email_key)
    .find(tx)
    .await?;
    Ok(found)
}

pub(super) async fn account_of(tx: &mut Tx, person: PersonId) -> Result<Option<AccountId>> {
    let found = sql("select account_id
           from member
          where person_id = $1
          order by account_id
          limit 1")
    .bind(person)
    .find(tx)
    .await?;
    Ok(found)
}
