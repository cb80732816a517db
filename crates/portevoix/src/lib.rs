//! The door, and the map of the house: which rooms there are, what is remembered of an event
//! before its answer leaves, and which consequences follow from it.

pub mod answers;
pub mod effects;
pub mod limits;
pub mod migrations;
pub mod server;

pub use server::{Server, open};

use ground::http::Route;

/// Every door of the house.
#[must_use]
pub fn routes() -> Vec<Route> {
    social::routes()
}
