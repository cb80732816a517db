//! Stories about the database, each told on SQLite and, when `TEST_POSTGRES` holds the address of
//! a server, on PostgreSQL.

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
