//! Migrations: forward only, written once, never changed afterwards.

use crate::tx::{Conn, Tx};
use crate::{Error, Result, rewrite, sql};

/// A step of the schema. Steps are applied in the order of their names.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// `0001_account`: four digits, then the subject.
    pub name: &'static str,
    /// The text for SQLite. Its types are rewritten and its tables made strict.
    pub sqlite: &'static str,
    /// The text for PostgreSQL.
    pub postgres: &'static str,
}

impl Migration {
    /// A step that both engines understand, as nearly all are.
    pub const fn one(name: &'static str, text: &'static str) -> Self {
        Self { name, sqlite: text, postgres: text }
    }

    fn checksum(&self) -> String {
        rewrite::checksum(&format!("{}\0{}", self.sqlite, self.postgres))
    }
}

/// What this crate itself keeps.
const OWN: Migration = Migration::one(
    "0000_db",
    "
    -- The last number given of each kind, in one row that every batch takes first.
    create table head (
      id bigint primary key,
      event_no bigint not null,
      last_id bigint not null,
      last_account_id bigint not null,
      last_tag_id bigint not null
    );
    insert into head (id, event_no, last_id, last_account_id, last_tag_id) values (1, 0, 0, 0, 0);

    -- What happened, without gaps, in the order of the commits.
    create table event (
      no bigint primary key,
      kind text not null,
      subject_id bigint not null,
      actor_id bigint not null,
      payload text not null,
      at bigint not null
    );

    -- How far each durable consumer of events has come.
    create table consumer (
      name text not null primary key,
      event_no bigint not null
    );
    ",
);

const TABLE: &str = "create table if not exists migration (
      name text not null primary key, checksum text not null, applied_at bigint not null
    )";

/// Two nodes that start together take turns, and a large table may take its time.
const BEGIN_POSTGRES: &str = "begin; set local lock_timeout = '10min';
     set local statement_timeout = 0; select pg_advisory_xact_lock(7208353419);";

/// Applies what is missing, all in one transaction.
pub(crate) async fn migrate(tx: &mut Tx, list: Vec<Migration>) -> Result<()> {
    check_names(&list)?;
    match &mut tx.conn {
        Conn::Sqlite(conn) => {
            conn.batch("begin exclusive")?;
            conn.batch(&rewrite::migration(TABLE))?;
        }
        Conn::Postgres(conn) => {
            conn.batch(BEGIN_POSTGRES).await?;
            conn.batch(TABLE).await?;
        }
    }
    let known: Vec<Migration> = std::iter::once(OWN).chain(list).collect();
    let applied: Vec<(String, String)> =
        sql("select name, checksum from migration order by name").all(tx).await?;
    check_applied(&known, &applied)?;
    for step in &known[applied.len()..] {
        apply(tx, step).await?;
    }
    match &mut tx.conn {
        Conn::Sqlite(conn) => conn.batch("commit"),
        Conn::Postgres(conn) => conn.batch("commit").await,
    }
}

fn check_names(list: &[Migration]) -> Result<()> {
    for (step, last) in list.iter().zip(std::iter::once(&OWN).chain(list)) {
        if step.name <= last.name {
            let (name, last) = (step.name, last.name);
            return Err(Error::Migration(format!("{name} must not come after {last}")));
        }
    }
    Ok(())
}

fn check_applied(known: &[Migration], applied: &[(String, String)]) -> Result<()> {
    for (at, (name, checksum)) in applied.iter().enumerate() {
        let why = match known.get(at) {
            Some(step) if step.name != name => match known.iter().any(|step| step.name == name) {
                true => format!("{} should have been applied before {name}", step.name),
                false => format!("it has {name}, which this version does not know"),
            },
            Some(step) if step.checksum() != *checksum => {
                format!("{name} was changed after it had been applied")
            }
            Some(_) => continue,
            None => format!("it has {name}, so a newer version has used it"),
        };
        return Err(Error::Migration(why));
    }
    Ok(())
}

async fn apply(tx: &mut Tx, step: &Migration) -> Result<()> {
    let done = match &mut tx.conn {
        Conn::Sqlite(conn) => conn.batch(&rewrite::migration(step.sqlite)),
        Conn::Postgres(conn) => conn.batch(step.postgres).await,
    };
    done.map_err(|why| Error::Migration(format!("{} failed: {why}", step.name)))?;
    let now_ms = tx.now_ms();
    sql("insert into migration (name, checksum, applied_at) values ($1, $2, $3)")
        .bind(step.name)
        .bind(step.checksum())
        .bind(now_ms)
        .run(tx)
        .await?;
    Ok(())
}
