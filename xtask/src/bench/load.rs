//! Load on a server over loopback, for a bounded time, with its CPU clock read around it.

use std::thread;
use std::time::{Duration, Instant};

use super::process::Clock;
use super::report::{median, quantile};
use crate::Outcome;
use crate::http::{Answer, Client};

/// One side of a comparison: a server, and the requests it is asked again and again.
pub(crate) struct Side {
    pub(crate) name: &'static str,
    pub(crate) port: u16,
    pub(crate) processes: Vec<u32>,
    pub(crate) requests: Vec<Vec<u8>>,
}

/// What one round on one side gave.
#[derive(Clone, Copy)]
pub(crate) struct Sample {
    pub(crate) cpu_micros: f64,
    pub(crate) per_second: f64,
    pub(crate) p99_micros: f64,
}

/// How hard and how long.
#[derive(Clone, Copy)]
pub(crate) struct Effort {
    pub(crate) connections: usize,
    pub(crate) seconds: f64,
    pub(crate) rounds: usize,
}

/// Asks all sides in turn, round after round, so that what disturbs the machine disturbs all;
/// gives back the median sample of each side.
pub(crate) fn compare(sides: &[Side], effort: Effort, clock: Clock) -> Outcome<Vec<Sample>> {
    let mut samples = vec![Vec::new(); sides.len()];
    for side in sides {
        // Once without counting: connections, caches, clocks of the processor.
        let warm = Effort { seconds: (effort.seconds / 4.0).min(1.0), ..effort };
        ask(side, warm, clock)?;
    }
    for _ in 0..effort.rounds {
        for (side, samples) in sides.iter().zip(&mut samples) {
            samples.push(ask(side, effort, clock)?);
        }
    }
    Ok(samples.iter().map(|samples| middle(samples)).collect())
}

/// One round on one side.
pub(crate) fn ask(side: &Side, effort: Effort, clock: Clock) -> Outcome<Sample> {
    let start = Instant::now();
    let end = start + Duration::from_secs_f64(effort.seconds);
    let cpu = clock.micros(&side.processes)?;
    let mut latencies = thread::scope(|scope| {
        let threads: Vec<_> = (0..effort.connections)
            .map(|number| scope.spawn(move || keep_asking(side, number, end)))
            .collect();
        let mut all = Vec::new();
        for thread in threads {
            all.extend(thread.join().map_err(|_| "a load thread panicked")??);
        }
        Ok::<_, Box<dyn std::error::Error + Send + Sync>>(all)
    })?;
    let cpu = clock.micros(&side.processes)? - cpu;
    let wall = start.elapsed().as_secs_f64();
    if latencies.is_empty() {
        return Err(format!("{}: no answer in time", side.name).into());
    }
    let count = latencies.len() as f64;
    Ok(Sample {
        cpu_micros: cpu / count,
        per_second: count / wall,
        p99_micros: quantile(&mut latencies, 0.99),
    })
}

fn keep_asking(side: &Side, number: usize, end: Instant) -> Outcome<Vec<f64>> {
    let mut client = Client::connect(side.port)?;
    let mut answer = Answer::default();
    let mut latencies = Vec::new();
    for request in side.requests.iter().cycle().skip(number) {
        let start = Instant::now();
        if start >= end {
            break;
        }
        client.exchange(request, &mut answer)?;
        latencies.push(start.elapsed().as_secs_f64() * 1e6);
        if answer.status != 200 {
            let said = String::from_utf8_lossy(&answer.body);
            return Err(format!("{} answered {}: {said}", side.name, answer.status).into());
        }
    }
    Ok(latencies)
}

fn middle(samples: &[Sample]) -> Sample {
    let of = |field: fn(&Sample) -> f64| median(samples.iter().map(field).collect());
    Sample {
        cpu_micros: of(|sample| sample.cpu_micros),
        per_second: of(|sample| sample.per_second),
        p99_micros: of(|sample| sample.p99_micros),
    }
}
