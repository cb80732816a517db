//! `Undo`: what somebody did is to be as if it had not been.

use ground::{App, Error, Result};
use social::{blocks, favourites, follows, posts};
use wire::activitypub::Activity;

use super::{inner, or_not, ours, post_called};
use crate::actors::Remote;
use crate::ties;

pub(super) async fn apply(app: &App, by: &Remote, activity: &Activity<'_>) -> Result<()> {
    match inner(activity) {
        Some(act) if act.actor == by.uri => undo(app, by, &act).await,
        Some(_) => Ok(()),
        None => match activity.object_uri() {
            Some(uri) => undo_called(app, by, uri).await,
            None => Ok(()),
        },
    }
}

async fn undo(app: &App, by: &Remote, act: &Activity<'_>) -> Result<()> {
    let (who, house) = (by.account, app.clone());
    let object = act.object_uri().unwrap_or_default().to_owned();
    let one = ours(app, &object);
    match (act.kind, one) {
        ("Follow", Some(followee)) => unfollow(app, by, followee).await,
        ("Block", Some(target)) => {
            app.write(async move |tx| blocks::unblock(tx, who, target).await).await
        }
        ("Like" | "EmojiReact", _) => {
            let undo = async move |tx: &mut db::Tx| {
                let Some(post) = post_called(tx, &house, &object).await? else { return Ok(()) };
                favourites::remove(tx, who, post).await.map(drop)
            };
            or_not(app.write(undo).await)
        }
        ("Announce", _) => {
            let undo = async move |tx: &mut db::Tx| {
                let Some(post) = post_called(tx, &house, &object).await? else { return Ok(()) };
                posts::unboost(tx, who, post).await
            };
            or_not(app.write(undo).await)
        }
        _ => Ok(()),
    }
}

async fn unfollow(app: &App, by: &Remote, followee: ground::AccountId) -> Result<()> {
    let follower = by.account;
    let unfollow = async move |tx: &mut db::Tx| {
        // First: without its name, nobody is told that it ended, which they know.
        ties::forget(tx, follower, followee).await?;
        follows::unfollow(tx, follower, followee).await
    };
    app.write(unfollow).await
}

/// Some name only what they undo.
async fn undo_called(app: &App, by: &Remote, uri: &str) -> Result<()> {
    let (who, name, house) = (by.account, uri.to_owned(), app.clone());
    let found = app.read(async move |tx| {
        Ok((ties::called(tx, who, &name).await?, post_called(tx, &house, &name).await?))
    });
    match found.await? {
        (Some(followee), _) => unfollow(app, by, followee).await,
        (None, Some(post)) => {
            let undo = async move |tx: &mut db::Tx| {
                let boost = posts::get(tx, post).await?;
                match boost.author == who && boost.boost_of.is_some() {
                    true => posts::remove(tx, who, post).await.map(drop),
                    false => Err(Error::NotFound),
                }
            };
            or_not(app.write(undo).await)
        }
        (None, None) => Ok(()),
    }
}
