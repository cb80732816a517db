//! How fast a home is read: CPU time per request beside nginx serving the same bytes.

use std::cell::RefCell;

use serde_json::Value;

use super::load::{Effort, Sample, Side, compare};
use super::nginx::Nginx;
use super::people::Reader;
use super::process::Clock;
use super::report::{Line, Report, Wish, bytes, micros, number};
use crate::Outcome;
use crate::http::Client;
use crate::server::Server;

const DEPTH_POSTS: usize = 5000;
const PAGE_POSTS: usize = 20;

/// The readers whose homes are asked for.
pub(crate) struct Readers<'a> {
    /// Follow about 300 each.
    pub(crate) usual: Vec<&'a Reader>,
    /// Follow the most of all.
    pub(crate) keen: Vec<&'a Reader>,
}

/// Requests of our server, and what it answered to them.
struct Asked {
    requests: Vec<Vec<u8>>,
    bodies: Vec<Vec<u8>>,
}

pub(crate) fn measure(
    report: &mut Report,
    server: &Server,
    readers: &Readers,
    effort: Effort,
    clock: Clock,
) -> Outcome {
    let page = format!("/api/v1/timelines/home?limit={PAGE_POSTS}");
    let home = ask_once(server, &readers.usual, |_| Ok(page.clone()))?;
    let poll = ask_once(server, &readers.usual, |client| newest(client, &page))?;
    let keen = ask_once(server, &readers.keen, |_| Ok(page.clone()))?;
    let depths = RefCell::new(Vec::new());
    let deep = ask_once(server, &readers.usual, |client| {
        let (path, depth) = below(client, DEPTH_POSTS, &page)?;
        depths.borrow_mut().push(depth);
        Ok(path)
    })?;
    let size = mean(&home.bodies.iter().map(Vec::len).collect::<Vec<_>>());
    let bodies: Vec<Vec<u8>> = home.bodies.iter().chain(&poll.bodies).cloned().collect();
    let nginx = Nginx::start(&bodies)?;
    let pages = home.bodies.len();

    let ours = |name, asked: Asked| Side {
        name,
        port: server.port,
        processes: vec![server.id()],
        requests: asked.requests,
    };
    let beside = |name, files: std::ops::Range<usize>| -> Outcome<Side> {
        let client = Client::connect(nginx.port)?;
        let requests = files.map(|file| client.bytes("GET", &format!("/{file}"), &[], None));
        let processes = vec![nginx.worker];
        Ok(Side { name, port: nginx.port, processes, requests: requests.collect() })
    };
    let sides = [
        ours("home", home),
        beside("nginx, the same pages", 0..pages)?,
        ours("nothing new", poll),
        beside("nginx, nothing new", pages..bodies.len())?,
        ours("home of keen readers", keen),
        ours("deep home", deep),
    ];
    let samples = compare(&sides, effort, clock)?;
    section(report, readers, effort);
    lines(report, readers, size, mean(&depths.into_inner()), &samples);
    Ok(())
}

fn section(report: &mut Report, readers: &Readers, effort: Effort) {
    let Effort { connections, seconds, rounds } = effort;
    let (usual, keen) = (readers.usual.len(), readers.keen.len());
    report.section(
        "Reading",
        &format!(
            "CPU time of the server process per request; {connections} kept-alive connections; \
             {usual} usual and {keen} keen readers in turn; rounds of {seconds} s, interleaved, \
             median of {rounds}. nginx has one worker and serves the very same pages from files."
        ),
    );
}

fn lines(report: &mut Report, readers: &Readers, size: f64, depth: f64, samples: &[Sample]) {
    let follows = |readers: &[&Reader]| {
        mean(&readers.iter().map(|reader| reader.follows).collect::<Vec<_>>())
    };
    let (usual, keen) = (follows(&readers.usual), follows(&readers.keen));
    let [home, nginx_home, poll, nginx_poll, keen_home, deep] = samples else { return };
    let what = format!("home, {PAGE_POSTS} posts ({}), follows {usual:.0}", bytes(size));
    beside_nginx(report, &what, home, nginx_home, 0.22, 0.40);
    beside_nginx(report, "the poll that finds nothing new", poll, nginx_poll, 0.6, 1.0);
    let what = format!("newest page of readers who follow {keen:.0}");
    beside_home(report, &what, keen_home, home);
    beside_home(report, &format!("page at depth {depth:.0}"), deep, home);
}

fn beside_nginx(
    report: &mut Report,
    what: &str,
    ours: &Sample,
    nginx: &Sample,
    bar: f64,
    aim: f64,
) {
    report.line(Line {
        what: format!("{what}: CPU"),
        ours: micros(ours.cpu_micros),
        limit: format!("nginx {}", micros(nginx.cpu_micros)),
        ratio: Some(nginx.cpu_micros / ours.cpu_micros),
        wish: Wish::AtLeast { bar, aim: Some(aim) },
    });
    report.line(Line {
        what: format!("{what}: wall, p99 {}", micros(ours.p99_micros)),
        ours: format!("{}/s", number(ours.per_second)),
        limit: format!("nginx {}/s", number(nginx.per_second)),
        ratio: Some(ours.per_second / nginx.per_second),
        wish: Wish::None,
    });
}

fn beside_home(report: &mut Report, what: &str, ours: &Sample, home: &Sample) {
    report.line(Line {
        what: format!("{what}: CPU"),
        ours: micros(ours.cpu_micros),
        limit: format!("newest page {}", micros(home.cpu_micros)),
        ratio: Some(ours.cpu_micros / home.cpu_micros),
        wish: Wish::AtMost { bar: 10.0, aim: Some(3.0) },
    });
}

/// Asks once for each reader, so that the request is known to be right.
fn ask_once(
    server: &Server,
    readers: &[&Reader],
    path: impl Fn(&mut Client) -> Outcome<String>,
) -> Outcome<Asked> {
    let mut asked = Asked { requests: Vec::new(), bodies: Vec::new() };
    for reader in readers {
        let mut client = Client::connect(server.port)?.with_token(&reader.token);
        let path = path(&mut client)?;
        let request = client.bytes("GET", &path, &[], None);
        let answer = client.send(&request)?;
        answer.json().map_err(|why| format!("GET {path}: {why}"))?;
        asked.requests.push(request);
        asked.bodies.push(answer.body);
    }
    Ok(asked)
}

/// The poll after the newest post of the home.
fn newest(client: &mut Client, page: &str) -> Outcome<String> {
    let home = client.get_json(page)?;
    let id = home[0]["id"].as_str().ok_or("an empty home")?.to_owned();
    Ok(format!("{page}&since_id={id}"))
}

/// The page that begins `depth` posts below the newest, or as far down as the home goes.
fn below(client: &mut Client, depth: usize, page: &str) -> Outcome<(String, usize)> {
    let mut last = String::new();
    let mut read = 0;
    while read < depth {
        let max = if last.is_empty() { last.clone() } else { format!("&max_id={last}") };
        let list = client.get_json(&format!("/api/v1/timelines/home?limit=40{max}"))?;
        let posts = list.as_array().map(Vec::as_slice).unwrap_or_default();
        let Some(id) = posts.last().and_then(|post: &Value| post["id"].as_str()) else { break };
        last = id.to_owned();
        read += posts.len();
    }
    Ok((format!("{page}&max_id={last}"), read))
}

fn mean(values: &[usize]) -> f64 {
    values.iter().sum::<usize>() as f64 / values.len().max(1) as f64
}
