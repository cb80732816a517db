//! Accounts as moderators see them.

use std::collections::HashMap;

use db::record;
use ground::http::Role;
use ground::{AccountId, App, Result};
use wire::{EmptyList, Id, Json, Time, mastodon};

use super::sql;
use crate::accounts;
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
