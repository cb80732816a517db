//! `Flag`: another server tells our moderators of accounts of ours and their posts.

use ground::{AccountId, App, PostId, Result};
use social::{posts, reports};
use wire::activitypub::Activity;

use super::or_not;
use crate::actors::Remote;
use crate::names::Name;

/// Most things that one report names.
const OBJECTS_MAX: usize = 100;
/// Most accounts that one report is about.
const TARGETS_MAX: usize = 10;

pub(super) async fn apply(app: &App, by: &Remote, activity: &Activity<'_>) -> Result<()> {
    let named = activity.node.uris("object", OBJECTS_MAX);
    let named: Vec<Name> = named.iter().filter_map(|uri| Name::of(app, uri)).collect();
    let who = by.account;
    let comment = activity.node.text("content").or_else(|| activity.node.text("summary"));
    let comment = text::plain(comment.unwrap_or_default());
    let file = async move |tx: &mut db::Tx| {
        let posts: Vec<PostId> = named.iter().filter_map(post).collect();
        let mut targets: Vec<AccountId> = named.iter().filter_map(account).collect();
        let authors = posts::by_ids(tx, &posts).await?;
        targets.extend(authors.iter().map(|post| post.author));
        targets.sort_unstable();
        targets.dedup();
        for target in targets.into_iter().take(TARGETS_MAX) {
            match reports::receive(tx, who, target, &posts, &comment).await {
                Ok(_) | Err(ground::Error::NotFound) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(())
    };
    or_not(app.write(file).await)
}

fn post(name: &Name) -> Option<PostId> {
    match name {
        Name::Post(id) => Some(*id),
        _ => None,
    }
}

fn account(name: &Name) -> Option<AccountId> {
    match name {
        Name::Actor(id) => Some(*id),
        _ => None,
    }
}
