//! Lists of posts in an order of their own: kept, favourited, pinned, by an author, under a tag.
//!
//! What a reader may not see is left out without making the page short: the list is read on until
//! the page is full or the list has ended.

use std::cmp::Reverse;

use db::Tx;
use ground::http::Ask;
use ground::{AccountId, PostId, Result};

use super::{Hide, seen_among, sql};

/// A post in a list, with the cursor of its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Where it stands: what `max_id` and `min_id` of the next page refer to.
    pub cursor: i64,
    /// The post.
    pub post: PostId,
}

/// A page, newest cursor first. `fetch` reads up to that many places of the list for an [`Ask`],
/// nearest to its cursor first: downward from `max_id`, or upward from `min_id`.
///
/// # Errors
/// If the database does not answer.
pub async fn page_of(
    tx: &mut Tx,
    viewer: Option<AccountId>,
    ask: Ask,
    limit: usize,
    fetch: impl AsyncFn(&mut Tx, Ask, usize) -> Result<Vec<(i64, PostId)>>,
) -> Result<Vec<Listed>> {
    page_without(tx, viewer, None, ask, limit, fetch).await
}

/// As [`page_of`], without what the reader's filters hide there.
///
/// # Errors
/// If the database does not answer.
pub async fn page_without(
    tx: &mut Tx,
    viewer: Option<AccountId>,
    hide: Option<&Hide>,
    mut ask: Ask,
    limit: usize,
    fetch: impl AsyncFn(&mut Tx, Ask, usize) -> Result<Vec<(i64, PostId)>>,
) -> Result<Vec<Listed>> {
    let mut page: Vec<Listed> = Vec::with_capacity(limit);
    while page.len() < limit {
        let places = fetch(tx, ask, limit).await?;
        let ids: Vec<PostId> = places.iter().map(|(_, post)| *post).collect();
        let found = sql::by_ids(tx, &ids).await?;
        let mut seen: Vec<PostId> =
            seen_among(tx, viewer, found).await?.iter().map(|post| post.id).collect();
        if let Some(hide) = hide {
            let hidden = hide.among_in(tx, &seen).await?;
            seen.retain(|id| !hidden.contains(id));
        }
        let seen = |id: PostId| seen.contains(&id);
        let room = limit - page.len();
        let kept = places.iter().filter(|(_, post)| seen(*post)).take(room);
        page.extend(kept.map(|(cursor, post)| Listed { cursor: *cursor, post: *post }));
        let Some((last, _)) = places.last().filter(|_| places.len() == limit) else { break };
        if ask.upward() {
            ask.min_id = Some(*last);
        } else {
            ask.max_id = Some(*last);
        }
    }
    page.sort_unstable_by_key(|listed| Reverse(listed.cursor));
    Ok(page)
}

/// The cursors of a page for its `Link` header: (newest, oldest).
#[must_use]
pub fn span(page: &[Listed]) -> Option<(i64, i64)> {
    Some((page.first()?.cursor, page.last()?.cursor))
}

/// The posts of a page.
#[must_use]
pub fn ids(page: &[Listed]) -> Vec<PostId> {
    page.iter().map(|listed| listed.post).collect()
}
