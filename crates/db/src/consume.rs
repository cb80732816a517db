//! Durable consumers of events: each event has its effects once, even if the power fails.

use crate::{Db, Error, Event, Result, Tx, sql};

/// Events deleted in one unit, so that other units need not wait long.
const PRUNE_MAX: i64 = 5_000;
/// Events a consumer may have passed over without its cursor being stored.
const PASSED_MAX: i64 = 1_000;

/// How far a consumer has come, as this process knows.
#[derive(Clone, Copy, Default)]
pub(crate) struct Cursor {
    known: i64,
    stored: i64,
}

impl Db {
    /// Hands the next events, `batch_max` at most, to `work`, and moves the cursor of consumer
    /// `name` in the same transaction. Answers how many there were; 0 means to wait for more. A
    /// consumer begins with the oldest event there is.
    ///
    /// # Errors
    /// Those of `work`, after which the same events come again; and as [`Db::write`].
    pub async fn consume<E, F>(
        &self,
        name: &'static str,
        batch_max: i64,
        work: F,
    ) -> Result<usize, E>
    where
        F: AsyncFnOnce(&mut Tx, &[Event]) -> Result<(), E> + Clone + Send + 'static,
        E: From<Error> + Send + 'static,
    {
        if self.is_done(name) {
            return Ok(0);
        }
        let shared = self.shared();
        let passed = self.known(name).unwrap_or(0);
        let unit = async move |tx: &mut Tx| {
            let cursor = stored(tx, name).await?.max(passed);
            let events = match shared.follow.after(cursor, batch_max) {
                Some(events) => events,
                None => tx.events_after(cursor, batch_max).await?,
            };
            let Some(last) = events.last().map(|event| event.no) else { return Ok((cursor, 0)) };
            work(tx, &events).await?;
            set_cursor(tx, name, last).await?;
            Ok::<_, E>((last, events.len()))
        };
        let (cursor, count) = self.write(unit).await?;
        self.now_at(name, cursor, true);
        Ok(count)
    }

    /// Lets consumer `name` pass over events that do not concern it, up to number `no`: all those
    /// that [`Db::upcoming`] gave. That is stored only now and then; after a crash the same events
    /// come again.
    ///
    /// # Errors
    /// As [`Db::write`].
    pub async fn pass(&self, name: &'static str, no: i64) -> Result<()> {
        let cursor = self.now_at(name, no, false);
        match cursor.known - cursor.stored < PASSED_MAX {
            true => Ok(()),
            false => self.store(name, cursor.known).await,
        }
    }

    async fn store(&self, name: &'static str, no: i64) -> Result<()> {
        let unit = async move |tx: &mut Tx| {
            // Another process may be further.
            let far = stored(tx, name).await?.max(no);
            set_cursor(tx, name, far).await
        };
        self.write(unit).await?;
        self.now_at(name, no, true);
        Ok(())
    }

    /// The events that consumer `name` would be handed next, `limit` at most: to prepare for them
    /// before the writer's turn. Another process may be faster and handle them meanwhile.
    ///
    /// # Errors
    /// As [`Db::read`].
    pub async fn upcoming(&self, name: &'static str, limit: i64) -> Result<Vec<Event>> {
        let known = match self.known(name) {
            Some(known) => known,
            None => self.now_at(name, self.cursor(name).await?, true).known,
        };
        if self.is_done(name) {
            return Ok(Vec::new());
        }
        match self.shared().follow.after(known, limit) {
            Some(events) => Ok(events),
            None => self.events_after(known, limit).await,
        }
    }

    /// Whether consumer `name` is known to have handled every event this process has seen. Asks
    /// the database nothing.
    #[must_use]
    pub fn is_done(&self, name: &str) -> bool {
        self.known(name).is_some_and(|known| known >= self.stats().seen)
    }

    /// The number of the last event that consumer `name` has handled; 0 before the first.
    ///
    /// # Errors
    /// As [`Db::read`].
    pub async fn cursor(&self, name: &'static str) -> Result<i64> {
        let stored = self.read(async move |tx| stored(tx, name).await).await?;
        Ok(stored.max(self.known(name).unwrap_or(0)))
    }

    fn known(&self, name: &str) -> Option<i64> {
        self.cursors().lock().get(name).map(|cursor| cursor.known)
    }

    /// Notes how far a consumer has come, which never goes back, and whether that is stored.
    fn now_at(&self, name: &'static str, no: i64, stored: bool) -> Cursor {
        let mut cursors = self.cursors().lock();
        let cursor = cursors.entry(name).or_default();
        cursor.known = cursor.known.max(no);
        if stored {
            cursor.stored = cursor.stored.max(no);
        }
        *cursor
    }

    /// Lets consumer `name` pass over all events there are now, as if it had handled them.
    ///
    /// # Errors
    /// As [`Db::write`].
    pub async fn skip(&self, name: &'static str) -> Result<()> {
        let head = self.head_no().await?;
        self.write(async move |tx| set_cursor(tx, name, head).await).await
    }

    /// Deletes the events that all consumers have handled and that are older than `keep_ms`.
    /// Answers how many.
    ///
    /// # Errors
    /// As [`Db::write`].
    pub async fn prune_events(&self, keep_ms: i64) -> Result<u64> {
        let passed: Vec<_> = self.cursors().lock().iter().map(|(name, at)| (*name, *at)).collect();
        for (name, at) in passed.into_iter().filter(|(_, at)| at.stored < at.known) {
            self.store(name, at.known).await?;
        }
        let before_ms = self.now_ms() - keep_ms;
        let mut total = 0;
        loop {
            let count = self.write(async move |tx| prune(tx, before_ms).await).await?;
            total += count;
            if count < PRUNE_MAX as u64 {
                return Ok(total);
            }
        }
    }
}

async fn stored(tx: &mut Tx, name: &'static str) -> Result<i64> {
    let cursor = sql("select event_no from consumer where name = $1").bind(name).find(tx).await?;
    Ok(cursor.unwrap_or(0))
}

async fn set_cursor(tx: &mut Tx, name: &'static str, no: i64) -> Result<()> {
    sql("insert into consumer (name, event_no) values ($1, $2)
         on conflict (name) do update set event_no = excluded.event_no")
    .bind(name)
    .bind(no)
    .later(tx)
    .await
}

/// Only from the front, so that what is left has no gaps even if the clock had jumped.
async fn prune(tx: &mut Tx, before_ms: i64) -> Result<u64> {
    let read_by_all: Option<i64> = sql("select min(event_no) from consumer").get(tx).await?;
    let young: Option<i64> = sql("select no from event where at >= $1 order by no limit 1")
        .bind(before_ms)
        .find(tx)
        .await?;
    sql("delete from event where no in
           (select no from event where no <= $1 and no < $2 order by no limit $3)")
    .bind(read_by_all.unwrap_or(i64::MAX))
    .bind(young.unwrap_or(i64::MAX))
    .bind(PRUNE_MAX)
    .run(tx)
    .await
}
