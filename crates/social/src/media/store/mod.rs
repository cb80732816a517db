//! Where files lie: a folder of this machine, or a bucket of an S3-compatible store.
//!
//! A file has a name nobody can guess; it is whole or not there, and it never changes. Its place
//! below the folder and in the bucket is the same ([`ground::config::media_path`]), so that moving
//! from one to the other is copying.

mod bucket;
mod disk;

use std::io::{self, ErrorKind};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream::BoxStream;
use ground::config::media_path;
use ground::{App, Config, Error, Result, secret};

use bucket::{Bucket, Fault};
use disk::Folder;

/// Bytes of randomness in a name.
const NAME_BYTES: usize = 16;
/// How files of other servers are called, before the rest of their name.
const REMOTE: &str = "remote-";
/// How old what lies half done must be to be what a crash left.
const LEFT_OVER: Duration = Duration::from_secs(24 * 3600);
/// The extension of what was sent and is not yet worked on.
pub(super) const RAW: &str = "raw";
/// The extensions a name may have, and what a file of it is served as. Nothing that a browser
/// would run is among them.
const KINDS: [(&str, &str); 15] = [
    ("jpg", "image/jpeg"),
    ("png", "image/png"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("mp4", "video/mp4"),
    ("webm", "video/webm"),
    ("mp3", "audio/mpeg"),
    ("m4a", "audio/mp4"),
    ("ogg", "audio/ogg"),
    ("flac", "audio/flac"),
    ("wav", "audio/wav"),
    ("weba", "audio/webm"),
    ("vtt", "text/vtt; charset=utf-8"),
    // As it was sent, and not yet worked on: never served (see `serve`).
    (RAW, "application/octet-stream"),
];

/// The place where files lie.
pub struct Store {
    place: Place,
    incoming: PathBuf,
}

enum Place {
    Disk(Folder),
    Bucket(Bucket),
}

/// For whom a file is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// What people here sent: kept until they take it away.
    Own,
    /// What other servers have: it may go at any time, and is fetched again.
    Remote,
}

/// What is to be stored.
pub enum Source {
    /// Bytes in memory.
    Bytes(Bytes),
    /// A file of this machine. It is gone from there once it is stored.
    File(PathBuf),
}

impl From<Vec<u8>> for Source {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes.into())
    }
}

impl From<Bytes> for Source {
    fn from(bytes: Bytes) -> Self {
        Self::Bytes(bytes)
    }
}

impl From<PathBuf> for Source {
    fn from(path: PathBuf) -> Self {
        Self::File(path)
    }
}

/// Bytes one after the other, a piece at a time.
pub type Pieces = BoxStream<'static, io::Result<Bytes>>;

/// A file that is being read.
pub struct Opened {
    /// The size of the whole file, in bytes.
    pub bytes: u64,
    /// What was asked for.
    pub pieces: Pieces,
}

impl Store {
    /// The place that the settings name. Nothing is touched yet, see [`probe`].
    ///
    /// # Errors
    /// If the address of a bucket is none.
    pub fn new(config: &Config) -> Result<Self> {
        let media = config.data.join("media");
        let incoming = media.join("incoming");
        let place = match &config.s3 {
            Some(s3) => Place::Bucket(Bucket::new(s3)?),
            None => Place::Disk(Folder::new(media, incoming.clone())),
        };
        Ok(Self { place, incoming })
    }
}

/// Stores something under a new name, with that extension; it is safe when this returns.
///
/// # Errors
/// [`Error::Unavailable`] if the store does not answer or is full; then nothing of it is there.
pub async fn save(app: &App, source: impl Into<Source>, extension: &str) -> Result<String> {
    save_on(app, Shelf::Own, source, extension).await
}

/// Stores something as [`save`] does, on that shelf.
///
/// # Errors
/// As [`save`].
pub async fn save_on(
    app: &App,
    shelf: Shelf,
    source: impl Into<Source>,
    extension: &str,
) -> Result<String> {
    let random = secret::hash(&secret::new());
    let mut name = if shelf == Shelf::Remote { REMOTE.to_owned() } else { String::new() };
    name.extend(random[..NAME_BYTES].iter().map(|byte| format!("{byte:02x}")));
    name.push('.');
    name.push_str(extension);
    let mime = mime(&name).ok_or_else(|| Error::internal("a name of no file"))?;
    let (path, source) = (media_path(&name), source.into());
    match &app.memory::<Store>().place {
        Place::Disk(folder) => folder.put(&path, source).await.map_err(disk_fault)?,
        Place::Bucket(bucket) => bucket.put(&path, source, mime).await.map_err(bucket_fault)?,
    }
    Ok(name)
}

/// The size of a file in bytes.
///
/// # Errors
/// [`Error::NotFound`] if there is no such file; [`Error::Unavailable`] if the store does not
/// answer.
pub async fn size(app: &App, name: &str) -> Result<u64> {
    let path = path_of(name)?;
    match &app.memory::<Store>().place {
        Place::Disk(folder) => folder.size(&path).await.map_err(disk_fault),
        Place::Bucket(bucket) => bucket.size(&path).await.map_err(bucket_fault),
    }
}

/// Opens a file, whole or a part of it. The part must lie within it.
///
/// # Errors
/// As [`size`].
pub async fn open(app: &App, name: &str, part: Option<Range<u64>>) -> Result<Opened> {
    let path = path_of(name)?;
    match &app.memory::<Store>().place {
        Place::Disk(folder) => folder.open(&path, part).await.map_err(disk_fault),
        Place::Bucket(bucket) => bucket.open(&path, part).await.map_err(bucket_fault),
    }
}

/// Removes a file. One that is not there is as good as removed.
///
/// # Errors
/// [`Error::Unavailable`] if the store does not answer.
pub async fn remove(app: &App, name: &str) -> Result<()> {
    let Ok(path) = path_of(name) else { return Ok(()) };
    let removed = match &app.memory::<Store>().place {
        Place::Disk(folder) => folder.remove(&path).await.map_err(disk_fault),
        Place::Bucket(bucket) => bucket.remove(&path).await.map_err(bucket_fault),
    };
    match removed {
        Err(Error::NotFound) => Ok(()),
        other => other,
    }
}

/// The files of a shelf whose names begin with that byte, with their sizes: a 256th of them.
///
/// # Errors
/// [`Error::Unavailable`] if the store does not answer.
pub async fn list(app: &App, shelf: Shelf, first: u8) -> Result<Vec<(String, u64)>> {
    let folder = match shelf {
        Shelf::Own => format!("{first:02x}/"),
        Shelf::Remote => format!("remote/{first:02x}/"),
    };
    let found = match &app.memory::<Store>().place {
        Place::Disk(place) => place.list(&folder).await.map_err(disk_fault)?,
        Place::Bucket(bucket) => bucket.list(&folder).await.map_err(bucket_fault)?,
    };
    Ok(found.into_iter().filter(|(name, _)| mime(name).is_some()).collect())
}

/// Where files are put together on this machine before they are stored. Made if it is not there.
///
/// # Errors
/// If it cannot be made.
pub async fn workshop(app: &App) -> Result<PathBuf> {
    let folder = app.memory::<Store>().incoming.clone();
    tokio::fs::create_dir_all(&folder).await.map_err(Error::internal)?;
    Ok(folder)
}

/// Removes what was left there by a crash: everything older than a day.
///
/// # Errors
/// If it cannot be read.
pub(super) async fn tidy_workshop(app: &App) -> Result<()> {
    let folder = app.memory::<Store>().incoming.clone();
    let tidy = move || disk::remove_older(&folder, LEFT_OVER);
    tokio::task::spawn_blocking(tidy).await.map_err(Error::internal)?.map_err(disk_fault)
}

/// Tries whether the store can be written to.
///
/// # Errors
/// A sentence in English for the person who runs the server, if what was set is wrong. A store
/// that is away is only said in the log: it may come back.
pub async fn probe(app: &App) -> Result<(), String> {
    match &app.memory::<Store>().place {
        Place::Disk(folder) => folder.probe().await.map_err(|why| {
            let place = folder.root().display();
            format!("the media folder {place} cannot be written to: {why}")
        }),
        Place::Bucket(bucket) => bucket.probe().await,
    }
}

/// What a file is served as, if it is a name that [`save`] gives.
#[must_use]
pub fn mime(name: &str) -> Option<&'static str> {
    let (random, extension) = name.strip_prefix(REMOTE).unwrap_or(name).split_once('.')?;
    let ours = random.len() == 2 * NAME_BYTES
        && random.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let kind = KINDS.iter().find(|(known, _)| *known == extension);
    kind.filter(|_| ours).map(|(_, mime)| *mime)
}

/// Where a file of that name lies. Nothing but a name of ours is ever joined to a path.
fn path_of(name: &str) -> Result<String> {
    mime(name).map(|_| media_path(name)).ok_or(Error::NotFound)
}

/// The name in a place, as [`list`] finds it.
fn name_in(path: &Path) -> Option<String> {
    path.file_name().and_then(|name| name.to_str()).map(str::to_owned)
}

pub(super) fn disk_fault(why: io::Error) -> Error {
    match why.kind() {
        ErrorKind::NotFound => Error::NotFound,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            tracing::error!(%why, "The disk that holds the media is full");
            Error::Unavailable("error-store-full".into())
        }
        _ => Error::internal(format!("the media folder: {why}")),
    }
}

fn bucket_fault(fault: Fault) -> Error {
    match fault {
        Fault::Missing => Error::NotFound,
        Fault::Source(why) => disk_fault(why),
        Fault::Away(why) => {
            tracing::error!(%why, "The media store does not answer: {why}");
            Error::Unavailable("error-store-away".into())
        }
        Fault::Refused { status, code } => {
            tracing::error!(status, %code, "The media store refused with {status} {code}");
            Error::Unavailable("error-store-away".into())
        }
    }
}
