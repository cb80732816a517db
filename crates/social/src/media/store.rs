//! The media folder: files under names nobody can guess, written whole or not at all.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use ground::{App, Error, Result, secret};

/// Bytes of randomness in a name.
const NAME_BYTES: usize = 16;

/// Stores bytes under a new name, with that extension; they are on disk when this returns.
///
/// # Errors
/// If the folder cannot be written to.
pub async fn save(app: &App, bytes: Vec<u8>, extension: &'static str) -> Result<String> {
    let random = secret::hash(&secret::new());
    let mut name: String = random[..NAME_BYTES].iter().map(|byte| format!("{byte:02x}")).collect();
    name.push('.');
    name.push_str(extension);
    let path = place(&app.config.data, &name).ok_or(Error::internal("a name of no file"))?;
    let work = move || write(&path, &bytes);
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?.map_err(Error::internal)?;
    Ok(name)
}

/// Removes a file. One that is not there is as good as removed.
///
/// # Errors
/// If the folder cannot be written to.
pub async fn remove(app: &App, name: &str) -> Result<()> {
    let Some(path) = place(&app.config.data, name) else { return Ok(()) };
    match tokio::fs::remove_file(path).await {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::internal(error)),
        _ => Ok(()),
    }
}

/// The bytes of a file and their type.
///
/// # Errors
/// [`Error::NotFound`] if there is no such file.
pub async fn read(app: &App, name: &str) -> Result<(Vec<u8>, &'static str)> {
    let path = place(&app.config.data, name).ok_or(Error::NotFound)?;
    let mime = match name.rsplit('.').next() {
        Some("jpg") => "image/jpeg",
        Some("png") => "image/png",
        Some("gif") => "image/gif",
        _ => return Err(Error::NotFound),
    };
    match tokio::fs::read(path).await {
        Ok(bytes) => Ok((bytes, mime)),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(Error::NotFound),
        Err(error) => Err(Error::internal(error)),
    }
}

/// Where a file of that name lies, if it is a name that [`save`] gives: nothing else is ever
/// joined to a path.
fn place(data: &Path, name: &str) -> Option<PathBuf> {
    let (random, extension) = name.split_once('.')?;
    let ours = random.len() == 2 * NAME_BYTES
        && random.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        && matches!(extension, "jpg" | "png" | "gif");
    ours.then(|| data.join("media").join(&random[..2]).join(name))
}

fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder)?;
    let written = write_new(path, bytes);
    if written.is_err() {
        let _ = std::fs::remove_file(path);
        return written;
    }
    // The name must be on disk too, and the folder if it is new.
    std::fs::File::open(folder)?.sync_all()?;
    folder.parent().map_or(Ok(()), |parent| std::fs::File::open(parent)?.sync_all())
}

fn write_new(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = std::fs::File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
