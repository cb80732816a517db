//! The writer's lane: many units, one commit.
//!
//! Whatever is queued becomes one transaction. It first takes the one row of `head`, so that
//! batches of several nodes follow one another, and every unit has a savepoint in it. Numbers of
//! events are given to what succeeded, when it is known to have succeeded: hence no gaps.

use std::collections::VecDeque;
use std::time::Instant;

use crossbeam_channel::Receiver;

use crate::event::{Head, sql};
use crate::lane::{Lane, Unit, guarded};
use crate::tx::{Conn, Tx};
use crate::{Arg, Error, Event, Result};

/// Events fetched at once when others have stored some.
pub(crate) const FETCH_MAX: i64 = 1_000;
const BEGIN_TRIES: u32 = 3;
const SAVEPOINT: &str = "savepoint unit";

/// What the writer is asked to do.
pub(crate) enum Message {
    /// A unit, to be stored with others.
    Unit(Box<dyn Unit>),
    /// Work that minds its transactions itself, such as migrations.
    Alone(Box<dyn Unit>),
}

type Units = VecDeque<Box<dyn Unit>>;
type Judged = Vec<(Box<dyn Unit>, Result<()>)>;

/// Works until the queue is closed and empty.
pub(crate) fn run(mut lane: Lane, queue: &Receiver<Message>) {
    let batch_max = lane.shared.options.batch_max.max(1);
    let mut units = Units::new();
    while let Ok(message) = queue.recv() {
        let mut next = Some(message);
        while let Some(Message::Unit(unit)) = next {
            units.push_back(unit);
            next = if units.len() < batch_max { queue.try_recv().ok() } else { None };
        }
        while !units.is_empty() {
            lane.store(&mut units);
        }
        if let Some(Message::Alone(unit)) = next {
            lane.alone(unit);
        }
    }
}

impl Lane {
    /// Stores what it can of `units` in one transaction, and answers. What is left over did not
    /// run, because the transaction broke before its turn.
    fn store(&mut self, units: &mut Units) {
        if let Err(why) = self.begin() {
            for unit in units.drain(..) {
                unit.answer(Err(why.clone()));
            }
            return;
        }
        let before = self.tx.head;
        self.shared.follow.start_if_unset(before.event_no);
        let (mut judged, events) = self.driver.drive(run_all(&mut self.tx, units));
        let since = Instant::now();
        let stored = match judged.last() {
            // The last one took the transaction with it: nothing is stored.
            Some((_, Err(why))) if self.tx.is_lost() => Err(why.clone()),
            _ => self.driver.drive(finish(&mut self.tx, before, &events)),
        };
        self.shared.counters.commit(since);
        match stored {
            Ok(()) => self.deliver(&events),
            Err(why) => {
                self.driver.drive(self.tx.abandon());
                judged.iter_mut().for_each(|(_, verdict)| *verdict = Err(why.clone()));
            }
        }
        let failed = judged.iter().filter(|(_, verdict)| verdict.is_err()).count();
        self.shared.counters.batch(judged.len(), failed);
        for (unit, verdict) in judged {
            unit.answer(verdict);
        }
    }

    /// Opens the transaction. No unit has run yet, so a lost connection or a lock that was not
    /// given in time can be tried again here, and only here.
    fn begin(&mut self) -> Result<()> {
        self.shared.follow.check()?;
        let mut tries = 0;
        loop {
            self.ensure_connected()?;
            self.tx.begin_unit();
            let Err(why) = self.driver.drive(begin(&mut self.tx)) else { return Ok(()) };
            self.driver.drive(self.tx.abandon());
            tries += 1;
            if tries == BEGIN_TRIES || !matches!(why, Error::Busy | Error::Unavailable(_)) {
                return Err(why);
            }
        }
    }

    /// Shows events to the commit hook; before them, those that other processes have stored.
    pub(crate) fn deliver(&mut self, events: &[Event]) {
        while let Some(seen) = self.shared.follow.offer(events) {
            match self.fetch(seen) {
                Ok(missing) if !missing.is_empty() => {}
                // Tried again with the next batch or by the follower.
                _ => return,
            }
        }
    }

    /// Fetches and shows what was stored after `seen`.
    pub(crate) fn fetch(&mut self, seen: i64) -> Result<Vec<Event>> {
        self.shared.follow.check()?;
        self.tx.begin_unit();
        let missing = self.driver.drive(self.tx.events_after(seen, FETCH_MAX))?;
        // Someone else may have shown them meanwhile; a true gap means that they were pruned.
        if let (Some(at), Some(first)) = (self.shared.follow.offer(&missing), missing.first()) {
            let no = first.no;
            let why = format!("the events between {at} and {no} are pruned; restart");
            self.shared.follow.break_off(why);
        }
        self.shared.follow.check()?;
        Ok(missing)
    }

    fn alone(&mut self, mut unit: Box<dyn Unit>) {
        let verdict = self.ensure_connected().and_then(|()| {
            self.tx.begin_unit();
            self.driver.drive(guarded(&mut *unit, &mut self.tx)).map(|_| ())
        });
        self.driver.drive(self.tx.abandon());
        unit.answer(verdict);
    }
}

async fn begin(tx: &mut Tx) -> Result<()> {
    let text = match &mut tx.conn {
        Conn::Sqlite(conn) => {
            conn.short("begin immediate")?;
            sql::HEAD
        }
        Conn::Postgres(conn) => {
            conn.batch_later("begin").await;
            sql::HEAD_LOCKED
        }
    };
    let heads = tx.rows(text, Vec::new(), 1).await?;
    let missing = || Error::Migration("its table `head` has no row".into());
    tx.head = heads.into_iter().next().ok_or_else(missing)?;
    tx.dirty = false;
    Ok(())
}

async fn run_all(tx: &mut Tx, units: &mut Units) -> (Judged, Vec<Event>) {
    let mut judged = Judged::with_capacity(units.len());
    let mut events = Vec::new();
    let ready = tx.savepoint().await;
    while let Some(mut unit) = units.pop_front() {
        let more = !units.is_empty();
        let verdict = match ready.clone() {
            Ok(()) => run_one(&mut *unit, tx, more).await,
            Err(why) => Err(why),
        };
        if verdict.is_ok() {
            for mut event in tx.events.drain(..) {
                tx.head.event_no += 1;
                event.no = tx.head.event_no;
                events.push(event);
            }
        }
        judged.push((unit, verdict));
        if tx.is_lost() {
            break;
        }
    }
    (judged, events)
}

/// Runs a unit in the savepoint that is open, and opens one for the next if there are `more`.
async fn run_one(unit: &mut dyn Unit, tx: &mut Tx, more: bool) -> Result<()> {
    tx.begin_unit();
    let before = tx.head;
    let verdict = match (guarded(unit, tx).await, tx.failed.take()) {
        (Err(why), _) | (Ok(_), Some(why)) => Err(why),
        (Ok(true), None) => tx.release(more).await,
        // Its caller knows why.
        (Ok(false), None) => Err(Error::internal("A unit of work gave up.")),
    };
    if verdict.is_err() {
        tx.rollback_unit(more).await;
        // Ids may have been told to somebody and are not given again. Dense numbers are.
        tx.head = Head { last_id: tx.head.last_id, ..before };
    }
    verdict
}

/// Stores events and numbers, and commits. A batch that changed nothing is dropped, which saves
/// the disk a flush.
async fn finish(tx: &mut Tx, before: Head, events: &[Event]) -> Result<()> {
    if !tx.dirty && tx.head == before {
        return tx.end("rollback").await;
    }
    tx.failed = None;
    if !events.is_empty() {
        insert(tx, events).await?;
    }
    if tx.head != before {
        let head = tx.head;
        let numbers = [head.event_no, head.last_id, head.last_account_id, head.last_tag_id];
        tx.later(sql::SET_HEAD, numbers.map(Arg::from).into()).await?;
    }
    tx.end("commit").await.map_err(|why| if tx.is_lost_for_good() { Error::Unknown } else { why })
}

async fn insert(tx: &mut Tx, events: &[Event]) -> Result<()> {
    if let Conn::Sqlite(_) = tx.conn {
        for event in events {
            let args = vec![
                event.no.into(),
                event.kind.as_ref().into(),
                event.subject.into(),
                event.actor.into(),
                event.payload.as_str().into(),
                event.at.into(),
            ];
            tx.later(sql::INSERT, args).await?;
        }
        return Ok(());
    }
    let ints = |of: fn(&Event) -> i64| Arg::Ints(events.iter().map(of).collect());
    let texts = |of: fn(&Event) -> String| Arg::Texts(events.iter().map(of).collect());
    let args = vec![
        ints(|event| event.no),
        texts(|event| event.kind.to_string()),
        ints(|event| event.subject),
        ints(|event| event.actor),
        texts(|event| event.payload.clone()),
        ints(|event| event.at),
    ];
    tx.later(sql::INSERT_MANY, args).await
}

/// The transaction around the units.
impl Tx {
    async fn savepoint(&mut self) -> Result<()> {
        match &mut self.conn {
            Conn::Sqlite(conn) => conn.short(SAVEPOINT),
            Conn::Postgres(conn) => {
                conn.batch_later(SAVEPOINT).await;
                Ok(())
            }
        }
    }

    /// Every message costs the server as much as a small statement, so the savepoint of the next
    /// unit goes with the release of this one.
    async fn release(&mut self, more: bool) -> Result<()> {
        match &mut self.conn {
            Conn::Sqlite(conn) => {
                conn.short("release unit")?;
                if more { conn.short(SAVEPOINT) } else { Ok(()) }
            }
            Conn::Postgres(conn) => {
                let both = "release unit; savepoint unit";
                conn.batch_later(if more { both } else { "release unit" }).await;
                conn.settle().await
            }
        }
    }

    /// If this fails, the transaction is gone, which [`Tx::is_lost`] then tells.
    async fn rollback_unit(&mut self, more: bool) {
        self.events.clear();
        let text = match more {
            true => "rollback to unit; release unit; savepoint unit",
            false => "rollback to unit; release unit",
        };
        match &mut self.conn {
            Conn::Sqlite(conn) if conn.is_idle() => {}
            Conn::Sqlite(conn) => {
                if conn.batch(text).is_err() {
                    drop(conn.short("rollback"));
                }
            }
            Conn::Postgres(conn) => {
                drop(conn.settle().await);
                if conn.batch(text).await.is_err() {
                    conn.give_up();
                }
            }
        }
    }

    async fn end(&mut self, word: &'static str) -> Result<()> {
        match &mut self.conn {
            Conn::Sqlite(conn) => conn.short(word),
            Conn::Postgres(conn) => {
                conn.batch_later(word).await;
                conn.settle().await
            }
        }
    }

    /// Leaves no transaction behind.
    pub(crate) async fn abandon(&mut self) {
        match &mut self.conn {
            Conn::Sqlite(conn) if conn.is_idle() => {}
            Conn::Sqlite(conn) => drop(conn.short("rollback")),
            Conn::Postgres(conn) => {
                drop(conn.settle().await);
                drop(conn.batch("rollback").await);
            }
        }
    }

    fn is_lost(&self) -> bool {
        match &self.conn {
            Conn::Sqlite(conn) => conn.is_idle(),
            Conn::Postgres(conn) => conn.is_closed(),
        }
    }

    fn is_lost_for_good(&self) -> bool {
        matches!(&self.conn, Conn::Postgres(conn) if conn.is_closed())
    }
}
