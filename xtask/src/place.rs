//! Where things are: the work tree, the build folder, folders that last as long as a chore.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::Outcome;

static NEXT_FOLDER: AtomicU32 = AtomicU32::new(0);

/// The top of the work tree.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// Cargo's build folder: the one this program was itself built into.
pub(crate) fn target() -> Outcome<PathBuf> {
    let own = std::env::current_exe()?;
    let target = own.parent().and_then(Path::parent).ok_or("xtask must run from cargo")?;
    Ok(target.to_path_buf())
}

/// Where the client programs of the tests are installed.
pub(crate) fn clients() -> Outcome<PathBuf> {
    Ok(target()?.join("clients"))
}

/// A folder that goes away with this value.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// On the disk of the build folder, so that what is measured there is a real disk.
    pub(crate) fn new(what: &str) -> Outcome<Self> {
        Self::inside(&target()?.join("xtask"), what)
    }

    /// In the system's temporary folder, which every user of the machine can reach.
    pub(crate) fn shared(what: &str) -> Outcome<Self> {
        Self::inside(&std::env::temp_dir(), what)
    }

    fn inside(parent: &Path, what: &str) -> Outcome<Self> {
        let number = NEXT_FOLDER.fetch_add(1, Ordering::Relaxed);
        let path = parent.join(format!("portevoix-{what}-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path)?;
        Ok(Self(path))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Left behind, it would only cost room; there is nothing better to do about a failure.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
