//! What was answered is on disk, and what is lost on the way is told.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use db::{Db, Error, Options, Target, sql};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::house::{House, bodies, done, note};
use crate::stories;

const CHILD_TARGET: &str = "DB_TEST_CHILD";

stories! {
    async fn what_was_answered_survives_a_kill(house) {
        house.ready().await.close().await;
        let target = match &house.target {
            Target::Sqlite(path) => path.display().to_string(),
            Target::Postgres(url) => url.clone(),
        };
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "--nocapture", "durable::child"])
            .env(CHILD_TARGET, target)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let answered = tokio::task::spawn_blocking(move || {
            let mut answered = Vec::new();
            for line in lines.map_while(Result::ok) {
                if let Some((_, body)) = line.split_once("stored ") {
                    answered.push(body.to_owned());
                }
                if answered.len() == 500 {
                    child.kill().unwrap();
                }
            }
            child.wait().unwrap();
            answered
        })
        .await
        .unwrap();
        assert!(answered.len() >= 500);
        let db = house.ready().await;
        let stored = bodies(&db).await;
        for body in &answered {
            assert!(stored.contains(body), "{body} was answered and is lost");
        }
        let events = db.events_after(0, i64::MAX).await.unwrap();
        assert!(events.iter().map(|event| event.no).eq(1..=stored.len() as i64));
        assert!(events.iter().map(|event| &event.payload).eq(&stored));
    }
}

/// Writes until it is killed; only ever run by the story above.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "run by what_was_answered_survives_a_kill"]
async fn child() {
    let Ok(target) = std::env::var(CHILD_TARGET) else { return };
    let target = match target.starts_with("postgres:") {
        true => Target::Postgres(target),
        false => Target::Sqlite(target.into()),
    };
    let db = Db::open(&target, Options::default()).await.unwrap();
    let writers = (0..16).map(|writer| {
        let db = db.clone();
        tokio::spawn(async move {
            for no in 0.. {
                let body = format!("{writer} wrote {no}");
                let stored = body.clone();
                db.write(async move |tx| note(tx, &body).await).await.unwrap();
                println!("stored {stored}");
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
}

#[tokio::test]
async fn a_second_server_on_one_file_is_told() {
    let house = House::sqlite().await;
    let options = Options { exclusive: true, ..house.options() };
    let first = house.ready_with(options.clone()).await;
    let second = Db::open(&house.target, options.clone()).await;
    assert!(second.err().unwrap().to_string().contains("in use"));
    house.open().await.close().await;
    first.close().await;
    house.ready_with(options).await;
}

#[tokio::test]
async fn a_full_disk_fails_units_and_nothing_else() {
    let house = House::sqlite().await;
    let db = house.ready().await;
    db.write(async |tx| note(tx, "before").await).await.unwrap();
    db.write(async |tx| sql("pragma max_page_count = 60").all::<i64>(tx).await).await.unwrap();
    let units: Vec<_> = (0..40)
        .map(|no| {
            let db = db.clone();
            let body = format!("{no} {}", "x".repeat(20_000));
            tokio::spawn(async move { db.write(async move |tx| note(tx, &body).await).await })
        })
        .collect();
    let mut stored = 1;
    for unit in units {
        match unit.await.unwrap() {
            Ok(_) => stored += 1,
            Err(Error::Unavailable(_)) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    assert!(stored < 41);
    assert_eq!(bodies(&db).await.len(), stored);
    db.write(async |tx| sql("pragma max_page_count = 10000").all::<i64>(tx).await).await.unwrap();
    db.write(async |tx| note(tx, "after").await).await.unwrap();
    assert_eq!(db.head_no().await, Ok(stored as i64 + 1));
}

#[tokio::test]
async fn a_log_that_grows_is_moved_into_the_file() {
    let house = House::sqlite().await;
    let db = house.ready().await;
    let Target::Sqlite(path) = &house.target else { unreachable!() };
    for no in 0..3_000 {
        let body = format!("{no} {}", "x".repeat(20_000));
        db.write(async move |tx| note(tx, &body).await).await.unwrap();
    }
    let log = path.with_extension("db-wal");
    let bytes = |path: &std::path::Path| path.metadata().unwrap().len();
    assert!(bytes(path) > 4 << 20, "nothing was moved");
    assert!(bytes(&log) < 90 << 20, "the log was never begun anew: {}", bytes(&log));
    db.close().await;
    assert!(!log.exists() || log.metadata().unwrap().len() == 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lost_connections_are_replaced() {
    let Some(house) = House::postgres().await else { return };
    let db = house.ready().await;
    for no in 0..5 {
        db.write(async move |tx| note(tx, &format!("note {no}")).await).await.unwrap();
        let Target::Postgres(url) = &house.target else { unreachable!() };
        let (client, connection) =
            tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        let text = "select pg_terminate_backend(pid) from pg_stat_activity
                     where datname = current_database() and pid <> pg_backend_pid()";
        client.batch_execute(text).await.unwrap();
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        assert_eq!(bodies(&db).await.len(), no + 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_lost_within_a_unit_stores_nothing() {
    let Some(house) = House::postgres().await else { return };
    let db = house.ready().await;
    let cut = async |tx: &mut db::Tx| {
        note(tx, "cut").await?;
        sql("select pg_terminate_backend(pg_backend_pid())").run(tx).await?;
        done(())
    };
    let answer = db.write(cut).await;
    assert!(matches!(answer, Err(Error::Unavailable(_))), "{answer:?}");
    db.write(async |tx| note(tx, "after").await).await.unwrap();
    assert_eq!(bodies(&db).await, ["after"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_lost_in_the_commit_leaves_it_unknown() {
    let Some(mut house) = House::postgres().await else { return };
    house.ready().await.close().await;
    let Target::Postgres(url) = &house.target else { unreachable!() };
    let server = url.split_once('@').unwrap().1.split_once('/').unwrap().0.to_owned();
    let armed = Arc::new(AtomicBool::new(false));
    let proxy = proxy(server.clone(), armed.clone()).await;
    house.target = Target::Postgres(url.replace(&server, &proxy));
    let db = house.ready().await;
    db.write(async |tx| note(tx, "before").await).await.unwrap();
    armed.store(true, Ordering::SeqCst);
    let answer = db.write(async |tx| note(tx, "in doubt").await).await;
    assert_eq!(answer, Err(Error::Unknown));
    db.write(async |tx| note(tx, "after").await).await.unwrap();
    let stored = bodies(&db).await;
    assert!(stored == ["before", "after"] || stored == ["before", "in doubt", "after"]);
    let no = db.head_no().await.unwrap();
    assert_eq!(no, stored.len() as i64);
    assert_eq!(db.stats().seen, no);
}

/// Passes bytes on, and hangs up right after a commit, once, when armed.
async fn proxy(server: String, armed: Arc<AtomicBool>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            let mut upstream = TcpStream::connect(&server).await.unwrap();
            let armed = armed.clone();
            tokio::spawn(async move {
                let (mut up, mut down) = (vec![0; 1 << 16], vec![0; 1 << 16]);
                loop {
                    tokio::select! {
                        Ok(n) = client.read(&mut up) => {
                            if n == 0 || upstream.write_all(&up[..n]).await.is_err() {
                                return;
                            }
                            let commits = up[..n].windows(7).any(|word| word == b"commit\0");
                            if commits && armed.swap(false, Ordering::SeqCst) {
                                return;
                            }
                        }
                        Ok(n) = upstream.read(&mut down) => {
                            if n == 0 || client.write_all(&down[..n]).await.is_err() {
                                return;
                            }
                        }
                        else => return,
                    }
                }
            });
        }
    });
    address
}
