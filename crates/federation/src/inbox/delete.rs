//! `Delete`: a post is gone, or its author.

use ground::{AccountId, App, Result};
use social::posts::receive;
use social::{accounts, follows, posts};
use wire::activitypub::Activity;

use super::or_not;
use crate::actors::Remote;
use crate::quotations;

/// Posts, and accounts followed or following, removed in one unit.
const PIECES: usize = 50;

pub(super) async fn apply(app: &App, by: &Remote, activity: &Activity<'_>) -> Result<()> {
    let Some(uri) = activity.object_uri() else { return Ok(()) };
    let who = by.account;
    if uri == by.uri {
        return gone(app, who).await;
    }
    let name = uri.to_owned();
    let delete = async move |tx: &mut db::Tx| {
        let Some(post) = receive::by_uri(tx, &name).await? else {
            return quotations::withdrawn(tx, who, &name).await.map(drop);
        };
        posts::remove(tx, who, post).await.map(drop)
    };
    or_not(app.write(delete).await)
}

/// All that an account left here goes. It is done again from the start if it is interrupted.
async fn gone(app: &App, who: AccountId) -> Result<()> {
    while app.write(async move |tx| posts::remove_some(tx, who, PIECES).await).await? > 0 {}
    while app.write(async move |tx| follows::sever_some(tx, who, PIECES).await).await? > 0 {}
    app.write(async move |tx| accounts::erase(tx, who).await).await
}
