//! `Follow`: somebody wants to read one of ours.

use ground::{App, Error, Result};
use social::follows::{self, Wish};
use wire::activitypub::Activity;

use super::ours;
use crate::actors::Remote;
use crate::{delivery, ties};

pub(super) async fn apply(app: &App, by: &Remote, activity: &Activity<'_>) -> Result<()> {
    let followee = activity.object_uri().and_then(|uri| ours(app, uri));
    let Some(followee) = followee else { return Ok(()) };
    let (follower, uri) = (by.account, activity.id().unwrap_or_default().to_owned());
    let follow = async move |tx: &mut db::Tx| {
        ties::keep(tx, follower, followee, &uri).await?;
        if follows::is_following(tx, follower, followee).await? {
            // They have not heard our answer.
            return delivery::answered(tx, "accept", followee, follower).await;
        }
        match follows::follow(tx, follower, followee, &Wish::default()).await {
            Err(Error::Forbidden(_)) => delivery::answered(tx, "reject", followee, follower).await,
            Err(Error::NotFound | Error::Invalid { .. }) => {
                ties::forget(tx, follower, followee).await
            }
            done => done,
        }
    };
    app.write(follow).await
}
