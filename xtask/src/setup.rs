//! `cargo xtask setup`: what the tests need, from the ordinary package managers.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Outcome;
use crate::args::Args;
use crate::place;
use crate::postgres;
use crate::steps::{output, run as run_command};

pub(crate) const HELP: &str = "\
usage: cargo xtask setup [--bench]

Installs what the tests need, and only what is missing:
  apt-get  PostgreSQL, ffmpeg, libfaketime, Chromium, Python with venv, Node.js with npm
  pip      the Python clients of tests/clients/requirements.txt, into target/clients/venv
  npm      the JavaScript clients of tests/clients/package.json, into target/clients/node,
           and what looks at the pages, of tests/browser/package.json, into target/clients/browser

  --bench  also what `cargo xtask bench` compares with: nginx";

/// A program of the system, how to tell that it is there, and the Debian packages that bring it.
struct Need {
    what: &'static str,
    there: fn() -> bool,
    packages: &'static [&'static str],
}

const FOR_TESTS: &[Need] = &[
    Need {
        what: "PostgreSQL",
        there: || postgres::bin_folder().is_ok(),
        packages: &["postgresql"],
    },
    Need {
        what: "ffmpeg",
        there: || on_path("ffmpeg").is_some() && on_path("ffprobe").is_some(),
        packages: &["ffmpeg"],
    },
    Need { what: "libfaketime", there: || faketime().is_some(), packages: &["faketime"] },
    Need { what: "Chromium", there: || chromium().is_some(), packages: &["chromium"] },
    Need {
        what: "Python with venv",
        there: || works(Command::new("python3").args(["-c", "import venv, ensurepip"])),
        packages: &["python3", "python3-venv"],
    },
    Need {
        what: "Node.js with npm",
        there: || on_path("node").is_some() && on_path("npm").is_some(),
        packages: &["nodejs", "npm"],
    },
];

const FOR_BENCHMARKS: &[Need] =
    &[Need { what: "nginx", there: || nginx().is_some(), packages: &["nginx-light"] }];

pub(crate) fn run(mut args: Args) -> Outcome {
    let bench = args.flag("--bench");
    args.finish()?;
    for_tests()?;
    if bench {
        for_benchmarks()?;
    }
    println!("Everything is there.");
    Ok(())
}

/// Makes sure of the system's programs and of the clients of both languages.
pub(crate) fn for_tests() -> Outcome {
    system(FOR_TESTS)?;
    python()?;
    node("clients", "node")?;
    node("browser", "browser")
}

/// Makes sure of what the benchmark compares with.
pub(crate) fn for_benchmarks() -> Outcome {
    system(FOR_BENCHMARKS)
}

/// The browser, if there is one.
pub(crate) fn chromium() -> Option<PathBuf> {
    on_path("chromium").or_else(|| on_path("chromium-browser"))
}

/// What lets a story put a server's clock forward.
pub(crate) fn faketime() -> Option<PathBuf> {
    let file = "faketime/libfaketimeMT.so.1";
    let folders = fs::read_dir("/usr/lib").ok()?.flatten().map(|entry| entry.path());
    folders.map(|folder| folder.join(file)).find(|library| library.is_file())
}

/// nginx, which Debian keeps where ordinary users do not look.
pub(crate) fn nginx() -> Option<PathBuf> {
    let usual = PathBuf::from("/usr/sbin/nginx");
    on_path("nginx").or_else(|| usual.is_file().then_some(usual))
}

fn system(needs: &[Need]) -> Outcome {
    let missing: Vec<&Need> = needs.iter().filter(|need| !(need.there)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = missing.iter().flat_map(|need| need.packages).copied().collect();
    let by_hand = format!("apt-get install {}", packages.join(" "));
    if on_path("apt-get").is_none() {
        let names: Vec<&str> = missing.iter().map(|need| need.what).collect();
        let names = names.join(", ");
        return Err(format!("please install {names}: on Debian, `{by_hand}` (as root)").into());
    }
    let asked = format!("cannot install; please run, as root: {by_hand}");
    run_command(apt()?.arg("update")).map_err(|why| format!("{why}\n{asked}"))?;
    run_command(apt()?.args(["install", "-y", "--no-install-recommends"]).args(&packages))
        .map_err(|why| format!("{why}\n{asked}"))?;
    match missing.iter().find(|need| !(need.there)()) {
        None => Ok(()),
        Some(need) => Err(format!("{} is still missing after `{by_hand}`", need.what).into()),
    }
}

fn apt() -> Outcome<Command> {
    let wait = "DPkg::Lock::Timeout=300";
    if is_root()? {
        let mut apt = Command::new("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive").args(["-q", "-o", wait]);
        return Ok(apt);
    }
    if on_path("sudo").is_none() {
        return Err("packages are missing, and neither root nor sudo is at hand".into());
    }
    let mut apt = Command::new("sudo");
    apt.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", wait]);
    Ok(apt)
}

fn python() -> Outcome {
    let wanted = place::root().join("tests/clients/requirements.txt");
    let venv = place::clients()?.join("venv");
    if is_stamped(&venv, &[&wanted])? {
        return Ok(());
    }
    run_command(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&venv))?;
    let mut pip = Command::new(venv.join("bin/python"));
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"]);
    run_command(pip.arg(&wanted))?;
    stamp(&venv, &[&wanted])
}

/// The packages that the scripts of `tests/{scripts}` use.
fn node(scripts: &str, folder: &str) -> Outcome {
    let from = place::root().join("tests").join(scripts);
    let wanted = [from.join("package.json"), from.join("package-lock.json")];
    let wanted: Vec<&Path> = wanted.iter().map(PathBuf::as_path).collect();
    let folder = place::clients()?.join(folder);
    if is_stamped(&folder, &wanted)? {
        return Ok(());
    }
    let version = output(Command::new("node").arg("--version"))?;
    let major = version.trim_start_matches('v').split('.').next().unwrap_or_default();
    if major.parse::<u32>().unwrap_or_default() < 20 {
        return Err(format!("Node.js 20 or later is needed; this is {version}").into());
    }
    fs::create_dir_all(&folder)?;
    for file in &wanted {
        fs::copy(file, folder.join(file.file_name().unwrap_or_default()))?;
    }
    let words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    run_command(Command::new("npm").args(words).current_dir(&folder))?;
    stamp(&folder, &wanted)
}

/// Whether `folder` was made from exactly these files.
fn is_stamped(folder: &Path, files: &[&Path]) -> Outcome<bool> {
    let now = together(files)?;
    Ok(fs::read(folder.join("made-from")).is_ok_and(|then| then == now))
}

fn stamp(folder: &Path, files: &[&Path]) -> Outcome {
    Ok(fs::write(folder.join("made-from"), together(files)?)?)
}

fn together(files: &[&Path]) -> Outcome<Vec<u8>> {
    let mut all = Vec::new();
    for file in files {
        all.extend(fs::read(file).map_err(|why| format!("{}: {why}", file.display()))?);
    }
    Ok(all)
}

/// Whether this program runs as root.
pub(crate) fn is_root() -> Outcome<bool> {
    Ok(fs::metadata("/proc/self")?.uid() == 0)
}

/// Where a program is, if it is on the search path.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

fn works(command: &mut Command) -> bool {
    let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}
