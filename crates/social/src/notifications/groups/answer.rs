//! Groups as an answer: each account and each post stands in it once.

use std::collections::HashSet;

use ground::{AccountId, App, PostId, Result};
use wire::mastodon::{self, NotificationGroup, PartialAccount};
use wire::{Id, Time};

use super::Line;
use crate::notifications::answer::{About, Subjects, kind};
use crate::notifications::api::Known;
use crate::{accounts, posts};

/// How much is said of accounts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Expand {
    /// All of each.
    Full,
    /// All of the first of each group; of the others what a small portrait needs.
    Avatars,
}

/// Lines as JSON; `paged`: with what they hold of a page.
pub(super) async fn write(
    app: &App,
    who: AccountId,
    lines: &[Line],
    expand: Expand,
    paged: bool,
    known: &Known,
) -> Result<Vec<u8>> {
    let firsts: Vec<AccountId> = lines.iter().map(|line| line.accounts[0]).collect();
    let all: Vec<AccountId> = lines.iter().flat_map(|line| line.accounts.clone()).collect();
    let full = distinct(if expand == Expand::Full { &all } else { &firsts });
    let posts: Vec<PostId> = lines.iter().filter_map(|line| line.latest.post).collect();
    let (posts, cards) = (distinct(&posts), accounts::cards(app, &full).await?);
    let mut out = Vec::with_capacity(full.len() * 1_200 + posts.len() * 2_600 + 512);
    out.extend_from_slice(b"{\"accounts\":");
    let parts: Vec<_> = full.iter().filter_map(|id| Some(cards.get(id)?.parts())).collect();
    mastodon::write_accounts(&mut out, &parts);
    if expand == Expand::Avatars {
        let rest: Vec<AccountId> =
            distinct(&all).into_iter().filter(|id| !full.contains(id)).collect();
        out.extend_from_slice(b",\"partial_accounts\":");
        out.extend(wire::json(&partial(app, &rest).await?));
    }
    out.extend_from_slice(b",\"statuses\":");
    posts::statuses(app, Some(who), &posts, |parts| mastodon::write_statuses(&mut out, parts))
        .await?;
    out.extend_from_slice(b",\"notification_groups\":");
    out.extend(wire::json(&groups(app, who, lines, paged, known).await?));
    out.push(b'}');
    Ok(out)
}

async fn groups(
    app: &App,
    who: AccountId,
    lines: &[Line],
    paged: bool,
    known: &Known,
) -> Result<Vec<NotificationGroup>> {
    let latest: Vec<_> = lines.iter().map(|line| line.latest).collect();
    let subjects = Subjects::of(app, who, &latest).await?;
    let fallbacks = known.fallbacks(app, &latest).await?;
    let group = |(line, fallback): (&Line, _)| {
        let told = &line.latest;
        // One about a collection that is gone is left out.
        let About { report, moderation_warning, collection } = subjects.find(told)?;
        Some(NotificationGroup {
            group_key: line.key(),
            notifications_count: line.members,
            kind: kind(told.kind),
            most_recent_notification_id: Id(told.id.0),
            page_min_id: paged.then_some(Id(line.page_min.0)),
            page_max_id: paged.then_some(Id(told.id.0)),
            latest_page_notification_at: paged.then_some(Time(told.created_at)),
            sample_account_ids: line.accounts.iter().map(|account| Id(account.0)).collect(),
            status_id: told.post.map(|post| Id(post.0)),
            report,
            moderation_warning,
            collection,
            fallback,
        })
    };
    Ok(lines.iter().zip(fallbacks).filter_map(group).collect())
}

async fn partial(app: &App, ids: &[AccountId]) -> Result<Vec<PartialAccount>> {
    let shown = accounts::shown(app, ids).await?;
    let partial = shown.into_iter().map(|it| PartialAccount {
        id: Id(it.id.0),
        url: app.url(&it.path()),
        acct: it.acct,
        avatar_static: it.avatar.clone(),
        avatar: it.avatar,
        avatar_description: it.avatar_description,
        locked: it.locked,
        bot: it.bot,
    });
    Ok(partial.collect())
}

fn distinct<T: Copy + Eq + std::hash::Hash>(list: &[T]) -> Vec<T> {
    let mut met = HashSet::new();
    list.iter().copied().filter(|item| met.insert(*item)).collect()
}
