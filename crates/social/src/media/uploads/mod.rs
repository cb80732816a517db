//! Uploads that survive a broken line: sent piece by piece, by the tus protocol. When the last
//! piece is here it is taken in like any other file, and is an attachment as any other.
//!
//! What counts as received is on the disk and in the table, in that order; a crash takes nothing
//! of it, and what lies beyond in the file is cut off.

pub(super) mod api;
mod piece;
mod said;
mod sql;

use std::collections::HashSet;
use std::path::PathBuf;

use bytes::Bytes;
use db::{Tx, record};
use ground::{AccountId, App, Error, MediaId, Result, Say};
use parking_lot::Mutex;

use super::{Desk, Sent, desk, store};
pub use piece::Checksum;
pub(super) use piece::{Ended, receive};

/// Uploads an account may have under way.
const OPEN_MAX: i64 = 10;
/// How many of the largest files an account may have under way, by their bytes in all.
const OPEN_LARGEST_MAX: i64 = 4;
/// Bytes of everybody's uploads under way.
const ALL_BYTES_MAX: i64 = 16 << 30;
/// How long an upload waits for its next piece, and is remembered when it is done.
const EXPIRES_MS: i64 = 24 * 3_600_000;
/// Uploads swept in one unit.
const SWEEP_MAX: usize = 100;

db::value! {
    /// An upload's number.
    #[derive(serde::Deserialize, serde::Serialize)]
    pub struct UploadId(pub i64);
}

record! {
    /// Something that is being sent.
    #[derive(Clone, Debug)]
    pub struct Upload {
        /// Its number.
        pub id: UploadId,
        /// Whose it is.
        pub account: AccountId,
        /// How many bytes it will have.
        pub length: i64,
        /// How many are here.
        pub received: i64,
        /// What its sender said of it, as it was sent.
        pub said: String,
        /// What became of it.
        pub media: Option<MediaId>,
        /// When it is forgotten, in epoch milliseconds.
        pub expires_at: i64,
    }
}

impl Upload {
    fn is_whole(&self) -> bool {
        self.received == self.length
    }
}

/// Which uploads somebody is sending a piece of right now.
#[derive(Default)]
pub struct Uploads(Mutex<HashSet<UploadId>>);

/// The sole right to change an upload, until it is dropped.
pub(super) struct Held {
    app: App,
    id: UploadId,
}

impl Held {
    /// None while somebody else has it.
    pub(super) fn take(app: &App, id: UploadId) -> Option<Self> {
        let free = app.memory::<Uploads>().0.lock().insert(id);
        free.then(|| Self { app: app.clone(), id })
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.app.memory::<Uploads>().0.lock().remove(&self.id);
    }
}

/// The largest file that may be sent so, in bytes.
#[must_use]
pub fn length_max(app: &App) -> i64 {
    let max = app.memory::<Desk>().bytes_max(&app.config);
    i64::try_from(max).unwrap_or(i64::MAX)
}

/// Begins an upload of so many bytes.
///
/// # Errors
/// [`Error::TooLarge`] if that is too many; [`Error::Invalid`] if what is said of it cannot be, it
/// is empty, or too much is under way.
pub async fn begin(app: &App, who: AccountId, length: i64, said: String) -> Result<Upload> {
    said::of_media(&said)?;
    let max = length_max(app);
    if length > max {
        return Err(Error::TooLarge(Say::new("error-file-too-large").with("max", max >> 20)));
    }
    if length < 1 {
        return Err(Error::invalid("file", "error-file-empty"));
    }
    let begun = app.write(async move |tx| {
        let (count, bytes) = sql::open_of(tx, who).await?;
        if count >= OPEN_MAX || bytes + length > max.saturating_mul(OPEN_LARGEST_MAX) {
            return Err(Error::invalid("", "error-uploads-many"));
        }
        if sql::open_bytes(tx).await? + length > ALL_BYTES_MAX {
            return Err(Error::Unavailable("error-store-full".into()));
        }
        let upload = Upload {
            id: UploadId(tx.new_id(who.bucket())),
            account: who,
            length,
            received: 0,
            said,
            media: None,
            expires_at: tx.now_ms() + EXPIRES_MS,
        };
        sql::insert(tx, &upload).await?;
        Ok(upload)
    });
    let begun = begun.await?;
    if let Err(why) = piece::make(path(app, begun.id)).await {
        forget(app, begun.id).await?;
        return Err(why);
    }
    Ok(begun)
}

/// An upload of `who`.
///
/// # Errors
/// [`Error::NotFound`] if it is not there, forgotten, or not theirs.
pub async fn get(tx: &mut Tx, who: AccountId, id: UploadId) -> Result<Upload> {
    let now = tx.now_ms();
    sql::find(tx, who, id, now).await?.ok_or(Error::NotFound)
}

/// Takes a whole upload in, unless that is done. Returns it as it is then; one that is not whole
/// stays as it is. One that is refused is over.
///
/// # Errors
/// As [`desk::take_in`]; [`Error::Gone`] if its file is no longer here.
pub(super) async fn finish(app: &App, _held: &Held, upload: Upload) -> Result<Upload> {
    if upload.media.is_some() || !upload.is_whole() {
        return Ok(upload);
    }
    let id = upload.id;
    let bytes = match tokio::fs::read(path(app, id)).await {
        Ok(bytes) if bytes.len() as i64 >= upload.length => Bytes::from(bytes),
        Err(why) if why.kind() != std::io::ErrorKind::NotFound => {
            return Err(store::disk_fault(why));
        }
        _ => {
            forget(app, id).await?;
            return Err(Error::Gone);
        }
    };
    let bytes = bytes.slice(..usize::try_from(upload.length).map_err(Error::internal)?);
    let taken = match said::of_media(&upload.said) {
        Ok(said) => {
            let sent = Sent { file: bytes, thumbnail: None };
            desk::take_in(app, upload.account, sent, said).await
        }
        Err(why) => Err(why),
    };
    match taken {
        Ok(media) => {
            let expires_at = app
                .write(async move |tx| {
                    let expires_at = tx.now_ms() + EXPIRES_MS;
                    sql::set_media(tx, id, media, expires_at).await?;
                    Ok(expires_at)
                })
                .await?;
            remove_file(app, id).await;
            Ok(Upload { media: Some(media), expires_at, ..upload })
        }
        Err(why @ (Error::Invalid { .. } | Error::TooLarge(_))) => {
            forget(app, id).await?;
            Err(why)
        }
        // It may go better next time: everything is still here.
        Err(why) => Err(why),
    }
}

/// Ends an upload. What became of it stays.
///
/// # Errors
/// If the database does not answer.
pub(super) async fn end(app: &App, held: Held) -> Result<()> {
    forget(app, held.id).await
}

/// Forgets uploads whose time is over. Returns how many.
///
/// # Errors
/// If the database does not answer.
pub async fn sweep(app: &App) -> Result<usize> {
    let mut count = 0;
    loop {
        let over = app
            .read(async |tx| {
                let now = tx.now_ms();
                sql::over(tx, now, SWEEP_MAX).await
            })
            .await?;
        let held: Vec<Held> = over.iter().filter_map(|id| Held::take(app, *id)).collect();
        for held in &held {
            forget(app, held.id).await?;
        }
        count += held.len();
        if held.len() < SWEEP_MAX {
            return Ok(count);
        }
    }
}

async fn forget(app: &App, id: UploadId) -> Result<()> {
    remove_file(app, id).await;
    app.write(async move |tx| sql::delete(tx, id).await).await
}

async fn remove_file(app: &App, id: UploadId) {
    if let Err(why) = tokio::fs::remove_file(path(app, id)).await
        && why.kind() != std::io::ErrorKind::NotFound
    {
        tracing::warn!(upload = id.0, %why, "The file of upload {} could not be removed", id.0);
    }
}

fn path(app: &App, id: UploadId) -> PathBuf {
    app.config.data.join("uploads").join(id.0.to_string())
}
