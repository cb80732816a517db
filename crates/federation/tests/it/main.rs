//! Servers that speak with each other, over the loopback of this machine, each through its front
//! door.
#![allow(clippy::unwrap_used)] // Helpers of tests may panic as tests do.

mod actors;
mod conversations;
mod deliveries;
mod far;
mod follows;
mod history;
mod inbox;
mod letter;
mod moves;
mod parser;
mod peer;
mod polls;
mod posts;
mod quotes;
mod reports;
mod signatures;
mod two;
