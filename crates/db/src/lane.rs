//! Lanes: threads that own a connection each and run what is queued.

use std::any::Any;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::Sender;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use tokio_postgres::Config;

use crate::follow::Follow;
use crate::postgres::Postgres;
use crate::sqlite::{Purpose, Sqlite};
use crate::stats::Counters;
use crate::tx::{Conn, Tx};
use crate::{Engine, Error, Options, Result};

/// What all lanes of a database share.
pub(crate) struct Shared {
    pub(crate) place: Place,
    pub(crate) options: Options,
    pub(crate) follow: Follow,
    pub(crate) counters: Counters,
}

/// Where to connect.
pub(crate) enum Place {
    Sqlite(PathBuf),
    Postgres(Box<Config>),
}

impl Place {
    pub(crate) fn engine(&self) -> Engine {
        match self {
            Place::Sqlite(_) => Engine::Sqlite,
            Place::Postgres(_) => Engine::Postgres,
        }
    }
}

/// A piece of work in a queue.
pub(crate) trait Unit: Send {
    /// Runs it, and answers whether it wants to be stored.
    fn run<'a>(
        &'a mut self,
        tx: &'a mut Tx,
        turn: Turn,
    ) -> Pin<Box<dyn Future<Output = bool> + 'a>>;

    /// Tells its caller how it went.
    fn answer(self: Box<Self>, verdict: Result<()>);
}

/// Whether a unit may have to run once more, on a transaction that begins anew.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Turn {
    /// Perhaps: what it needs is kept.
    Perhaps,
    /// No.
    Last,
}

/// The closure of a caller, and where the caller waits.
pub(crate) struct Work<T, E, F> {
    work: Option<F>,
    copy: Option<fn(&F) -> F>,
    result: Option<Result<T, E>>,
    caller: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Work<T, E, F> {
    /// Work that runs once.
    pub(crate) fn once(work: F, caller: oneshot::Sender<Result<T, E>>) -> Self {
        Self { work: Some(work), copy: None, result: None, caller }
    }

    /// Work that can run again.
    pub(crate) fn again(work: F, caller: oneshot::Sender<Result<T, E>>) -> Self
    where
        F: Clone,
    {
        Self { work: Some(work), copy: Some(F::clone), result: None, caller }
    }

    fn take(&mut self, turn: Turn) -> Option<F> {
        match (self.copy, turn) {
            (Some(copy), Turn::Perhaps) => self.work.as_ref().map(copy),
            _ => self.work.take(),
        }
    }
}

impl<T, E, F> Unit for Work<T, E, F>
where
    F: AsyncFnOnce(&mut Tx) -> Result<T, E> + Send,
    T: Send,
    E: From<Error> + Send,
{
    fn run<'a>(
        &'a mut self,
        tx: &'a mut Tx,
        turn: Turn,
    ) -> Pin<Box<dyn Future<Output = bool> + 'a>> {
        Box::pin(async move {
            if let Some(work) = self.take(turn) {
                self.result = Some(work(tx).await);
            }
            matches!(self.result, Some(Ok(_)))
        })
    }

    fn answer(self: Box<Self>, verdict: Result<()>) {
        let answer = match (self.result, verdict) {
            (Some(Err(own)), _) => Err(own),
            (_, Err(why)) => Err(why.into()),
            (Some(Ok(value)), Ok(())) => Ok(value),
            (None, Ok(())) => Err(Error::internal("A unit ended without a result.").into()),
        };
        // The caller may have given up waiting; what was stored stays stored.
        let _ = self.caller.send(answer);
    }
}

/// Runs a unit so that neither its panic nor its idle waiting hurts the lane.
pub(crate) async fn guarded(unit: &mut dyn Unit, tx: &mut Tx, turn: Turn) -> Result<bool> {
    let engine = tx.engine();
    let mut run = unit.run(tx, turn);
    std::future::poll_fn(|context| {
        match catch_unwind(AssertUnwindSafe(|| run.as_mut().poll(context))) {
            Ok(Poll::Ready(wanted)) => Poll::Ready(Ok(wanted)),
            // Statements are never pending in SQLite.
            Ok(Poll::Pending) if engine == Engine::Sqlite => Poll::Ready(Err(Error::internal(
                "A unit of work waited for something other than the database.",
            ))),
            Ok(Poll::Pending) => Poll::Pending,
            Err(panic) => Poll::Ready(Err(Error::internal(format!(
                "A unit of work panicked: {}.",
                said(&*panic)
            )))),
        }
    })
    .await
}

fn said(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or(panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("without a word")
}

/// Polls the futures of a lane.
pub(crate) enum Driver {
    Sqlite,
    Postgres(Runtime),
}

impl Driver {
    fn new(engine: Engine) -> Result<Self> {
        match engine {
            Engine::Sqlite => Ok(Driver::Sqlite),
            Engine::Postgres => tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .map(Driver::Postgres)
                .map_err(Error::unavailable),
        }
    }

    pub(crate) fn drive<T>(&self, work: impl Future<Output = T>) -> T {
        match self {
            Driver::Postgres(runtime) => runtime.block_on(work),
            Driver::Sqlite => {
                let mut work = std::pin::pin!(work);
                match work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                    Poll::Ready(answer) => answer,
                    Poll::Pending => unreachable!("nothing of SQLite is ever pending"),
                }
            }
        }
    }
}

/// A connection with the thread's means to drive it.
pub(crate) struct Lane {
    pub(crate) driver: Driver,
    pub(crate) tx: Tx,
    pub(crate) shared: Arc<Shared>,
    reconnect: Reconnect,
}

struct Reconnect {
    next: Instant,
    pause: Duration,
}

const PAUSE_MIN: Duration = Duration::from_millis(50);
const PAUSE_MAX: Duration = Duration::from_secs(2);

impl Lane {
    fn open(shared: Arc<Shared>, purpose: &Purpose) -> Result<Self> {
        let driver = Driver::new(shared.place.engine())?;
        let conn = driver.drive(connect(&shared.place, purpose))?;
        let writes = matches!(purpose, Purpose::Write(_));
        let tx = Tx::new(conn, writes, shared.options.clock.clone());
        let reconnect = Reconnect { next: Instant::now(), pause: PAUSE_MIN };
        Ok(Self { driver, tx, shared, reconnect })
    }

    /// Connects again if the connection is lost. While the database stays away, callers are told
    /// at once, and it is tried again after a pause that grows.
    pub(crate) fn ensure_connected(&mut self) -> Result<()> {
        let Conn::Postgres(conn) = &self.tx.conn else { return Ok(()) };
        let Place::Postgres(config) = &self.shared.place else { return Ok(()) };
        if !conn.is_closed() {
            return Ok(());
        }
        if Instant::now() < self.reconnect.next {
            return Err(Error::unavailable("PostgreSQL is away; it is tried again shortly"));
        }
        match self.driver.drive(Postgres::open(config)) {
            Ok(conn) => {
                self.tx.conn = Conn::Postgres(conn);
                self.reconnect.pause = PAUSE_MIN;
                Ok(())
            }
            Err(why) => {
                self.reconnect.next = Instant::now() + self.reconnect.pause;
                self.reconnect.pause = (self.reconnect.pause * 2).min(PAUSE_MAX);
                Err(why)
            }
        }
    }
}

async fn connect(place: &Place, purpose: &Purpose) -> Result<Conn> {
    match place {
        Place::Sqlite(path) => Sqlite::open(path, purpose).map(Conn::Sqlite),
        Place::Postgres(config) => Postgres::open(config).await.map(Conn::Postgres),
    }
}

/// Starts a lane's thread once its connection stands. Awaiting the receiver that comes back
/// waits for the thread's end: it then answers with an error, as its sender was dropped.
pub(crate) async fn spawn(
    name: &str,
    shared: Arc<Shared>,
    purpose: Purpose,
    run: impl FnOnce(Lane) + Send + 'static,
) -> Result<oneshot::Receiver<()>> {
    let (ready, standing) = oneshot::channel();
    let (end, ended) = oneshot::channel();
    let body = move || {
        let _end = end;
        match Lane::open(shared, &purpose) {
            Ok(lane) => {
                drop(purpose);
                let _ = ready.send(Ok(()));
                run(lane);
            }
            Err(why) => drop(ready.send(Err(why))),
        }
    };
    thread::Builder::new().name(name.to_owned()).spawn(body).map_err(Error::unavailable)?;
    standing.await.map_err(|_| Error::unavailable("a thread of the database ended early"))??;
    Ok(ended)
}

/// Puts work in a queue, unless it is full.
pub(crate) fn enqueue<M>(queue: Option<&Sender<M>>, message: M) -> Result<()> {
    let queue = queue.ok_or_else(|| Error::unavailable("the database is closed"))?;
    queue.try_send(message).map_err(|why| match why.is_full() {
        true => Error::Busy,
        false => Error::unavailable("the database is closed"),
    })
}
