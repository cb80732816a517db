//! The door: opening, reading, writing, closing.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use crossbeam_channel::{Sender, bounded};
use parking_lot::{Mutex, RwLock};
use tokio::sync::oneshot;

use crate::consume::Cursor;
use crate::event::sql as texts;
use crate::follow::Follow;
use crate::lane::{Place, Shared, Unit, Work, enqueue, spawn};
use crate::sqlite::{Checkpointer, Guard, Purpose};
use crate::stats::Counters;
use crate::writer::Message;
use crate::{Error, Event, Migration, Options, Result, Stats, Tx, migrate, postgres};
use crate::{reader, rewrite, sql, writer};

/// Which database.
#[derive(Clone, Debug)]
pub enum Target {
    /// A file, which is made if it is not there.
    Sqlite(PathBuf),
    /// `postgres://user:password@host:port/name`.
    Postgres(String),
}

/// Which kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Embedded: one file.
    Sqlite,
    /// A server.
    Postgres,
}

/// An open database. Clones share it.
#[derive(Clone)]
pub struct Db {
    inner: Arc<Inner>,
}

struct Inner {
    shared: Arc<Shared>,
    lanes: RwLock<Option<Lanes>>,
    ends: Mutex<Vec<oneshot::Receiver<()>>>,
    cursors: Mutex<HashMap<&'static str, Cursor>>,
}

/// The queues. Dropping them lets the lanes end when they have done what is queued.
struct Lanes {
    writes: Sender<Message>,
    reads: Sender<Box<dyn Unit>>,
    _follower: Sender<()>,
}

impl Db {
    /// Opens a database and starts its lanes.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when it cannot be reached, or is in use and
    /// [`Options::exclusive`] is wanted.
    pub async fn open(target: &Target, options: Options) -> Result<Self> {
        let place = match target {
            Target::Sqlite(path) => Place::Sqlite(path.clone()),
            Target::Postgres(url) => Place::Postgres(Box::new(postgres::config(url)?)),
        };
        let shared = Arc::new(Shared {
            place,
            options,
            follow: Follow::new(),
            counters: Counters::default(),
        });
        let (lanes, ends) = start(&shared).await?;
        let inner = Inner {
            shared,
            lanes: RwLock::new(Some(lanes)),
            ends: Mutex::new(ends),
            cursors: Mutex::default(),
        };
        let db = Self { inner: Arc::new(inner) };
        if let Ok(no) = db.head_no().await {
            db.inner.shared.follow.start_if_unset(no);
        }
        Ok(db)
    }

    /// Applies the migrations that are missing, after those of this crate itself.
    ///
    /// # Errors
    /// [`Error::Migration`] when one fails, was changed since, or is unknown to this program.
    pub async fn migrate(&self, list: &[Migration]) -> Result<()> {
        let list = list.to_vec();
        let work = async move |tx: &mut Tx| migrate::migrate(tx, list).await;
        let unit = |caller| Box::new(Work::once(work, caller));
        ask(|caller| self.queue_write(Message::Alone(unit(caller)))).await?;
        let no = self.head_no().await?;
        self.inner.shared.follow.start_if_unset(no);
        Ok(())
    }

    /// Which kind of database it is.
    pub fn engine(&self) -> Engine {
        self.inner.shared.place.engine()
    }

    /// Reads, in one snapshot.
    ///
    /// # Errors
    /// Those of `work`; [`Error::Busy`] when too many wait; [`Error::Unavailable`].
    pub async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        ask(|caller| {
            let unit: Box<dyn Unit> = Box::new(Work::once(work, caller));
            enqueue(self.inner.lanes.read().as_ref().map(|lanes| &lanes.reads), unit)
        })
        .await
    }

    /// Stores a unit of work, whole or not at all. When this answers, it is on disk and the
    /// commit hook has seen its events. A caller that stops waiting does not stop the unit.
    ///
    /// The unit may run more than once, on transactions of which only the last is stored: so it
    /// must be `Clone`, and must change nothing but the database.
    ///
    /// # Errors
    /// Those of `work`; [`Error::Busy`] when too many wait; [`Error::Unavailable`];
    /// [`Error::Unknown`] when the connection broke during the commit.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Tx) -> Result<T, E> + Clone + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let unit = |caller| Box::new(Work::again(work, caller));
        ask(|caller| self.queue_write(Message::Unit(unit(caller)))).await
    }

    /// Sets the commit hook. It is called with the events of every commit, in order, each event
    /// once, before the callers of that commit are answered; and with the events of other
    /// processes as they are found. It runs on a lane's thread, so it must be quick and must not
    /// call this database. If it panics, nothing is stored any more until a restart.
    pub fn on_commit(&self, hook: impl Fn(&[Event]) + Send + Sync + 'static) {
        self.inner.shared.follow.set_hook(Arc::new(hook));
    }

    /// Says that the events up to `no` are known: the hook gets those after it. Unless called,
    /// it gets those after the opening. Call it after [`Db::migrate`] and before writing.
    pub fn follow_from(&self, no: i64) {
        self.inner.shared.follow.start(no);
    }

    /// The number of the last event stored, by any process; 0 when there is none.
    ///
    /// # Errors
    /// As [`Db::read`].
    pub async fn head_no(&self) -> Result<i64> {
        self.read(async |tx| sql("select event_no from head where id = 1").get(tx).await).await
    }

    /// Up to `limit` events after the one numbered `no`, in order.
    ///
    /// # Errors
    /// As [`Db::read`].
    pub async fn events_after(&self, no: i64, limit: i64) -> Result<Vec<Event>> {
        self.read(async move |tx| sql(texts::AFTER).bind(no).bind(limit).all(tx).await).await
    }

    /// Whether the engine accepts a statement in either direction; it is not run. For the test
    /// that tries all.
    ///
    /// # Errors
    /// [`Error::Internal`] when it does not.
    pub async fn prepares(&self, text: impl Into<String>) -> Result<()> {
        let text = text.into();
        self.read(async move |tx| {
            tx.prepares(&text).await?;
            tx.prepares(&rewrite::without_desc(&text)).await
        })
        .await
    }

    /// What was done since the opening, and what waits.
    pub fn stats(&self) -> Stats {
        let lanes = self.inner.lanes.read();
        let queued = |of: fn(&Lanes) -> usize| lanes.as_ref().map_or(0, of) as u64;
        Stats {
            writes_queued: queued(|lanes| lanes.writes.len()),
            reads_queued: queued(|lanes| lanes.reads.len()),
            seen: self.inner.shared.follow.seen().unwrap_or(0),
            ..self.inner.shared.counters.get()
        }
    }

    /// Does what is queued, then closes, for all clones. Later calls are told so.
    pub async fn close(self) {
        drop(self.inner.lanes.write().take());
        let ends = std::mem::take(&mut *self.inner.ends.lock());
        for end in ends {
            // The thread drops its end without sending anything.
            let _ = end.await;
        }
    }

    pub(crate) fn shared(&self) -> Arc<Shared> {
        self.inner.shared.clone()
    }

    pub(crate) fn cursors(&self) -> &Mutex<HashMap<&'static str, Cursor>> {
        &self.inner.cursors
    }

    /// The time by the clock of the options, in epoch milliseconds.
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        (self.inner.shared.options.clock)()
    }

    fn queue_write(&self, message: Message) -> Result<()> {
        enqueue(self.inner.lanes.read().as_ref().map(|lanes| &lanes.writes), message)
    }
}

async fn ask<T, E: From<Error>>(
    queue: impl FnOnce(oneshot::Sender<Result<T, E>>) -> Result<()>,
) -> Result<T, E> {
    let (caller, answer) = oneshot::channel();
    queue(caller)?;
    let lost = || Error::unavailable("a thread of the database ended early");
    answer.await.unwrap_or_else(|_| Err(lost().into()))
}

async fn start(shared: &Arc<Shared>) -> Result<(Lanes, Vec<oneshot::Receiver<()>>)> {
    let options = &shared.options;
    let (writes, write_queue) = bounded(options.queue_max.max(1));
    let (reads, read_queue) = bounded(options.queue_max.max(1));
    let (follower, stop) = bounded(0);
    let mut ends = Vec::new();

    let bell = prepare_file(shared, &mut ends)?;
    let run = move |lane| writer::run(lane, &write_queue);
    ends.push(spawn("db-write", shared.clone(), Purpose::Write(bell), run).await?);
    for _ in 0..options.reader_count() {
        let queue = read_queue.clone();
        let run = move |lane| reader::run(lane, &queue);
        ends.push(spawn("db-read", shared.clone(), Purpose::Read, run).await?);
    }
    let alone = options.exclusive && shared.place.engine() == Engine::Sqlite;
    if options.follow_poll_ms > 0 && !alone {
        let run = move |lane| reader::follow(lane, &stop);
        ends.push(spawn("db-follow", shared.clone(), Purpose::Read, run).await?);
    }
    Ok((Lanes { writes, reads, _follower: follower }, ends))
}

/// For a SQLite file: its guard and its checkpointer. Answers the bell of the latter.
fn prepare_file(shared: &Shared, ends: &mut Vec<oneshot::Receiver<()>>) -> Result<Sender<i32>> {
    let Place::Sqlite(path) = &shared.place else { return Ok(bounded(1).0) };
    let guard = shared.options.exclusive.then(|| Guard::take(path)).transpose()?;
    let (checkpointer, bell) = Checkpointer::open(path)?;
    let (end, ended) = oneshot::channel::<()>();
    let body = move || {
        let _end = end;
        checkpointer.run();
        drop(guard);
    };
    let thread = std::thread::Builder::new().name("db-checkpoint".into());
    thread.spawn(body).map_err(Error::unavailable)?;
    ends.push(ended);
    Ok(bell)
}
