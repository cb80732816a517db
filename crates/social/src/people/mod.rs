//! People: who logs in, how they come in, and how they prove who they are.
//!
//! A person is not an account: an account is what others see, and a person may act for several.
//! Nothing here is ever shown to others. Answers never tell whether an address is known.

mod log_in;
mod sql;
mod web;

use db::{Tx, record};
use ground::http::{Route, Scope, get, post};
use ground::{AccountId, PersonId, Result};

pub use log_in::{Entry, log_in};

record! {
    /// A person.
    #[derive(Clone, Debug)]
    pub struct Person {
        /// Their number.
        pub id: PersonId,
        /// Where to write to.
        pub email: String,
        /// Hash of the password.
        pub password_hash: String,
        /// Their language.
        pub locale: String,
        /// What they may do: see [`ground::http::Role`].
        pub role: String,
        /// Why they want to join.
        pub reason: String,
        /// When they came, in epoch milliseconds.
        pub created_at: i64,
        /// Since when the address is known to be theirs.
        pub confirmed_at: Option<i64>,
        /// Since when they are let in.
        pub approved_at: Option<i64>,
        /// Since when they may no longer log in.
        pub disabled_at: Option<i64>,
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        get("/log-in", Scope::Page, web::log_in::show),
        post("/log-in", Scope::Page, web::log_in::submit),
        post("/log-out", Scope::Page, web::log_in::leave),
    ]
}

/// The person with that address.
///
/// # Errors
/// If the database does not answer.
pub async fn by_email(tx: &mut Tx, email: &str) -> Result<Option<Person>> {
    sql::by_email(tx, &email.trim().to_lowercase()).await
}

/// The account a person acts for first: their oldest.
///
/// # Errors
/// [`ground::Error::NotFound`] if they act for none.
pub async fn account_of(tx: &mut Tx, person: PersonId) -> Result<AccountId> {
    sql::account_of(tx, person).await?.ok_or(ground::Error::NotFound)
}
