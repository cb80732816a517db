//! Teams: several persons act for one organisation, each under their own log-in.
//!
//! An organisation is an account like any other; a seat says what a person may do for it. What a
//! role may do stands in one table (`crates/desk/src/teams/rules.rs`). Strangers never learn who
//! is on a team, nor that there is one.

mod api;
mod invite;
mod letters;
mod roles;
pub mod rules;
mod sql;
mod web;

use std::collections::HashSet;
use std::sync::RwLock;

use db::{Tx, record, value};
use ground::events::{self, Event};
use ground::http::{Route, Scope, Viewer, delete, get, post, put};
use ground::{AccountId, App, Error, PersonId, Result, Say};
use serde::{Deserialize, Serialize};
use social::accounts::{self, ProfileChange};
use social::people;

use crate::journal::{self, Deed};

pub use invite::{
    Invitation, Invitee, accept, accept_secret, by_secret, decline, invitations, invitations_of,
    invite, withdraw,
};
pub use letters::work;
pub use roles::Roles;
pub use rules::{Act, Risks, Role, may, separate};

/// Most organisations a person has a seat at.
pub const SEATS_OF_PERSON_MAX: i64 = 50;
/// Most seats of an organisation.
pub const SEATS_MAX: i64 = 200;

value! {
    /// A seat's number.
    pub struct SeatId(pub i64);
}

record! {
    /// A person's seat at an organisation: what every verb of the desk is given.
    #[derive(Clone, Debug)]
    pub struct Seat {
        /// Its number.
        pub id: SeatId,
        /// The organisation's account.
        pub organisation: AccountId,
        /// Its handle.
        pub handle: String,
        /// The name it shows; may be empty.
        pub name: String,
        /// Who sits there.
        pub person: PersonId,
        /// Their own account, by which colleagues know them.
        pub account: AccountId,
        /// What they are.
        pub roles: Roles,
        /// Grows with each change.
        pub version: i64,
        /// Since when, in epoch milliseconds.
        pub created_at: i64,
    }
}

/// Somebody's seat is new, other than before, or gone.
#[derive(Debug, Deserialize, Serialize)]
pub struct Changed {
    /// The organisation.
    pub organisation: AccountId,
    /// Whose seat.
    pub person: PersonId,
    /// Who did it.
    pub by: AccountId,
}

impl Event for Changed {
    const KIND: &'static str = "teams.changed";

    fn subject(&self) -> i64 {
        self.organisation.0
    }

    fn actor(&self) -> AccountId {
        self.by
    }
}

/// What a new organisation is to be.
#[derive(Clone, Debug)]
pub enum New {
    /// The account one acts for becomes one.
    Mine,
    /// A new account.
    Account {
        /// Its handle.
        username: String,
        /// The name it shows.
        name: String,
    },
}

/// Which accounts are organisations, in memory: few are.
#[derive(Default)]
pub struct Organisations(RwLock<HashSet<AccountId>>);

impl Organisations {
    /// Whether an account is an organisation.
    #[must_use]
    pub fn has(app: &App, account: AccountId) -> bool {
        app.memory::<Self>().0.read().is_ok_and(|all| all.contains(&account))
    }

    fn add(app: &App, found: impl IntoIterator<Item = AccountId>) {
        if let Ok(mut all) = app.memory::<Self>().0.write() {
            all.extend(found);
        }
    }
}

/// Learns which accounts are organisations.
///
/// # Errors
/// If the database does not answer.
pub async fn wake(app: &App) -> Result<()> {
    let all = app.read(async |tx| sql::organisations(tx).await).await?;
    Organisations::add(app, all);
    Ok(())
}

impl Seat {
    /// Lets nobody through who may not.
    ///
    /// # Errors
    /// [`Error::Forbidden`], with the roles that may.
    pub fn may(&self, act: Act) -> Result<()> {
        if self.roles.iter().any(|role| may(role, act)) {
            return Ok(());
        }
        Err(Error::forbidden("error-seat"))
    }

    /// The path of a page of the organisation's desk; `rest` starts with a slash or is empty.
    #[must_use]
    pub fn path(&self, rest: &str) -> String {
        format!("/desk/{}{rest}", self.handle)
    }

    /// The organisation's name, never empty.
    #[must_use]
    pub fn called(&self) -> &str {
        if self.name.is_empty() { &self.handle } else { &self.name }
    }

    /// Writes into the journal what the holder of the seat did.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn note(&self, tx: &mut Tx, deed: Deed) -> Result<()> {
        journal::write(tx, self.organisation, (self.person, self.account), deed).await
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let (read, write) = (Scope::Needs("read:accounts"), Scope::Needs("write:accounts"));
    vec![
        get("/desk", Scope::Member, web::home::show),
        post("/desk", Scope::Member, web::home::found),
        post("/desk/invitations", Scope::Member, web::home::answer),
        get("/seats/{secret}", Scope::Member, web::home::letter),
        post("/seats/{secret}", Scope::Member, web::home::take),
        get("/desk/{handle}", Scope::Member, web::team::overview),
        get("/desk/{handle}/team", Scope::Member, web::team::show),
        post("/desk/{handle}/team", Scope::Member, web::team::invite),
        post("/desk/{handle}/team/leave", Scope::Member, web::team::leave),
        post("/desk/{handle}/team/roles/{id}", Scope::Member, web::team::set_roles),
        post("/desk/{handle}/team/remove/{id}", Scope::Member, web::team::remove),
        post("/desk/{handle}/team/withdraw/{id}", Scope::Member, web::team::withdraw),
        get("/api/portevoix/v1/organisations", read, api::list),
        post("/api/portevoix/v1/organisations", write, api::found),
        get("/api/portevoix/v1/organisations/{id}", read, api::get),
        get("/api/portevoix/v1/organisations/{id}/seats", read, api::seats),
        put("/api/portevoix/v1/organisations/{id}/seats/{seat_id}", write, api::set_roles),
        delete("/api/portevoix/v1/organisations/{id}/seats/{seat_id}", write, api::remove),
        get("/api/portevoix/v1/organisations/{id}/invitations", read, api::invitations),
        post("/api/portevoix/v1/organisations/{id}/invitations", write, api::invite),
        delete(
            "/api/portevoix/v1/organisations/{id}/invitations/{invitation_id}",
            write,
            api::withdraw,
        ),
        get("/api/portevoix/v1/seat_invitations", read, api::mine),
        post("/api/portevoix/v1/seat_invitations/{id}/accept", write, api::accept),
        post("/api/portevoix/v1/seat_invitations/{id}/decline", write, api::decline),
    ]
}

/// Forgets the sessions of who got or lost a seat: they know whether there is one.
pub fn remember(app: &App, event: &db::Event) {
    if event.kind != Changed::KIND {
        return;
    }
    Organisations::add(app, [AccountId(event.subject)]);
    match events::read::<Changed>(event) {
        Ok(it) => app
            .sessions
            .forget(|session| session.member.is_some_and(|(person, _)| person == it.person)),
        Err(_) => app.sessions.forget_all(),
    }
}

/// The seat of who looks at an organisation's desk.
///
/// # Errors
/// [`Error::NotFound`] if they have none, or there is no such organisation.
pub async fn seat(tx: &mut Tx, viewer: &Viewer, organisation: AccountId) -> Result<Seat> {
    sql::seat(tx, organisation, viewer.person).await?.ok_or(Error::NotFound)
}

/// The same by the organisation's handle.
///
/// # Errors
/// [`Error::NotFound`] if they have none, or there is no such organisation.
pub async fn seat_at(tx: &mut Tx, viewer: &Viewer, handle: &str) -> Result<Seat> {
    let account = accounts::find(tx, handle, "").await?.ok_or(Error::NotFound)?;
    seat(tx, viewer, account.id).await
}

/// The seats of a person, oldest first: at most [`SEATS_OF_PERSON_MAX`].
///
/// # Errors
/// If the database does not answer.
pub async fn seats_of(tx: &mut Tx, person: PersonId) -> Result<Vec<Seat>> {
    sql::seats_of(tx, person, SEATS_OF_PERSON_MAX).await
}

/// Everybody's seat at an organisation, oldest first: at most [`SEATS_MAX`].
///
/// # Errors
/// If the database does not answer.
pub async fn seats(tx: &mut Tx, organisation: AccountId) -> Result<Vec<Seat>> {
    sql::seats(tx, organisation, SEATS_MAX).await
}

/// Founds an organisation; who does it is its lead.
///
/// # Errors
/// If the account is one already, or a new one cannot have that handle or name.
pub async fn found(tx: &mut Tx, viewer: &Viewer, new: New, origin: &str) -> Result<Seat> {
    if sql::count_of(tx, viewer.person).await? >= SEATS_OF_PERSON_MAX {
        let say = Say::new("error-many-seats").with("max", SEATS_OF_PERSON_MAX);
        return Err(Error::invalid("", say));
    }
    let account = match new {
        New::Mine => {
            // Who acts for somebody else's account may not give it away.
            if people::account_of(tx, viewer.person).await? != viewer.id {
                return Err(Error::invalid("which", "error-not-own-account"));
            }
            viewer.id
        }
        New::Account { username, name } => {
            accounts::not_reserved(&username)?;
            let account = accounts::add(tx, &username, false).await?;
            let change = ProfileChange {
                display_name: Some(name),
                discoverable: Some(true),
                indexable: Some(true),
                ..ProfileChange::default()
            };
            accounts::update(tx, account, change, origin).await?;
            account
        }
    };
    if sql::is_organisation(tx, account).await? {
        return Err(Error::Conflict("error-is-organisation".into()));
    }
    sql::insert_organisation(tx, account, viewer.person).await?;
    let seat = sit(tx, account, viewer.person, &Roles::from(Role::Lead), viewer.id).await?;
    seat.note(tx, Deed::new("teams.founded", "organisation", account.0)).await?;
    Ok(seat)
}

/// Gives somebody other roles. `version` is that of the seat one looked at.
///
/// # Errors
/// If one may not; [`Error::Conflict`] if it was changed meanwhile, or nobody would be lead.
pub async fn set_roles(
    tx: &mut Tx,
    seat: &Seat,
    which: SeatId,
    roles: &Roles,
    version: i64,
) -> Result<Seat> {
    seat.may(Act::ManageTeam)?;
    let before = colleague(tx, seat.organisation, which).await?;
    if !roles.has(Role::Lead) {
        keeps_a_lead(tx, &before).await?;
    }
    if before.version != version || !sql::set_roles(tx, which, roles, version).await? {
        return Err(Error::Conflict("error-changed-meanwhile".into()));
    }
    let deed = Deed::new("teams.roles", "seat", which.0).saying(roles.as_str());
    let deed = deed.before(&before.roles.as_str())?.after(&roles.as_str())?;
    seat.note(tx, deed).await?;
    people::let_act(tx, before.person, seat.organisation, roles.standing()).await?;
    changed(tx, &before, seat.account)?;
    colleague(tx, seat.organisation, which).await
}

/// Takes a seat away; one's own, too: that is to leave.
///
/// # Errors
/// If one may not; [`Error::Conflict`] if nobody would be lead.
pub async fn remove(tx: &mut Tx, seat: &Seat, which: SeatId) -> Result<()> {
    let leaves = seat.id == which;
    if !leaves {
        seat.may(Act::ManageTeam)?;
    }
    let before = colleague(tx, seat.organisation, which).await?;
    keeps_a_lead(tx, &before).await?;
    sql::delete(tx, which).await?;
    people::let_act(tx, before.person, seat.organisation, None).await?;
    let act = if leaves { "teams.left" } else { "teams.removed" };
    let deed = Deed::new(act, "seat", which.0).saying(before.roles.as_str());
    seat.note(tx, deed.before(&before.roles.as_str())?).await?;
    changed(tx, &before, seat.account)
}

/// A seat of an organisation by its number.
async fn colleague(tx: &mut Tx, organisation: AccountId, which: SeatId) -> Result<Seat> {
    let found = sql::by_id(tx, which).await?;
    found.filter(|seat| seat.organisation == organisation).ok_or(Error::NotFound)
}

/// Refuses what would leave an organisation without a lead.
async fn keeps_a_lead(tx: &mut Tx, going: &Seat) -> Result<()> {
    if !going.roles.has(Role::Lead) {
        return Ok(());
    }
    let all = sql::seats(tx, going.organisation, SEATS_MAX).await?;
    let others = all.iter().filter(|it| it.id != going.id);
    if others.filter(|it| it.roles.has(Role::Lead)).count() == 0 {
        return Err(Error::Conflict("error-last-lead".into()));
    }
    Ok(())
}

/// Gives a person a seat.
async fn sit(
    tx: &mut Tx,
    organisation: AccountId,
    person: PersonId,
    roles: &Roles,
    by: AccountId,
) -> Result<Seat> {
    let id = SeatId(tx.new_id(organisation.bucket()));
    let account = people::account_of(tx, person).await?;
    sql::insert(tx, id, organisation, (person, account), roles).await?;
    people::let_act(tx, person, organisation, roles.standing()).await?;
    let seat = colleague(tx, organisation, id).await?;
    events::append(tx, &Changed { organisation, person, by })?;
    Ok(seat)
}

fn changed(tx: &mut Tx, seat: &Seat, by: AccountId) -> Result<()> {
    events::append(tx, &Changed { organisation: seat.organisation, person: seat.person, by })
}
