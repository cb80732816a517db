//! The timeline of a list: a reader of its own, who reads the members with the eyes of the owner.

use std::sync::Arc;

use ground::http::Ask;
use ground::kept::Kept;
use ground::{AccountId, App, Config, Error, ListId, PostId, Result};
use timeline::{Reader, Replies};

use super::{Timelines, home, sql};
use crate::lists;

/// Lists read lately.
pub(super) type Lists = Kept<ListId, Arc<Listed>>;

/// What decides what a list shows, besides its owner.
pub(super) struct Listed {
    owner: AccountId,
    replies: Replies,
    members: Vec<u32>,
}

/// Room for lists: a part of what follows may take.
pub(super) fn new(config: &Config) -> Lists {
    let bytes_max = config.index_readers_bytes_max as u64 / 4;
    Kept::new(bytes_max, 400, |_, list| (list.members.len() * 4 + size_of::<Listed>()) as u64)
}

/// A page of a list, newest first: what its members said, as far as `who` may see it and does not
/// avoid it. It is shorter than `limit` only where the list ends.
///
/// # Errors
/// [`Error::NotFound`] if it is not a list of `who`'s.
pub async fn list(
    app: &App,
    who: AccountId,
    id: ListId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<PostId>> {
    home::read(app, who, reader(app, who, id), ask, limit).await
}

/// The list as a reader of the index.
///
/// # Errors
/// [`Error::NotFound`] if it is not a list of `who`'s.
pub(crate) async fn reader(app: &App, who: AccountId, id: ListId) -> Result<Arc<Reader>> {
    let listed = listed(app, id).await?;
    if listed.owner != who {
        return Err(Error::NotFound);
    }
    let owner = home::reader(app, who).await?;
    Ok(Arc::new(Reader::list(owner, &listed.members, listed.replies)))
}

async fn listed(app: &App, id: ListId) -> Result<Arc<Listed>> {
    let kept = &app.memory::<Timelines>().lists;
    if let Some(listed) = kept.get(&id) {
        return Ok(listed);
    }
    let ticket = kept.ticket(&id);
    let read = app.read(async move |tx| {
        let (owner, replies) = sql::list(tx, id).await?.ok_or(Error::NotFound)?;
        let replies = match replies {
            lists::Replies::Followed => Replies::Followed,
            lists::Replies::Members => Replies::Members,
            lists::Replies::None => Replies::None,
        };
        let members = sql::members(tx, id).await?;
        let members = members.iter().map(|account| account.index()).collect();
        Ok(Listed { owner, replies, members })
    });
    let listed = Arc::new(read.await?);
    kept.keep(id, listed.clone(), ticket);
    Ok(listed)
}
