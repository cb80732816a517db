//! `Accept` and `Reject`: the answers to what ours asked for.

use ground::{AccountId, App, Result};
use social::follows;
use wire::activitypub::Activity;

use super::{inner, or_not, ours};
use crate::actors::Remote;
use crate::names::Name;

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

pub(super) async fn accept(app: &App, by: &Remote, activity: &Activity<'_>) -> Result<()> {
    let Some(follower) = asker(app, by, activity) else { return Ok(()) };
    let who = by.account;
    or_not(app.write(async move |tx| follows::authorize(tx, who, follower).await).await)
}

pub(super) async fn reject(app: &App, by: &Remote, activity: &Activity<'_>) -> Result<()> {
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
