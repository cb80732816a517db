//! `cargo xtask bench`: what the machine could do, and how much of it we reach.
//!
//! Every figure stands beside its limit, measured in the same run on the same machine. Nothing is
//! ever judged by a figure alone, and no test fails for being slow.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;
use crate::args::Args;
use crate::place::{self, Folder};
use crate::server::{self, Build, Community, Server};
use crate::setup;
use crate::steps::{output, run as run_command};

mod disk;
mod lists;
mod load;
mod nginx;
mod people;
mod pgbench;
mod posts;
mod process;
mod reads;
mod report;
mod rows;
mod size;
mod sqlite;
mod streams;
mod timeline;

use disk::Fsync;
use load::Effort;
use people::{everybody, who_follow};
use process::{Clock, resident};
use reads::Readers;
use report::{Report, bytes};

pub(crate) const HELP: &str = "\
usage: cargo xtask bench [OPTIONS]

Starts the release binary on a filled community and measures it beside what the machine could do
at most: nginx serving the same bytes, bare SQLite and PostgreSQL committing the same rows, the
disk's fsync. Prints a table; the whole run also writes it to docs/benchmarks.md.

  --quick          a small community and short rounds: shows that the benchmark works
  --only PART      one of: size, reads, search, lists, streams, posts, postgres, timeline
  --accounts N     [10000; 300 with --quick]
  --follows N      followed accounts, mean [100; 20 with --quick]
  --posts N        [200000; 4000 with --quick]
  --data FOLDER    keep the filled community there and use it again
  --debug          the debug build";

/// How large the community is, and how long it is asked.
struct Scale {
    accounts: usize,
    follows: usize,
    posts: usize,
    seconds: f64,
    rounds: usize,
    frames: usize,
}

const FULL: Scale =
    Scale { accounts: 10_000, follows: 100, posts: 200_000, seconds: 3.0, rounds: 5, frames: 500 };
const QUICK: Scale =
    Scale { accounts: 300, follows: 20, posts: 4000, seconds: 0.3, rounds: 3, frames: 30 };

const READ_CONNECTIONS: usize = 16;
const USUAL_READERS: usize = 32;
const KEEN_READERS: usize = 4;
const FSYNC_TIMES: usize = 1000;

const PARTS: &[&str] =
    &["size", "reads", "search", "lists", "streams", "posts", "postgres", "timeline"];

pub(crate) fn run(mut args: Args) -> Outcome {
    let quick = args.flag("--quick");
    let usual = if quick { QUICK } else { FULL };
    let scale = Scale {
        accounts: args.value("--accounts", usual.accounts)?,
        follows: args.value("--follows", usual.follows)?,
        posts: args.value("--posts", usual.posts)?,
        ..usual
    };
    let only = args.text("--only")?;
    let build = if args.flag("--debug") { Build::Debug } else { Build::Release };
    let kept = args.text("--data")?.map(PathBuf::from);
    args.finish()?;
    if let Some(part) = &only
        && !PARTS.contains(&part.as_str())
    {
        return Err(format!("`--only {part}`: there are {}", PARTS.join(", ")).into());
    }
    if only.as_deref() == Some("timeline") {
        return timeline::measure(&mut Report::default(), quick);
    }
    setup::for_benchmarks()?;
    let binary = server::build(build)?;
    let folder = Folder::new("bench")?;
    let place = kept.as_deref().unwrap_or(folder.path());
    let (community, tokens) = filled(binary, place, &scale)?;
    let wanted = |part: &str| only.as_deref().is_none_or(|only| only == part);
    let mut report = measure(&community, &tokens, &scale, &wanted)?;
    if wanted("timeline") {
        timeline::measure(&mut report, quick)?;
    }
    if !quick && only.is_none() && build == Build::Release {
        let file = place::root().join("docs/benchmarks.md");
        fs::create_dir_all(place::root().join("docs"))?;
        fs::write(&file, report.text())?;
        println!("\nwritten to {}", file.display());
    }
    Ok(())
}

/// A community of this scale: filled now, or found where it was kept.
fn filled(binary: PathBuf, place: &Path, scale: &Scale) -> Outcome<(Community, PathBuf)> {
    let data = place.join("data");
    let tokens = place.join("tokens.json");
    let community = Community { binary, data, database: None };
    if !tokens.is_file() {
        fill(&community, &tokens, scale)?;
    }
    Ok((community, tokens))
}

/// Fills an empty community through the verbs of the product itself.
fn fill(community: &Community, tokens: &Path, scale: &Scale) -> Outcome {
    fs::create_dir_all(&community.data)?;
    let (accounts, follows, posts) =
        (scale.accounts.to_string(), scale.follows.to_string(), scale.posts.to_string());
    let words =
        ["dev", "fill", "--accounts", &accounts, "--follows-mean", &follows, "--posts", &posts];
    run_command(community.command(&words).arg("--tokens-out").arg(tokens))
}

fn measure(
    community: &Community,
    tokens: &Path,
    scale: &Scale,
    wanted: &dyn Fn(&str) -> bool,
) -> Outcome<Report> {
    let mut report = Report::default();
    let clock = Clock::new()?;
    let fsync = disk::probe(&community.data, FSYNC_TIMES)?;
    preface(&mut report, community, scale, fsync)?;
    let server = match wanted("size") {
        true => size::starts(&mut report, community, scale.rounds)?,
        false => community.start()?,
    };
    let people = everybody(&server, tokens)?;
    let Scale { seconds, rounds, .. } = *scale;
    let effort = Effort { connections: READ_CONNECTIONS, seconds, rounds };
    if wanted("reads") {
        let readers = Readers {
            usual: who_follow(&people, 300, USUAL_READERS),
            keen: who_follow(&people, usize::MAX, KEEN_READERS),
        };
        reads::measure(&mut report, &server, &readers, effort, clock)?;
    }
    if wanted("search") {
        lists::search(&mut report, &server, &people, effort, clock)?;
    }
    if wanted("lists") {
        lists::measure(&mut report, &server, &people, effort, clock)?;
    }
    if wanted("streams") {
        streams::measure(&mut report, &server, &people, fsync, scale.frames)?;
    }
    after(&mut report, &server)?;
    server.stop()?;
    if wanted("posts") {
        posts::on_sqlite(&mut report, community, tokens, scale, clock)?;
    }
    if wanted("postgres") {
        posts::on_postgres(&mut report, community, scale, clock)?;
    }
    Ok(report)
}

fn preface(report: &mut Report, community: &Community, scale: &Scale, fsync: Fsync) -> Outcome {
    let date = output(Command::new("date").args(["-u", "+%Y-%m-%d %H:%M UTC"]))?;
    let machine = size::machine(&community.data)?;
    report.add(&format!(
        "# Benchmarks\n\nMeasured by `cargo xtask bench` on {date}.\n\n\
         Machine: {machine}.\n\n\
         Community: {} accounts, {} followed on average, {} posts.\n\n\
         Disk: 4 KiB appended and `fdatasync`: p50 {}, p99 {}.\n\n\
         Read the ratios, not the figures: each line stands beside its limit, measured in the \
         same run on the same machine.",
        scale.accounts,
        scale.follows,
        scale.posts,
        report::micros(fsync.p50),
        report::micros(fsync.p99),
    ));
    Ok(())
}

fn after(report: &mut Report, server: &Server) -> Outcome {
    report.section("After the run", "The same process, after all of the above.");
    size::told(report, "memory (resident)", bytes(resident(server.id())?));
    Ok(())
}
