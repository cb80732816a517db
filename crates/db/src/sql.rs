//! A statement on its way: its text, what is bound, and how the answer is wanted.

use crate::{Arg, Engine, Error, Record, Result, Tx, rewrite};

/// A statement with its arguments. Statements are kept prepared by every connection, so a text
/// should be constant and take its values by [`Sql::bind`].
#[derive(Clone, Debug)]
#[must_use = "a statement does nothing until it is run"]
pub struct Sql {
    sqlite: &'static str,
    postgres: &'static str,
    args: Vec<Arg>,
}

/// One text for both engines.
pub fn sql(text: &'static str) -> Sql {
    dialect(text, text)
}

/// A text for each engine, where one cannot say it. Counted: keep these few.
pub fn dialect(sqlite: &'static str, postgres: &'static str) -> Sql {
    Sql { sqlite, postgres, args: Vec::new() }
}

impl Sql {
    /// Binds the next parameter: `$1` first.
    pub fn bind(mut self, arg: impl Into<Arg>) -> Self {
        self.args.push(arg.into());
        self
    }

    /// Whether it is to go from the other end: without the `desc` of its text. So a page that can
    /// be read in both directions has one text, which says the usual one.
    pub fn turned(mut self, turned: bool) -> Self {
        if turned {
            self.sqlite = rewrite::turned(self.sqlite);
            self.postgres = rewrite::turned(self.postgres);
        }
        self
    }

    /// Runs it, and answers how many rows it changed.
    ///
    /// # Errors
    /// [`Error::Conflict`] when a unique index objects; see [`Error`] for the others. After an
    /// error of a statement the unit cannot be stored any more.
    pub async fn run(self, tx: &mut Tx) -> Result<u64> {
        let text = self.text(tx);
        tx.run(text, self.args).await
    }

    /// Runs it without waiting for its answer: PostgreSQL gets it with whatever comes next, which
    /// saves a round trip. Its error, if any, is that of a later statement or of the unit.
    ///
    /// # Errors
    /// As [`Sql::run`], and those of earlier statements sent so.
    pub async fn later(self, tx: &mut Tx) -> Result<()> {
        let text = self.text(tx);
        tx.later(text, self.args).await
    }

    /// All rows.
    ///
    /// # Errors
    /// As [`Sql::run`], and [`Error::Internal`] when a row is not what `T` expects.
    pub async fn all<T: Record>(self, tx: &mut Tx) -> Result<Vec<T>> {
        let text = self.text(tx);
        tx.rows(text, self.args, usize::MAX).await
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// As [`Sql::all`].
    pub async fn find<T: Record>(self, tx: &mut Tx) -> Result<Option<T>> {
        let text = self.text(tx);
        Ok(tx.rows(text, self.args, 1).await?.pop())
    }

    /// The first row, which must exist.
    ///
    /// # Errors
    /// As [`Sql::all`], and [`Error::NotFound`] when there is none.
    pub async fn get<T: Record>(self, tx: &mut Tx) -> Result<T> {
        self.find(tx).await?.ok_or(Error::NotFound)
    }

    fn text(&self, tx: &Tx) -> &'static str {
        match tx.engine() {
            Engine::Sqlite => self.sqlite,
            Engine::Postgres => self.postgres,
        }
    }
}
