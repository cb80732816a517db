//! How long the disk takes to keep a page: the floor under every durable answer.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::Instant;

use super::report::quantile;
use crate::Outcome;

/// What `fdatasync` after writing 4 KiB over existing bytes takes, in microseconds.
#[derive(Clone, Copy)]
pub(crate) struct Fsync {
    pub(crate) p50: f64,
    pub(crate) p99: f64,
}

/// Asks the disk that holds `folder`.
pub(crate) fn probe(folder: &Path, times: usize) -> Outcome<Fsync> {
    const PAGE: [u8; 4096] = [7; 4096];
    let path = folder.join("fsync-probe");
    let file = File::create(&path)?;
    let mut latencies = Vec::with_capacity(times);
    for number in 0..times {
        let start = Instant::now();
        // Appending, as a write-ahead log does.
        file.write_all_at(&PAGE, number as u64 * PAGE.len() as u64)?;
        file.sync_data()?;
        latencies.push(start.elapsed().as_secs_f64() * 1e6);
    }
    std::fs::remove_file(path)?;
    let p50 = quantile(&mut latencies, 0.5);
    Ok(Fsync { p50, p99: quantile(&mut latencies, 0.99) })
}
