//! The desk where what was sent is taken in. Pictures are worked on there: two at a time, as each
//! takes a core and much memory.

use std::sync::Arc;

use bytes::Bytes;
use ground::{AccountId, App, Config, Error, MediaId, Result, Say};
use tokio::sync::{Notify, Semaphore};

use super::film::{self, Sort, Tools};
use super::picture::{self, Limits, Picture, Refusal};
use super::{New, Said, forget_files, store};

/// Pictures worked on at once.
const WORKED_ON_MAX: usize = 2;
/// Pictures that may wait for their turn, those worked on included; each holds its upload.
const WAITING_MAX: usize = 24;

/// Whose turn it is.
pub struct Desk {
    turns: Arc<Semaphore>,
    seats: Semaphore,
    /// What films and sound are worked on with, if it is installed.
    pub(super) tools: Option<Tools>,
    /// Rings whenever a film or sound is no longer worked on.
    pub(super) done: Notify,
}

/// What was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The picture, film or sound.
    pub file: Bytes,
    /// A picture to stand for a film or sound.
    pub thumbnail: Option<Bytes>,
}

impl Desk {
    /// A desk with the tools that are installed.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        Self {
            turns: Arc::new(Semaphore::new(WORKED_ON_MAX)),
            seats: Semaphore::new(WAITING_MAX),
            tools: Tools::find(&config.ffmpeg),
            done: Notify::new(),
        }
    }

    /// Whether films and sound are taken.
    #[must_use]
    pub fn takes_films(&self) -> bool {
        self.tools.is_some()
    }

    /// The largest file that is taken, in bytes.
    #[must_use]
    pub fn bytes_max(&self, config: &Config) -> usize {
        let films = if self.takes_films() { config.film_bytes_max } else { 0 };
        films.max(config.upload_bytes_max)
    }

    /// The types that are taken.
    #[must_use]
    pub fn types(&self) -> Vec<String> {
        let films = if self.takes_films() { film::TYPES } else { &[] };
        let pictures = ["image/jpeg", "image/png", "image/gif", "image/webp"];
        pictures.iter().chain(films).map(|name| (*name).to_owned()).collect()
    }

    /// Works on a picture in a thread of its own, when its turn comes.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if too many wait; what `work` refuses, as [`refused`] says it.
    pub async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T> {
        let _seat =
            self.seats.try_acquire().map_err(|_| Error::Unavailable("error-busy".into()))?;
        let turn = self.turns.clone().acquire_owned().await.map_err(Error::internal)?;
        // The turn goes along: a caller who goes away does not free it before the work is done.
        let work = move || (work(), turn).0;
        let done = tokio::task::spawn_blocking(work).await.map_err(Error::internal)?;
        done.map_err(refused)
    }
}

/// Why a picture was not taken, for whoever sent it.
#[must_use]
pub fn refused(why: Refusal) -> Error {
    let say = match why {
        Refusal::NotAPicture => "error-picture-unknown",
        Refusal::TooLarge => "error-picture-pixels",
        Refusal::TooManyFrames => "error-picture-frames",
        Refusal::Broken => "error-picture-broken",
    };
    Error::invalid("file", say)
}

/// Takes in what was sent: a picture is ready when this returns, a film or sound is worked on
/// afterwards (see [`film::wait`]). Its bytes say what it is, not its name.
///
/// # Errors
/// If it is too large or nothing we take, or too many wait.
pub async fn take_in(app: &App, who: AccountId, sent: Sent, said: Said) -> Result<MediaId> {
    let Sent { file, thumbnail } = sent;
    match Sort::of(&file) {
        Some(sort) => film::take_in(app, who, sort, (file, thumbnail), said).await,
        None => take_picture(app, who, file, said).await,
    }
}

/// Makes a picture clean, stores it, notes it.
async fn take_picture(app: &App, who: AccountId, bytes: Bytes, said: Said) -> Result<MediaId> {
    if bytes.len() > app.config.upload_bytes_max {
        let max = app.config.upload_bytes_max >> 20;
        return Err(Error::TooLarge(Say::new("error-file-too-large").with("max", max)));
    }
    let desk = app.memory::<Desk>();
    let picture = desk.work(move || picture::process(&bytes, &Limits::default())).await?;
    let Picture { original, small, blurhash, .. } = picture;
    let (mime, bytes) = (original.format.mime(), original.bytes.len());
    let file = store::save(app, original.bytes, original.format.extension()).await?;
    let preview = match store::save(app, small.bytes, small.format.extension()).await {
        Ok(preview) => preview,
        Err(error) => {
            forget_files(app, &[file]).await;
            return Err(error);
        }
    };
    let new = New {
        file: (file.clone(), original.width, original.height),
        preview: (preview.clone(), small.width, small.height),
        mime,
        bytes,
        blurhash,
        said,
    };
    let added = app.write(async move |tx| super::add(tx, who, new).await).await;
    if let Err(Error::Unavailable(_) | Error::Invalid { .. }) = &added {
        // Surely not stored; whether it is after other errors is not known, so the files stay.
        forget_files(app, &[file, preview]).await;
    }
    added
}
