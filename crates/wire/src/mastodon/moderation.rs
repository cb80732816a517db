//! Reports, warnings, and accounts as moderators see them.

use serde::Serialize;

use super::{Role, Rule};
use crate::{Id, Json, Time};

/// What somebody reported. <https://docs.joinmastodon.org/entities/Report/>
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The report's id.
    pub id: Id,
    /// Whether moderators have dealt with it.
    pub action_taken: bool,
    /// When they did.
    pub action_taken_at: Option<Time>,
    /// `spam`, `legal`, `violation` or `other`.
    pub category: &'static str,
    /// What the reporter says.
    pub comment: String,
    /// Whether the account's server was told too.
    pub forwarded: bool,
    /// When it was reported.
    pub created_at: Time,
    /// The posts reported.
    pub status_ids: Vec<Id>,
    /// The collections reported.
    pub collection_ids: Vec<Id>,
    /// The rules broken.
    pub rule_ids: Vec<Id>,
    /// The Account reported.
    pub target_account: Json,
}

/// A report as moderators see it. <https://docs.joinmastodon.org/entities/Admin_Report/>
#[derive(Clone, Debug, Serialize)]
pub struct AdminReport {
    /// The report's id.
    pub id: Id,
    /// Whether moderators have dealt with it.
    pub action_taken: bool,
    /// When they did.
    pub action_taken_at: Option<Time>,
    /// `spam`, `legal`, `violation` or `other`.
    pub category: &'static str,
    /// What the reporter says.
    pub comment: String,
    /// Whether the account's server was told too.
    pub forwarded: bool,
    /// When it was reported.
    pub created_at: Time,
    /// When a moderator last touched it.
    pub updated_at: Time,
    /// Who reports, an Admin::Account.
    pub account: Json,
    /// Who is reported, an Admin::Account.
    pub target_account: Json,
    /// The moderator who looks after it, an Admin::Account.
    pub assigned_account: Option<Json>,
    /// The moderator who dealt with it, an Admin::Account.
    pub action_taken_by_account: Option<Json>,
    /// The posts reported: a list of Statuses.
    pub statuses: Json,
    /// The rules broken.
    pub rules: Vec<Rule>,
}

/// An account as moderators see it. <https://docs.joinmastodon.org/entities/Admin_Account/>
#[derive(Clone, Debug, Serialize)]
pub struct AdminAccount {
    /// The account's id.
    pub id: Id,
    /// The handle without its domain.
    pub username: String,
    /// Its server; `None` for this one.
    pub domain: Option<String>,
    /// When it came to be.
    pub created_at: Time,
    /// Where its person is written to; empty for accounts of other servers.
    pub email: String,
    /// The address last used: not kept here.
    pub ip: Option<String>,
    /// Addresses used: not kept here.
    pub ips: crate::EmptyList,
    /// The person's language.
    pub locale: String,
    /// Why the person wants to join.
    pub invite_request: Option<String>,
    /// What the person may do.
    pub role: Option<Role>,
    /// Whether the address is known to be theirs.
    pub confirmed: bool,
    /// Whether they were let in.
    pub approved: bool,
    /// Whether they may no longer log in.
    pub disabled: bool,
    /// Whether all its media start hidden.
    pub sensitized: bool,
    /// Whether only its followers come upon it.
    pub silenced: bool,
    /// Whether nobody sees it.
    pub suspended: bool,
    /// The Account.
    pub account: Json,
    /// The program they signed up with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by_application_id: Option<Id>,
    /// Who invited them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invited_by_account_id: Option<Id>,
}

/// What moderators told an account. <https://docs.joinmastodon.org/entities/AccountWarning/>
#[derive(Clone, Debug, Serialize)]
pub struct AccountWarning {
    /// The warning's id.
    pub id: Id,
    /// What was done: `none`, `disable`, `sensitive`, `silence` or `suspend`.
    pub action: String,
    /// What moderators say.
    pub text: String,
    /// The posts it is about.
    pub status_ids: Option<Vec<Id>>,
    /// The Account it was done to.
    pub target_account: Json,
    /// What the account answered: there are no appeals here.
    pub appeal: Option<bool>,
    /// When it was done.
    pub created_at: Time,
}
