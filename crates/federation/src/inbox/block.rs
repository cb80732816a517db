//! `Block`: somebody wants nothing to do with one of ours.

use ground::{App, Result};
use social::blocks;
use wire::activitypub::Activity;

use super::{or_not, ours};
use crate::actors::Remote;

pub(super) async fn apply(app: &App, by: &Remote, activity: &Activity<'_>) -> Result<()> {
    let target = activity.object_uri().and_then(|uri| ours(app, uri));
    let Some(target) = target else { return Ok(()) };
    let who = by.account;
    or_not(app.write(async move |tx| blocks::block(tx, who, target).await).await)
}
