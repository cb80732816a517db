//! `Update`: a post says something else, or an account does.

use ground::{App, Result};
use social::posts::{edit, receive};
use wire::activitypub::{Activity, Actor, Note};

use super::{inner_node, notes, or_not};
use crate::actors::{self, Remote};
use crate::quotations;

pub(super) async fn apply(app: &App, by: &Remote, activity: &Activity<'_>) -> Result<()> {
    let Some(node) = inner_node(activity) else { return Ok(()) };
    if let Some(actor) = Actor::of(node) {
        // Only about oneself.
        return match actor.id == by.uri {
            true => or_not(actors::take_in(app, actor).await.map(drop)),
            false => Ok(()),
        };
    }
    let Some(note) = Note::of(node) else { return Ok(()) };
    if note.author != by.uri || !wire::activitypub::same_origin(&note.id, &by.uri) {
        return Ok(());
    }
    let uri = note.id.clone();
    let known = app.read(async move |tx| receive::by_uri(tx, &uri).await).await?;
    let Some(post) = known else {
        // We have not heard of it yet: this is how it is now.
        return notes::arrived(app, by, note).await;
    };
    let (who, new) = (by.account, notes::read(app, by, &note).await?);
    or_not(app.write(async move |tx| edit::receive(tx, who, post, &new).await).await)?;
    or_not(quotations::confirm(app, by, post, &note).await)
}
