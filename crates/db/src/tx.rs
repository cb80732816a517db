//! What a unit of work holds while it runs.

use std::borrow::Cow;

use crate::event::{Head, sql};
use crate::gather::Gathered;
use crate::postgres::Postgres;
use crate::row::{Each, whole};
use crate::sqlite::Sqlite;
use crate::{Arg, Clock, Engine, Error, Event, Record, Result, Row};

/// A unit of work under way, handed to the closures of [`crate::Db::write`] and
/// [`crate::Db::read`]. It never leaves its lane's thread, so the futures that hold it need not
/// be `Send`; they must await nothing but statements.
pub struct Tx {
    pub(crate) conn: Conn,
    pub(crate) head: Head,
    /// Of the unit, not yet numbered.
    pub(crate) events: Vec<Event>,
    /// Of the batch, not yet sent.
    pub(crate) gathered: Gathered,
    /// The first error of a statement; nothing of the unit can be stored after it.
    pub(crate) failed: Option<Error>,
    /// Whether any statement since the last commit may have written.
    pub(crate) dirty: bool,
    /// Whether any statement of this unit may have written.
    pub(crate) wrote: bool,
    /// Statements run and not yet counted.
    statements: u64,
    /// Whether any statement of this unit failed.
    pub(crate) broken: bool,
    writes: bool,
    clock: Clock,
    now_ms: i64,
}

pub(crate) enum Conn {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

impl Tx {
    pub(crate) fn new(conn: Conn, writes: bool, clock: Clock) -> Self {
        let now_ms = clock();
        Self {
            conn,
            head: Head::default(),
            events: Vec::new(),
            gathered: Gathered::default(),
            failed: None,
            dirty: false,
            wrote: false,
            statements: 0,
            broken: false,
            writes,
            clock,
            now_ms,
        }
    }

    /// Which engine runs the statements. Rooms should not need to ask.
    pub fn engine(&self) -> Engine {
        match self.conn {
            Conn::Sqlite(_) => Engine::Sqlite,
            Conn::Postgres(_) => Engine::Postgres,
        }
    }

    /// When the unit began, in epoch milliseconds. It stays the same within a unit.
    pub fn now_ms(&self) -> i64 {
        self.now_ms
    }

    /// A new id for a row that belongs to account `bucket`. Ids grow with every call, over all
    /// tables, processes and restarts, so their order is the order of the commits.
    ///
    /// # Panics
    /// In a read. The caller is answered with [`Error::Internal`].
    #[track_caller]
    pub fn new_id(&mut self, bucket: i64) -> i64 {
        self.must_write();
        self.head.next_id(self.now_ms, bucket)
    }

    /// The next account id: 1, 2, 3…
    ///
    /// # Panics
    /// In a read, as [`Tx::new_id`].
    #[track_caller]
    pub fn new_account_id(&mut self) -> i64 {
        self.must_write();
        self.head.last_account_id += 1;
        self.head.last_account_id
    }

    /// The next tag id: 1, 2, 3…
    ///
    /// # Panics
    /// In a read, as [`Tx::new_id`].
    #[track_caller]
    pub fn new_tag_id(&mut self) -> i64 {
        self.must_write();
        self.head.last_tag_id += 1;
        self.head.last_tag_id
    }

    /// Says that something happened. The event is numbered and stored with the unit, and lost
    /// with it. The payload must not contain a NUL.
    ///
    /// # Panics
    /// In a read, as [`Tx::new_id`].
    #[track_caller]
    pub fn append(
        &mut self,
        kind: &'static str,
        subject: i64,
        actor: i64,
        payload: impl Into<String>,
    ) {
        self.must_write();
        let (kind, payload, at) = (Cow::Borrowed(kind), payload.into(), self.now_ms);
        if payload.as_bytes().contains(&0) {
            self.failed.get_or_insert_with(|| nul(&kind));
        }
        self.events.push(Event { no: 0, kind, subject, actor, payload, at });
    }

    #[track_caller]
    fn must_write(&self) {
        assert!(self.writes, "a read can neither take ids nor append events");
    }

    /// Makes ready for the next unit.
    pub(crate) fn begin_unit(&mut self) {
        self.failed = None;
        self.wrote = false;
        self.broken = false;
        self.events.clear();
        self.now_ms = (self.clock)();
    }

    pub(crate) async fn run(&mut self, text: &'static str, args: Vec<Arg>) -> Result<u64> {
        self.ready(text, &args).await?;
        let answer = match &mut self.conn {
            Conn::Sqlite(conn) => conn.run(text, &args),
            Conn::Postgres(conn) => conn.run(text, args).await,
        };
        self.mark();
        self.note(answer)
    }

    pub(crate) async fn later(&mut self, text: &'static str, args: Vec<Arg>) -> Result<()> {
        self.ready(text, &args).await?;
        let answer = match &mut self.conn {
            Conn::Sqlite(conn) => conn.run(text, &args).map(|_| ()),
            Conn::Postgres(conn) => conn.later(text, args).await,
        };
        self.mark();
        self.note(answer)
    }

    pub(crate) async fn rows<T: Record>(
        &mut self,
        text: &'static str,
        args: Vec<Arg>,
        rows_max: usize,
    ) -> Result<Vec<T>> {
        let mut list = Vec::new();
        let mut each = |row: &Row<'_>| whole(row).map(|record| list.push(record));
        self.each(text, args, rows_max, &mut each).await?;
        Ok(list)
    }

    /// Shows each row. It is the same for all records, of which there are hundreds.
    async fn each(
        &mut self,
        text: &'static str,
        args: Vec<Arg>,
        rows_max: usize,
        each: Each<'_>,
    ) -> Result<()> {
        self.ready(text, &args).await?;
        let answer = match &mut self.conn {
            Conn::Sqlite(conn) => conn.rows(text, &args, rows_max, each),
            Conn::Postgres(conn) => conn.rows(text, args, rows_max, each).await,
        };
        if !self.wrote && !self.only_reads(text).await {
            self.mark();
        }
        self.note(answer)
    }

    /// How many statements were run since this was last asked.
    pub(crate) fn take_statements(&mut self) -> u64 {
        std::mem::take(&mut self.statements)
    }

    pub(crate) fn mark(&mut self) {
        self.dirty = true;
        self.wrote = true;
    }

    async fn only_reads(&mut self, text: &'static str) -> bool {
        match &mut self.conn {
            Conn::Sqlite(conn) => conn.only_reads(text),
            Conn::Postgres(conn) => conn.only_reads(text).await.unwrap_or(false),
        }
    }

    /// A statement sees all that was written before it.
    async fn ready(&mut self, text: &str, args: &[Arg]) -> Result<()> {
        self.check(text, args)?;
        if self.gathered.is_empty() { Ok(()) } else { self.flush().await }
    }

    /// PostgreSQL refuses every statement after one that failed; so do we for SQLite.
    pub(crate) fn check(&mut self, text: &str, args: &[Arg]) -> Result<()> {
        self.statements += 1;
        match &self.failed {
            Some(why) => Err(why.clone()),
            None if args.iter().any(Arg::has_nul) => Err(nul(text)),
            None => Ok(()),
        }
    }

    pub(crate) fn note<T>(&mut self, answer: Result<T>) -> Result<T> {
        if let Err(why) = &answer {
            self.broken = true;
            self.failed = Some(why.clone());
        }
        answer
    }

    /// Gives back what was kept to be quick: it is read again when it is wanted.
    pub(crate) fn rest(&self) {
        if let Conn::Sqlite(conn) = &self.conn {
            conn.rest();
        }
    }

    pub(crate) async fn prepares(&mut self, text: &str) -> Result<()> {
        match &mut self.conn {
            Conn::Sqlite(conn) => conn.prepares(text),
            Conn::Postgres(conn) => conn.prepares(text).await,
        }
    }

    /// Events after a number, for whoever has fallen behind.
    pub(crate) async fn events_after(&mut self, no: i64, limit: i64) -> Result<Vec<Event>> {
        self.rows(sql::AFTER, vec![no.into(), limit.into()], usize::MAX).await
    }
}

fn nul(what: &str) -> Error {
    Error::statement(what, "a text has a NUL, which PostgreSQL cannot store")
}
