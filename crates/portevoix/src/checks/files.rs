//! Whether the media that tables name are in the store, and whether what is there is named.

use std::collections::HashMap;

use ground::{App, Error, Result};
use social::media::store::{self, Shelf};

use super::sql;

/// Rows read at a time.
const ROWS_MAX: usize = 2_000;
/// Names of missing files that are told.
const TOLD_MAX: usize = 20;

/// What was found of the store.
#[derive(Debug, Default)]
pub struct Files {
    /// Files that tables name and that are not there.
    pub missing: usize,
    /// The names of some of them.
    pub told: Vec<String>,
    /// Files that no table names: they only take room.
    pub unnamed: usize,
    /// The room they take, in bytes.
    pub unnamed_bytes: u64,
    /// What is there and was not named so far: the random part of names, with sizes in bytes.
    there: HashMap<u128, u64>,
}

/// Compares the store with the tables. Holds about 40 bytes a file in memory.
///
/// # Errors
/// If the database or the store does not answer.
pub async fn files(app: &App) -> Result<Files> {
    let mut found = Files::default();
    // The store first: what comes in meanwhile is then not taken for unnamed.
    for shelf in [Shelf::Own, Shelf::Remote] {
        for first in 0..=u8::MAX {
            let listed = store::list(app, shelf, first).await?;
            let listed = listed.iter().filter_map(|(name, bytes)| Some((key(name)?, *bytes)));
            found.there.extend(listed);
        }
    }
    found.name_media(app).await?;
    found.name_profiles(app).await?;
    found.name_emojis(app).await?;
    found.name_remote(app).await?;
    found.unnamed = found.there.len();
    found.unnamed_bytes = found.there.values().sum();
    Ok(found)
}

impl Files {
    async fn name_media(&mut self, app: &App) -> Result<()> {
        let mut after = Some(0);
        while let Some(from) = after {
            let rows = app.read(async move |tx| sql::media_files(tx, from, ROWS_MAX).await).await?;
            after = rows.last().map(|(id, ..)| *id);
            for (_, file, preview, source) in rows {
                for name in [file, preview, source] {
                    self.name(app, name).await?;
                }
            }
        }
        Ok(())
    }

    async fn name_profiles(&mut self, app: &App) -> Result<()> {
        let mut after = Some(0);
        while let Some(from) = after {
            let rows =
                app.read(async move |tx| sql::profile_files(tx, from, ROWS_MAX).await).await?;
            after = rows.last().map(|(id, ..)| *id);
            for (_, avatar, header) in rows {
                for name in [avatar, header] {
                    self.name(app, name).await?;
                }
            }
        }
        Ok(())
    }

    async fn name_emojis(&mut self, app: &App) -> Result<()> {
        let all = app.read(async |tx| social::emojis::all(tx).await).await?;
        for name in all.iter().flat_map(social::emojis::Emoji::files) {
            self.name(app, name).await?;
        }
        Ok(())
    }

    /// One that is missing is fetched again when somebody looks: nothing is wrong with that.
    async fn name_remote(&mut self, app: &App) -> Result<()> {
        let mut after = Some(String::new());
        while let Some(from) = after {
            let rows =
                app.read(async move |tx| sql::remote_files(tx, from, ROWS_MAX).await).await?;
            after = rows.last().cloned();
            for name in &rows {
                key(name).map(|key| self.there.remove(&key));
            }
        }
        Ok(())
    }

    async fn name(&mut self, app: &App, name: String) -> Result<()> {
        let Some(key) = key(&name) else { return Ok(()) };
        if self.there.remove(&key).is_some() {
            return Ok(());
        }
        // It may have come in meanwhile, or have been named before.
        match store::size(app, &name).await {
            Err(Error::NotFound) => {
                self.missing += 1;
                if self.told.len() < TOLD_MAX {
                    self.told.push(name);
                }
                Ok(())
            }
            other => other.map(drop),
        }
    }
}

/// The random part of a file's name.
fn key(name: &str) -> Option<u128> {
    let random = name.strip_prefix("remote-").unwrap_or(name).split('.').next()?;
    u128::from_str_radix(random, 16).ok()
}
