//! Taking a post back, with everything that hung on it.

use db::Tx;
use ground::events;
use ground::{AccountId, Error, PostId, Result};

use super::{Deleted, Post, sql};
use crate::accounts;

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
    for boost in sql::boosts_of(tx, id).await? {
        gone(tx, &boost).await?;
    }
    gone(tx, &post).await?;
    Ok(post)
}

async fn gone(tx: &mut Tx, post: &Post) -> Result<()> {
    sql::delete(tx, post.id).await?;
    let now = tx.now_ms();
    accounts::count_post(tx, post.author, -1, now).await?;
    if let Some(boosted) = post.boost_of {
        sql::count(tx, boosted, 0, -1, 0).await?;
    } else {
        sql::delete_words(tx, post.id).await?;
        if let Some(parent) = post.reply_to {
            sql::count(tx, parent, -1, 0, 0).await?;
        }
    }
    let event = Deleted {
        post: post.id,
        author: post.author,
        boost_of: post.boost_of,
        reply_to: post.reply_to,
        visibility: post.visibility,
    };
    events::append(tx, &event)
}
