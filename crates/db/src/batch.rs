//! The transaction around the units of a batch, in the words of each engine.

use crate::Result;
use crate::tx::{Conn, Tx};

const SAVEPOINT: &str = "savepoint unit";

impl Tx {
    /// Opens a savepoint for the first unit.
    pub(crate) async fn savepoint(&mut self) -> Result<()> {
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
    pub(crate) async fn release(&mut self, more: bool) -> Result<()> {
        self.flush().await?;
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
    pub(crate) async fn rollback_unit(&mut self, more: bool) {
        self.events.clear();
        self.gathered.clear();
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

    /// Ends the transaction with this word.
    pub(crate) async fn end(&mut self, word: &'static str) -> Result<()> {
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
        self.gathered.clear();
        match &mut self.conn {
            Conn::Sqlite(conn) if conn.is_idle() => {}
            Conn::Sqlite(conn) => drop(conn.short("rollback")),
            Conn::Postgres(conn) => {
                drop(conn.settle().await);
                drop(conn.batch("rollback").await);
            }
        }
    }

    pub(crate) fn is_lost(&self) -> bool {
        match &self.conn {
            Conn::Sqlite(conn) => conn.is_idle(),
            Conn::Postgres(conn) => conn.is_closed(),
        }
    }

    pub(crate) fn is_lost_for_good(&self) -> bool {
        matches!(&self.conn, Conn::Postgres(conn) if conn.is_closed())
    }
}
