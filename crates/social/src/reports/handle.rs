//! What moderators do with reports. Each act is written into their log.

use db::Tx;
use ground::http::Ask;
use ground::{AccountId, Error, Result};

use super::{Category, Report, json, rules_exist, sql};
use crate::moderation::{self, Target};
use crate::posts::Actor;

/// Which reports are asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    /// Those dealt with.
    pub resolved: bool,
    /// Those that wait.
    pub waiting: bool,
    /// By this account.
    pub account: Option<AccountId>,
    /// About this account.
    pub target: Option<AccountId>,
}

/// The report of that number.
///
/// # Errors
/// [`Error::NotFound`] if there is none.
pub async fn get_one(tx: &mut Tx, id: i64) -> Result<Report> {
    sql::by_ids(tx, vec![id]).await?.pop().ok_or(Error::NotFound)
}

/// A page of reports, latest first.
///
/// # Errors
/// If the database does not answer.
pub async fn list(tx: &mut Tx, filter: Filter, ask: Ask, limit: usize) -> Result<Vec<Report>> {
    let mut page = sql::list(tx, filter, ask, limit).await?;
    page.sort_unstable_by_key(|report| std::cmp::Reverse(report.id));
    Ok(page)
}

/// How many reports wait.
///
/// # Errors
/// If the database does not answer.
pub async fn waiting_count(tx: &mut Tx) -> Result<i64> {
    sql::waiting_count(tx).await
}

/// Puts a report into another category, or says anew which rules were broken.
///
/// # Errors
/// [`Error::NotFound`] if there is none; [`Error::Invalid`] for a rule that does not exist.
pub async fn change(
    tx: &mut Tx,
    by: Actor,
    id: i64,
    category: Option<Category>,
    rules: Option<Vec<i64>>,
) -> Result<()> {
    let report = get_one(tx, id).await?;
    let category = category.unwrap_or(report.category);
    let rules = match rules {
        _ if category != Category::Violation => Vec::new(),
        Some(rules) => rules,
        None => moderation::numbers(&report.rules),
    };
    rules_exist(tx, category, &rules).await?;
    sql::set_category(tx, id, category, &json(&rules)?).await?;
    moderation::note(tx, by, "report.change", target(id), category.name()).await
}

/// Says who looks after a report: whoever says it, or nobody.
///
/// # Errors
/// [`Error::NotFound`] if there is none.
pub async fn assign(tx: &mut Tx, by: Actor, id: i64, to_self: bool) -> Result<()> {
    get_one(tx, id).await?;
    sql::set_assigned(tx, id, to_self.then_some(by.account)).await?;
    let act = if to_self { "report.assign" } else { "report.unassign" };
    moderation::note(tx, by, act, target(id), "").await
}

/// A report is dealt with.
///
/// # Errors
/// [`Error::NotFound`] if there is none.
pub async fn resolve(tx: &mut Tx, by: Actor, id: i64) -> Result<()> {
    get_one(tx, id).await?;
    let now = tx.now_ms();
    sql::set_resolved(tx, id, Some(now), Some(by.account)).await?;
    moderation::note(tx, by, "report.resolve", target(id), "").await
}

/// A report waits again.
///
/// # Errors
/// [`Error::NotFound`] if there is none.
pub async fn reopen(tx: &mut Tx, by: Actor, id: i64) -> Result<()> {
    get_one(tx, id).await?;
    sql::set_resolved(tx, id, None, None).await?;
    moderation::note(tx, by, "report.reopen", target(id), "").await
}

/// Every report about an account is dealt with: something was done to it.
///
/// # Errors
/// If the database does not answer.
pub async fn resolve_all(tx: &mut Tx, by: Actor, account: AccountId) -> Result<()> {
    sql::resolve_all(tx, by.account, account).await
}

fn target(id: i64) -> Target {
    Target { kind: "report", id, name: format!("#{id}") }
}
