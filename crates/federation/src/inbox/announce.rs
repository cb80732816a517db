//! `Announce`: somebody carries a post on to those who read them.

use ground::http::Via;
use ground::{App, PostId, Result};
use social::posts::{self, NewBoost, Visibility, receive};
use wire::activitypub::{self as ap, Activity, Note};

use super::{notes, or_not, post_called};
use crate::actors::{self, Remote};
use crate::fetch;
use crate::names::Name;

pub(super) async fn apply(app: &App, by: &Remote, activity: &Activity<'_>) -> Result<()> {
    let Some(uri) = activity.object_uri() else { return Ok(()) };
    let Some(post) = carried(app, by, uri).await? else { return Ok(()) };
    let (to, cc) = activity.addressees();
    let visibility = match (to.iter().any(|it| ap::is_public(it)), &cc) {
        (true, _) => Visibility::Public,
        (false, cc) if cc.iter().any(|it| ap::is_public(it)) => Visibility::Unlisted,
        _ => Visibility::Followers,
    };
    let (who, name) = (by.account, activity.id().unwrap_or_default().to_owned());
    let boost = async move |tx: &mut db::Tx| {
        let new = NewBoost { post, visibility, via: Via::default() };
        let boost = posts::boost_as(tx, who, None, new).await?;
        if !name.is_empty() {
            receive::call_boost(tx, boost, &name).await?;
        }
        Ok(())
    };
    or_not(app.write(boost).await)
}

/// The post carried on: as it is here, else as its server has it, if anybody here reads whoever
/// carries it.
async fn carried(app: &App, by: &Remote, uri: &str) -> Result<Option<PostId>> {
    let (house, name) = (app.clone(), uri.to_owned());
    let known = app.read(async move |tx| post_called(tx, &house, &name).await).await?;
    if known.is_some() || Name::of(app, uri).is_some() {
        return Ok(known);
    }
    if !notes::is_read(app, by.account).await? {
        return Ok(None);
    }
    let fetched = fetch::object(app, uri).await;
    let Some(value) = actors::found(fetched)? else { return Ok(None) };
    match Note::read(&value) {
        Some(note) => actors::found(notes::file(app, note).await),
        None => Ok(None),
    }
}
