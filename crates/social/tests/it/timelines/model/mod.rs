//! The home against a naive definition of it: at random, over restarts, with many at it at the
//! same time, half of them where memory is so small that most reading falls through to the
//! database.
//!
//! `CASES` says how many (2,000 take some minutes), `SEED` where chance begins.

mod acts;
mod case;
mod naive;

use std::sync::atomic::{AtomicU64, Ordering};

use acts::{Act, Chance};
use case::Case;
use tokio::task::JoinSet;
use town::Town;

/// Cases at the same time.
const TOGETHER: u64 = 16;
/// Acts before and after the restart.
const ACTS: usize = 40;
/// Entries that memory holds: as few as can be, few, all.
const SIZES: [usize; 3] = [1, 64, 1 << 14];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_gap_no_duplicate_no_leak() {
    let number = |name: &str| std::env::var(name).ok().and_then(|it| it.parse::<u64>().ok());
    let (count, seed) = (number("CASES").unwrap_or(32), number("SEED").unwrap_or(1));
    let mut towns = (small_town(SIZES[1]).await, small_town(SIZES[2]).await);
    for first in (0..count).step_by(TOGETHER as usize) {
        let cases = first..count.min(first + TOGETHER);
        let failed;
        (towns.0, failed) =
            together(towns.0, cases.map(|case| acts_of(seed, case)).collect()).await;
        if let Some((acts, why)) = failed {
            let (acts, why) = shrink(acts, why).await;
            let list: Vec<String> = acts.iter().map(|act| format!("  {act:?}")).collect();
            panic!("{why}\nafter\n{}", list.join("\n"));
        }
        std::mem::swap(&mut towns.0, &mut towns.1);
    }
}

async fn small_town(entries: usize) -> Town {
    Town::with(|config| {
        config.index_entries_max = entries;
        config.index_readers_bytes_max = 4096;
    })
    .await
}

fn acts_of(seed: u64, case: u64) -> Vec<Act> {
    let mut chance = Chance(seed << 32 | case);
    let mut acts: Vec<Act> = (0..2 * ACTS).map(|_| Act::random(&mut chance)).collect();
    acts.insert(ACTS, Act::Restart);
    acts
}

/// Runs cases side by side; the server restarts when all are half-way.
async fn together(mut town: Town, cases: Vec<Vec<Act>>) -> (Town, Option<(Vec<Act>, String)>) {
    let mut running = Vec::new();
    for acts in cases {
        running.push((fresh(&town).await, acts));
    }
    for half in 0..2 {
        let mut tasks = JoinSet::new();
        for (mut case, acts) in running.drain(..) {
            let app = town.app.clone();
            tasks.spawn(async move {
                let part = acts.split(|act| matches!(act, Act::Restart)).nth(half);
                for act in part.unwrap_or_default() {
                    if let Err(why) = case.act(&app, act).await {
                        return Err((acts, why));
                    }
                }
                Ok((case, acts))
            });
        }
        let mut failed = None;
        for done in tasks.join_all().await {
            match done {
                Ok(case) => running.push(case),
                Err(failure) => failed = Some(failure),
            }
        }
        if failed.is_some() {
            return (town, failed);
        }
        if half == 0 {
            town = town.restart().await;
        }
    }
    (town, None)
}

/// Leaves out what is not needed for a failure, if it fails when nobody else is about.
async fn shrink(mut acts: Vec<Act>, mut why: String) -> (Vec<Act>, String) {
    for entries in SIZES {
        let (mut town, failure) = alone(small_town(entries).await, &acts).await;
        if failure.is_none() {
            continue;
        }
        let mut size = acts.len() / 2;
        while size > 0 {
            let mut at = 0;
            while at < acts.len() {
                let mut fewer = acts.clone();
                fewer.drain(at..(at + size).min(acts.len()));
                let failure;
                (town, failure) = alone(town, &fewer).await;
                match failure {
                    Some(failure) => (acts, why) = (fewer, failure),
                    None => at += size,
                }
            }
            size /= 2;
        }
        break;
    }
    (acts, why)
}

async fn alone(mut town: Town, acts: &[Act]) -> (Town, Option<String>) {
    let mut case = fresh(&town).await;
    for act in acts {
        if matches!(act, Act::Restart) {
            town = town.restart().await;
        }
        if let Err(why) = case.act(&town.app, act).await {
            return (town, Some(why));
        }
    }
    (town, None)
}

async fn fresh(town: &Town) -> Case {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let number = COUNT.fetch_add(1, Ordering::SeqCst);
    Case::new(&town.app, format!("c{number}")).await
}
