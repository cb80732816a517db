//! What other servers say that their people edited.

use db::Tx;
use ground::{AccountId, Error, PostId, Result};

use super::{keep_version, sql, tell};
use crate::media;
use crate::posts::cards::media_of;
use crate::posts::receive::{self, Received, named};
use crate::posts::words::Words;
use crate::posts::{self, polls};

/// Takes in an edit of a post of another server. One that is not newer than the last changes
/// nothing, and an edit that changes nothing makes no version.
///
/// # Errors
/// [`Error::NotFound`] if it is not there or not of that author.
pub async fn receive(tx: &mut Tx, who: AccountId, id: PostId, new: &Received) -> Result<()> {
    let before = posts::get(tx, id).await?;
    if before.author != who || before.boost_of.is_some() {
        return Err(Error::NotFound);
    }
    let poll = polls::find(tx, id).await?;
    // How a poll stands may be told without an edit.
    let asks_anew =
        polls::receive::receive(tx, (id, who), poll.as_ref(), new.poll.as_ref()).await?;
    let at = new.edited_at.unwrap_or_else(|| tx.now_ms());
    if before.edited_at.is_some_and(|last| last >= at) {
        return Ok(());
    }
    let mut after = before.clone();
    after.html.clone_from(&new.html);
    after.body = text::plain(&new.html);
    after.spoiler.clone_from(&new.spoiler);
    after.sensitive = new.sensitive || !new.spoiler.is_empty();
    after.language.clone_from(&new.language);
    let pictures: Vec<_> = media_of(tx, &[id]).await?.into_iter().map(|it| it.attachment).collect();
    let same_media = pictures.len() == new.media.len()
        && pictures
            .iter()
            .zip(&new.media)
            .all(|(old, new)| old.file == new.url && old.description == new.description);
    let same_words = before.html == after.html
        && before.spoiler == after.spoiler
        && before.sensitive == after.sensitive
        && before.language == after.language;
    if same_words && same_media && !asks_anew {
        return Ok(());
    }
    keep_version(tx, &before, &pictures, poll.as_ref()).await?;
    if !same_media {
        media::receive(tx, who, id, &new.media).await?;
    }
    after.edited_at = Some(at);
    sql::update(tx, &after).await?;
    receive::sql::set_emojis(tx, id, &new.emojis).await?;
    let named = named(tx, &new.mentions).await?;
    let words = Words::told(named, &new.tags, new.html.clone());
    tell(tx, &after, Some(&words), asks_anew).await
}
