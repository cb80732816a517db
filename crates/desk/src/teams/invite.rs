//! Invitations to a team: to a person of this server by handle, or to an address by a letter. The
//! answers never tell whether an address is known here.

use db::{Tx, record};
use ground::http::Viewer;
use ground::{AccountId, Config, Error, Locale, PersonId, Result, Say, jobs, secret};
use social::{accounts, people};

use super::{Act, Roles, SEATS_MAX, Seat, letters, sit, sql};
use crate::journal::{self, Deed};

/// How long an invitation holds, in milliseconds: two weeks.
pub(super) const LIFE_MS: i64 = 14 * 24 * 60 * 60 * 1000;
/// Open invitations of an organisation at once.
pub(super) const INVITATIONS_MAX: i64 = 50;

record! {
    /// An invitation that still holds.
    #[derive(Clone, Debug)]
    pub struct Invitation {
        /// Its number.
        pub id: i64,
        /// Whose desk.
        pub organisation: AccountId,
        /// Who is meant, if it is a person of this server.
        pub person: Option<PersonId>,
        /// The address of the letter; none: the person's own.
        pub email: Option<String>,
        /// The language of the letter.
        pub locale: String,
        /// What they would be.
        pub roles: Roles,
        /// Who invites: their own account.
        pub by: AccountId,
        /// When it ends, in epoch milliseconds.
        pub expires_at: i64,
    }
}

/// Who is to be invited.
#[derive(Clone, Debug)]
pub enum Invitee {
    /// A person by their handle, as typed.
    Handle(String),
    /// Whoever reads the letters of an address.
    Email(String),
}

impl Invitee {
    /// What somebody typed: an address if it looks like one, else a handle.
    #[must_use]
    pub fn of(typed: &str) -> Self {
        let typed = typed.trim();
        match typed.split_once('@') {
            Some((name, host)) if !name.is_empty() && host.contains('.') => {
                Self::Email(typed.to_owned())
            }
            _ => Self::Handle(typed.to_owned()),
        }
    }
}

/// Invites somebody.
///
/// # Errors
/// If one may not, there is nobody of that handle, they have a seat already, or too many
/// invitations are open.
pub async fn invite(
    tx: &mut Tx,
    seat: &Seat,
    config: &Config,
    invitee: Invitee,
    roles: &Roles,
    locale: Locale,
) -> Result<Invitation> {
    seat.may(Act::ManageTeam)?;
    let now = tx.now_ms();
    let open = sql::invitations(tx, seat.organisation, now, INVITATIONS_MAX).await?;
    let seats = sql::seats(tx, seat.organisation, SEATS_MAX).await?;
    if open.len() as i64 >= INVITATIONS_MAX || seats.len() as i64 >= SEATS_MAX {
        let say = Say::new("error-many-invitations").with("max", INVITATIONS_MAX);
        return Err(Error::invalid("who", say));
    }
    let (person, email, told) = match invitee {
        Invitee::Email(email) => {
            if !people::is_email(&email) || email.contains('\0') {
                return Err(Error::invalid("who", "error-bad-email"));
            }
            (None, Some(email.clone()), email)
        }
        Invitee::Handle(handle) => {
            let found = accounts::by_handle(tx, config, &handle).await?;
            let found = found.filter(accounts::Account::is_local);
            let nobody = || Error::invalid("who", "error-no-such-handle");
            let found = found.ok_or_else(nobody)?;
            let person = accounts::first_member(tx, found.id).await?.ok_or_else(nobody)?;
            (Some(person), None, format!("@{}", found.username))
        }
    };
    if person.is_some_and(|person| seats.iter().any(|it| it.person == person)) {
        return Err(Error::invalid("who", "error-has-seat"));
    }
    // Whoever is invited anew gets the last word of it alone.
    for old in open.iter().filter(|it| it.person == person && it.email == email) {
        sql::delete_invitation(tx, old.id).await?;
    }
    let invitation = Invitation {
        id: tx.new_id(seat.organisation.bucket()),
        organisation: seat.organisation,
        person,
        email,
        locale: locale.tag().to_owned(),
        roles: roles.clone(),
        by: seat.account,
        expires_at: now + LIFE_MS,
    };
    sql::insert_invitation(tx, &invitation).await?;
    let key = invitation.id.to_string();
    jobs::add(tx, letters::QUEUE, &key, &key, now).await?;
    let deed = Deed::new("teams.invited", "invitation", invitation.id);
    // An address is nobody's business in a log that is never emptied.
    let told = if invitation.email.is_some() { "✉".to_owned() } else { told };
    seat.note(tx, deed.saying(&format!("{told} {}", roles.as_str()))).await?;
    Ok(invitation)
}

/// The open invitations of an organisation, latest first.
///
/// # Errors
/// If one may not see them.
pub async fn invitations(tx: &mut Tx, seat: &Seat) -> Result<Vec<Invitation>> {
    seat.may(Act::ManageTeam)?;
    let now = tx.now_ms();
    sql::invitations(tx, seat.organisation, now, INVITATIONS_MAX).await
}

/// Takes an invitation back.
///
/// # Errors
/// If one may not; [`Error::NotFound`] if it holds no longer.
pub async fn withdraw(tx: &mut Tx, seat: &Seat, id: i64) -> Result<()> {
    seat.may(Act::ManageTeam)?;
    let found = open(tx, id).await?;
    if found.organisation != seat.organisation {
        return Err(Error::NotFound);
    }
    sql::delete_invitation(tx, id).await?;
    let deed = Deed::new("teams.withdrew", "invitation", id).saying(found.roles.as_str());
    seat.note(tx, deed).await
}

/// The invitations that wait for a person, latest first.
///
/// # Errors
/// If the database does not answer.
pub async fn invitations_of(tx: &mut Tx, person: PersonId) -> Result<Vec<Invitation>> {
    let now = tx.now_ms();
    sql::invitations_of(tx, person, now, INVITATIONS_MAX).await
}

/// Takes the seat one was offered.
///
/// # Errors
/// [`Error::NotFound`] if it was not offered to them, or holds no longer.
pub async fn accept(tx: &mut Tx, viewer: &Viewer, id: i64) -> Result<Seat> {
    let found = own(tx, viewer, id).await?;
    join(tx, viewer, &found).await
}

/// The invitation a letter holds.
///
/// # Errors
/// [`Error::Gone`] if it holds no longer, or never did.
pub async fn by_secret(tx: &mut Tx, secret: &str) -> Result<Invitation> {
    let now = tx.now_ms();
    sql::invitation_by_hash(tx, &secret::hash(secret), now).await?.ok_or(Error::Gone)
}

/// Takes the seat a letter offers to whoever reads it.
///
/// # Errors
/// [`Error::Gone`] if it holds no longer.
pub async fn accept_secret(tx: &mut Tx, viewer: &Viewer, secret: &str) -> Result<Seat> {
    let found = by_secret(tx, secret).await?;
    join(tx, viewer, &found).await
}

/// Declines what one was offered.
///
/// # Errors
/// [`Error::NotFound`] if it was not offered to them.
pub async fn decline(tx: &mut Tx, viewer: &Viewer, id: i64) -> Result<()> {
    let found = own(tx, viewer, id).await?;
    sql::delete_invitation(tx, id).await?;
    let deed = Deed::new("teams.declined", "invitation", id).saying(found.roles.as_str());
    let account = people::account_of(tx, viewer.person).await?;
    journal::write(tx, found.organisation, (viewer.person, account), deed).await
}

async fn join(tx: &mut Tx, viewer: &Viewer, invitation: &Invitation) -> Result<Seat> {
    let organisation = invitation.organisation;
    if sql::seat(tx, organisation, viewer.person).await?.is_some() {
        return Err(Error::Conflict("error-has-seat".into()));
    }
    sql::delete_invitation(tx, invitation.id).await?;
    let seat = sit(tx, organisation, viewer.person, &invitation.roles, viewer.id).await?;
    let deed = Deed::new("teams.joined", "seat", seat.id.0).saying(seat.roles.as_str());
    seat.note(tx, deed.after(&seat.roles.as_str())?).await?;
    Ok(seat)
}

async fn own(tx: &mut Tx, viewer: &Viewer, id: i64) -> Result<Invitation> {
    let found = open(tx, id).await?;
    if found.person == Some(viewer.person) { Ok(found) } else { Err(Error::NotFound) }
}

async fn open(tx: &mut Tx, id: i64) -> Result<Invitation> {
    let now = tx.now_ms();
    sql::invitation(tx, id, now).await?.ok_or(Error::NotFound)
}
