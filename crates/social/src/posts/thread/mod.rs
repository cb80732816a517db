//! Threads: what a post answers and what answers it; and conversations that somebody wants to
//! hear no more of.

pub(super) mod api;
mod sql;

use std::collections::{HashMap, HashSet};

use db::Tx;
use ground::events::{self, Event};
use ground::{AccountId, PostId, Result};
use serde::{Deserialize, Serialize};

use super::{Post, by_ids, original, seen_among, seen_by};

/// Most posts above and below, for a member and for a stranger.
const MEMBER: Bounds = Bounds { read_max: 16_384, ancestors_max: 4096, descendants_max: 4096 };
const STRANGER: Bounds = Bounds { read_max: 2048, ancestors_max: 40, descendants_max: 60 };
/// Most conversations of an account that are looked at; the latest muted count.
const MUTED_MAX: usize = 10_000;

struct Bounds {
    /// Posts of the conversation looked at in each direction.
    read_max: usize,
    ancestors_max: usize,
    descendants_max: usize,
}

/// The posts around one, as far as its reader may see them.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// From the first post of the conversation down to the one answered.
    pub ancestors: Vec<PostId>,
    /// Each answer followed by its own answers, the older first.
    pub descendants: Vec<PostId>,
}

/// An account hears no more of a conversation, or does again.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct ConversationMuted {
    /// Who mutes.
    pub account: AccountId,
    /// The conversation's first post; it may be gone.
    pub root: PostId,
    /// Whether it is muted now.
    pub muted: bool,
}

impl Event for ConversationMuted {
    const KIND: &'static str = "posts.conversation_muted";

    fn subject(&self) -> i64 {
        self.root.0
    }

    fn actor(&self) -> AccountId {
        self.account
    }
}

/// What stands around a post. Who the reader blocks or mutes is left out; their answers' answers
/// are not. Of a conversation beyond all bounds the parts nearest to the post are read.
///
/// # Errors
/// [`ground::Error::NotFound`] if `viewer` may not see the post.
pub async fn context(tx: &mut Tx, viewer: Option<AccountId>, id: PostId) -> Result<Context> {
    let mut post = seen_by(tx, viewer, id).await?;
    if let Some(boosted) = post.boost_of {
        post = seen_by(tx, viewer, boosted).await?;
    }
    let bounds = if viewer.is_some() { MEMBER } else { STRANGER };
    // What came late may have a number above that of its answers: both directions read both.
    let mut around = sql::above(tx, post.root, post.id, bounds.read_max).await?;
    around.reverse();
    around.extend(sql::below(tx, post.root, post.id, bounds.read_max).await?);
    let mut ancestors = climb(&post, &around);
    ancestors.drain(..ancestors.len().saturating_sub(bounds.ancestors_max));
    let mut descendants = descend(post.id, &around);
    // Somewhat more than are shown, as some may be hidden.
    descendants.truncate(2 * bounds.descendants_max);
    let seen = seen(tx, viewer, &ancestors, &descendants).await?;
    ancestors.retain(|id| seen.contains(id));
    descendants.retain(|id| seen.contains(id));
    descendants.truncate(bounds.descendants_max);
    Ok(Context { ancestors, descendants })
}

/// From the top down to what the post answers; a gap, where a post is gone, ends it.
fn climb(post: &Post, around: &[(PostId, Option<PostId>)]) -> Vec<PostId> {
    let mut parents: HashMap<PostId, Option<PostId>> = around.iter().copied().collect();
    let mut path = Vec::new();
    let mut next = post.reply_to;
    // Each is passed once, so this ends.
    while let Some((id, parent)) = next.and_then(|id| Some((id, parents.remove(&id)?))) {
        path.push(id);
        next = parent;
    }
    path.reverse();
    path
}

fn descend(top: PostId, around: &[(PostId, Option<PostId>)]) -> Vec<PostId> {
    let mut answers: HashMap<PostId, Vec<PostId>> = HashMap::new();
    // The youngest first, so that the oldest is on top of the pile.
    for (id, parent) in around.iter().rev() {
        if let Some(parent) = parent {
            answers.entry(*parent).or_default().push(*id);
        }
    }
    let mut order = Vec::new();
    let mut pile = answers.remove(&top).unwrap_or_default();
    while let Some(id) = pile.pop() {
        order.push(id);
        pile.extend(answers.remove(&id).unwrap_or_default());
    }
    order
}

async fn seen(
    tx: &mut Tx,
    viewer: Option<AccountId>,
    ancestors: &[PostId],
    descendants: &[PostId],
) -> Result<HashSet<PostId>> {
    let ids: Vec<PostId> = ancestors.iter().chain(descendants).copied().collect();
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let found = by_ids(tx, &ids).await?;
    let mut seen = seen_among(tx, viewer, found).await?;
    if let Some(who) = viewer {
        let mut authors: Vec<AccountId> = seen.iter().map(|post| post.author).collect();
        authors.sort_unstable();
        authors.dedup();
        let shunned: HashSet<AccountId> =
            sql::shunned(tx, who, &authors).await?.into_iter().collect();
        seen.retain(|post| !shunned.contains(&post.author));
    }
    Ok(seen.into_iter().map(|post| post.id).collect())
}

/// Mutes the conversation a post is part of: nothing said in it is told to `who` any more.
/// Returns the post.
///
/// # Errors
/// [`ground::Error::NotFound`] if `who` may not see the post.
pub async fn mute(tx: &mut Tx, who: AccountId, id: PostId) -> Result<Post> {
    set_muted(tx, who, id, true).await
}

/// Hears of a conversation again. Returns the post.
///
/// # Errors
/// [`ground::Error::NotFound`] if `who` may not see the post.
pub async fn unmute(tx: &mut Tx, who: AccountId, id: PostId) -> Result<Post> {
    set_muted(tx, who, id, false).await
}

/// Who of these accounts has muted a conversation.
///
/// # Errors
/// If the database does not answer.
pub async fn muted_among(
    tx: &mut Tx,
    root: PostId,
    accounts: &[AccountId],
) -> Result<Vec<AccountId>> {
    sql::muted_among(tx, root, accounts).await
}

/// The conversations `who` has muted, by their first posts, ordered.
pub(super) async fn muted_by(tx: &mut Tx, who: AccountId) -> Result<Vec<PostId>> {
    let mut roots = sql::muted_by(tx, who, MUTED_MAX).await?;
    roots.sort_unstable();
    Ok(roots)
}

/// Whoever muted a conversation that is part of another from now on has muted that.
pub(super) async fn move_mutes(tx: &mut Tx, from: PostId, to: PostId) -> Result<()> {
    for account in sql::muters(tx, from, MUTED_MAX).await? {
        sql::mute(tx, account, to).await?;
        events::append(tx, &ConversationMuted { account, root: to, muted: true })?;
    }
    Ok(())
}

async fn set_muted(tx: &mut Tx, who: AccountId, id: PostId, muted: bool) -> Result<Post> {
    let post = original(tx, who, id).await?;
    if muted {
        sql::mute(tx, who, post.root).await?;
    } else {
        sql::unmute(tx, who, post.root).await?;
    }
    events::append(tx, &ConversationMuted { account: who, root: post.root, muted })?;
    Ok(post)
}
