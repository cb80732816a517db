//! Accounts as moderators see them.

use std::collections::HashMap;

use db::{Tx, record};
use ground::http::{Ask, Role};
use ground::{AccountId, App, Error, Result};
use wire::{EmptyList, Id, Json, Time, mastodon};

use super::sql;
use crate::accounts::{self, Account};
use crate::people::roles;

record! {
    /// An account with the person who made it.
    #[derive(Clone, Debug)]
    pub(super) struct Seen {
        pub(super) id: AccountId,
        pub(super) username: String,
        pub(super) domain: String,
        pub(super) created_at: i64,
        pub(super) suspended_at: Option<i64>,
        pub(super) limited_at: Option<i64>,
        pub(super) sensitized_at: Option<i64>,
        pub(super) email: Option<String>,
        pub(super) locale: Option<String>,
        pub(super) reason: Option<String>,
        pub(super) role: Option<String>,
        pub(super) confirmed_at: Option<i64>,
        pub(super) approved_at: Option<i64>,
        pub(super) disabled_at: Option<i64>,
        pub(super) invited_by: Option<i64>,
        pub(super) app: Option<i64>,
    }
}

/// Which state accounts are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Any.
    #[default]
    Any,
    /// Let in, and nothing done to it that keeps it from acting.
    Active,
    /// Waiting to be let in.
    Pending,
    /// Closed to its people.
    Disabled,
    /// Kept to its followers.
    Silenced,
    /// Suspended.
    Suspended,
    /// All its media start hidden.
    Sensitized,
}

/// Which accounts are asked for; texts that are empty ask for nothing.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of this server; of others; of any, if none.
    pub local: Option<bool>,
    /// In this state.
    pub state: State,
    /// Whose people have one of these roles; any, if none.
    pub roles: Vec<String>,
    /// Invited by this account.
    pub invited_by: Option<AccountId>,
    /// Whose handle begins so.
    pub username: String,
    /// Whose name begins so.
    pub display_name: String,
    /// Of this server.
    pub domain: String,
    /// Whose address begins so.
    pub email: String,
    /// Who used this address: nobody, as no addresses are kept.
    pub ip: String,
}

/// A page of accounts, the newest first.
///
/// # Errors
/// If the database does not answer.
pub async fn list(tx: &mut Tx, filter: &Filter, ask: Ask, limit: usize) -> Result<Vec<AccountId>> {
    let texts = [&filter.username, &filter.display_name, &filter.domain, &filter.email];
    if !filter.ip.is_empty() || texts.iter().any(|text| text.contains('\0')) {
        return Ok(Vec::new());
    }
    let mut page = sql::accounts(tx, filter, ask, limit).await?;
    page.sort_unstable_by(|one, other| other.cmp(one));
    Ok(page)
}

/// The account of that number, whatever its state, unless it is gone for ever.
///
/// # Errors
/// [`Error::NotFound`] if there is none.
pub async fn find(tx: &mut Tx, id: AccountId) -> Result<Account> {
    let found = accounts::by_ids(tx, &[id]).await?.pop();
    found.filter(|account| account.deleted_at.is_none()).ok_or(Error::NotFound)
}

/// Accounts as moderators see them, as JSON by their numbers: a fixed number of statements.
///
/// # Errors
/// If the database does not answer.
pub async fn written(app: &App, ids: Vec<AccountId>) -> Result<HashMap<AccountId, Json>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let cards = accounts::cards(app, &ids).await?;
    let found = app.read(async move |tx| sql::seen(tx, &ids).await).await?;
    let mut out = HashMap::with_capacity(found.len());
    for seen in found {
        let Some(account) = cards.get(&seen.id).and_then(|card| card.json()) else { continue };
        let id = seen.id;
        out.extend(Json::new(wire::json(&entity(seen, account))).map(|json| (id, json)));
    }
    Ok(out)
}

fn entity(seen: Seen, account: Json) -> mastodon::AdminAccount {
    let role = seen.role.as_deref().map(|name| Role::of(name).unwrap_or(Role::Member));
    mastodon::AdminAccount {
        id: Id(seen.id.0),
        username: seen.username,
        domain: (!seen.domain.is_empty()).then_some(seen.domain),
        created_at: Time(seen.created_at),
        email: seen.email.unwrap_or_default(),
        ip: None,
        ips: EmptyList,
        locale: seen.locale.unwrap_or_default(),
        invite_request: seen.reason.filter(|reason| !reason.is_empty()),
        role: role.map(roles::shown),
        confirmed: seen.confirmed_at.is_some(),
        approved: seen.approved_at.is_some(),
        disabled: seen.disabled_at.is_some(),
        sensitized: seen.sensitized_at.is_some(),
        silenced: seen.limited_at.is_some(),
        suspended: seen.suspended_at.is_some(),
        account,
        created_by_application_id: seen.app.map(Id),
        invited_by_account_id: seen.invited_by.map(Id),
    }
}
