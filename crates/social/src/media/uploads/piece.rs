//! A piece of an upload on its way to the disk.

use std::io::SeekFrom;
use std::path::PathBuf;
use std::time::Duration;

use aws_lc_rs::digest::{Context, SHA1_FOR_LEGACY_USE_ONLY, SHA256};
use axum::body::{Body, BodyDataStream};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures_util::StreamExt;
use ground::{App, Error, Result};
use tokio::fs::{File, OpenOptions};
use tokio::io::{AsyncSeekExt, AsyncWriteExt};

use super::{EXPIRES_MS, Held, Upload, path, sql};
use crate::media::store::disk_fault;

/// After so many bytes what came is brought to the disk and counts as received.
const SAFE_EVERY_BYTES: i64 = 8 << 20;
/// How long nothing may come before the line counts as broken.
const IDLE: Duration = Duration::from_secs(60);

/// What the bytes of a piece add up to, as their sender says.
pub struct Checksum {
    context: Context,
    wanted: Vec<u8>,
}

impl Checksum {
    /// The algorithms, by their names in the protocol.
    pub const ALGORITHMS: &'static str = "sha1,sha256";

    /// Reads `sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=`; none if that cannot be read.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let (name, wanted) = text.split_once(' ')?;
        let algorithm = match name {
            "sha1" => &SHA1_FOR_LEGACY_USE_ONLY,
            "sha256" => &SHA256,
            _ => return None,
        };
        let wanted = STANDARD.decode(wanted.trim()).ok()?;
        (wanted.len() == algorithm.output_len())
            .then(|| Self { context: Context::new(algorithm), wanted })
    }
}

/// How a piece ended. All but the last leave the upload as long as it was before, or longer.
pub(crate) enum Ended {
    /// All of it is here.
    Well,
    /// The line broke: what came counts.
    Broken,
    /// It is more than the upload was to have.
    TooMuch,
    /// It does not add up: nothing of it counts.
    Wrong,
}

/// Makes the file of an upload, empty.
pub(super) async fn make(path: PathBuf) -> Result<()> {
    let make = move || {
        let folder = path.parent().unwrap_or(&path);
        std::fs::create_dir_all(folder)?;
        std::fs::File::create(&path)?.sync_all()?;
        std::fs::File::open(folder)?.sync_all()
    };
    tokio::task::spawn_blocking(make).await.map_err(Error::internal)?.map_err(disk_fault)
}

/// Receives a piece that goes on where the upload stands. Goes on to its end when nobody waits for
/// the answer any more, as what came is to count.
///
/// # Errors
/// [`Error::Gone`] if its file is no longer here; [`Error::Unavailable`] if the disk is full.
pub(crate) async fn receive(
    app: &App,
    held: Held,
    upload: Upload,
    body: Body,
    checksum: Option<Checksum>,
) -> Result<(Held, Upload, Ended)> {
    let app = app.clone();
    let task = tokio::spawn(async move {
        let mut piece = Piece::open(app, upload, checksum).await?;
        let ended = piece.read(body.into_data_stream()).await?;
        let ended = piece.close(ended).await?;
        Ok((held, piece.upload, ended))
    });
    task.await.map_err(Error::internal)?
}

struct Piece {
    app: App,
    upload: Upload,
    file: File,
    /// Bytes in the file; those beyond what is received are not safe yet.
    written: i64,
    checksum: Option<Checksum>,
}

impl Piece {
    async fn open(app: App, upload: Upload, checksum: Option<Checksum>) -> Result<Self> {
        let opened = OpenOptions::new().write(true).open(path(&app, upload.id)).await;
        let mut file = opened.map_err(|_| Error::Gone)?;
        let there = file.metadata().await.map_err(disk_fault)?.len();
        let received = u64::try_from(upload.received).map_err(Error::internal)?;
        if there < received {
            return Err(Error::Gone);
        }
        // What a crash left beyond.
        file.set_len(received).await.map_err(disk_fault)?;
        file.seek(SeekFrom::End(0)).await.map_err(disk_fault)?;
        let written = upload.received;
        Ok(Self { app, upload, file, written, checksum })
    }

    async fn read(&mut self, mut pieces: BodyDataStream) -> Result<Ended> {
        loop {
            let bytes = match tokio::time::timeout(IDLE, pieces.next()).await {
                Ok(None) => return Ok(Ended::Well),
                Ok(Some(Ok(bytes))) => bytes,
                Ok(Some(Err(_))) | Err(_) => return Ok(Ended::Broken),
            };
            if self.written + bytes.len() as i64 > self.upload.length {
                return Ok(Ended::TooMuch);
            }
            self.file.write_all(&bytes).await.map_err(disk_fault)?;
            self.written += bytes.len() as i64;
            match &mut self.checksum {
                Some(checksum) => checksum.context.update(&bytes),
                None if self.written - self.upload.received >= SAFE_EVERY_BYTES => {
                    self.make_safe().await?;
                }
                None => {}
            }
        }
    }

    async fn close(&mut self, ended: Ended) -> Result<Ended> {
        let adds_up = match self.checksum.take() {
            None => true,
            Some(Checksum { context, wanted }) => {
                matches!(ended, Ended::Well) && context.finish().as_ref() == wanted
            }
        };
        if adds_up {
            self.make_safe().await?;
            return Ok(ended);
        }
        // The file is cut to what is received when the next piece comes.
        Ok(if matches!(ended, Ended::Well) { Ended::Wrong } else { ended })
    }

    async fn make_safe(&mut self) -> Result<()> {
        self.file.flush().await.map_err(disk_fault)?;
        self.file.sync_data().await.map_err(disk_fault)?;
        let (id, received) = (self.upload.id, self.written);
        let expires_at = self
            .app
            .write(async move |tx| {
                let expires_at = tx.now_ms() + EXPIRES_MS;
                sql::set_received(tx, id, received, expires_at).await?;
                Ok(expires_at)
            })
            .await?;
        (self.upload.received, self.upload.expires_at) = (received, expires_at);
        Ok(())
    }
}
