//! Stories about the database, each told on SQLite and, when `TEST_POSTGRES` holds the address of
//! a server, on PostgreSQL. That should be a throwaway server: every story leaves a database
//! behind, because dropping one makes the server flush everything and takes a second.

#![allow(unreachable_pub, clippy::unwrap_used)]

mod batch;
mod consume;
mod durable;
mod events;
mod house;
mod ids;
mod migrations;
mod nodes;
mod reads;
mod statements;
