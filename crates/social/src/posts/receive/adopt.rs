//! Answers that came before what they answer find their place once that is here.

use db::Tx;
use ground::{AccountId, PostId, Result, events};
use serde::{Deserialize, Serialize};

use super::{Post, parent, sql};
use crate::posts::{sql as posts, thread};

/// Most answers that find their place at one time; more of them stay alone.
const ORPHANS_MAX: usize = 200;

/// A post has found what it answers: its conversation is another from now on.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Linked {
    /// The post.
    pub post: PostId,
    /// Who posted it.
    pub author: AccountId,
    /// What it answers.
    pub reply_to: PostId,
    /// The first post of the conversation.
    pub root: PostId,
}

impl events::Event for Linked {
    const KIND: &'static str = "posts.linked";

    fn subject(&self) -> i64 {
        self.post.0
    }

    fn actor(&self) -> AccountId {
        self.author
    }
}

/// Puts what answers `uri`, which is `new`, below it, with all below that.
pub(super) async fn adopt(tx: &mut Tx, new: &Post, uri: &str) -> Result<()> {
    let orphans = sql::answering(tx, uri, ORPHANS_MAX).await?;
    if orphans.is_empty() {
        return Ok(());
    }
    for orphan in posts::by_ids(tx, &orphans).await? {
        // A circle has no beginning: what would close it stays apart.
        if orphan.id == new.root || orphan.reply_to.is_some() {
            continue;
        }
        let Some(parent) = parent(tx, orphan.author, new.id).await? else { continue };
        sql::link(tx, orphan.id, &parent).await?;
        sql::move_all(tx, orphan.id, parent.root).await?;
        thread::move_mutes(tx, orphan.id, parent.root).await?;
        posts::count(tx, parent.id, 1, 0, 0).await?;
        let (post, author) = (orphan.id, orphan.author);
        events::append(tx, &Linked { post, author, reply_to: parent.id, root: parent.root })?;
    }
    Ok(())
}
