//! What moderators do to accounts: close them to their people, hide their media, keep them to their
//! followers, suspend them; and the ways back.

use db::Tx;
use ground::events::{self, Event};
use ground::http::Role;
use ground::{AccountId, Error, PersonId, Result, Say};
use serde::{Deserialize, Serialize};

use super::{Target, account, log, sql};
use crate::accounts::{self, Account};
use crate::people::letters::{self, Letter};
use crate::posts::Actor;
use crate::{people, reports};

/// Longest message to an account, in characters.
const TEXT_CHARS_MAX: usize = 5000;

/// What can be done to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Nothing but to tell it something.
    Warn,
    /// Its people may no longer log in.
    Disable,
    /// All its media start hidden.
    Sensitive,
    /// Only its followers come upon it.
    Silence,
    /// Nobody sees it, and nobody may act for it.
    Suspend,
}

impl Measure {
    /// Its name on the wire and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Warn => "none",
            Self::Disable => "disable",
            Self::Sensitive => "sensitive",
            Self::Silence => "silence",
            Self::Suspend => "suspend",
        }
    }

    /// The measure of that name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        [Self::Warn, Self::Disable, Self::Sensitive, Self::Silence, Self::Suspend]
            .into_iter()
            .find(|each| each.name() == name)
    }
}

/// A measure to be taken.
#[derive(Clone, Debug)]
pub struct Action {
    /// Which.
    pub measure: Measure,
    /// The report that led to it: it is then dealt with, as are all others about the account when
    /// something is done to it.
    pub report: Option<i64>,
    /// What the account is told.
    pub text: String,
    /// Whether it is told, by a notification and a letter.
    pub tell: bool,
}

/// An account was told of what was done to it.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Warned {
    /// The warning.
    pub warning: i64,
    /// Who is told.
    pub account: AccountId,
}

impl Event for Warned {
    const KIND: &'static str = "moderation.warned";

    fn subject(&self) -> i64 {
        self.warning
    }

    fn actor(&self) -> AccountId {
        self.account
    }
}

/// A moderator with their rank.
#[derive(Clone, Copy, Debug)]
pub struct Moderator {
    /// Who acts.
    pub actor: Actor,
    /// How far they may go.
    pub role: Role,
}

impl From<&ground::http::Viewer> for Moderator {
    fn from(viewer: &ground::http::Viewer) -> Self {
        Self { actor: Actor::from(viewer), role: viewer.session.role }
    }
}

/// Takes a measure against an account.
///
/// # Errors
/// [`Error::NotFound`] if there is no such account or report; [`Error::Forbidden`] if its person
/// has the same rank or a higher one.
pub async fn act(tx: &mut Tx, by: Moderator, id: AccountId, action: Action) -> Result<()> {
    let target = subordinate(tx, by, id).await?;
    if action.text.contains('\0') {
        return Err(Error::invalid("text", "error-nul"));
    }
    if action.text.chars().count() > TEXT_CHARS_MAX {
        let say = Say::new("error-text-long").with("field", "text").with("max", TEXT_CHARS_MAX);
        return Err(Error::invalid("text", say));
    }
    let posts = match action.report {
        Some(report) => Some(reports::get_one(tx, report).await?.posts),
        None => None,
    };
    take(tx, id, action.measure, true).await?;
    let name = format!("account.{}", action.measure.name());
    log::note(tx, by.actor, &name, named(&target), &action.text).await?;
    let posts = posts.unwrap_or_else(|| "[]".to_owned());
    tell(tx, by.actor, id, &action, &posts).await?;
    match (action.measure, action.report) {
        (Measure::Warn, Some(report)) => reports::resolve(tx, by.actor, report).await,
        (Measure::Warn, None) => Ok(()),
        _ => reports::resolve_all(tx, by.actor, id).await,
    }
}

/// Takes a measure back. Of one that does not hold it is no error.
///
/// # Errors
/// [`Error::NotFound`] if there is no such account; [`Error::Forbidden`] as for [`act`].
pub async fn undo(tx: &mut Tx, by: Moderator, id: AccountId, measure: Measure) -> Result<()> {
    let target = subordinate(tx, by, id).await?;
    take(tx, id, measure, false).await?;
    let name = format!("account.un{}", measure.name());
    log::note(tx, by.actor, &name, named(&target), "").await
}

/// Lets somebody in who waited.
///
/// # Errors
/// [`Error::NotFound`] if there is no such account; [`Error::Forbidden`] if nobody waits.
pub async fn approve(tx: &mut Tx, by: Moderator, id: AccountId) -> Result<()> {
    let (target, person) = waiting(tx, id).await?;
    people::approve(tx, person).await?;
    log::note(tx, by.actor, "account.approve", named(&target), "").await
}

/// Refuses somebody who waited: the person and the account are gone.
///
/// # Errors
/// As for [`approve`].
pub async fn reject(tx: &mut Tx, by: Moderator, id: AccountId) -> Result<()> {
    let (target, person) = waiting(tx, id).await?;
    people::refuse(tx, person).await?;
    log::note(tx, by.actor, "account.reject", named(&target), "").await
}

/// The account, if whoever made it ranks below the moderator.
pub(super) async fn subordinate(tx: &mut Tx, by: Moderator, id: AccountId) -> Result<Account> {
    let target = account::find(tx, id).await?;
    let role = sql::role(tx, id).await?.as_deref().and_then(Role::of).unwrap_or(Role::Member);
    if role < by.role { Ok(target) } else { Err(Error::forbidden("error-role")) }
}

pub(super) fn named(account: &Account) -> Target {
    Target { kind: "account", id: account.id.0, name: account.acct() }
}

async fn waiting(tx: &mut Tx, id: AccountId) -> Result<(Account, PersonId)> {
    let target = account::find(tx, id).await?;
    let person = accounts::first_member(tx, id).await?.ok_or(Error::NotFound)?;
    if people::by_id(tx, person).await?.approved_at.is_some() {
        return Err(Error::forbidden("error-already-in"));
    }
    Ok((target, person))
}

async fn take(tx: &mut Tx, id: AccountId, measure: Measure, on: bool) -> Result<()> {
    match measure {
        Measure::Warn => Ok(()),
        Measure::Disable => {
            let person = accounts::first_member(tx, id).await?.ok_or(Error::NotFound)?;
            people::disable(tx, person, on).await
        }
        Measure::Sensitive => accounts::sensitize(tx, id, on).await,
        Measure::Silence => accounts::limit(tx, id, on).await,
        Measure::Suspend => accounts::suspend(tx, id, on).await,
    }
}

async fn tell(tx: &mut Tx, by: Actor, id: AccountId, action: &Action, posts: &str) -> Result<()> {
    let warning = sql::insert_warning(tx, by.account, id, action, posts).await?;
    let Some(person) = accounts::first_member(tx, id).await?.filter(|_| action.tell) else {
        return Ok(());
    };
    events::append(tx, &Warned { warning, account: id })?;
    let letter = Letter::Warned {
        person,
        act: action.measure.name().to_owned(),
        text: action.text.clone(),
        warning,
    };
    letters::send(tx, &letter).await
}
