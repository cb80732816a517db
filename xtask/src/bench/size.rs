//! How much room it takes, and how quickly it is there.

use std::fs;
use std::path::Path;

use super::process::resident;
use super::report::{Line, Report, Wish, bytes, median, number};
use super::sqlite;
use crate::Outcome;
use crate::http::Client;
use crate::place;
use crate::server::{Community, Server};

const IDLE_BYTES_MAX: f64 = 60e6;
const START_MS_MAX: f64 = 300.0;

/// Starts the filled community again and again; gives back the last server, still running.
pub(crate) fn starts(report: &mut Report, community: &Community, rounds: usize) -> Outcome<Server> {
    report.section("Size and start", "On the filled database; the start is the median.");
    let mut times = Vec::new();
    let mut idle = Vec::new();
    let mut fills = Vec::new();
    let mut scans = Vec::new();
    let mut entries = 0.0;
    let file = sqlite::file_in(&community.data)?;
    let mut server = community.start()?;
    for _ in 0..rounds {
        server.stop()?;
        server = community.start()?;
        times.push(server.started_in.as_secs_f64() * 1e3);
        let (filled, ms) = server.filled()?;
        entries = filled;
        fills.push(ms);
        scans.push(sqlite::scan(&file, entries as usize)?);
        idle.push(settled(&server)?);
    }
    let start = median(times);
    report.line(Line {
        what: "from start to the first 200".to_owned(),
        ours: format!("{start:.0} ms"),
        limit: String::new(),
        ratio: Some(start / START_MS_MAX),
        wish: Wish::AtMost { bar: 1.0, aim: None },
    });
    let (fill, scan) = (median(fills), median(scans));
    report.line(Line {
        what: format!("timeline index rebuilt, {} entries", number(entries)),
        ours: format!("{fill:.0} ms"),
        limit: format!("bare scan {scan:.0} ms"),
        ratio: Some(scan / fill),
        wish: Wish::AtLeast { bar: 0.5, aim: None },
    });
    let idle = median(idle);
    report.line(Line {
        what: "memory, idle (resident)".to_owned(),
        ours: bytes(idle),
        limit: String::new(),
        ratio: Some(idle / IDLE_BYTES_MAX),
        wish: Wish::AtMost { bar: 1.0, aim: None },
    });
    let binary = fs::metadata(&community.binary)?.len() as f64;
    told(report, "binary", bytes(binary));
    let posts = posts_of(&server)?;
    let on_disk = folder_bytes(&community.data)?;
    told(report, &format!("database, {posts:.0} posts"), bytes(on_disk));
    told(report, "database bytes per post, all else included", bytes(on_disk / posts.max(1.0)));
    Ok(server)
}

/// A line without a limit beside it.
pub(crate) fn told(report: &mut Report, what: &str, ours: String) {
    let (what, limit, ratio) = (what.to_owned(), String::new(), None);
    report.line(Line { what, ours, limit, ratio, wish: Wish::None });
}

/// Memory once the server has finished what it does after its first answer, and given back what it
/// needs no more: when it has stayed the same for two seconds.
fn settled(server: &Server) -> Outcome<f64> {
    let mut last = resident(server.id())?;
    let mut same = 0;
    for _ in 0..100 {
        std::thread::sleep(std::time::Duration::from_millis(200));
        let now = resident(server.id())?;
        same = if now == last { same + 1 } else { 0 };
        last = now;
        if same == 10 {
            break;
        }
    }
    Ok(last)
}

fn posts_of(server: &Server) -> Outcome<f64> {
    let instance = Client::connect(server.port)?.get_json("/api/v1/instance")?;
    Ok(instance["stats"]["status_count"].as_f64().unwrap_or_default())
}

fn folder_bytes(folder: &Path) -> Outcome<f64> {
    let mut total = 0.0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.metadata()?;
        total += if kind.is_dir() { folder_bytes(&entry.path())? } else { kind.len() as f64 };
    }
    Ok(total)
}

/// The machine that all this was measured on.
pub(crate) fn machine(folder: &Path) -> Outcome<String> {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let field = |text: String, name: &str| {
        let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_default().to_owned();
        line.split_once(':').map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    };
    let cpu = field(read("/proc/cpuinfo"), "model name");
    let cores = std::thread::available_parallelism()?;
    let memory = field(read("/proc/meminfo"), "MemTotal");
    let memory: f64 = memory.trim_end_matches(" kB").parse().unwrap_or_default();
    let kernel = read("/proc/sys/kernel/osrelease");
    let mut stat = std::process::Command::new("stat");
    let disk = crate::steps::output(stat.args(["-f", "-c", "%T"]).arg(folder))?;
    let rustc =
        std::process::Command::new("rustc").arg("--version").current_dir(place::root()).output();
    let rustc = rustc.map(|out| String::from_utf8_lossy(&out.stdout).trim().to_owned());
    Ok(format!(
        "{cpu}, {cores} cores, {} of memory, Linux {}, file system {disk}, {}",
        bytes(memory * 1024.0),
        kernel.trim(),
        rustc.unwrap_or_default()
    ))
}
