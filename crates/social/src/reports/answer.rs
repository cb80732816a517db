//! Reports as answers: what the reporter sees, and what moderators see.

use std::collections::HashMap;

use ground::{AccountId, App, Error, PostId, Result};
use wire::fragment::write_list;
use wire::{Id, Json, Time, mastodon};

use super::{Report, sql};
use crate::{accounts, moderation, posts, rules};

/// Reports as JSON by their numbers, for notifications.
///
/// # Errors
/// If the database does not answer.
pub async fn written(app: &App, ids: Vec<i64>) -> Result<HashMap<i64, Json>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let found = app.read(async move |tx| sql::by_ids(tx, ids).await).await?;
    let targets: Vec<AccountId> = found.iter().map(|report| report.target).collect();
    let cards = accounts::cards(app, &targets).await?;
    let mut out = HashMap::with_capacity(found.len());
    for report in found {
        let Some(target) = cards.get(&report.target).and_then(|card| card.json()) else { continue };
        let json = Json::new(wire::json(&plain(&report, target)));
        out.extend(json.map(|json| (report.id, json)));
    }
    Ok(out)
}

/// A report as the reporter sees it.
pub(super) async fn one(app: &App, report: &Report) -> Result<mastodon::Report> {
    let target = accounts::card(app, report.target).await?;
    Ok(plain(report, target.json().ok_or(Error::NotFound)?))
}

fn plain(report: &Report, target_account: Json) -> mastodon::Report {
    let ids = |list: &str| moderation::numbers(list).into_iter().map(Id).collect();
    mastodon::Report {
        id: Id(report.id),
        action_taken: report.resolved_at.is_some(),
        action_taken_at: report.resolved_at.map(Time),
        category: report.category.name(),
        comment: report.comment.clone(),
        forwarded: report.forwarded,
        created_at: Time(report.created_at),
        status_ids: ids(&report.posts),
        collection_ids: ids(&report.collections),
        rule_ids: ids(&report.rules),
        target_account,
    }
}

/// Reports as moderators see them, in their order: a fixed number of statements.
pub(super) async fn for_moderators(
    app: &App,
    viewer: AccountId,
    page: &[Report],
) -> Result<Vec<mastodon::AdminReport>> {
    let who = page.iter().flat_map(|report| {
        [Some(report.account), Some(report.target), report.assigned, report.resolved_by]
    });
    let mut who: Vec<AccountId> = who.flatten().collect();
    who.sort_unstable();
    who.dedup();
    let accounts = moderation::written(app, who).await?;
    let statuses = statuses(app, viewer, page).await?;
    let named: Vec<i64> =
        page.iter().flat_map(|report| moderation::numbers(&report.rules)).collect();
    let rules = app.read(async move |tx| rules::by_ids(tx, &named).await).await?;
    let mut out = Vec::with_capacity(page.len());
    for (report, statuses) in page.iter().zip(statuses) {
        let of = |id: AccountId| accounts.get(&id).cloned();
        let (Some(account), Some(target)) = (of(report.account), of(report.target)) else {
            continue;
        };
        let broken = moderation::numbers(&report.rules);
        out.push(mastodon::AdminReport {
            id: Id(report.id),
            action_taken: report.resolved_at.is_some(),
            action_taken_at: report.resolved_at.map(Time),
            category: report.category.name(),
            comment: report.comment.clone(),
            forwarded: report.forwarded,
            created_at: Time(report.created_at),
            updated_at: Time(report.updated_at),
            account,
            target_account: target,
            assigned_account: report.assigned.and_then(of),
            action_taken_by_account: report.resolved_by.and_then(of),
            statuses,
            rules: rules
                .iter()
                .filter(|rule| broken.contains(&rule.id))
                .map(rules::Rule::wire)
                .collect(),
        });
    }
    Ok(out)
}

/// The posts of each report, whoever may see them: they were reported to be looked at.
async fn statuses(app: &App, viewer: AccountId, page: &[Report]) -> Result<Vec<Json>> {
    let of = |report: &Report| moderation::numbers(&report.posts).into_iter().map(PostId);
    let mut ids: Vec<PostId> = page.iter().flat_map(of).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut lists = Vec::with_capacity(page.len());
    posts::statuses_at(app, Some(viewer), &ids, |found| {
        for report in page {
            let there =
                of(report).filter_map(|id| ids.binary_search(&id).ok().and_then(|at| found[at]));
            let mut out = Vec::new();
            write_list(&mut out, there, mastodon::write_status);
            lists.push(out);
        }
    })
    .await?;
    lists
        .into_iter()
        .map(|list| Json::new(list).ok_or_else(|| Error::internal("a list of posts is no JSON")))
        .collect()
}
