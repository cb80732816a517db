//! Statements that many units of a batch run alike, put together to one.
//!
//! A message to PostgreSQL costs it more than a row does. What fast writers write therefore waits
//! in the transaction until a statement comes that may want to see it, or the batch ends, and
//! goes as one statement over arrays. SQLite has no messages: there it runs at once.

use std::mem;

use crate::tx::Conn;
use crate::{Arg, Result, Tx};

/// Rows sent at once at most.
const ROWS_MAX: usize = 512;

/// A statement for one row, in two spellings: see [`gather`].
#[derive(Clone, Debug)]
#[must_use = "a statement does nothing until it is run"]
pub struct Gather {
    one: &'static str,
    many: &'static str,
    args: Vec<Arg>,
}

/// A statement that writes one row and whose order among other such statements does not matter.
/// `one` is for SQLite and takes the values of the row; `many` is for PostgreSQL and takes an
/// array of as many values for each of them (`unnest($1::bigint[], $2::text[])`). All other
/// statements see what it has written.
pub fn gather(one: &'static str, many: &'static str) -> Gather {
    Gather { one, many, args: Vec::new() }
}

impl Gather {
    /// Binds the next parameter: `$1` first.
    pub fn bind(mut self, arg: impl Into<Arg>) -> Self {
        self.args.push(arg.into());
        self
    }

    /// Runs it with whatever comes next. Its error, if any, is that of a later statement or of
    /// the unit.
    ///
    /// # Errors
    /// As [`crate::Sql::later`].
    pub async fn later(self, tx: &mut Tx) -> Result<()> {
        match tx.conn {
            Conn::Sqlite(_) => tx.later(self.one, self.args).await,
            Conn::Postgres(_) => tx.gather(self.many, self.args).await,
        }
    }
}

/// The rows that wait, by statement.
#[derive(Default)]
pub(crate) struct Gathered(Vec<(&'static str, Vec<Vec<Arg>>)>);

impl Gathered {
    /// Adds a row; answers whether there are many now.
    fn add(&mut self, text: &'static str, row: Vec<Arg>) -> bool {
        let known = self.0.iter().position(|(known, _)| std::ptr::eq(*known, text));
        let at = known.unwrap_or_else(|| {
            self.0.push((text, row.iter().map(|_| Vec::new()).collect()));
            self.0.len() - 1
        });
        let columns = &mut self.0[at].1;
        columns.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
        columns.first().is_some_and(|column| column.len() >= ROWS_MAX)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

impl Tx {
    async fn gather(&mut self, text: &'static str, row: Vec<Arg>) -> Result<()> {
        self.check(text, &row)?;
        self.mark();
        if self.gathered.add(text, row) { self.flush().await } else { Ok(()) }
    }

    /// Sends what waits.
    pub(crate) async fn flush(&mut self) -> Result<()> {
        for (text, columns) in mem::take(&mut self.gathered).0 {
            let Conn::Postgres(conn) = &mut self.conn else { continue };
            let sent = conn.later(text, columns).await;
            self.note(sent)?;
        }
        Ok(())
    }
}
