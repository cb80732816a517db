//! ffmpeg and ffprobe as children on a short lead: a lower priority, bounds of memory, processor,
//! bytes written and time, an environment of nothing but the search path, and nothing to read but
//! the file they are given. What takes too long is ended with all it started.
//!
//! The bounds are set by the shell's `ulimit`, which every system has, before it becomes the
//! program: setting them ourselves would need unsafe code.

use std::fs::File;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use ground::config::Ffmpeg;
use ground::{Error, Result};
use rustix::process::{Pid, Signal, kill_process_group};

/// Most memory a child may map, in KiB.
const MEMORY_KIB_MAX: u64 = 3 << 20;
/// Cores a child may keep busy, by the bound of its processor time.
const CORES_MAX: u64 = 3;
/// What `ulimit -f` counts in, in bytes.
const BLOCK_BYTES: u64 = 512;
/// Where a system already sets tighter bounds they cannot be raised: then those hold.
const SCRIPT: &str = "ulimit -c 0; ulimit -v \"$1\"; ulimit -t \"$2\"; ulimit -f \"$3\"; shift 3; \
    exec nice -n 10 \"$@\" 2>log";

/// The programs, where they are.
#[derive(Clone, Debug)]
pub(in crate::media) struct Tools {
    pub(super) ffmpeg: PathBuf,
    pub(super) ffprobe: PathBuf,
}

impl Tools {
    /// The programs, if both are there.
    pub(in crate::media) fn find(wanted: &Ffmpeg) -> Option<Tools> {
        let found = match wanted {
            Ffmpeg::Off => return None,
            Ffmpeg::Search => on_path("ffmpeg").zip(on_path("ffprobe")),
            Ffmpeg::At(ffmpeg) => {
                let beside = ffmpeg.with_file_name("ffprobe");
                let ffprobe = beside.is_file().then_some(beside).or_else(|| on_path("ffprobe"));
                ffmpeg.is_file().then(|| ffmpeg.clone()).zip(ffprobe)
            }
        };
        if found.is_none() {
            tracing::warn!("ffmpeg and ffprobe are not here: only pictures are taken");
        }
        let (ffmpeg, ffprobe) = found?;
        // Children work in a folder of their own.
        let whole = |path: PathBuf| std::path::absolute(&path).unwrap_or(path);
        Some(Tools { ffmpeg: whole(ffmpeg), ffprobe: whole(ffprobe) })
    }
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// What a child may use.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// Time, in seconds.
    pub(super) seconds: u64,
    /// Bytes of each file it writes.
    pub(super) bytes: u64,
}

/// How a child ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// It did what it was told.
    Well,
    /// It gave up, or was stopped by a bound; why, in its own words.
    Badly(String),
    /// It took too long.
    Late,
}

/// Runs a program in `folder`, what it prints going to the file `printed` there.
///
/// # Errors
/// If it cannot be started.
pub(super) async fn run(
    program: &Path,
    args: &[String],
    (folder, printed): (&Path, &str),
    bounds: Bounds,
) -> Result<Ended> {
    let printed = File::create(folder.join(printed)).map_err(Error::internal)?;
    let mut command = Command::new("/bin/sh");
    command
        .args(["-c", SCRIPT, "sh"])
        .args(
            [MEMORY_KIB_MAX, bounds.seconds * CORES_MAX, bounds.bytes / BLOCK_BYTES + 1]
                .map(|bound| bound.to_string()),
        )
        .arg(program)
        .args(args)
        .current_dir(folder)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_else(|| "/usr/bin:/bin".into()))
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stdout(printed)
        .stderr(Stdio::null())
        // Its own group, so that it can be ended with all that it started.
        .process_group(0);
    let mut child = tokio::process::Command::from(command).spawn().map_err(Error::internal)?;
    let mut group = Group(child.id().and_then(|id| Pid::from_raw(id.cast_signed())));
    let ended = tokio::time::timeout(Duration::from_secs(bounds.seconds), child.wait()).await;
    let Ok(ended) = ended else {
        drop(group);
        let _ = child.wait().await;
        return Ok(Ended::Late);
    };
    group.0 = None;
    match ended.map_err(Error::internal)? {
        status if status.success() => Ok(Ended::Well),
        status => Ok(Ended::Badly(format!("{status}: {}", last_words(folder).await))),
    }
}

/// The end of what it complained about.
async fn last_words(folder: &Path) -> String {
    let log = tokio::fs::read(folder.join("log")).await.unwrap_or_default();
    let end = log.len().saturating_sub(300);
    String::from_utf8_lossy(&log[end..]).trim().replace('\n', "; ")
}

/// A child and all it started; ended when this is dropped, also when the server stops.
struct Group(Option<Pid>);

impl Drop for Group {
    fn drop(&mut self) {
        if let Some(group) = self.0.take() {
            let _ = kill_process_group(group, Signal::KILL);
        }
    }
}
