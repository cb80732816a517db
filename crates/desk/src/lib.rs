//! The advocacy desk: what an organisation does together, each person under their own log-in.
//!
//! A team turns what people live through into campaigns. Every verb takes the [`teams::Seat`] of
//! who acts, asks it whether they may, and leaves a line in the journal. What is published goes
//! through the verbs of the social floor; nothing here knows of other servers.

pub mod campaigns;
pub mod journal;
mod named;
mod page;
pub mod targets;
pub mod teams;
pub mod testimonies;
pub mod visuals;

use std::any::Any;

use ground::http::Route;
use ground::{App, Config, Result};

/// What the rooms keep in memory, to be handed to [`App::new`].
#[must_use]
pub fn memory(config: &Config) -> Vec<Box<dyn Any + Send + Sync>> {
    vec![
        Box::new(campaigns::Counts::default()),
        Box::new(teams::Organisations::default()),
        Box::new(testimonies::Vault::new(config)),
    ]
}

/// What must be ready before the first request.
///
/// # Errors
/// If the database does not answer.
pub async fn wake(app: &App) -> Result<()> {
    teams::wake(app).await
}

/// Every door of the rooms.
#[must_use]
pub fn routes() -> Vec<Route> {
    [
        campaigns::routes(),
        journal::routes(),
        targets::routes(),
        teams::routes(),
        testimonies::routes(),
        visuals::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Brings what is kept in memory up to date with what was just committed.
pub fn remember(app: &App, events: &[db::Event]) {
    for event in events {
        teams::remember(app, event);
    }
}

/// Works on what the rooms put off, until it is dropped.
pub async fn work(app: App) {
    tokio::join!(teams::work(app.clone()), testimonies::work(app));
}

/// Ends and removes what has had its time. Called from time to time.
///
/// # Errors
/// If the database does not answer.
pub async fn sweep(app: &App) -> Result<()> {
    testimonies::sweep(app).await
}
