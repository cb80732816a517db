//! A PostgreSQL database for one town, dropped with it.

use std::sync::atomic::{AtomicU32, Ordering};

use tokio_postgres::NoTls;

static COUNT: AtomicU32 = AtomicU32::new(0);

pub(crate) struct Postgres {
    pub(crate) url: String,
}

impl Postgres {
    /// A new database on the server of `TEST_POSTGRES`, if it is set.
    pub(crate) async fn of_environment() -> Option<Self> {
        let server = std::env::var("TEST_POSTGRES").ok()?;
        let count = COUNT.fetch_add(1, Ordering::SeqCst);
        let name = format!("town_{}_{count}", std::process::id());
        let (client, connection) =
            tokio_postgres::connect(&server, NoTls).await.expect("TEST_POSTGRES answers");
        let driver = tokio::spawn(connection);
        client.batch_execute(&format!("drop database if exists {name}")).await.expect("no old one");
        client.batch_execute(&format!("create database {name}")).await.expect("a new database");
        drop(client);
        let _ = driver.await;
        let (base, _) = server.rsplit_once('/').expect("TEST_POSTGRES ends with a database");
        Some(Self { url: format!("{base}/{name}") })
    }
}
