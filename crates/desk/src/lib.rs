//! The advocacy desk: what an organisation does together, each person under their own log-in.
//!
//! A team turns what people live through into campaigns. Every verb takes the [`teams::Seat`] of
//! who acts, asks it whether they may, and leaves a line in the journal. What is published goes
//! through the verbs of the social floor; nothing here knows of other servers.

pub mod journal;
mod page;
pub mod teams;

use ground::App;
use ground::http::Route;

/// Every door of the rooms.
#[must_use]
pub fn routes() -> Vec<Route> {
    [journal::routes(), teams::routes()].into_iter().flatten().collect()
}

/// Brings what is kept in memory up to date with what was just committed.
pub fn remember(app: &App, events: &[db::Event]) {
    for event in events {
        teams::remember(app, event);
    }
}

/// Works on what the rooms put off, until it is dropped.
pub async fn work(app: App) {
    teams::work(app).await;
}
