//! What is kept of posts, and read where nothing is.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use ground::kept::{Kept, Ticket};
use ground::{AccountId, App, PostId, Result};
use wire::mastodon::StatusMarks;

use super::sql::{self, Counts};
use super::{Card, Cards, make};
use crate::posts::polls::{self, Poll};
use crate::posts::sql::followed;
use crate::posts::thread;

pub(super) async fn cards_of(app: &App, ids: &[PostId]) -> Result<Vec<Option<Arc<Card>>>> {
    let kept = &app.memory::<Cards>().cards;
    let (mut found, missing) = look(kept, ids);
    if missing.is_empty() {
        return Ok(found);
    }
    let (house, wanted) = (app.clone(), keys(&missing));
    let made = app.read(async move |tx| make::cards(tx, &house, &wanted).await).await?;
    let made: HashMap<PostId, Arc<Card>> =
        made.into_iter().map(|card| (card.id, Arc::new(card))).collect();
    for Missing { at, key, ticket } in missing {
        if let Some(card) = made.get(&key) {
            kept.keep(key, card.clone(), ticket);
            found[at] = Some(card.clone());
        }
    }
    Ok(found)
}

pub(super) async fn counts_of(app: &App, ids: &[PostId]) -> Result<Vec<Counts>> {
    let kept = &app.memory::<Cards>().counts;
    let (mut found, missing) = look(kept, ids);
    if !missing.is_empty() {
        let wanted = keys(&missing);
        let read = app.read(async move |tx| sql::counts(tx, &wanted).await).await?;
        let read: HashMap<PostId, Counts> = read.into_iter().collect();
        for Missing { at, key, ticket } in missing {
            let counts = read.get(&key).copied().unwrap_or_default();
            kept.keep(key, counts, ticket);
            found[at] = Some(counts);
        }
    }
    Ok(found.into_iter().map(Option::unwrap_or_default).collect())
}

pub(super) async fn marks_of(
    app: &App,
    who: AccountId,
    ids: &[PostId],
) -> Result<Vec<StatusMarks>> {
    let kept = &app.memory::<Cards>().marks;
    let pairs: Vec<(AccountId, PostId)> = ids.iter().map(|id| (who, *id)).collect();
    let (mut found, missing) = look(kept, &pairs);
    if !missing.is_empty() {
        let wanted: Vec<PostId> = missing.iter().map(|missing| missing.key.1).collect();
        let read = app.read(async move |tx| make::marks(tx, who, &wanted).await).await?;
        for Missing { at, key, ticket } in missing {
            let marks = read.get(&key.1).copied().unwrap_or_default();
            kept.keep(key, marks, ticket);
            found[at] = Some(marks);
        }
    }
    Ok(found.into_iter().map(Option::unwrap_or_default).collect())
}

pub(super) async fn muted_of(app: &App, who: AccountId) -> Result<Arc<[PostId]>> {
    let kept = &app.memory::<Cards>().muted;
    if let Some(roots) = kept.get(&who) {
        return Ok(roots);
    }
    let ticket = kept.ticket(&who);
    let roots = app.read(async move |tx| thread::muted_by(tx, who).await).await?;
    let roots: Arc<[PostId]> = roots.into();
    kept.keep(who, roots.clone(), ticket);
    Ok(roots)
}

pub(super) async fn polls_of(app: &App, ids: &[PostId]) -> Result<Vec<Option<Arc<Poll>>>> {
    let kept = &app.memory::<Cards>().polls;
    let (mut found, missing) = look(kept, ids);
    if !missing.is_empty() {
        let wanted = keys(&missing);
        let read = app.read(async move |tx| polls::of_posts(tx, &wanted).await).await?;
        let read: HashMap<PostId, Arc<Poll>> =
            read.into_iter().map(|poll| (poll.rules.post, Arc::new(poll))).collect();
        for Missing { at, key, ticket } in missing {
            let poll = read.get(&key).cloned();
            kept.keep(key, poll.clone(), ticket);
            found[at] = Some(poll);
        }
    }
    Ok(found.into_iter().map(Option::flatten).collect())
}

pub(super) async fn votes_of(app: &App, who: AccountId, ids: &[PostId]) -> Result<Vec<Arc<[i64]>>> {
    let kept = &app.memory::<Cards>().votes;
    let pairs: Vec<(AccountId, PostId)> = ids.iter().map(|id| (who, *id)).collect();
    let (mut found, missing) = look(kept, &pairs);
    if !missing.is_empty() {
        let wanted: Vec<PostId> = missing.iter().map(|missing| missing.key.1).collect();
        let read = app.read(async move |tx| polls::own_votes(tx, who, &wanted).await).await?;
        for Missing { at, key, ticket } in missing {
            let places = read.iter().filter(|(post, _)| *post == key.1).map(|(_, place)| *place);
            let places: Arc<[i64]> = places.collect();
            kept.keep(key, places.clone(), ticket);
            found[at] = Some(places);
        }
    }
    Ok(found.into_iter().map(|places| places.unwrap_or_else(|| Arc::new([]))).collect())
}

/// Whether `who` follows each of these accounts.
pub(super) async fn follows_of(
    app: &App,
    who: AccountId,
    accounts: &[AccountId],
) -> Result<Vec<bool>> {
    let kept = &app.memory::<Cards>().follows;
    let pairs: Vec<(AccountId, AccountId)> = accounts.iter().map(|it| (who, *it)).collect();
    let (mut found, missing) = look(kept, &pairs);
    if !missing.is_empty() {
        let wanted: Vec<AccountId> = missing.iter().map(|missing| missing.key.1).collect();
        let read = app.read(async move |tx| followed(tx, who, &wanted).await).await?;
        for Missing { at, key, ticket } in missing {
            let follows = read.contains(&key.1);
            kept.keep(key, follows, ticket);
            found[at] = Some(follows);
        }
    }
    Ok(found.into_iter().map(Option::unwrap_or_default).collect())
}

/// A key of which nothing is kept.
pub(super) struct Missing<K> {
    pub(super) at: usize,
    pub(super) key: K,
    pub(super) ticket: Ticket,
}

/// What is kept of `keys`, in their order, and what must be read.
pub(super) fn look<K, V>(kept: &Kept<K, V>, keys: &[K]) -> (Vec<Option<V>>, Vec<Missing<K>>)
where
    K: Copy + Eq + Hash,
    V: Clone,
{
    let mut missing = Vec::new();
    let found = keys.iter().enumerate().map(|(at, key)| {
        let value = kept.get(key);
        if value.is_none() {
            missing.push(Missing { at, key: *key, ticket: kept.ticket(key) });
        }
        value
    });
    (found.collect(), missing)
}

pub(super) fn keys<K: Copy>(missing: &[Missing<K>]) -> Vec<K> {
    missing.iter().map(|missing| missing.key).collect()
}
