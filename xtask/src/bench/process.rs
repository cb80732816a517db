//! What the kernel says of a process: its clock, its memory.

use std::fs;
use std::process::Command;

use crate::Outcome;
use crate::steps::output;

/// Reads process clocks in microseconds, children and ended threads included.
#[derive(Clone, Copy)]
pub(crate) struct Clock {
    ticks_per_second: f64,
}

impl Clock {
    pub(crate) fn new() -> Outcome<Self> {
        let ticks = output(Command::new("getconf").arg("CLK_TCK"))?;
        Ok(Self { ticks_per_second: ticks.parse()? })
    }

    /// CPU time that these processes used so far, in user and kernel mode.
    pub(crate) fn micros(self, processes: &[u32]) -> Outcome<f64> {
        let mut ticks = 0.0;
        for process in processes {
            let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
            // The name, in brackets, may hold spaces: the fields are counted after it.
            let fields = stat.rsplit_once(')').ok_or("an odd /proc/stat")?.1;
            let mut fields = fields.split_ascii_whitespace().skip(11);
            for _ in ["user", "kernel"] {
                ticks += fields.next().ok_or("a short /proc/stat")?.parse::<f64>()?;
            }
        }
        Ok(ticks / self.ticks_per_second * 1e6)
    }
}

/// Resident memory in bytes.
pub(crate) fn resident(process: u32) -> Outcome<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB"));
    Ok(kilobytes.ok_or("no VmRSS")?.trim().parse::<f64>()? * 1024.0)
}

/// The processes that this one started.
pub(crate) fn children(process: u32) -> Outcome<Vec<u32>> {
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc")?.flatten() {
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else {
            continue;
        };
        let Ok(stat) = fs::read_to_string(format!("/proc/{id}/stat")) else { continue };
        let parent = stat.rsplit_once(')').and_then(|(_, rest)| rest.split_whitespace().nth(1));
        if parent == Some(process.to_string().as_str()) {
            found.push(id);
        }
    }
    Ok(found)
}
