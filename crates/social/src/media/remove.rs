//! Taking pictures, films and sound away, with their captions and files.

use db::Tx;
use ground::{AccountId, Error, MediaId, PostId, Result};

use super::{captions, sql};

/// Removes what no post carries. Gives back its files, to go after the commit, see
/// [`super::forget_files`].
///
/// # Errors
/// [`Error::NotFound`] if it is not there or not theirs; [`Error::Invalid`] if a post carries it.
pub async fn remove(tx: &mut Tx, who: AccountId, id: MediaId) -> Result<Vec<String>> {
    if carrier(tx, who, id).await?.is_some() || sql::is_held(tx, id).await? {
        return Err(Error::invalid("", "error-media-carried"));
    }
    take_away(tx, id).await
}

async fn take_away(tx: &mut Tx, id: MediaId) -> Result<Vec<String>> {
    let files = sql::files(tx, &[id]).await?;
    captions::forget(tx, &[id]).await?;
    sql::delete(tx, &[id]).await?;
    Ok(files)
}

/// The post of `who` that carries one, if one does.
///
/// # Errors
/// [`Error::NotFound`] if it is not there or not theirs.
pub async fn carrier(tx: &mut Tx, who: AccountId, id: MediaId) -> Result<Option<PostId>> {
    let (post, _) = sql::of(tx, who, id).await?.ok_or(Error::NotFound)?;
    Ok(post)
}

/// Removes one for good, though something that waits to be published would carry it: that will not
/// find it. Gives back its files, as [`remove`].
///
/// # Errors
/// [`Error::NotFound`] if it is not there or not theirs; [`Error::Invalid`] if a post carries it.
pub async fn recall(tx: &mut Tx, who: AccountId, id: MediaId) -> Result<Vec<String>> {
    if carrier(tx, who, id).await?.is_some() {
        return Err(Error::invalid("", "error-media-carried"));
    }
    take_away(tx, id).await
}

/// Removes what a post of `who` carries and carried before. Gives back the files, to go after the
/// commit, see [`super::forget_files`].
///
/// # Errors
/// If the database does not answer.
pub async fn remove_of(tx: &mut Tx, who: AccountId, post: PostId) -> Result<Vec<String>> {
    let ids = sql::of_post(tx, who, post).await?;
    let files = sql::files(tx, &ids).await?;
    sql::delete(tx, &ids).await?;
    Ok(files)
}
