//! A database for each story, gone with it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

use db::{Db, Migration, Options, Target, sql};
use tempfile::TempDir;

pub const NOTES: Migration = Migration::one(
    "0001_note",
    "create table note (
       id bigint primary key,
       author bigint not null,
       body text not null,
       pinned boolean not null,
       weight double precision,
       picture bytea,
       reply_to bigint -- the last column, with a comment; and a semicolon
     );
     create unique index note_body on note (body);",
);

/// Where the database of one story is.
pub struct House {
    pub target: Target,
    pub now: Arc<AtomicI64>,
    _dir: TempDir,
}

impl House {
    pub async fn sqlite() -> Self {
        let dir = TempDir::new().unwrap();
        Self::new(Target::Sqlite(dir.path().join("test.db")), dir)
    }

    /// None when there is no server to test with.
    pub async fn postgres() -> Option<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let server = std::env::var("TEST_POSTGRES").ok()?;
        let config: tokio_postgres::Config = server.parse().unwrap();
        let (client, connection) = config.connect(tokio_postgres::NoTls).await.unwrap();
        let driver = tokio::spawn(connection);
        let no = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("db_test_{}_{no}", std::process::id());
        client.batch_execute(&format!("drop database if exists {name}")).await.unwrap();
        client.batch_execute(&format!("create database {name}")).await.unwrap();
        drop(client);
        driver.await.unwrap().unwrap();
        let (address, _) = server.rsplit_once('/').unwrap();
        let target = Target::Postgres(format!("{address}/{name}"));
        Some(Self::new(target, TempDir::new().unwrap()))
    }

    fn new(target: Target, dir: TempDir) -> Self {
        Self { target, now: Arc::new(AtomicI64::new(1_800_000_000_000)), _dir: dir }
    }

    pub fn options(&self) -> Options {
        let now = self.now.clone();
        Options {
            readers: 2,
            follow_poll_ms: 20,
            clock: Arc::new(move || now.load(Ordering::Relaxed)),
            ..Options::default()
        }
    }

    /// Opens without migrating.
    pub async fn open(&self) -> Db {
        Db::open(&self.target, self.options()).await.unwrap()
    }

    pub async fn ready(&self) -> Db {
        self.ready_with(self.options()).await
    }

    pub async fn ready_with(&self, options: Options) -> Db {
        let db = Db::open(&self.target, options).await.unwrap();
        db.migrate(&[NOTES]).await.unwrap();
        db
    }
}

/// Adds a note and says so.
pub async fn note(tx: &mut db::Tx, body: &str) -> db::Result<i64> {
    let id = tx.new_id(1);
    sql("insert into note (id, author, body, pinned) values ($1, $2, $3, $4)")
        .bind(id)
        .bind(1)
        .bind(body)
        .bind(false)
        .later(tx)
        .await?;
    tx.append("note.added", id, 1, body);
    Ok(id)
}

/// Ok, with the error type said.
pub fn done<T>(value: T) -> db::Result<T> {
    Ok(value)
}

pub async fn bodies(db: &Db) -> Vec<String> {
    db.read(async |tx| sql("select body from note order by id").all(tx).await).await.unwrap()
}

/// Tells a story on each engine at hand.
#[macro_export]
macro_rules! stories {
    ($($(#[$doc:meta])* async fn $name:ident($house:ident) $body:block)+) => {
        $(
            mod $name {
                #[allow(unused_imports)]
                use super::*;
                use $crate::house::House;

                async fn story($house: House) $body

                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn on_sqlite() {
                    story(House::sqlite().await).await;
                }

                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn on_postgres() {
                    match House::postgres().await {
                        Some(house) => story(house).await,
                        None => eprintln!("skipped: TEST_POSTGRES is not set"),
                    }
                }
            }
        )+
    };
}
