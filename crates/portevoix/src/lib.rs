//! The door, and the map of the house: which rooms there are, what is remembered of an event
//! before its answer leaves, and which consequences follow from it.

pub mod answers;
pub mod checks;
pub mod commands;
pub mod effects;
pub mod front;
pub mod headers;
pub mod limits;
pub mod metrics;
pub mod migrations;
pub mod server;

pub use server::{Server, open};

use ground::http::{Route, Scope, route};

/// Every door of the house.
#[must_use]
pub fn routes() -> Vec<Route> {
    let mut routes = social::routes();
    routes.extend(desk::routes());
    routes.extend(federation::routes());
    routes.extend(ground::html::assets::routes());
    routes.push(route::get("/metrics", Scope::Anyone, metrics::show));
    routes
}
