//! What a durable unit costs: 64 writers at once, through the lane, against a bare loop that
//! stores the same rows (a note, an event, the head) in batches of 64 and knows nothing of units.
//!
//! `cargo bench -p db`; with `TEST_POSTGRES` set, on PostgreSQL too. Rounds are interleaved.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use db::{Db, Migration, Options, Target, sql};

const WRITERS: usize = 64;
const CROWD: usize = 256;
const ROUNDS: usize = 3;
const ROUND: Duration = Duration::from_secs(3);
const BODY: &str = "Two hundred letters are a usual length for a short post: they say where people \
     meet, at what time, what to bring, and whom to ask, and leave room for one friendly word at \
     the end of it.";
const INSERT: &str =
    "insert into note (id, author, body, public, created_at) values ($1, $2, $3, $4, $5)";
const EVENT: &str = "insert into event (no, kind, subject_id, actor_id, payload, at)
     values ($1, 'note.added', $2, $3, '', $4)";
const HEAD: &str = "update head set event_no = $1 where id = 1";
const NOTE: Migration = Migration::one(
    "0001_note",
    "create table note (
       id bigint primary key, author bigint not null, body text not null,
       public boolean not null, created_at bigint not null
     );
     create index note_author on note (author, id);",
);

fn main() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let dir = tempfile::Builder::new().prefix("bench").tempdir_in(".").unwrap();
    let path = dir.path().join("units.db");
    let rates = runtime.block_on(async {
        let mut rates = Rates::default();
        let db = ready(&Target::Sqlite(path.clone())).await;
        let bare_path = dir.path().join("bare.db");
        ready(&Target::Sqlite(bare_path.clone())).await.close().await;
        for _ in 0..ROUNDS {
            rates.bare.push(bare_sqlite(&bare_path));
            rates.few.push(through_lane(&db, WRITERS).await);
            rates.crowd.push(through_lane(&db, CROWD).await);
        }
        told("SQLite", &db);
        db.close().await;
        rates
    });
    rates.tell("SQLite, bare rusqlite");

    let Ok(server) = std::env::var("TEST_POSTGRES") else { return };
    runtime.block_on(async {
        let (bare_url, units_url) = (fresh(&server, "bare").await, fresh(&server, "units").await);
        let db = ready(&Target::Postgres(units_url)).await;
        ready(&Target::Postgres(bare_url.clone())).await.close().await;
        let mut rates = Rates::default();
        for _ in 0..ROUNDS {
            rates.bare.push(bare_postgres(&bare_url).await);
            rates.few.push(through_lane(&db, WRITERS).await);
            rates.crowd.push(through_lane(&db, CROWD).await);
        }
        told("PostgreSQL", &db);
        db.close().await;
        rates.tell("PostgreSQL, bare tokio-postgres, one statement after another");
    });
}

async fn ready(target: &Target) -> Db {
    let db = Db::open(target, Options::default()).await.unwrap();
    db.migrate(&[NOTE]).await.unwrap();
    db
}

/// Rows or units a second, one number a round.
#[derive(Default)]
struct Rates {
    bare: Vec<f64>,
    few: Vec<f64>,
    crowd: Vec<f64>,
}

impl Rates {
    fn tell(self, name: &str) {
        let [bare, few, crowd] = [self.bare, self.few, self.crowd].map(|mut rates| {
            rates.sort_by(f64::total_cmp);
            rates[ROUNDS / 2]
        });
        println!("{name}: {bare:.0} rows/s");
        for (writers, rate) in [(WRITERS, few), (CROWD, crowd)] {
            println!(
                "  {writers} writers through the lane: {rate:.0} units/s ({:.2}x)",
                rate / bare
            );
        }
    }
}

fn told(name: &str, db: &Db) {
    let stats = db.stats();
    println!(
        "{name}: {} units in {} commits of {} us; {} units at most",
        stats.units,
        stats.batches,
        stats.commit_us / stats.batches.max(1),
        stats.batch_units_max
    );
}

async fn through_lane(db: &Db, writers: usize) -> f64 {
    let (stop, count) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    let start = Instant::now();
    let writers: Vec<_> = (0..writers as i64)
        .map(|writer| {
            let (db, stop, count) = (db.clone(), stop.clone(), count.clone());
            tokio::spawn(async move {
                while !stop.load(Relaxed) {
                    db.write(async move |tx| {
                        let (id, now_ms) = (tx.new_id(writer), tx.now_ms());
                        tx.append("note.added", id, writer, "");
                        let note = sql(INSERT).bind(id).bind(writer).bind(BODY).bind(true);
                        note.bind(now_ms).later(tx).await
                    })
                    .await
                    .unwrap();
                    count.fetch_add(1, Relaxed);
                }
            })
        })
        .collect();
    tokio::time::sleep(ROUND).await;
    stop.store(true, Relaxed);
    for writer in writers {
        writer.await.unwrap();
    }
    count.load(Relaxed) as f64 / start.elapsed().as_secs_f64()
}

fn bare_sqlite(path: &std::path::Path) -> f64 {
    let conn = rusqlite::Connection::open(path).unwrap();
    conn.execute_batch(
        "pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -65536;
         pragma mmap_size = 1073741824; pragma temp_store = memory;",
    )
    .unwrap();
    let first: i64 =
        conn.query_row("select event_no from head where id = 1", [], |row| row.get(0)).unwrap();
    let (start, mut no) = (Instant::now(), first);
    let [insert, event, head] = [INSERT, EVENT, HEAD].map(|text| text.replace('$', "?"));
    while start.elapsed() < ROUND {
        conn.execute_batch("begin immediate").unwrap();
        for writer in 0..WRITERS as i64 {
            no += 1;
            let mut note = conn.prepare_cached(&insert).unwrap();
            note.execute((no, writer, BODY, true, no)).unwrap();
            conn.prepare_cached(&event).unwrap().execute((no, no, writer, no)).unwrap();
        }
        conn.prepare_cached(&head).unwrap().execute((no,)).unwrap();
        conn.execute_batch("commit").unwrap();
    }
    (no - first) as f64 / start.elapsed().as_secs_f64()
}

async fn bare_postgres(url: &str) -> f64 {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    let head = "select event_no from head where id = 1";
    let first: i64 = client.query_one(head, &[]).await.unwrap().get(0);
    let note = client.prepare(INSERT).await.unwrap();
    let event = client.prepare(EVENT).await.unwrap();
    let head = client.prepare(HEAD).await.unwrap();
    let (start, mut no) = (Instant::now(), first);
    while start.elapsed() < ROUND {
        client.batch_execute("begin").await.unwrap();
        for writer in 0..WRITERS as i64 {
            no += 1;
            client.execute(&note, &[&no, &writer, &BODY, &true, &no]).await.unwrap();
            client.execute(&event, &[&no, &no, &writer, &no]).await.unwrap();
        }
        client.execute(&head, &[&no]).await.unwrap();
        client.batch_execute("commit").await.unwrap();
    }
    (no - first) as f64 / start.elapsed().as_secs_f64()
}

async fn fresh(server: &str, name: &str) -> String {
    let (client, connection) =
        tokio_postgres::connect(server, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    let name = format!("db_bench_{name}");
    client.batch_execute(&format!("drop database if exists {name}")).await.unwrap();
    client.batch_execute(&format!("create database {name}")).await.unwrap();
    format!("{}/{name}", server.rsplit_once('/').unwrap().0)
}
