//! `Accept` and `Reject`: the answers to what ours asked for.

use ground::{AccountId, App, PostId, Result};
use social::follows;
use wire::activitypub::{Activity, same_origin};

use super::{inner, or_not, ours};
use crate::actors::Remote;
use crate::names::Name;
use crate::quotations;

/// Who asked to follow whoever answers. Some name the follow only, some repeat it.
fn asker(app: &App, by: &Remote, activity: &Activity<'_>) -> Option<AccountId> {
    let named = activity.object_uri().and_then(|uri| Name::of(app, uri));
    if let Some(Name::Follow(follower, followee)) = named {
        return (followee == by.account).then_some(follower);
    }
    let follow = inner(activity).filter(|inner| inner.kind == "Follow")?;
    let of_them = follow.object_uri().is_some_and(|uri| uri == by.uri);
    of_them.then(|| ours(app, follow.actor)).flatten()
}

/// The post of ours that asked to quote one of whoever answers.
fn quoter(app: &App, activity: &Activity<'_>) -> Option<PostId> {
    let asked = match inner(activity) {
        Some(inner) if inner.kind == "QuoteRequest" => inner.node.uri("instrument"),
        Some(_) => None,
        None => activity.object_uri(),
    };
    match asked.and_then(|uri| Name::of(app, uri)) {
        Some(Name::Post(post)) => Some(post),
        _ => None,
    }
}

async fn quote(app: &App, by: &Remote, post: PostId, agreed: bool, stamp: &str) -> Result<()> {
    let who = by.account;
    let stamp = if same_origin(stamp, &by.uri) { stamp.to_owned() } else { String::new() };
    let told =
        async move |tx: &mut db::Tx| quotations::answered(tx, who, post, agreed, &stamp).await;
    or_not(app.write(told).await)
}

pub(super) async fn accept(app: &App, by: &Remote, activity: &Activity<'_>) -> Result<()> {
    if let Some(post) = quoter(app, activity) {
        let stamp = activity.node.uri("result").unwrap_or_default();
        return quote(app, by, post, true, stamp).await;
    }
    let Some(follower) = asker(app, by, activity) else { return Ok(()) };
    let who = by.account;
    or_not(app.write(async move |tx| follows::authorize(tx, who, follower).await).await)
}

pub(super) async fn reject(app: &App, by: &Remote, activity: &Activity<'_>) -> Result<()> {
    if let Some(post) = quoter(app, activity) {
        return quote(app, by, post, false, "").await;
    }
    let Some(follower) = asker(app, by, activity) else { return Ok(()) };
    let who = by.account;
    let reject = async move |tx: &mut db::Tx| {
        follows::remove_follower(tx, who, follower).await?;
        follows::reject(tx, who, follower).await
    };
    match app.write(reject).await {
        // It followed, and did not ask: then that is what ends.
        Err(ground::Error::NotFound) => {
            app.write(async move |tx| follows::remove_follower(tx, who, follower).await).await
        }
        done => or_not(done),
    }
}
