//! How many durable posts a second come in through the API, beside bare SQLite and PostgreSQL.

use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use serde_json::json;

use super::load::{Effort, Sample, Side, ask};
use super::people::{Reader, everybody};
use super::process::Clock;
use super::report::{Line, Report, Wish, median, micros, number};
use super::rows::{Counts, grown, told};
use super::sqlite::{self, BATCH, Bare};
use super::{Scale, fill, pgbench};
use crate::Outcome;
use crate::http::Client;
use crate::place::Folder;
use crate::postgres::{Durability, Postgres};
use crate::random::Random;
use crate::server::{Community, Server};
use crate::setup;

/// What everybody says here.
pub(crate) const TEXT: &str =
    "Une heure de marche, et toujours pas de trottoir assez large pour un fauteuil.";

const CONNECTIONS: usize = 64;
const SETTLED_SECONDS_MAX: u64 = 60;

/// The rounds of one comparison: ours, and the limit in posts a second.
struct Rounds {
    ours: Vec<Sample>,
    limit: Vec<f64>,
    rows: String,
}

pub(crate) fn on_sqlite(
    report: &mut Report,
    community: &Community,
    tokens: &Path,
    scale: &Scale,
    clock: Clock,
) -> Outcome {
    let server = community.start()?;
    let people = everybody(&server, tokens)?;
    let file = sqlite::file_in(&community.data)?;
    let grown = watch(&server, &people, scale, clock, || sqlite::counts(&file))?;
    server.stop()?;
    let folder = Folder::new("bare")?;
    let copy = folder.path().join("bare.sqlite");
    sqlite::copy(&file, &copy)?;
    let tables: Vec<String> = grown.iter().map(|(table, _)| table.clone()).collect();
    let (post, templates) = sqlite::templates(&copy, &tables)?;
    let authors = people.iter().map(|reader| reader.id.parse()).collect::<Result<_, _>>()?;
    let mut bare = Bare::open(&copy, post, &templates, authors)?;

    let server = community.start()?;
    let mut rounds = Rounds { ours: Vec::new(), limit: Vec::new(), rows: told(&grown) };
    for _ in 0..scale.rounds {
        rounds.ours.push(write(&server, &people, scale.seconds, clock)?);
        rounds.limit.push(bare.run(scale.seconds)?);
    }
    server.stop()?;
    let how = "on the disk before the next begins (WAL, synchronous=FULL)";
    section(report, "Writing, SQLite", &format!("bare SQLite, one thread, each {how}"), &rounds);
    line(report, "bare SQLite", &rounds, 0.5, 0.8);
    Ok(())
}

pub(crate) fn on_postgres(
    report: &mut Report,
    community: &Community,
    scale: &Scale,
    clock: Clock,
) -> Outcome {
    setup::for_tests()?;
    let postgres = Postgres::start(Durability::Full)?;
    let folder = Folder::new("pgbench")?;
    let community = Community {
        binary: community.binary.clone(),
        data: folder.path().join("data"),
        database: Some(postgres.create("square")?),
    };
    let tokens = folder.path().join("tokens.json");
    fill(&community, &tokens, scale)?;
    let server = community.start()?;
    let people = everybody(&server, &tokens)?;
    let grown = watch(&server, &people, scale, clock, || pgbench::counts(&postgres, "square"))?;
    server.stop()?;
    let tables: Vec<String> = grown.iter().map(|(table, _)| table.clone()).collect();
    let (post, templates) = pgbench::templates(&postgres, "square", &tables)?;
    postgres.sql("postgres", "create database bare template square")?;
    let url = postgres.url("bare");
    let mut pgbench = pgbench::Pgbench::new(folder.path(), url, post, &templates, people.len())?;

    let server = community.start()?;
    let mut rounds = Rounds { ours: Vec::new(), limit: Vec::new(), rows: told(&grown) };
    for _ in 0..scale.rounds {
        rounds.ours.push(write(&server, &people, scale.seconds, clock)?);
        rounds.limit.push(pgbench.run(scale.seconds)?);
    }
    server.stop()?;
    let how = "prepared and pipelined over one connection (fsync on)";
    section(report, "Writing, PostgreSQL", &format!("pgbench, each {how}"), &rounds);
    line(report, "pgbench", &rounds, 0.7, 0.9);
    Ok(())
}

/// One round of posts from 64 connections, each of somebody else.
fn write(server: &Server, people: &[Reader], seconds: f64, clock: Clock) -> Outcome<Sample> {
    let mut random = Random::new(1);
    let mut requests = Vec::new();
    for _ in 0..CONNECTIONS {
        let author = &people[random.between(0..people.len() as u64) as usize];
        let client = Client::connect(server.port)?.with_token(&author.token);
        let body = json!({ "status": TEXT }).to_string();
        requests.push(client.bytes("POST", "/api/v1/statuses", &[], Some(&body)));
    }
    let processes = vec![server.id()];
    let side = Side { name: "posts", port: server.port, processes, requests };
    ask(&side, Effort { connections: CONNECTIONS, seconds, rounds: 1 }, clock)
}

/// Posts for a while and counts what that wrote, effects included.
fn watch(
    server: &Server,
    people: &[Reader],
    scale: &Scale,
    clock: Clock,
    counts: impl Fn() -> Outcome<Counts>,
) -> Outcome<Vec<(String, f64)>> {
    let before = counts()?;
    write(server, people, scale.seconds.min(1.0), clock)?;
    let mut after = counts()?;
    for _ in 0..SETTLED_SECONDS_MAX {
        sleep(Duration::from_secs(1));
        let now = counts()?;
        if now == after {
            break;
        }
        after = now;
    }
    grown(&before, &after)
}

fn section(report: &mut Report, title: &str, limit: &str, rounds: &Rounds) {
    let how = format!(
        "{CONNECTIONS} connections post without pause, each for somebody else. Beside it: \
         {limit}; transactions of {BATCH} posts, the same rows (rows per post: {}; a count and \
         the head besides). Interleaved, median of {}.",
        rounds.rows,
        rounds.ours.len()
    );
    report.section(title, &how);
}

fn line(report: &mut Report, name: &str, rounds: &Rounds, bar: f64, aim: f64) {
    let middle = |field: fn(&Sample) -> f64| median(rounds.ours.iter().map(field).collect());
    let (per_second, p99) = (middle(|ours| ours.per_second), middle(|ours| ours.p99_micros));
    let cpu = middle(|ours| ours.cpu_micros);
    let limit = median(rounds.limit.clone());
    report.line(Line {
        what: format!("durable posts (p99 {}, CPU {} each)", micros(p99), micros(cpu)),
        ours: format!("{}/s", number(per_second)),
        limit: format!("{name} {}/s", number(limit)),
        ratio: Some(per_second / limit),
        wish: Wish::AtLeast { bar, aim: Some(aim) },
    });
}
