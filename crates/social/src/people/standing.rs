//! For which accounts a person acts, and how far: their own, and those of organisations that gave
//! them a seat. Which seats there are, and why, is decided elsewhere.

use db::{Arg, Row, Tx, Value};
use ground::{AccountId, Error, PersonId, Result};

use super::{account_of, sql};
use crate::oauth;

/// Most accounts a person acts for.
pub(super) const ACCOUNTS_MAX: i64 = 60;
/// What whoever only prepares may be given: all of reading, and pictures to be.
const HELPER_SCOPES: [&str; 4] = ["profile", "push", "offline_access", "write:media"];

/// How a person stands to an account they act for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is theirs.
    Owner,
    /// They speak for it.
    Voice,
    /// They read and prepare; others publish.
    Helper,
}

impl Standing {
    /// Its name in the tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Voice => "voice",
            Self::Helper => "helper",
        }
    }

    /// What a program may be given of the scopes it asked for; none, if nothing is left.
    #[must_use]
    pub fn narrow(self, scopes: &str) -> Option<String> {
        let kept: Vec<&str> =
            scopes.split_ascii_whitespace().filter_map(|scope| self.keep(scope)).collect();
        (!kept.is_empty()).then(|| kept.join(" "))
    }

    fn keep(self, scope: &str) -> Option<&str> {
        match self {
            Self::Owner => Some(scope),
            // To look after the place is the person's own affair.
            Self::Voice => Some(scope).filter(|scope| !scope.starts_with("admin:")),
            Self::Helper if scope == "write" => Some("write:media"),
            Self::Helper => Some(scope).filter(|scope| {
                HELPER_SCOPES.contains(scope) || *scope == "read" || scope.starts_with("read:")
            }),
        }
    }
}

impl Value for Standing {
    fn take(row: &Row, at: usize) -> db::Result<Option<Self>> {
        let name = <String as Value>::take(row, at)?;
        Ok(name.map(|name| match name.as_str() {
            "owner" => Self::Owner,
            "voice" => Self::Voice,
            _ => Self::Helper,
        }))
    }

    fn null() -> Arg {
        <String as Value>::null()
    }
}

impl From<Standing> for Arg {
    fn from(standing: Standing) -> Self {
        Arg::from(standing.name())
    }
}

/// The accounts a person acts for, their own first.
///
/// # Errors
/// If the database does not answer.
pub async fn acts_for(tx: &mut Tx, person: PersonId) -> Result<Vec<(AccountId, Standing)>> {
    sql::acts_for(tx, person, ACCOUNTS_MAX).await
}

/// How a person stands to an account.
///
/// # Errors
/// [`Error::NotFound`] if they do not act for it.
pub async fn standing(tx: &mut Tx, person: PersonId, account: AccountId) -> Result<Standing> {
    let all = acts_for(tx, person).await?;
    all.into_iter().find(|(it, _)| *it == account).map(|(_, it)| it).ok_or(Error::NotFound)
}

/// Lets a person act for an account that is not theirs, otherwise than before, or (`None`) no
/// longer: then, and when it becomes less, every key they hold for it ends.
///
/// # Errors
/// If the database does not answer.
pub async fn let_act(
    tx: &mut Tx,
    person: PersonId,
    account: AccountId,
    now: Option<Standing>,
) -> Result<()> {
    let before = sql::standing(tx, person, account).await?;
    if before == Some(Standing::Owner) || before == now {
        return Ok(());
    }
    sql::delete_member(tx, account, person).await?;
    if let Some(now) = now {
        sql::insert_member(tx, account, person, now.name()).await?;
    }
    if before.is_some() {
        oauth::end_for(tx, person, account).await?;
    }
    Ok(())
}

/// Opens a browser's session in which a person acts for another of their accounts; none: for
/// their own.
///
/// # Errors
/// [`Error::NotFound`] if they do not act for it, [`Error::Forbidden`] if they only prepare.
pub async fn act_for(tx: &mut Tx, person: PersonId, account: Option<AccountId>) -> Result<String> {
    let account = match account {
        Some(account) => account,
        None => account_of(tx, person).await?,
    };
    if standing(tx, person, account).await? == Standing::Helper {
        return Err(Error::forbidden("error-only-prepares"));
    }
    oauth::open_session(tx, person, account).await
}
