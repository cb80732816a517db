//! Two databases, one SQL text.
//!
//! A room writes its statements once, in the spelling both engines understand, and says nothing
//! of drivers. This crate is the only place that names one. It promises:
//!
//! - a unit of work ([`Db::write`]) is stored whole or not at all, and it is on disk before its
//!   caller hears of it;
//! - many units share one commit, so throughput grows with load, yet a unit that fails or panics
//!   takes nothing with it but itself;
//! - events have gapless numbers in commit order, and the commit hook sees each exactly once;
//! - a read ([`Db::read`]) sees one snapshot and never waits for the writer.
//!
//! The portable spelling: `$1` numbered parameters, lower case, times and ids bound rather than
//! `now()` or sequences, lists as `in (select value from list($1))`, `bigint` and `boolean` and
//! `bytea` columns. A statement that cannot be spelled so goes through [`dialect`], and one that
//! the fastest writers write through [`gather`]; both are counted.

mod arg;
mod batch;
mod consume;
mod db;
mod error;
mod event;
mod follow;
mod gather;
mod lane;
mod macros;
mod migrate;
mod options;
mod postgres;
mod reader;
mod rewrite;
mod row;
mod sql;
mod sqlite;
mod stats;
mod tx;
mod writer;

pub use arg::{Arg, IntValue};
pub use db::{Db, Engine, Target};
pub use error::{Error, Result};
pub use event::Event;
pub use gather::{Gather, gather};
pub use migrate::Migration;
pub use options::{Clock, Options};
pub use row::{Record, Row, Value};
pub use sql::{Sql, dialect, sql};
pub use stats::Stats;
pub use tx::Tx;
