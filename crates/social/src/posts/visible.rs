//! Who may see a post: decided here for pages of any list, by three statements however long.

use std::collections::HashSet;

use db::Tx;
use ground::{AccountId, Error, PostId, Result};

use super::{Post, Visibility, sql};

/// The post, if `viewer` (nobody: a stranger) may see it.
///
/// # Errors
/// [`Error::NotFound`] if there is none or it is hidden from them: the same answer, on purpose.
pub async fn seen_by(tx: &mut Tx, viewer: Option<AccountId>, id: PostId) -> Result<Post> {
    let found = sql::by_ids(tx, &[id]).await?;
    seen_among(tx, viewer, found).await?.pop().ok_or(Error::NotFound)
}

/// Those of `posts` that `viewer` may see, in the same order. A boost is seen by who may see both
/// it and the post it carries.
///
/// # Errors
/// If the database does not answer.
pub async fn seen_among(
    tx: &mut Tx,
    viewer: Option<AccountId>,
    posts: Vec<Post>,
) -> Result<Vec<Post>> {
    if posts.is_empty() {
        return Ok(posts);
    }
    let boosted: Vec<PostId> = posts.iter().filter_map(|post| post.boost_of).collect();
    let originals = if boosted.is_empty() { Vec::new() } else { sql::by_ids(tx, &boosted).await? };
    let facts = facts(tx, viewer, posts.iter().chain(&originals)).await?;
    let original = |id: PostId| originals.iter().find(|post| post.id == id);
    let seen = posts.into_iter().filter(|post| {
        facts.may_see(post)
            && post.boost_of.is_none_or(|id| original(id).is_some_and(|it| facts.may_see(it)))
    });
    Ok(seen.collect())
}

/// What must be known of a reader to say which posts they may see.
struct Facts {
    viewer: Option<AccountId>,
    follows: HashSet<AccountId>,
    refused_by: HashSet<AccountId>,
    named_in: HashSet<PostId>,
}

impl Facts {
    fn may_see(&self, post: &Post) -> bool {
        if self.viewer == Some(post.author) {
            return true;
        }
        if self.refused_by.contains(&post.author) {
            return false;
        }
        match post.visibility {
            Visibility::Public | Visibility::Unlisted => true,
            Visibility::Followers => {
                self.follows.contains(&post.author) || self.named_in.contains(&post.id)
            }
            Visibility::Direct => self.named_in.contains(&post.id),
        }
    }
}

async fn facts(
    tx: &mut Tx,
    viewer: Option<AccountId>,
    posts: impl Iterator<Item = &Post> + Clone,
) -> Result<Facts> {
    let mut authors: Vec<AccountId> = posts.clone().map(|post| post.author).collect();
    authors.sort_unstable();
    authors.dedup();
    // Nobody may see what a suspended or gone account said; nor what its author hides from them.
    let mut refused_by: HashSet<_> = sql::inactive(tx, &authors).await?.into_iter().collect();
    let Some(who) = viewer else {
        return Ok(Facts { viewer, follows: HashSet::new(), refused_by, named_in: HashSet::new() });
    };
    refused_by.extend(sql::blockers(tx, who, &authors).await?);
    let closed: Vec<&Post> = posts.filter(|post| !post.visibility.is_open()).collect();
    if closed.is_empty() {
        return Ok(Facts { viewer, follows: HashSet::new(), refused_by, named_in: HashSet::new() });
    }
    let ids: Vec<PostId> = closed.iter().map(|post| post.id).collect();
    let follows = sql::followed(tx, who, &authors).await?.into_iter().collect();
    let named_in = sql::named_in(tx, who, &ids).await?.into_iter().collect();
    Ok(Facts { viewer, follows, refused_by, named_in })
}
