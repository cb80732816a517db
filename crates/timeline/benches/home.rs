//! How fast and how small the timeline index is, on a made-up network.
//!
//! `cargo bench -p timeline` takes about half a minute and 1 GB. Times are processor time of the
//! thread that works, because other programs may be busy on the same machine.
//!
//! - `--accounts N --posts N --readers N --mean N` change the sizes;
//! - `--huge` is the network of Twitter in 2018: 335 million accounts, a tenth of them active. It
//!   takes some minutes and 12 GB; `GLIBC_TUNABLES=glibc.malloc.hugetlb=1` makes it faster.
#![allow(clippy::print_stdout, reason = "a benchmark prints its table")]

#[path = "home/network.rs"]
mod network;

use network::{Network, Random};
use rustix::time::{ClockId, clock_gettime};
use std::hint::black_box;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::{Duration, Instant};
use timeline::{Ask, Index, Limits, NewEntry, Reader, Way};

const PAGE: usize = 20;
/// Twitter's busiest second, 3 August 2013.
const RECORD_POSTS_PER_S: u64 = 143_199;
const ROUNDS: usize = 5;

struct Sizes {
    accounts: u32,
    posts: u64,
    readers: u32,
    mean: u32,
}

fn main() {
    let sizes = sizes(&std::env::args().skip(1).collect::<Vec<String>>());
    let network = Network::new(sizes.accounts);
    let limits = Limits { entries_max: sizes.posts as usize * 5 / 4, readers_bytes_max: 1 << 40 };
    let index = Index::new(limits);

    println!("{} accounts, {} posts, {} readers", sizes.accounts, sizes.posts, sizes.readers);
    build(&index, &network, &sizes);
    pages(&index, &network);
    random_readers(&index, sizes.readers);
    record(&index, &network, &sizes);
    println!("{:52}{:>12.0} MB", "memory of the whole process", resident_bytes() / 1e6);
    drop(index);
    start_up(&network, &sizes);
}

fn sizes(arguments: &[String]) -> Sizes {
    let huge = arguments.iter().any(|a| a == "--huge");
    let mut sizes = match huge {
        false => Sizes { accounts: 10_000_000, posts: 8_000_000, readers: 200_000, mean: 100 },
        true => Sizes { accounts: 335_000_000, posts: 24_000_000, readers: 33_500_000, mean: 38 },
    };
    for pair in arguments.windows(2) {
        let Ok(value) = pair[1].parse::<u32>() else { continue };
        match pair[0].as_str() {
            "--accounts" => sizes.accounts = value,
            "--posts" => sizes.posts = value.into(),
            "--readers" => sizes.readers = value,
            "--mean" => sizes.mean = value,
            _ => {}
        }
    }
    sizes
}

fn build(index: &Index, network: &Network, sizes: &Sizes) {
    let mut random = Random(1);
    let bare = cpu(|| {
        for id in 1..=sizes.posts {
            network.post(id, &mut random, |entry| _ = black_box(entry));
        }
    });
    let mut random = Random(1);
    let all = cpu(|| {
        for id in 1..=sizes.posts {
            network.post(id, &mut random, |entry| index.publish(entry));
        }
    });
    index.backfill_done(true);
    let stats = index.stats();
    let seconds = all.saturating_sub(bare).as_secs_f64();
    row("posts taken in, each second", sizes.posts as f64 / seconds);
    row("bytes an entry (bar 32)", stats.ring_bytes as f64 / stats.entries as f64);
    row("bytes an account or hashtag", stats.heads_bytes as f64 / f64::from(sizes.accounts));

    let mut edges = 0;
    let spent = cpu(|| {
        for reader in 1..=sizes.readers {
            let relations =
                network.relations(network.long_tail(sizes.mean, &mut random), &mut random);
            edges += relations.follows.len();
            index.load_reader(reader, relations, index.epoch(reader));
        }
    });
    row("readers loaded, each second", f64::from(sizes.readers) / spent.as_secs_f64());
    row("follows loaded", edges as f64);
    row("bytes a follow (bar 6)", index.stats().readers_bytes as f64 / edges as f64);
}

/// Pages of readers who follow so many, alone in their kind.
fn pages(index: &Index, network: &Network) {
    println!(
        "\n follows  newest us   pages/s   poll us page 2 us   deep us  ratio deep scan deep walk"
    );
    for (follows, count) in [(30, 400), (300, 200), (1_000, 60), (7_500, 20)] {
        let mut random = Random(u64::from(follows));
        let readers: Vec<Reader> = (0..count)
            .map(|n| Reader::new(900_000 + n, network.relations(follows, &mut random)))
            .collect();
        let newest = Ask { limit: PAGE, ..Ask::default() };
        let first: Vec<Vec<u64>> = readers.iter().map(|r| index.home(r, newest).ids).collect();
        let end = |page: &Vec<u64>| page.last().copied().unwrap_or(1);
        let poll = |n: usize| Ask { since_id: first[n].first().copied(), ..newest };
        let second = |n: usize| Ask { max_id: Some(end(&first[n])), ..newest };
        let deep: Vec<u64> = readers.iter().map(|reader| depth(index, reader, 5_000)).collect();
        let deep = |n: usize| Ask { max_id: Some(deep[n]), ..newest };

        let time = |ask: &dyn Fn(usize) -> Ask, way| microseconds(index, &readers, ask, way);
        let newest = time(&|_| newest, Way::Cheapest);
        let poll = time(&poll, Way::Cheapest);
        let second = time(&second, Way::Cheapest);
        let below = time(&deep, Way::Cheapest);
        let (scan, walk) = (time(&deep, Way::Scan), time(&deep, Way::Walk));
        let (pages_per_s, ratio) = (1e6 / newest, below / newest);
        println!(
            "{follows:>8} {newest:>10.2} {pages_per_s:>9.0} {poll:>9.2} {second:>9.2} {below:>9.2} \
             {ratio:>6.1} {scan:>9.2} {walk:>9.2}"
        );
    }
    println!("(deep: after 5,000 entries, or the last page there is; bar: ratio 10)\n");
}

/// The id after which `depth` entries have been read.
fn depth(index: &Index, reader: &Reader, depth: usize) -> u64 {
    let mut ask = Ask { limit: 200, ..Ask::default() };
    let mut read = 0;
    let mut last = u64::MAX;
    while read < depth {
        let page = index.home(reader, ask).ids;
        read += page.len();
        match page.last() {
            Some(id) if page.len() == ask.limit => last = *id,
            _ => break,
        }
        ask.max_id = Some(last);
    }
    last
}

/// Of one page, the median of some rounds over all readers.
fn microseconds(index: &Index, readers: &[Reader], ask: &dyn Fn(usize) -> Ask, way: Way) -> f64 {
    let mut rounds = [0.0; ROUNDS];
    for round in &mut rounds {
        let spent = cpu(|| {
            for (n, reader) in readers.iter().enumerate() {
                black_box(index.home_by(reader, ask(n), way));
            }
        });
        *round = spent.as_secs_f64() * 1e6 / readers.len() as f64;
    }
    rounds.sort_by(f64::total_cmp);
    rounds[ROUNDS / 2]
}

fn random_readers(index: &Index, readers: u32) {
    let mut random = Random(3);
    let pages = 200_000;
    let spent = cpu(|| {
        for _ in 0..pages {
            read_any(index, readers, &mut random);
        }
    });
    row("newest pages of random readers, each second", f64::from(pages) / spent.as_secs_f64());
}

fn read_any(index: &Index, readers: u32, random: &mut Random) {
    if let Some(reader) = index.reader(1 + random.below(readers)) {
        black_box(index.home(&reader, Ask { limit: PAGE, ..Ask::default() }));
    }
}

/// Twitter's busiest second: so many posts offered evenly over one second, while pages are read.
fn record(index: &Index, network: &Network, sizes: &Sizes) {
    let done = AtomicBool::new(false);
    let (mut pages, mut reading) = (0u64, Duration::ZERO);
    let (mut wall, mut writing) = (Duration::ZERO, Duration::ZERO);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut random = Random(4);
            reading = cpu(|| {
                while !done.load(Relaxed) {
                    read_any(index, sizes.readers, &mut random);
                    pages += 1;
                }
            });
        });
        let start = Instant::now();
        let mut random = Random(5);
        writing = cpu(|| {
            for n in 0..RECORD_POSTS_PER_S {
                let due = Duration::from_nanos(n * 1_000_000_000 / RECORD_POSTS_PER_S);
                if n % 256 == 0 {
                    std::thread::sleep(due.saturating_sub(start.elapsed()));
                }
                network.post(sizes.posts + 1 + n, &mut random, |entry| index.publish(entry));
            }
        });
        wall = start.elapsed();
        done.store(true, Relaxed);
    });
    row("143,199 posts: seconds until all were in", wall.as_secs_f64());
    row("  processor seconds of the applier", writing.as_secs_f64());
    row("  pages read beside it", pages as f64);
    row("  pages a processor second beside it", pages as f64 / reading.as_secs_f64());
}

/// Rows are filed newest first, in batches, as at start-up.
fn start_up(network: &Network, sizes: &Sizes) {
    let posts = sizes.posts.min(4_000_000);
    let index = Index::new(Limits { entries_max: posts as usize * 2, readers_bytes_max: 0 });
    let mut random = Random(6);
    let mut spent = Duration::ZERO;
    let mut id = posts;
    while id > 0 {
        let rows = network.rows(id.saturating_sub(999).max(1)..=id, &mut random);
        let entries: Vec<NewEntry<'_>> = rows.iter().map(|row| row.entry()).collect();
        spent += cpu(|| _ = index.backfill(&entries));
        id -= entries.len() as u64;
    }
    index.backfill_done(true);
    row("rows filed at start-up, each second", posts as f64 / spent.as_secs_f64());
}

fn row(what: &str, value: f64) {
    let digits = if value < 100.0 { 2 } else { 0 };
    println!("{what:52}{value:>12.digits$}");
}

fn cpu(work: impl FnOnce()) -> Duration {
    let now = || {
        let time = clock_gettime(ClockId::ThreadCPUTime);
        Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
    };
    let start = now();
    work();
    now() - start
}

fn resident_bytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = status.split(' ').nth(1).and_then(|pages| pages.parse().ok());
    pages.unwrap_or(0.0) * 4_096.0
}
