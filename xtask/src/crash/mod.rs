//! `cargo xtask crash`: promise 3 put to the proof. Writers post without pause while the server
//! is killed again and again; afterwards every acknowledged post must be there, once, in order.

use std::sync::Arc;
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::Outcome;
use crate::args::Args;
use crate::http::Client;
use crate::place::Folder;
use crate::postgres::{Durability, Postgres};
use crate::random::Random;
use crate::server::{self, Build, Community, Person, Server};
use crate::setup;
use crate::steps::run as run_command;

mod check;
mod writer;

use writer::Door;

pub(crate) const HELP: &str = "\
usage: cargo xtask crash [OPTIONS]

Writers post through the API without pause; the server is killed (SIGKILL) at random moments and
started again on the same data. At the end every timeline is read to its bottom: each acknowledged
post must be there exactly once and in order, each unacknowledged one at most once. Every second
writer sends an unacknowledged post again with the same idempotency key, and it must stay one.

  --rounds N    how often the server is killed [100]
  --writers N   how many write at once [8]
  --postgres    keep the data in a PostgreSQL of our own instead of SQLite
  --debug       the debug build
  --seed N      the same random moments again";

/// How long a server may live between two kills, in milliseconds after its first answer.
const LIFE_MS: std::ops::Range<u64> = 20..400;

struct Options {
    rounds: u32,
    writers: usize,
    postgres: bool,
    build: Build,
    seed: u64,
}

pub(crate) fn run(mut args: Args) -> Outcome {
    let options = Options {
        rounds: args.value("--rounds", 100)?,
        writers: args.value("--writers", 8)?,
        postgres: args.flag("--postgres"),
        build: if args.flag("--debug") { Build::Debug } else { Build::Release },
        seed: args.value("--seed", Random::fresh_seed())?,
    };
    args.finish()?;
    let binary = server::build(options.build)?;
    let folder = Folder::new("crash")?;
    let cluster = match options.postgres {
        true => {
            setup::for_tests()?;
            Some(Postgres::start(Durability::Full)?)
        }
        false => None,
    };
    let database = cluster.as_ref().map(|cluster| cluster.create("crash")).transpose()?;
    let data = folder.path().join("data");
    act(&options, &Community { binary, data, database })
}

fn act(options: &Options, community: &Community) -> Outcome {
    let start = Instant::now();
    let reader = community.person("reader")?;
    let writers = (0..options.writers).map(|number| community.person(&format!("w{number}")));
    let writers: Vec<Person> = writers.collect::<Outcome<_>>()?;
    let server = community.start()?;
    follow_all(&server, &reader.token, &writers)?;
    let accounts: Vec<String> = writers.iter().map(|writer| writer.id.clone()).collect();

    let door = Arc::new(Door::default());
    let writers: Vec<_> = writers
        .into_iter()
        .enumerate()
        .map(|(number, person)| {
            let door = Arc::clone(&door);
            thread::spawn(move || writer::write(number, &person.token, &door))
        })
        .collect();
    let told = kill_and_kill_again(options, community, server, &door);
    door.shut();
    let mut ledgers = Vec::new();
    for writer in writers {
        ledgers.push(writer.join().map_err(|_| "a writer panicked")??);
    }
    let (server, mut starts) = told?;

    let report = check::check(&server, &reader.token, &accounts, &ledgers)?;
    server.stop()?;
    // The product's own examination of its data.
    run_command(&mut community.command(&["check"]))?;
    starts.sort();
    println!("\n| what | number |\n|---|---:|");
    println!("| kills | {} |", options.rounds);
    println!("| writers at once | {} |", options.writers);
    report.print();
    println!("| start after a kill, median | {} ms |", starts[starts.len() / 2].as_millis());
    println!("| start after a kill, longest | {} ms |", starts[starts.len() - 1].as_millis());
    println!("| seed | {} |", options.seed);
    println!("| took | {:.0} s |", start.elapsed().as_secs_f64());
    report.verdict()
}

/// The reader follows every writer.
fn follow_all(server: &Server, reader: &str, writers: &[Person]) -> Outcome {
    let mut client = Client::connect(server.port)?.with_token(reader);
    for Person { id, .. } in writers {
        client.post(&format!("/api/v1/accounts/{id}/follow"), &[], &json!({}))?.json()?;
    }
    Ok(())
}

/// The rounds. Gives back the last server and how long each start took.
fn kill_and_kill_again(
    options: &Options,
    community: &Community,
    mut server: Server,
    door: &Door,
) -> Outcome<(Server, Vec<Duration>)> {
    let mut random = Random::new(options.seed);
    let mut starts = Vec::new();
    door.open(server.port);
    for round in 1..=options.rounds {
        sleep(Duration::from_millis(random.between(LIFE_MS)));
        server.kill()?;
        door.close();
        server = community.start()?;
        starts.push(server.started_in);
        door.open(server.port);
        if round % 10 == 0 || round == options.rounds {
            println!("killed {round} times; {} posts acknowledged", door.acknowledged());
        }
    }
    sleep(Duration::from_millis(LIFE_MS.end));
    Ok((server, starts))
}
