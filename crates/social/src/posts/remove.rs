//! Taking a post back, with everything that hung on it.

use db::Tx;
use ground::events;
use ground::{AccountId, Error, PostId, Result};

use super::{Deleted, Post, polls, quotes, sql};
use crate::{accounts, media};

/// Removes a post or boost of `who`, its boosts by others included. Its pictures become loose
/// again, so that the text can be written anew with them; loose pictures are swept later.
///
/// # Errors
/// [`Error::NotFound`] if it is not theirs or not there.
pub async fn remove(tx: &mut Tx, who: AccountId, id: PostId) -> Result<Post> {
    let post = super::get(tx, id).await?;
    if post.author != who {
        return Err(Error::NotFound);
    }
    let mentions = sql::mentioned(tx, post.boost_of.unwrap_or(id)).await?;
    let tags = sql::carried_tags(tx, id).await?;
    let quoted = quotes::remove(tx, id).await?;
    match post.boost_of {
        Some(boosted) => sql::count(tx, boosted, 0, -1, 0).await?,
        None => {
            boosts_gone(tx, &post, &mentions).await?;
            sql::delete_words(tx, id).await?;
            polls::remove(tx, id).await?;
            media::loosen(tx, id).await?;
            if let Some(parent) = post.reply_to {
                sql::uncount_reply(tx, parent).await?;
            }
        }
    }
    sql::delete(tx, id).await?;
    let now = tx.now_ms();
    accounts::count_post(tx, who, -1, now).await?;
    let event = Deleted {
        post: id,
        author: who,
        boost_of: post.boost_of,
        reply_to: post.reply_to,
        visibility: post.visibility,
        about: post.about,
        mentions,
        tags,
        quoted,
    };
    events::append(tx, &event)?;
    Ok(post)
}

/// Takes the boost of a post back, for an account behind which nobody of ours stands.
///
/// # Errors
/// If the database does not answer.
pub async fn unboost(tx: &mut Tx, who: AccountId, post: PostId) -> Result<()> {
    match sql::boost_of(tx, who, post).await? {
        Some(boost) => remove(tx, who, boost).await.map(drop),
        None => Ok(()),
    }
}

/// Removes some posts and boosts of an account, at most so many. How many there were: fewer than
/// asked when none is left.
///
/// # Errors
/// If the database does not answer.
pub async fn remove_some(tx: &mut Tx, who: AccountId, limit: usize) -> Result<usize> {
    let ids = sql::some_by(tx, who, limit).await?;
    for id in &ids {
        remove(tx, who, *id).await?;
    }
    Ok(ids.len())
}

/// A post may have been boosted very often: its boosts go by few statements.
async fn boosts_gone(tx: &mut Tx, post: &Post, mentions: &[AccountId]) -> Result<()> {
    let boosts = sql::boosts_of(tx, post.id).await?;
    if boosts.is_empty() {
        return Ok(());
    }
    let boosters: Vec<AccountId> = boosts.iter().map(|boost| boost.author).collect();
    accounts::uncount_posts(tx, &boosters).await?;
    sql::delete_boosts(tx, post.id).await?;
    for boost in boosts {
        let event = Deleted {
            post: boost.id,
            author: boost.author,
            boost_of: Some(post.id),
            reply_to: None,
            visibility: boost.visibility,
            about: Some(post.author),
            mentions: mentions.to_vec(),
            tags: Vec::new(),
            quoted: None,
        };
        events::append(tx, &event)?;
    }
    Ok(())
}
