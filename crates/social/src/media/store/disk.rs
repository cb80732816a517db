//! Files in a folder of this machine: written beside their place, brought to the disk, then named.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::BytesMut;
use futures_util::{StreamExt, stream};
use tokio::io::{AsyncReadExt, AsyncSeekExt};

use super::{Opened, Source, name_in};

/// Bytes read at a time.
const PIECE_BYTES: usize = 64 << 10;

/// Tells apart what is written at the same time.
static WRITTEN: AtomicU64 = AtomicU64::new(0);

pub(super) struct Folder {
    root: PathBuf,
    /// Where files lie while they are not whole: on the same disk, so that naming is one step.
    incoming: PathBuf,
}

impl Folder {
    pub(super) fn new(root: PathBuf, incoming: PathBuf) -> Self {
        Self { root, incoming }
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    pub(super) async fn put(&self, path: &str, source: Source) -> io::Result<()> {
        let (place, incoming) = (self.root.join(path), self.incoming.clone());
        blocking(move || write(&place, &incoming, source)).await
    }

    pub(super) async fn size(&self, path: &str) -> io::Result<u64> {
        let found = tokio::fs::metadata(self.root.join(path)).await?;
        Ok(found.len())
    }

    pub(super) async fn open(&self, path: &str, part: Option<Range<u64>>) -> io::Result<Opened> {
        let mut file = tokio::fs::File::open(self.root.join(path)).await?;
        let bytes = file.metadata().await?.len();
        let part = part.unwrap_or(0..bytes);
        if part.start > 0 {
            file.seek(io::SeekFrom::Start(part.start)).await?;
        }
        let left = part.end.min(bytes).saturating_sub(part.start);
        let pieces = stream::try_unfold((file, left), |(mut file, left)| async move {
            if left == 0 {
                return Ok(None);
            }
            let mut piece = BytesMut::with_capacity(
                PIECE_BYTES.min(usize::try_from(left).unwrap_or(PIECE_BYTES)),
            );
            let read = (&mut file).take(left).read_buf(&mut piece).await?;
            if read == 0 {
                return Err(io::Error::from(ErrorKind::UnexpectedEof));
            }
            Ok(Some((piece.freeze(), (file, left - read as u64))))
        });
        Ok(Opened { bytes, pieces: pieces.boxed() })
    }

    pub(super) async fn remove(&self, path: &str) -> io::Result<()> {
        tokio::fs::remove_file(self.root.join(path)).await
    }

    pub(super) async fn list(&self, folder: &str) -> io::Result<Vec<(String, u64)>> {
        let folder = self.root.join(folder);
        blocking(move || {
            let entries = match fs::read_dir(folder) {
                Err(why) if why.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
                other => other?,
            };
            let mut found = Vec::new();
            for entry in entries {
                let entry = entry?;
                let about = entry.metadata()?;
                if let Some(name) = name_in(&entry.path()).filter(|_| about.is_file()) {
                    found.push((name, about.len()));
                }
            }
            Ok(found)
        })
        .await
    }

    pub(super) async fn probe(&self) -> io::Result<()> {
        let incoming = self.incoming.clone();
        blocking(move || {
            fs::create_dir_all(&incoming)?;
            let place = new_place(&incoming);
            let written = write_whole(&place, b"probe");
            let _ = fs::remove_file(&place);
            written
        })
        .await
    }
}

/// Removes the files of a folder that nobody has written to for so long.
pub(super) fn remove_older(folder: &Path, age: Duration) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Err(why) if why.kind() == ErrorKind::NotFound => return Ok(()),
        other => other?,
    };
    for entry in entries {
        let entry = entry?;
        let Ok(about) = entry.metadata() else { continue };
        let old = about.modified()?.elapsed().is_ok_and(|elapsed| elapsed > age);
        if old && about.is_file() {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
}

fn write(place: &Path, incoming: &Path, source: Source) -> io::Result<()> {
    let folder = place.parent().unwrap_or(place);
    fs::create_dir_all(folder)?;
    fs::create_dir_all(incoming)?;
    match source {
        Source::Bytes(bytes) => {
            let beside = new_place(incoming);
            let written = write_whole(&beside, &bytes).and_then(|()| fs::rename(&beside, place));
            written.inspect_err(|_| drop(fs::remove_file(&beside)))?;
        }
        Source::File(from) => bring(&from, incoming, place)?,
    }
    // The name must be on disk too, and the folder if it is new.
    File::open(folder)?.sync_all()?;
    folder.parent().map_or(Ok(()), |parent| File::open(parent)?.sync_all())
}

/// Moves a file to its place: by name alone if it lies on the same disk.
fn bring(from: &Path, incoming: &Path, place: &Path) -> io::Result<()> {
    File::open(from)?.sync_all()?;
    match fs::rename(from, place) {
        Err(why) if why.kind() == ErrorKind::CrossesDevices => {}
        other => return other,
    }
    let beside = new_place(incoming);
    let copied = fs::copy(from, &beside)
        .and_then(|_| File::open(&beside)?.sync_all())
        .and_then(|()| fs::rename(&beside, place));
    copied.inspect_err(|_| drop(fs::remove_file(&beside)))?;
    fs::remove_file(from)
}

fn new_place(incoming: &Path) -> PathBuf {
    let count = WRITTEN.fetch_add(1, Ordering::Relaxed);
    incoming.join(format!("{}-{count}.part", std::process::id()))
}

fn write_whole(place: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(place)?;
    file.write_all(bytes)?;
    file.sync_all()
}
