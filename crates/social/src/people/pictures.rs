//! Portraits and banners: a stranger's file in, a file of the media folder out.

use bytes::Bytes;
use ground::{AccountId, App, Error, Result, Say};

use crate::accounts::{self, ProfileChange};
use crate::media::picture::{self, Limits};
use crate::media::{Desk, store};

/// Which picture of a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    /// The portrait.
    Avatar,
    /// The banner.
    Header,
}

impl Picture {
    /// The name of its form field.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::Avatar => "avatar",
            Self::Header => "header",
        }
    }
}

/// Makes a picture fit and stores it. Returns its file's name.
///
/// # Errors
/// If it is too large, or no picture.
pub async fn take_in(app: &App, which: Picture, bytes: Bytes) -> Result<String> {
    if bytes.len() > app.config.upload_bytes_max {
        let max = app.config.upload_bytes_max >> 20;
        return Err(Error::TooLarge(Say::new("error-file-too-large").with("max", max)));
    }
    let work = move || match which {
        Picture::Avatar => picture::avatar(&bytes, &Limits::default()),
        Picture::Header => picture::header(&bytes, &Limits::default()),
    };
    let file = app.memory::<Desk>().work(work).await?;
    store::save(app, file.bytes, file.format.extension()).await
}

/// Changes a profile and removes the files it no longer uses.
///
/// # Errors
/// As [`accounts::update`].
pub async fn change_profile(app: &App, who: AccountId, change: ProfileChange) -> Result<()> {
    let origin = app.config.origin.clone();
    let new: Vec<String> = change.avatar.iter().chain(&change.header).cloned().collect();
    let done = app.write(async move |tx| accounts::update(tx, who, change, &origin).await).await;
    match done {
        Ok(unused) => {
            forget(app, &unused).await;
            Ok(())
        }
        Err(error) => {
            // Refused, so surely not stored; after other errors that is not known.
            if matches!(error, Error::Invalid { .. } | Error::NotFound | Error::Unavailable(_)) {
                forget(app, &new).await;
            }
            Err(error)
        }
    }
}

/// Removes files that no profile uses any more. One that cannot be removed now stays: it harms
/// nobody.
async fn forget(app: &App, files: &[String]) {
    for file in files {
        if let Err(error) = store::remove(app, file).await {
            tracing::warn!(%error, "The file {file} of a profile could not be removed");
        }
    }
}
