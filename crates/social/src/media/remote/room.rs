//! The room there is for other servers' media, and who leaves it when it is full.

use ground::{App, Error, Result};
use tokio::sync::Mutex;

use super::{Wanted, sql};
use crate::media::forget_files;
use crate::media::store::{self, Shelf, Source};

/// Files looked at in one step when room is made.
const LEAVING_MAX: usize = 50;

/// Whose turn it is to bring something in: one at a time, so that there is never more than fits.
#[derive(Default)]
pub(super) struct Room(Mutex<()>);

impl Room {
    pub(super) async fn keep(
        &self,
        app: &App,
        wanted: &Wanted,
        source: Source,
        extension: &str,
    ) -> Result<String> {
        let bytes = match &source {
            Source::Bytes(bytes) => bytes.len() as u64,
            Source::File(path) => tokio::fs::metadata(path).await.map_err(Error::internal)?.len(),
        };
        let bytes = i64::try_from(bytes).map_err(Error::internal)?;
        let max = i64::try_from(app.config.remote_media_bytes_max).unwrap_or(i64::MAX);
        if bytes > max {
            return Err(Error::NotFound);
        }
        let _turn = self.0.lock().await;
        make_room(app, max - bytes).await?;
        let file = store::save_on(app, Shelf::Remote, source, extension).await?;
        let (id, host, name) = (wanted.id(), wanted.host().to_owned(), file.clone());
        let insert = async move |tx: &mut db::Tx| {
            if sql::insert(tx, &id, &host, &name, bytes).await? {
                return Ok(None);
            }
            sql::find(tx, &id).await
        };
        match app.write(insert).await {
            Ok(None) => Ok(file),
            // Another node was quicker.
            Ok(Some(there)) => {
                forget_files(app, &[file]).await;
                Ok(there.file)
            }
            Err(why) => {
                forget_files(app, &[file]).await;
                Err(why)
            }
        }
    }
}

impl Room {
    /// Removes everything.
    pub(super) async fn clear(&self, app: &App) -> Result<()> {
        let _turn = self.0.lock().await;
        make_room(app, 0).await
    }
}

/// Removes the least recently used until no more than `bytes_max` are left. Files go before their
/// rows: a row without a file is fetched anew, a file without a row would stay for ever.
async fn make_room(app: &App, bytes_max: i64) -> Result<()> {
    loop {
        let (mut left, oldest) = app
            .read(async |tx| Ok((sql::bytes(tx).await?, sql::oldest(tx, LEAVING_MAX).await?)))
            .await?;
        if left <= bytes_max || oldest.is_empty() {
            return Ok(());
        }
        for (id, file, bytes) in oldest {
            if left <= bytes_max {
                break;
            }
            store::remove(app, &file).await?;
            app.write(async move |tx| sql::delete(tx, &id).await).await?;
            left -= bytes;
        }
    }
}
