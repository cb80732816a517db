//! A connection to PostgreSQL.
//!
//! Statements are pipelined: one that nobody waits for ([`Postgres::later`]) is sent with the
//! next that somebody does. Answers come in order, so the first failure is the one to report;
//! what follows it fails only because the savepoint is broken.

use std::collections::{HashMap, VecDeque};
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::Poll;
use std::time::Duration;

use tokio::time::timeout;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Config, NoTls, Statement};

use crate::row::{Each, Inner};
use crate::sqlite::wrong_count;
use crate::{Arg, Engine, Error, Result, Row, rewrite};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// A sick node must not hold the head row: the others wait for it.
const SETTINGS: &str = "set lock_timeout = '5s'; set idle_in_transaction_session_timeout = '30s'; \
     set statement_timeout = '60s'; set client_min_messages = warning; set timezone = 'UTC'";

/// One connection, what it has prepared, and what was sent without waiting.
pub(crate) struct Postgres {
    client: Rc<Client>,
    given_up: bool,
    statements: HashMap<(usize, usize), Prepared>,
    sent: VecDeque<Answer>,
}

type Answer = Pin<Box<dyn Future<Output = Result<()>>>>;

#[derive(Clone)]
struct Prepared {
    statement: Statement,
    only_reads: bool,
}

impl Postgres {
    /// Connects. Must run inside the runtime that will drive the connection.
    pub(crate) async fn open(config: &Config) -> Result<Self> {
        let connected = timeout(CONNECT_TIMEOUT, config.connect(NoTls)).await;
        let (client, connection) = connected
            .map_err(|_| Error::unavailable("PostgreSQL does not answer"))?
            .map_err(|why| Error::unavailable(told(&why)))?;
        // It ends with the client; its error reaches whoever waits for an answer.
        tokio::spawn(async move {
            let _ = connection.await;
        });
        let client = Rc::new(client);
        client.batch_execute(SETTINGS).await.map_err(|why| error(SETTINGS, &why))?;
        Ok(Self { client, given_up: false, statements: HashMap::new(), sent: VecDeque::new() })
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.given_up || self.client.is_closed()
    }

    /// Counts as closed from now on: its transaction is in an unknown state.
    pub(crate) fn give_up(&mut self) {
        self.given_up = true;
    }

    /// Lets the connection notice what has happened to it while nothing was asked.
    pub(crate) async fn look(&self) {
        tokio::task::yield_now().await;
        tokio::task::yield_now().await;
    }

    /// Runs some text of this crate, of one or more statements, and waits for it.
    pub(crate) async fn batch(&mut self, text: &str) -> Result<()> {
        let client = self.client.clone();
        let answer = self.exchange(client.batch_execute(text)).await?;
        answer.map_err(|why| error(text, &why))
    }

    /// Runs some text of this crate, and does not wait for it.
    pub(crate) async fn batch_later(&mut self, text: &'static str) {
        let client = self.client.clone();
        let answer =
            async move { client.batch_execute(text).await.map_err(|why| error(text, &why)) };
        self.send(Box::pin(answer)).await;
    }

    pub(crate) async fn prepares(&mut self, text: &str) -> Result<()> {
        let rewritten = rewrite::statement(Engine::Postgres, text);
        let client = self.client.clone();
        let answer = self.exchange(client.prepare(&rewritten)).await?;
        answer.map(|_| ()).map_err(|why| error(text, &why))
    }

    /// Whether the statement can only read.
    pub(crate) async fn only_reads(&mut self, text: &'static str) -> Result<bool> {
        Ok(self.prepared(text).await?.only_reads)
    }

    pub(crate) async fn run(&mut self, text: &'static str, args: Vec<Arg>) -> Result<u64> {
        let statement = self.statement(text, args.len()).await?;
        let client = self.client.clone();
        let answer = self.exchange(client.execute_raw(&statement, &args)).await?;
        answer.map_err(|why| error(text, &why))
    }

    /// Sends it, and does not wait. The arguments are single ones or columns of them.
    pub(crate) async fn later<A>(&mut self, text: &'static str, args: Vec<A>) -> Result<()>
    where
        A: ToSql + Sync + 'static,
    {
        let statement = self.statement(text, args.len()).await?;
        let client = self.client.clone();
        let answer = async move {
            let rows = client.execute_raw(&statement, &args).await;
            rows.map(|_| ()).map_err(|why| error(text, &why))
        };
        self.send(Box::pin(answer)).await;
        Ok(())
    }

    pub(crate) async fn rows(
        &mut self,
        text: &'static str,
        args: Vec<Arg>,
        rows_max: usize,
        each: Each<'_>,
    ) -> Result<()> {
        let statement = self.statement(text, args.len()).await?;
        let client = self.client.clone();
        let params: Vec<&(dyn ToSql + Sync)> = args.iter().map(|arg| arg as _).collect();
        let rows = self.exchange(client.query(&statement, &params)).await?;
        let rows = rows.map_err(|why| error(text, &why))?;
        rows.iter().take(rows_max).try_for_each(|row| each(&Row(Inner::Postgres(row))))
    }

    /// Waits for all that was sent, and reports the first failure.
    pub(crate) async fn settle(&mut self) -> Result<()> {
        let mut first = Ok(());
        while let Some(answer) = self.sent.pop_front() {
            first = first.and(answer.await);
        }
        first
    }

    /// Sends, then waits for all answers up to its own: one round trip.
    async fn exchange<F: Future>(&mut self, request: F) -> Result<F::Output> {
        let mut request = pin!(request);
        let early = poll_once(request.as_mut()).await;
        self.settle().await?;
        match early {
            Some(answer) => Ok(answer),
            None => Ok(request.await),
        }
    }

    async fn send(&mut self, mut answer: Answer) {
        match poll_once(answer.as_mut()).await {
            Some(done) => self.sent.push_back(Box::pin(async { done })),
            None => self.sent.push_back(answer),
        }
    }

    async fn statement(&mut self, text: &'static str, args: usize) -> Result<Statement> {
        let statement = self.prepared(text).await?.statement;
        match statement.params().len() {
            wanted if wanted == args => Ok(statement),
            wanted => Err(wrong_count(text, wanted, args)),
        }
    }

    async fn prepared(&mut self, text: &'static str) -> Result<Prepared> {
        let key = (text.as_ptr() as usize, text.len());
        if let Some(prepared) = self.statements.get(&key) {
            return Ok(prepared.clone());
        }
        let rewritten = rewrite::statement(Engine::Postgres, text);
        let client = self.client.clone();
        let answer = self.exchange(client.prepare(&rewritten)).await?;
        let statement = answer.map_err(|why| error(text, &why))?;
        let prepared = Prepared { statement, only_reads: rewrite::only_reads(text) };
        self.statements.insert(key, prepared.clone());
        Ok(prepared)
    }
}

/// Polling a request once is what sends it.
async fn poll_once<F: Future + ?Sized>(mut request: Pin<&mut F>) -> Option<F::Output> {
    poll_fn(|context| {
        Poll::Ready(match request.as_mut().poll(context) {
            Poll::Ready(answer) => Some(answer),
            Poll::Pending => None,
        })
    })
    .await
}

/// Reads a `postgres://…` address.
pub(crate) fn config(url: &str) -> Result<Config> {
    // The address holds a password, so it is not repeated in the error.
    let mut config: Config = url
        .parse()
        .map_err(|why| Error::unavailable(format!("the address of PostgreSQL is unfit: {why}")))?;
    if config.get_application_name().is_none() {
        config.application_name("portevoix");
    }
    Ok(config)
}

fn error(text: &str, why: &tokio_postgres::Error) -> Error {
    let Some(code) = why.code() else {
        return match why.is_closed() || has_io(why) {
            true => Error::unavailable("the connection to PostgreSQL is lost"),
            false => Error::statement(text, told(why)),
        };
    };
    match *code {
        SqlState::UNIQUE_VIOLATION => Error::Conflict,
        SqlState::T_R_SERIALIZATION_FAILURE
        | SqlState::T_R_DEADLOCK_DETECTED
        | SqlState::LOCK_NOT_AVAILABLE
        | SqlState::QUERY_CANCELED => Error::Busy,
        _ if matches!(code.code().get(..2), Some("08" | "53" | "57" | "58")) => {
            Error::unavailable(told(why))
        }
        // A standby that was promoted elsewhere, or not yet.
        SqlState::READ_ONLY_SQL_TRANSACTION => Error::statement(text, "it writes in a read"),
        _ => Error::statement(text, told(why)),
    }
}

fn has_io(why: &tokio_postgres::Error) -> bool {
    std::error::Error::source(why).is_some_and(|source| source.is::<std::io::Error>())
}

fn told(why: &tokio_postgres::Error) -> String {
    match (why.as_db_error(), std::error::Error::source(why)) {
        (Some(db), _) => db.message().to_owned(),
        (None, Some(source)) => format!("{why}: {source}"),
        (None, None) => why.to_string(),
    }
}
