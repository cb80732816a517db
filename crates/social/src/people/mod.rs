//! People: who logs in, how they come in, and how they prove who they are.
//!
//! A person is not an account: an account is what others see, and a person may act for several.
//! Nothing here is ever shown to others. Answers never tell whether an address is known.

mod api;
mod attempts;
mod create;
mod credentials;
mod habits;
pub mod invitations;
pub mod letters;
mod log_in;
mod passkeys;
mod pictures;
pub mod roles;
pub mod second;
mod secrets;
mod settle;
mod sign_up;
mod sql;
mod standing;
mod web;

use db::{Tx, record};
use ground::events::Event;
use ground::http::{Route, Scope, delete, get, patch, post};
use ground::{AccountId, App, Error, PersonId, Result};
use serde::{Deserialize, Serialize};

use crate::posts::Visibility;
use crate::posts::quotes::QuotePolicy;

pub use create::{NewAccount, create, is_email};
pub use habits::{Habits, defaults, set_defaults};
pub use log_in::{Entry, log_in};
pub use pictures::{Picture, change_profile, take_in};
pub use settle::{
    Confirmed, approve, confirm, disable, erase, refuse, reset_password, set_locale, set_password,
    set_role,
};
pub use sign_up::{SignedUp, Wish, sign_up};
pub use standing::{Standing, act_for, acts_for, let_act, standing};
pub(crate) use web::is_theirs;

record! {
    /// What a person's posts are unless said otherwise.
    #[derive(Clone, Debug)]
    pub struct Defaults {
        /// Who may see them.
        pub visibility: Visibility,
        /// Whether pictures start hidden.
        pub sensitive: bool,
        /// Their language.
        pub language: Option<String>,
        /// Who may quote them.
        pub quote_policy: QuotePolicy,
        /// How long they wait before they leave, so that one can think again, in seconds.
        pub undo_s: i64,
    }
}

/// Longest time that posts wait before they leave, in seconds.
pub const UNDO_S_MAX: i64 = 60;

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

/// What is to change of a person's [`Defaults`]; what is `None` stays.
#[derive(Clone, Debug, Default)]
pub struct DefaultsChange {
    /// Who may see posts.
    pub visibility: Option<Visibility>,
    /// Whether pictures start hidden.
    pub sensitive: Option<bool>,
    /// The language; empty: none.
    pub language: Option<String>,
    /// Who may quote them.
    pub quote_policy: Option<QuotePolicy>,
    /// How long posts wait before they leave, in seconds: at most [`UNDO_S_MAX`].
    pub undo_s: Option<i64>,
}

record! {
    /// Somebody who waits to be let in.
    #[derive(Clone, Debug)]
    pub struct Waiting {
        /// The person.
        pub person: PersonId,
        /// The account they want.
        pub account: AccountId,
        /// Its handle.
        pub username: String,
        /// Where to write to.
        pub email: String,
        /// Why they want to join.
        pub reason: String,
        /// When they asked, in epoch milliseconds.
        pub created_at: i64,
        /// Since when the address is known to be theirs.
        pub confirmed_at: Option<i64>,
    }
}

/// Something about a person has changed: how they log in (their state, role, address), their
/// language, or what their posts are unless said otherwise.
#[derive(Debug, Deserialize, Serialize)]
pub struct Changed {
    /// The person.
    pub person: PersonId,
    /// Their account.
    pub account: AccountId,
}

impl Event for Changed {
    const KIND: &'static str = "people.changed";

    fn subject(&self) -> i64 {
        self.person.0
    }

    fn actor(&self) -> AccountId {
        self.account
    }
}

/// Somebody new has been let in.
#[derive(Debug, Deserialize, Serialize)]
pub struct Joined {
    /// The person.
    pub person: PersonId,
    /// Their account.
    pub account: AccountId,
}

impl Event for Joined {
    const KIND: &'static str = "people.joined";

    fn subject(&self) -> i64 {
        self.person.0
    }

    fn actor(&self) -> AccountId {
        self.account
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let write = Scope::Needs("write:accounts");
    let mut routes = key_routes();
    routes.extend([
        get("/sign-up", Scope::Page, web::sign_up::show),
        post("/sign-up", Scope::Page, web::sign_up::submit),
        post("/confirm", Scope::Page, web::sign_up::again),
        get("/confirm/{secret}", Scope::Page, web::sign_up::ask),
        post("/confirm/{secret}", Scope::Page, web::sign_up::confirm),
        get("/password/new", Scope::Page, web::password::show),
        post("/password/new", Scope::Page, web::password::submit),
        get("/password/reset/{secret}", Scope::Page, web::password::choose),
        post("/password/reset", Scope::Page, web::password::reset),
        get("/settings", Scope::Member, web::settings::show),
        get("/settings/display", Scope::Page, web::display::show),
        post("/settings/display", Scope::Page, web::display::choose),
        get("/settings/profile", Scope::Member, web::settings::profile::show),
        post("/settings/profile", Scope::Member, web::settings::profile::submit),
        get("/settings/preferences", Scope::Member, web::settings::posting::show),
        post("/settings/preferences", Scope::Member, web::settings::posting::submit),
        get("/settings/privacy", Scope::Member, web::settings::privacy::show),
        post("/settings/privacy", Scope::Member, web::settings::privacy::submit),
        get("/settings/account", Scope::Member, web::settings::account::show),
        post("/settings/handle", Scope::Member, web::key::handle),
        post("/settings/email", Scope::Member, web::key::email),
        post("/settings/password", Scope::Member, web::key::password),
        get("/settings/invitations", Scope::Member, web::settings::invitations::show),
        post("/settings/invitations", Scope::Member, web::settings::invitations::invite),
        get("/admin/invitations", Scope::Member, web::invitations::show),
        post("/admin/invitations/{id}/end", Scope::Member, web::invitations::end),
        get("/moderation/sign-ups", Scope::Member, web::moderation::list),
        post("/moderation/sign-ups", Scope::Member, web::moderation::decide),
        post("/api/v1/accounts", Scope::App, api::sign_up),
        get("/api/v1/accounts/verify_credentials", Scope::Needs("profile"), credentials::verify),
        patch("/api/v1/accounts/update_credentials", write, credentials::update),
        get("/api/v1/profile", Scope::Needs("profile"), credentials::profile),
        patch("/api/v1/profile", write, credentials::update_profile),
        delete("/api/v1/profile/avatar", write, credentials::remove_avatar),
        delete("/api/v1/profile/header", write, credentials::remove_header),
        get("/api/v1/preferences", Scope::Needs("read:accounts"), credentials::preferences),
        post("/api/v1/emails/confirmations", Scope::Anyone, api::confirm_again),
        get("/api/v1/emails/check_confirmation", Scope::Anyone, api::is_confirmed),
    ]);
    routes
}

/// The doors of logging in and out, and of what keeps it safe.
fn key_routes() -> Vec<Route> {
    use web::settings::{security, sessions};
    let member = Scope::Member;
    vec![
        get("/log-in", Scope::Page, web::log_in::show),
        post("/log-in", Scope::Page, web::log_in::submit),
        get("/log-in/second", Scope::Page, web::second::show),
        post("/log-in/second", Scope::Page, web::second::submit),
        get("/log-in/link", Scope::Page, web::link::show),
        post("/log-in/link", Scope::Page, web::link::submit),
        get("/log-in/link/{secret}", Scope::Page, web::link::ask),
        post("/log-in/link/{secret}", Scope::Page, web::link::follow),
        post("/log-in/passkey", Scope::Page, web::passkey::submit),
        post("/log-in/passkey/ask", Scope::Page, web::passkey::ask),
        post("/log-out", Scope::Page, web::log_in::leave),
        post("/switch", member, web::switch::switch),
        get("/settings/security", member, security::show),
        post("/settings/security/second", member, security::second::start),
        get("/settings/security/second", member, security::second::show),
        post("/settings/security/second/confirm", member, security::second::confirm),
        post("/settings/security/second/off", member, security::second::off),
        post("/settings/security/codes", member, security::second::codes),
        post("/settings/security/passkeys", member, security::passkeys::submit),
        post("/settings/security/passkeys/ask", member, security::passkeys::ask),
        post("/settings/security/passkeys/{id}/remove", member, security::passkeys::remove),
        get("/settings/sessions", member, sessions::show),
        post("/settings/sessions", member, web::key::end_sessions),
        post("/settings/sessions/{id}/end", member, sessions::end),
        get("/moderation/security", member, web::rule::show),
        post("/moderation/security", member, web::rule::submit),
    ]
}

/// Forgets the tokens and habits of people who changed, before the answer to whoever changed it.
pub fn remember(app: &App, event: &db::Event) {
    Habits::remember(app, event);
    if event.kind == second::Ruled::KIND {
        app.sessions.forget_all();
    }
    if event.kind == Changed::KIND {
        let person = PersonId(event.subject);
        app.sessions.forget(|session| session.member.is_some_and(|(id, _)| id == person));
    }
}

/// The person of that number.
///
/// # Errors
/// [`Error::NotFound`] if there is none.
pub async fn by_id(tx: &mut Tx, id: PersonId) -> Result<Person> {
    sql::by_id(tx, id).await?.ok_or(Error::NotFound)
}

/// The person with that address.
///
/// # Errors
/// If the database does not answer.
pub async fn by_email(tx: &mut Tx, email: &str) -> Result<Option<Person>> {
    // No address holds a NUL, and the database could not be asked for one.
    if email.contains('\0') {
        return Ok(None);
    }
    sql::by_email(tx, &email.trim().to_lowercase()).await
}

/// A person's own account: the oldest, if there are several.
///
/// # Errors
/// [`Error::NotFound`] if they have none.
pub async fn account_of(tx: &mut Tx, person: PersonId) -> Result<AccountId> {
    sql::account_of(tx, person).await?.ok_or(Error::NotFound)
}

/// The accounts of those who look after this place, at most so many.
///
/// # Errors
/// If the database does not answer.
pub async fn moderators(tx: &mut Tx, limit: usize) -> Result<Vec<AccountId>> {
    sql::moderators(tx, limit).await
}

/// How many wait to be let in.
///
/// # Errors
/// If the database does not answer.
pub async fn waiting_count(tx: &mut Tx) -> Result<i64> {
    sql::waiting_count(tx).await
}

/// Who waits to be let in, longest first.
///
/// # Errors
/// If the database does not answer.
pub async fn waiting(tx: &mut Tx, limit: usize) -> Result<Vec<Waiting>> {
    sql::waiting(tx, limit).await
}
