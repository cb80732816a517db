//! What accounts are told of what was done to them.

use std::collections::HashMap;

use db::record;
use ground::{AccountId, App, Result};
use wire::{Id, Json, Time, mastodon};

use super::{numbers, sql};
use crate::accounts;

record! {
    /// A warning as it is kept.
    #[derive(Clone, Debug)]
    pub struct Warning {
        /// Its number.
        pub id: i64,
        /// Who is told.
        pub account: AccountId,
        /// What was done.
        pub act: String,
        /// What moderators say.
        pub text: String,
        /// The posts it is about, as a JSON list.
        pub posts: String,
        /// When it was done, in epoch milliseconds.
        pub created_at: i64,
    }
}

/// Warnings as JSON by their numbers, for notifications.
///
/// # Errors
/// If the database does not answer.
pub async fn warnings(app: &App, ids: Vec<i64>) -> Result<HashMap<i64, Json>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let found = app.read(async move |tx| sql::warnings(tx, ids).await).await?;
    let targets: Vec<AccountId> = found.iter().map(|warning| warning.account).collect();
    let cards = accounts::cards(app, &targets).await?;
    let mut out = HashMap::new();
    for warning in found {
        let Some(card) = cards.get(&warning.account) else { continue };
        let Some(target_account) = card.json() else { continue };
        let posts: Vec<Id> = numbers(&warning.posts).into_iter().map(Id).collect();
        let entity = mastodon::AccountWarning {
            id: Id(warning.id),
            action: warning.act,
            text: warning.text,
            status_ids: (!posts.is_empty()).then_some(posts),
            target_account,
            appeal: None,
            created_at: Time(warning.created_at),
        };
        out.extend(Json::new(wire::json(&entity)).map(|json| (warning.id, json)));
    }
    Ok(out)
}
