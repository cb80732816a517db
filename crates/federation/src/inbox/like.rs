//! `Like`, and `EmojiReact`, which is taken for one: somebody favours a post.

use ground::http::Via;
use ground::{App, Result};
use social::favourites;
use wire::activitypub::Activity;

use super::{or_not, post_called};
use crate::actors::Remote;

pub(super) async fn apply(app: &App, by: &Remote, activity: &Activity<'_>) -> Result<()> {
    let Some(uri) = activity.object_uri().map(str::to_owned) else { return Ok(()) };
    let (who, house) = (by.account, app.clone());
    let like = async move |tx: &mut db::Tx| {
        let Some(post) = post_called(tx, &house, &uri).await? else { return Ok(()) };
        favourites::add(tx, who, post, &Via::default()).await.map(drop)
    };
    or_not(app.write(like).await)
}
