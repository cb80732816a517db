//! The readers' lanes, and the follower.

use std::time::Duration;

use crossbeam_channel::{Receiver, RecvError, RecvTimeoutError};

use crate::lane::{Lane, Turn, Unit, guarded};
use crate::tx::{Conn, Tx};
use crate::{Error, Result};

/// A snapshot of all that is read in it; the server is spared a lock and an id.
const BEGIN_POSTGRES: &str = "begin isolation level repeatable read read only";

/// How long a reader waits for work before it gives back its memory.
const REST: Duration = Duration::from_secs(1);

/// Works until the queue is closed and empty.
pub(crate) fn run(mut lane: Lane, queue: &Receiver<Box<dyn Unit>>) {
    while let Ok(mut unit) = next(&mut lane, queue) {
        let verdict = lane.read(&mut *unit);
        lane.shared.counters.read(lane.tx.take_statements());
        unit.answer(verdict);
    }
}

fn next(lane: &mut Lane, queue: &Receiver<Box<dyn Unit>>) -> Result<Box<dyn Unit>, RecvError> {
    queue.recv_timeout(REST).or_else(|why| match why {
        RecvTimeoutError::Timeout => {
            lane.tx.rest();
            queue.recv()
        }
        RecvTimeoutError::Disconnected => Err(RecvError),
    })
}

/// Looks for events of other processes until it is told to stop.
pub(crate) fn follow(mut lane: Lane, stop: &Receiver<()>) {
    let pause = Duration::from_millis(lane.shared.options.follow_poll_ms.max(1));
    while stop.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
        lane.look();
        if lane.ensure_connected().is_err() {
            continue;
        }
        while let Some(seen) = lane.shared.follow.seen() {
            if !matches!(lane.fetch(seen), Ok(events) if !events.is_empty()) {
                break;
            }
        }
    }
}

impl Lane {
    fn read(&mut self, unit: &mut dyn Unit) -> Result<()> {
        self.look();
        self.ensure_connected()?;
        self.tx.begin_unit();
        self.driver.drive(read(&mut self.tx, unit))
    }

    fn look(&mut self) {
        if let Conn::Postgres(conn) = &self.tx.conn {
            self.driver.drive(conn.look());
        }
    }
}

async fn read(tx: &mut Tx, unit: &mut dyn Unit) -> Result<()> {
    match &mut tx.conn {
        Conn::Sqlite(conn) => conn.short("begin")?,
        Conn::Postgres(conn) => conn.batch_later(BEGIN_POSTGRES).await,
    }
    let verdict = match (guarded(unit, tx, Turn::Last).await, tx.failed.take()) {
        (Err(why), _) | (Ok(true), Some(why)) => Err(why),
        (Ok(true), None) => Ok(()),
        (Ok(false), _) => Err(Error::internal("A read gave up.")),
    };
    match &mut tx.conn {
        Conn::Sqlite(conn) => conn.short("commit").or_else(|_| conn.short("rollback"))?,
        Conn::Postgres(conn) => {
            // Nobody waits for this answer, but it must be on its way before the lane rests.
            conn.batch_later("commit").await;
            conn.look().await;
        }
    }
    verdict
}
