//! Fetching a file of another server: within bounds, into a file of this machine.

use std::time::Duration;

use ground::outside::{self, NotGiven};
use ground::{App, Error, Result};
use tempfile::{NamedTempFile, TempPath};
use tokio::io::AsyncWriteExt;
use tokio::sync::Semaphore;

use super::sniff::{self, FIRST_BYTES};
use super::{Look, Remote, Wanted};
use crate::media::Desk;
use crate::media::picture::{self, Limits};
use crate::media::store::{self, Source};

/// Largest file taken, in bytes.
const FILE_BYTES_MAX: u64 = 64 << 20;
/// Largest picture that is drawn anew, in bytes.
const PICTURE_BYTES_MAX: u64 = 16 << 20;
/// How long a whole fetch may take.
const TIMEOUT: Duration = Duration::from_secs(60);
/// What is asked for.
const ACCEPT: &str = "image/*, video/*, audio/*";
/// Fetches at once.
const FETCHES_MAX: usize = 8;
/// Fetches that may wait for their turn, those at work included.
const WAITING_MAX: usize = 64;

/// Whose turn it is to fetch.
pub(super) struct Turns {
    turns: Semaphore,
    seats: Semaphore,
}

impl Default for Turns {
    fn default() -> Self {
        Self { turns: Semaphore::new(FETCHES_MAX), seats: Semaphore::new(WAITING_MAX) }
    }
}

/// What was fetched.
pub(super) struct Fetched {
    pub(super) source: Source,
    pub(super) extension: &'static str,
    /// Removes the file when this is dropped, unless the store has taken it from there.
    _path: Option<TempPath>,
}

pub(super) async fn fetch(app: &App, wanted: &Wanted) -> Result<Fetched> {
    let Turns { turns, seats } = &app.memory::<Remote>().turns;
    let _seat = seats.try_acquire().map_err(|_| Error::Unavailable("error-busy".into()))?;
    let _turn = turns.acquire().await.map_err(Error::internal)?;
    let fetched = tokio::time::timeout(TIMEOUT, get(app, wanted)).await;
    let (path, extension) = fetched.map_err(|_| away())??;
    match wanted.look {
        Look::Whole => {
            let source = Source::File(path.to_path_buf());
            Ok(Fetched { source, extension, _path: Some(path) })
        }
        Look::Small => small(app, path).await,
    }
}

async fn small(app: &App, path: TempPath) -> Result<Fetched> {
    let bytes = tokio::fs::read(&path).await.map_err(Error::internal)?;
    let work = move || picture::process(&bytes, &Limits::default());
    match app.memory::<Desk>().work(work).await {
        Ok(drawn) => {
            let extension = drawn.small.format.extension();
            Ok(Fetched { source: drawn.small.bytes.into(), extension, _path: None })
        }
        Err(Error::Invalid { .. }) => Err(Error::NotFound),
        Err(other) => Err(other),
    }
}

async fn get(app: &App, wanted: &Wanted) -> Result<(TempPath, &'static str)> {
    let client = app.memory::<Remote>().client.get();
    let client = client.ok_or_else(|| Error::internal("media of other servers are not awake"))?;
    let opened = outside::open(client, wanted.url.clone(), ACCEPT, TIMEOUT, app.config.dev).await;
    let (_, mut answer) = opened.map_err(|why| match why {
        NotGiven::No | NotGiven::Unsigned => Error::NotFound,
        NotGiven::NotNow => away(),
    })?;
    let most = match wanted.look {
        Look::Whole => FILE_BYTES_MAX.min(app.config.remote_media_bytes_max),
        Look::Small => PICTURE_BYTES_MAX,
    };
    if answer.content_length().is_some_and(|bytes| bytes > most) {
        return Err(Error::NotFound);
    }
    let path = NamedTempFile::new_in(store::workshop(app).await?).map_err(Error::internal)?;
    let path = path.into_temp_path();
    let mut file = tokio::fs::File::create(&path).await.map_err(store::disk_fault)?;
    let (mut bytes, mut first) = (0, Vec::new());
    while let Some(piece) = answer.chunk().await.map_err(|_| away())? {
        bytes += piece.len() as u64;
        if bytes > most {
            return Err(Error::NotFound);
        }
        let wanting = FIRST_BYTES - first.len();
        first.extend_from_slice(&piece[..piece.len().min(wanting)]);
        // What is nothing we take is not read to its end.
        if first.len() == FIRST_BYTES && sniff::extension(&first).is_none() {
            return Err(Error::NotFound);
        }
        file.write_all(&piece).await.map_err(store::disk_fault)?;
    }
    file.flush().await.map_err(store::disk_fault)?;
    let extension = sniff::extension(&first).ok_or(Error::NotFound)?;
    Ok((path, extension))
}

fn away() -> Error {
    Error::Unavailable("error-remote-away".into())
}
