//! `Move`: somebody goes on at another account, and ours who read them go along.

use ground::{AccountId, App, Result};
use social::moves;
use wire::activitypub::Activity;

use super::{or_not, ours};
use crate::actors::{self, Remote};

pub(super) async fn apply(app: &App, by: &Remote, activity: &Activity<'_>) -> Result<()> {
    let target = activity.node.uri("target");
    let Some(target) = target.filter(|_| activity.object_uri() == Some(&by.uri)) else {
        return Ok(());
    };
    let Some(target) = agreed(app, by, target).await? else { return Ok(()) };
    let who = by.account;
    or_not(app.write(async move |tx| moves::receive(tx, who, target).await).await)
}

/// Where they go on, if it is said there that it is they.
async fn agreed(app: &App, by: &Remote, target: &str) -> Result<Option<AccountId>> {
    if let Some(id) = ours(app, target) {
        let aliases = app.read(async move |tx| moves::aliases(tx, id).await).await?;
        return Ok(aliases.contains(&by.account).then_some(id));
    }
    let claimed = actors::claims(app, target, &by.uri).await;
    Ok(actors::found(claimed)?.flatten())
}
