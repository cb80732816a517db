//! A connection to a SQLite file.

use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, bounded};

use rusqlite::hooks::Wal;
use rusqlite::wal::CheckpointMode;
use rusqlite::{Connection, ErrorCode, OpenFlags, ffi};

use crate::row::{Each, Inner};
use crate::{Arg, Engine, Error, Result, Row, rewrite};

/// Longer than any commit, shorter than a patient caller.
const BUSY_TIMEOUT_MS: u64 = 5_000;
const STATEMENTS_MAX: usize = 1_000;
/// None: pages read through a mapping would count as memory of ours, for little gain in speed.
const MMAP_BYTES: i64 = 0;
const WRITER_CACHE_KB: i64 = 16 << 10;
const READER_CACHE_KB: i64 = 8 << 10;
/// A checkpoint is due when the log has grown by this many pages (of 4 KB).
const CHECKPOINT_PAGES: i32 = 1_000;
/// Under steady load a passive checkpoint never gets to the end of the log, so the log is begun
/// anew by force when it has this many pages. The writer waits for that, but not for long.
const RESTART_PAGES: i32 = 16_000;
const RESTART_TIMEOUT_MS: u64 = 20;
const WAL_BYTES_KEPT: i64 = 64 << 20;

/// What a connection is opened for.
#[derive(Clone)]
pub(crate) enum Purpose {
    Write(Sender<i32>),
    Read,
}

/// One connection, with what it has prepared.
pub(crate) struct Sqlite {
    conn: Connection,
    texts: HashMap<(*const u8, usize), Rc<Text>>,
}

struct Text {
    own: &'static str,
    rewritten: String,
    only_reads: bool,
}

impl Sqlite {
    pub(crate) fn open(path: &Path, purpose: &Purpose) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut conn = Connection::open_with_flags(path, flags).map_err(|why| {
            Error::unavailable(format!("{} cannot be opened: {why}", path.display()))
        })?;
        prepare(&mut conn, purpose)
            .map_err(|why| Error::unavailable(format!("{}: {why}", path.display())))?;
        Ok(Self { conn, texts: HashMap::new() })
    }

    /// Runs some text of this crate, of one or more statements.
    pub(crate) fn batch(&self, text: &str) -> Result<()> {
        self.conn.execute_batch(text).map_err(|why| error(text, &why))
    }

    /// Runs one statement of this crate, kept prepared.
    pub(crate) fn short(&self, text: &'static str) -> Result<()> {
        let mut statement = self.conn.prepare_cached(text).map_err(|why| error(text, &why))?;
        statement.raw_execute().map(|_| ()).map_err(|why| error(text, &why))
    }

    /// Whether no transaction is open: some errors, such as a full disk, end it.
    pub(crate) fn is_idle(&self) -> bool {
        self.conn.is_autocommit()
    }

    pub(crate) fn prepares(&self, text: &str) -> Result<()> {
        let rewritten = rewrite::statement(Engine::Sqlite, text);
        self.conn.prepare(&rewritten).map(|_| ()).map_err(|why| error(text, &why))
    }

    pub(crate) fn only_reads(&mut self, text: &'static str) -> bool {
        self.text(text).only_reads
    }

    pub(crate) fn run(&mut self, text: &'static str, args: &[Arg]) -> Result<u64> {
        let text = self.text(text);
        let fail = |why| error(text.own, &why);
        let mut statement = self.conn.prepare_cached(&text.rewritten).map_err(fail)?;
        bind(&mut statement, &text, args)?;
        if statement.column_count() == 0 {
            return statement.raw_execute().map(|rows| rows as u64).map_err(fail);
        }
        let mut rows = statement.raw_query();
        let mut count = 0;
        while rows.next().map_err(fail)?.is_some() {
            count += 1;
        }
        Ok(count)
    }

    pub(crate) fn rows(
        &mut self,
        text: &'static str,
        args: &[Arg],
        rows_max: usize,
        each: Each<'_>,
    ) -> Result<()> {
        let text = self.text(text);
        let fail = |why| error(text.own, &why);
        let mut statement = self.conn.prepare_cached(&text.rewritten).map_err(fail)?;
        bind(&mut statement, &text, args)?;
        let mut rows = statement.raw_query();
        for _ in 0..rows_max {
            match rows.next().map_err(fail)? {
                Some(row) => each(&Row(Inner::Sqlite(row)))?,
                None => break,
            }
        }
        Ok(())
    }

    /// Drops the pages held in memory; the system has them still.
    pub(crate) fn rest(&self) {
        // There is nothing to do about a failure, and no need.
        let _ = self.conn.release_memory();
    }

    fn text(&mut self, text: &'static str) -> Rc<Text> {
        let make = || {
            let rewritten = rewrite::statement(Engine::Sqlite, text);
            Rc::new(Text { own: text, rewritten, only_reads: rewrite::only_reads(text) })
        };
        self.texts.entry((text.as_ptr(), text.len())).or_insert_with(make).clone()
    }
}

fn prepare(conn: &mut Connection, purpose: &Purpose) -> rusqlite::Result<()> {
    conn.busy_timeout(Duration::from_millis(BUSY_TIMEOUT_MS))?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
    let cache_kb = match purpose {
        Purpose::Write(_) => WRITER_CACHE_KB,
        Purpose::Read => READER_CACHE_KB,
    };
    conn.execute_batch(&format!(
        "pragma journal_mode = wal;
         pragma synchronous = full;
         pragma foreign_keys = off;
         pragma trusted_schema = off;
         pragma temp_store = memory;
         pragma mmap_size = {MMAP_BYTES};
         pragma cache_size = -{cache_kb};
         pragma journal_size_limit = {WAL_BYTES_KEPT};
         pragma wal_autocheckpoint = 0;"
    ))?;
    match purpose.clone() {
        Purpose::Read => conn.execute_batch("pragma query_only = on"),
        Purpose::Write(bell) => {
            let mut rung = 0;
            conn.wal_hook(Some(move |_: &mut Wal, pages| {
                if pages < rung {
                    rung = 0;
                }
                // A full channel means that the checkpointer is still at work.
                if pages - rung >= CHECKPOINT_PAGES && bell.try_send(pages).is_ok() {
                    rung = pages;
                }
                Ok(())
            }))
        }
    }
}

fn bind(statement: &mut rusqlite::Statement<'_>, text: &Text, args: &[Arg]) -> Result<()> {
    let wanted = statement.parameter_count();
    if wanted != args.len() {
        return Err(wrong_count(text.own, wanted, args.len()));
    }
    for (at, arg) in args.iter().enumerate() {
        statement.raw_bind_parameter(at + 1, arg).map_err(|why| error(text.own, &why))?;
    }
    Ok(())
}

pub(crate) fn wrong_count(text: &str, wanted: usize, bound: usize) -> Error {
    Error::statement(text, format!("it has {wanted} parameters, and {bound} were bound"))
}

fn error(text: &str, why: &rusqlite::Error) -> Error {
    let Some(cause) = why.sqlite_error() else { return Error::statement(text, why) };
    match (cause.extended_code, cause.code) {
        (ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY, _)
        | (ffi::SQLITE_CONSTRAINT_ROWID, _) => Error::Conflict,
        (_, ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Busy,
        (
            _,
            ErrorCode::DiskFull
            | ErrorCode::SystemIoFailure
            | ErrorCode::CannotOpen
            | ErrorCode::OutOfMemory
            | ErrorCode::DatabaseCorrupt
            | ErrorCode::NotADatabase,
        ) => Error::unavailable(why),
        _ => Error::statement(text, why),
    }
}

/// Moves pages from the log into the file, apart from the writer, so that no unit waits for it.
pub(crate) struct Checkpointer {
    conn: Connection,
    bell: Receiver<i32>,
}

impl Checkpointer {
    /// Also answers the bell that the writer rings.
    pub(crate) fn open(path: &Path) -> Result<(Self, Sender<i32>)> {
        let (ring, bell) = bounded(1);
        let sqlite = Sqlite::open(path, &Purpose::Read)?;
        Ok((Self { conn: sqlite.conn, bell }, ring))
    }

    /// Works until the writer has gone, then leaves a file without a log.
    pub(crate) fn run(self) {
        let patience = |ms| self.conn.busy_timeout(Duration::from_millis(ms));
        // Whoever restarts the log holds the writer up while it waits for readers to leave.
        let _ = patience(RESTART_TIMEOUT_MS);
        while let Ok(pages) = self.bell.recv() {
            self.checkpoint(CheckpointMode::PASSIVE);
            if pages >= RESTART_PAGES {
                self.checkpoint(CheckpointMode::RESTART);
            }
        }
        let _ = patience(BUSY_TIMEOUT_MS);
        self.checkpoint(CheckpointMode::TRUNCATE);
    }

    /// A failure is tried again at the next bell; nothing is lost, the log only grows.
    fn checkpoint(&self, mode: CheckpointMode) {
        let _ = self.conn.wal_checkpoint_v2(None::<&str>, mode);
    }
}

/// Holds a file next to the database, so that a second server is told instead of let in.
pub(crate) struct Guard {
    _file: File,
}

impl Guard {
    pub(crate) fn take(path: &Path) -> Result<Self> {
        let mut name = path.as_os_str().to_owned();
        name.push(".lock");
        let name = PathBuf::from(name);
        let file = File::create(&name)
            .map_err(|why| Error::unavailable(format!("{}: {why}", name.display())))?;
        file.try_lock().map_err(|_| {
            let path = path.display();
            Error::unavailable(format!("{path} is in use by another process of this program"))
        })?;
        Ok(Self { _file: file })
    }
}
