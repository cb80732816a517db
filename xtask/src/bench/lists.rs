//! The other lists that people wait for: notifications, a profile, a long thread, a list, and
//! what a search finds. Each stands beside nginx serving the very same bytes.

use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use serde_json::json;

use super::load::{Effort, Sample, Side, ask, compare};
use super::nginx::Nginx;
use super::people::Reader;
use super::process::Clock;
use super::report::{Line, Report, Wish, bytes, micros, number};
use crate::Outcome;
use crate::http::Client;
use crate::server::Server;

const REPLIES: usize = 1_000;
const FAVOURITES_MAX: usize = 10_000;
const LISTED: usize = 100;
const PREPARING_CONNECTIONS: usize = 16;
const SETTLED_SECONDS_MAX: u64 = 120;

/// What people look for: a word nobody used, frequent words alone and together, a phrase, one
/// that hardly ever occurs, operators. The community has a small vocabulary, so that each of its
/// words is in a large part of all posts: the hard case.
const SEARCHES: &[&str] = &[
    "kaléidoscope",
    "métro",
    "réunion département",
    "témoignages associations escalier panne",
    "\"métro sans escalier\"",
    "\"panne claire élus\"",
    "station language:fr",
    "métro before:2030-01-01",
];
const SEARCH_CONNECTIONS: usize = 2;
const SEARCH_MS_MAX: f64 = 50.0;

/// A list to be measured: its name, whose it is, where.
struct List {
    name: &'static str,
    path: String,
}

pub(crate) fn measure(
    report: &mut Report,
    server: &Server,
    people: &[Reader],
    effort: Effort,
    clock: Clock,
) -> Outcome {
    let author = people.iter().max_by_key(|reader| reader.followers).ok_or("nobody is there")?;
    let (lists, favourites) = prepare(server, author, people)?;
    let mut client = Client::connect(server.port)?.with_token(&author.token);
    let mut bodies = Vec::new();
    for list in &lists {
        bodies.push(client.get(&list.path)?.body);
    }
    let nginx = Nginx::start(&bodies)?;
    let mut beside = Client::connect(nginx.port)?;
    let mut sides = Vec::new();
    for (number, list) in lists.iter().enumerate() {
        let request = client.bytes("GET", &list.path, &[], None);
        let (name, port, processes) = (list.name, server.port, vec![server.id()]);
        sides.push(Side { name, port, processes, requests: vec![request] });
        let path = format!("/{number}");
        beside.get(&path)?;
        let requests = vec![beside.bytes("GET", &path, &[], None)];
        sides.push(Side { name, port: nginx.port, processes: vec![nginx.worker], requests });
    }
    let samples = compare(&sides, effort, clock)?;
    report.section(
        "Lists",
        &format!(
            "As above, for the author with the most followers, beside nginx serving the same \
             bytes. One post of theirs has {REPLIES} replies and {favourites} favourites."
        ),
    );
    for ((list, body), pair) in lists.iter().zip(&bodies).zip(samples.chunks(2)) {
        let [ours, nginx] = pair else { continue };
        line(report, list, body.len(), ours, nginx);
    }
    Ok(())
}

fn line(report: &mut Report, list: &List, size: usize, ours: &Sample, nginx: &Sample) {
    let (name, size) = (list.name, bytes(size as f64));
    let (p99, rate) = (micros(ours.p99_micros), number(ours.per_second));
    report.line(Line {
        what: format!("{name} ({size}): CPU; p99 {p99}, {rate}/s"),
        ours: micros(ours.cpu_micros),
        limit: format!("nginx {}", micros(nginx.cpu_micros)),
        ratio: Some(nginx.cpu_micros / ours.cpu_micros),
        wish: Wish::None,
    });
}

/// Lets the community make what the lists show, and waits until it is there.
fn prepare(server: &Server, author: &Reader, people: &[Reader]) -> Outcome<(Vec<List>, usize)> {
    let mut client = Client::connect(server.port)?.with_token(&author.token);
    let me = client.get_json("/api/v1/accounts/verify_credentials")?;
    let me = me["acct"].as_str().ok_or("no name")?.to_owned();
    let said = json!({ "status": "Qui vient à la marche de samedi ?" });
    let post = client.post("/api/v1/statuses", &[], &said)?.json()?;
    let post = post["id"].as_str().ok_or("a post without an id")?.to_owned();
    let others = || people.iter().filter(|reader| reader.id != author.id);
    let reply = json!({ "status": format!("@{me} Je viens."), "in_reply_to_id": post });
    let replies = others().cycle().take(REPLIES);
    each(server, replies, "/api/v1/statuses", &reply.to_string())?;
    let favourites = others().count().min(FAVOURITES_MAX);
    each(server, others().take(favourites), &format!("/api/v1/statuses/{post}/favourite"), "{}")?;
    let list = client.post("/api/v1/lists", &[], &json!({ "title": "Marche" }))?.json()?;
    let list = list["id"].as_str().ok_or("a list without an id")?.to_owned();
    let ids: Vec<&str> = others().take(LISTED).map(|reader| reader.id.as_str()).collect();
    let add = format!("/api/v1/lists/{list}/accounts");
    client.post(&add, &[], &json!({ "account_ids": ids }))?.json()?;
    settled(&mut client, favourites)?;
    let author = &author.id;
    let lists = vec![
        List { name: "notifications, 40", path: "/api/v1/notifications?limit=40".to_owned() },
        List {
            name: "notifications, grouped",
            path: "/api/v2/notifications?limit=40&expand_accounts=partial_avatars".to_owned(),
        },
        List {
            name: "the group of all favourites",
            path: "/api/v2/notifications?limit=1&types[]=favourite".to_owned(),
        },
        List {
            name: "profile, 20 posts",
            path: format!("/api/v1/accounts/{author}/statuses?limit=20"),
        },
        List { name: "thread", path: format!("/api/v1/statuses/{post}/context") },
        List {
            name: "list of 100 accounts, 20 posts",
            path: format!("/api/v1/timelines/list/{list}?limit=20"),
        },
    ];
    Ok((lists, favourites))
}

/// Posts the same once for each of these people, over a few connections.
fn each<'a>(
    server: &Server,
    people: impl Iterator<Item = &'a Reader>,
    path: &str,
    body: &str,
) -> Outcome {
    let people: Vec<&Reader> = people.collect();
    let share = people.len().div_ceil(PREPARING_CONNECTIONS).max(1);
    thread::scope(|scope| {
        let ask = |share: &[&Reader]| -> Outcome {
            let mut client = Client::connect(server.port)?;
            for reader in share {
                client = client.with_token(&reader.token);
                client.send(&client.bytes("POST", path, &[], Some(body)))?.json()?;
            }
            Ok(())
        };
        let threads: Vec<_> =
            people.chunks(share).map(|share| scope.spawn(move || ask(share))).collect();
        for thread in threads {
            thread.join().map_err(|_| "a thread panicked")??;
        }
        Ok(())
    })
}

/// Waits until the author has been told of every favourite.
fn settled(client: &mut Client, favourites: usize) -> Outcome {
    let end = Instant::now() + Duration::from_secs(SETTLED_SECONDS_MAX);
    let path = "/api/v2/notifications?limit=1&types[]=favourite";
    while Instant::now() < end {
        let told = client.get_json(path)?;
        let count = told["notification_groups"][0]["notifications_count"].as_u64();
        if count.is_some_and(|count| count as usize >= favourites) {
            return Ok(());
        }
        sleep(Duration::from_millis(200));
    }
    Err("the favourites were not all told of in time".into())
}

/// How long a search takes, two at a time.
pub(crate) fn search(
    report: &mut Report,
    server: &Server,
    people: &[Reader],
    effort: Effort,
    clock: Clock,
) -> Outcome {
    let mut client =
        Client::connect(server.port)?.with_token(&people.first().ok_or("nobody is there")?.token);
    let instance = client.get_json("/api/v1/instance")?;
    let posts = instance["stats"]["status_count"].as_f64().unwrap_or_default();
    let connections = SEARCH_CONNECTIONS;
    report.section(
        "Searching",
        &format!(
            "Among {} posts, {connections} at a time, 20 posts a page, median of {} rounds. The \
             bar is meant for a million posts.",
            number(posts),
            effort.rounds
        ),
    );
    let mut requests = Vec::new();
    for words in SEARCHES {
        let path = format!("/api/v2/search?type=statuses&limit=20&q={}", escaped(words));
        let found = client.get_json(&path)?;
        let count = found["statuses"].as_array().map_or(0, Vec::len);
        let request = client.bytes("GET", &path, &[], None);
        requests.push((format!("{words} ({count} on the page)"), request));
    }
    let effort = Effort { connections, ..effort };
    let side = |requests| {
        let (name, processes) = ("search", vec![server.id()]);
        Side { name, port: server.port, processes, requests }
    };
    for (words, request) in &requests {
        let sample = ask(&side(vec![request.clone()]), Effort { rounds: 1, ..effort }, clock)?;
        within(report, words, &sample, Wish::None);
    }
    let all = side(requests.into_iter().map(|(_, request)| request).collect());
    let samples = compare(&[all], effort, clock)?;
    within(report, "all of these in turn", &samples[0], Wish::AtMost { bar: 1.0, aim: None });
    Ok(())
}

fn within(report: &mut Report, what: &str, sample: &Sample, wish: Wish) {
    report.line(Line {
        what: format!(
            "{what}: p99; {}/s, CPU {}",
            number(sample.per_second),
            micros(sample.cpu_micros)
        ),
        ours: micros(sample.p99_micros),
        limit: format!("{SEARCH_MS_MAX:.0} ms"),
        ratio: Some(sample.p99_micros / 1000.0 / SEARCH_MS_MAX),
        wish,
    });
}

/// As it stands in an address.
fn escaped(words: &str) -> String {
    words
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}
