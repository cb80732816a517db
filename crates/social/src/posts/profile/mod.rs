//! What an account has posted, as its profile shows it, and the posts it shows first.

pub(super) mod api;
mod sql;

use db::Tx;
use ground::events;
use ground::http::Ask;
use ground::{AccountId, Error, PostId, Result, Say};

use super::listing::{self, Listed};
use super::{Hide, Pinned, Post, Visibility};
use crate::accounts;

/// Most posts an account may show first.
pub(crate) const PINS_MAX: usize = 5;

/// Which posts of an account are wanted.
#[derive(Clone, Debug, Default)]
pub struct Which {
    /// Only those it shows first, latest pinned first.
    pub pinned: bool,
    /// No answers to others. Answers to oneself are threads and stay.
    pub no_replies: bool,
    /// No boosts.
    pub no_boosts: bool,
    /// Only those with pictures.
    pub only_media: bool,
    /// Only those with this hashtag, in any spelling.
    pub tagged: Option<String>,
    /// Not those that the reader's filters hide.
    pub hide: Option<Hide>,
}

/// A page of an account's posts that `viewer` may see, newest first; none of a suspended one.
///
/// # Errors
/// [`Error::NotFound`] if there is no such account.
pub async fn by_author(
    tx: &mut Tx,
    viewer: Option<AccountId>,
    author: AccountId,
    which: Which,
    ask: Ask,
    limit: usize,
) -> Result<Vec<Listed>> {
    let account = accounts::get_known(tx, author).await?;
    if !account.is_active() {
        return Ok(Vec::new());
    }
    let sight = sight(tx, viewer, author).await?;
    if sight == Sight::Nothing {
        return Ok(Vec::new());
    }
    let tag = match &which.tagged {
        Some(name) => match sql::tag(tx, &text::tag_key(name)).await? {
            Some(tag) => Some(tag),
            None => return Ok(Vec::new()),
        },
        None => None,
    };
    let (of, which) = (&Of { viewer, author, sight, tag }, &which);
    let hide = which.hide.as_ref();
    listing::page_without(tx, viewer, hide, ask, limit, async |tx, ask, limit| {
        if which.pinned {
            sql::pinned(tx, author, ask, limit).await
        } else {
            sql::list(tx, of, which, ask, limit).await
        }
    })
    .await
}

/// Whose posts are listed for whom.
struct Of {
    viewer: Option<AccountId>,
    author: AccountId,
    sight: Sight,
    tag: Option<ground::TagId>,
}

/// How much of an account a reader sees: asked once, so that the list need not be read in vain.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sight {
    /// The author hides from them.
    Nothing,
    /// Open posts, and those that name them.
    Open,
    /// Those for followers too.
    Follower,
    /// Everything: it is themselves.
    All,
}

async fn sight(tx: &mut Tx, viewer: Option<AccountId>, author: AccountId) -> Result<Sight> {
    let Some(who) = viewer else { return Ok(Sight::Open) };
    if who == author {
        return Ok(Sight::All);
    }
    if !super::sql::blockers(tx, who, &[author]).await?.is_empty() {
        return Ok(Sight::Nothing);
    }
    let follows = !super::sql::followed(tx, who, &[author]).await?.is_empty();
    Ok(if follows { Sight::Follower } else { Sight::Open })
}

/// Shows a post of one's own first. Twice is the same as once.
///
/// # Errors
/// [`Error::NotFound`] if it is not there for `who`; [`Error::Invalid`] if it is not theirs, a
/// boost, direct, or one too many.
pub async fn pin(tx: &mut Tx, who: AccountId, id: PostId) -> Result<Post> {
    let post = super::seen_by(tx, Some(who), id).await?;
    if post.author != who {
        return Err(Error::invalid("", "error-pin-not-yours"));
    }
    if post.boost_of.is_some() {
        return Err(Error::invalid("", "error-pin-boost"));
    }
    if post.visibility == Visibility::Direct {
        return Err(Error::invalid("", "error-pin-direct"));
    }
    let pins = sql::pins(tx, who).await?;
    if pins.contains(&id) {
        return Ok(post);
    }
    if pins.len() >= PINS_MAX {
        return Err(Error::invalid("", Say::new("error-too-many-pins").with("max", PINS_MAX)));
    }
    sql::pin(tx, who, id).await?;
    events::append(tx, &Pinned { account: who, post: id })?;
    Ok(post)
}

/// No longer shows a post first. Of one that was not shown so it is no error.
///
/// # Errors
/// [`Error::NotFound`] if it is not there for `who`.
pub async fn unpin(tx: &mut Tx, who: AccountId, id: PostId) -> Result<Post> {
    let post = super::seen_by(tx, Some(who), id).await?;
    sql::unpin(tx, who, id).await?;
    events::append(tx, &Pinned { account: who, post: id })?;
    Ok(post)
}
