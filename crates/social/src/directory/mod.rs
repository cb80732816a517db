//! The directory: accounts that want to be found, by when they last posted or by age.

mod api;
mod sql;

use db::Tx;
use ground::http::{Route, Scope, get};
use ground::{AccountId, Result};

/// Accounts that may be passed over on the way to a page.
pub const OFFSET_MAX: usize = 10_000;

/// In which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Who posted last comes first; who never did is left out.
    #[default]
    Active,
    /// The youngest account first.
    New,
}

/// Which part of the directory.
#[derive(Clone, Copy, Debug, Default)]
pub struct Page {
    /// In which order.
    pub order: Order,
    /// Accounts of this server only.
    pub local: bool,
    /// How many accounts come before it, at most [`OFFSET_MAX`].
    pub offset: usize,
    /// Accounts at most.
    pub limit: usize,
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![get("/api/v1/directory", Scope::Anyone, api::list)]
}

/// A page of the directory. A member does not see whom they block or mute, nor who blocks them.
///
/// # Errors
/// If the database does not answer.
pub async fn list(tx: &mut Tx, viewer: Option<AccountId>, page: Page) -> Result<Vec<AccountId>> {
    sql::list(tx, viewer.unwrap_or(AccountId(0)), page).await
}
