//! The writer's lane: many units, one commit.
//!
//! Whatever is queued becomes one transaction. It first takes the one row of `head`, so that
//! batches of several nodes follow one another. The units run one after the other in it, with
//! nothing between them: nearly all succeed, and those that fail mostly do so before they have
//! written. If one fails later than that, the transaction is given up and all of them run
//! again, each in a savepoint, so that it hurts nobody but itself. Numbers of events are given
//! to what succeeded, when it is known to have succeeded: hence no gaps.

use std::collections::VecDeque;
use std::time::Instant;

use crossbeam_channel::Receiver;

use crate::event::{Head, sql};
use crate::lane::{Lane, Turn, Unit, guarded};
use crate::tx::{Conn, Tx};
use crate::{Arg, Error, Event, Result, gather};

/// Events fetched at once when others have stored some.
pub(crate) const FETCH_MAX: i64 = 1_000;
const BEGIN_TRIES: u32 = 3;

/// What the writer is asked to do.
pub(crate) enum Message {
    /// A unit, to be stored with others.
    Unit(Box<dyn Unit>),
    /// Work that minds its transactions itself, such as migrations.
    Alone(Box<dyn Unit>),
}

type Units = VecDeque<Box<dyn Unit>>;

/// How the units of a batch share its transaction.
#[derive(Clone, Copy, PartialEq)]
enum Manner {
    /// With nothing between them.
    Together,
    /// Each in a savepoint.
    Apart,
}

/// What became of the units that ran.
#[derive(Default)]
struct Ran {
    units: Vec<(Box<dyn Unit>, Result<()>)>,
    events: Vec<Event>,
    /// Whether the transaction holds what must not be stored, or takes nothing more.
    spoilt: bool,
}

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
        let mut manner = Manner::Together;
        loop {
            if let Err(why) = self.begin() {
                for unit in units.drain(..) {
                    unit.answer(Err(why.clone()));
                }
                return;
            }
            let before = self.tx.head;
            self.shared.follow.start_if_unset(before.event_no);
            let ran = self.driver.drive(run_all(&mut self.tx, units, manner));
            let since = Instant::now();
            let stored = self.end(&ran, before);
            let alone = ran.units.len() == 1 && units.is_empty();
            let again = matches!(&stored, Err(why) if *why != Error::Unknown)
                && manner == Manner::Together
                && !alone
                && !self.tx.is_lost();
            if again {
                self.driver.drive(self.tx.abandon());
                ran.units.into_iter().rev().for_each(|(unit, _)| units.push_front(unit));
                manner = Manner::Apart;
                continue;
            }
            self.shared.counters.commit(since);
            self.tell(ran, stored);
            return;
        }
    }

    /// Commits, unless the transaction is spoilt.
    fn end(&mut self, ran: &Ran, before: Head) -> Result<()> {
        match ran.units.last() {
            Some((_, Err(why))) if ran.spoilt || self.tx.is_lost() => Err(why.clone()),
            _ => self.driver.drive(finish(&mut self.tx, before, &ran.events)),
        }
    }

    /// Shows what was stored, and answers.
    fn tell(&mut self, mut ran: Ran, stored: Result<()>) {
        match stored {
            Ok(()) => self.deliver(&ran.events),
            Err(why) => {
                self.driver.drive(self.tx.abandon());
                ran.units.iter_mut().for_each(|(_, verdict)| *verdict = Err(why.clone()));
            }
        }
        let failed = ran.units.iter().filter(|(_, verdict)| verdict.is_err()).count();
        self.shared.counters.batch(ran.units.len(), failed);
        self.shared.counters.statements(self.tx.take_statements());
        for (unit, verdict) in ran.units {
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
            self.driver.drive(guarded(&mut *unit, &mut self.tx, Turn::Last)).map(|_| ())
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

async fn run_all(tx: &mut Tx, units: &mut Units, manner: Manner) -> Ran {
    let mut ran = Ran::default();
    let ready = match manner {
        Manner::Together => Ok(()),
        Manner::Apart => tx.savepoint().await,
    };
    while let Some(mut unit) = units.pop_front() {
        let more = !units.is_empty();
        let alone = !more && ran.units.is_empty();
        let (verdict, spoilt) = match (&ready, manner) {
            (Err(why), _) => (Err(why.clone()), false),
            (Ok(()), Manner::Apart) => (run_apart(&mut *unit, tx, more).await, false),
            (Ok(()), Manner::Together) => run_bare(&mut *unit, tx, alone).await,
        };
        if verdict.is_ok() {
            for mut event in tx.events.drain(..) {
                tx.head.event_no += 1;
                event.no = tx.head.event_no;
                ran.events.push(event);
            }
        }
        ran.units.push((unit, verdict));
        ran.spoilt = spoilt;
        if spoilt || tx.is_lost() {
            break;
        }
    }
    ran
}

/// Runs a unit, and says how it went and whether the transaction is spoilt by it.
async fn run_bare(unit: &mut dyn Unit, tx: &mut Tx, alone: bool) -> (Result<()>, bool) {
    tx.begin_unit();
    let before = tx.head;
    let turn = if alone { Turn::Last } else { Turn::Perhaps };
    let verdict = run_one(unit, tx, turn).await;
    let spoilt = verdict.is_err() && (tx.wrote || tx.broken);
    if verdict.is_err() {
        tx.events.clear();
        tx.head = kept(tx.head, before);
    }
    (verdict, spoilt)
}

/// Runs a unit in the savepoint that is open, and opens one for the next if there are `more`.
async fn run_apart(unit: &mut dyn Unit, tx: &mut Tx, more: bool) -> Result<()> {
    tx.begin_unit();
    let before = tx.head;
    let mut verdict = run_one(unit, tx, Turn::Last).await;
    if verdict.is_ok() {
        verdict = tx.release(more).await;
    }
    if verdict.is_err() {
        tx.rollback_unit(more).await;
        tx.head = kept(tx.head, before);
    }
    verdict
}

/// The numbers after a unit that failed. Ids may have been told to somebody and are not given
/// again. Dense numbers are.
fn kept(head: Head, before: Head) -> Head {
    Head { last_id: head.last_id, ..before }
}

async fn run_one(unit: &mut dyn Unit, tx: &mut Tx, turn: Turn) -> Result<()> {
    match (guarded(unit, tx, turn).await, tx.failed.take()) {
        (Err(why), _) | (Ok(_), Some(why)) => Err(why),
        (Ok(true), None) => Ok(()),
        // Its caller knows why.
        (Ok(false), None) => Err(Error::internal("A unit of work gave up.")),
    }
}

/// Stores events and numbers, and commits. A batch that changed nothing is dropped, which saves
/// the disk a flush.
async fn finish(tx: &mut Tx, before: Head, events: &[Event]) -> Result<()> {
    if !tx.dirty && tx.head == before {
        return tx.end("rollback").await;
    }
    tx.failed = None;
    insert(tx, events).await?;
    if tx.head != before {
        let head = tx.head;
        let numbers = [head.event_no, head.last_id, head.last_account_id, head.last_tag_id];
        tx.later(sql::SET_HEAD, numbers.map(Arg::from).into()).await?;
    }
    tx.end("commit").await.map_err(|why| if tx.is_lost_for_good() { Error::Unknown } else { why })
}

async fn insert(tx: &mut Tx, events: &[Event]) -> Result<()> {
    for event in events {
        gather(sql::INSERT, sql::INSERT_MANY)
            .bind(event.no)
            .bind(event.kind.as_ref())
            .bind(event.subject)
            .bind(event.actor)
            .bind(event.payload.as_str())
            .bind(event.at)
            .later(tx)
            .await?;
    }
    tx.flush().await
}
