//! The road to other servers of the open social web, by ActivityPub.
//!
//! What comes in is read, believed or not, and handed to the verbs of the social floor: the same
//! that people of this server use. What people here do is drawn from its events and sent. The
//! rules of what one may do lie in those verbs, and none lies here.
//!
//! `FEDERATION.md` says what is spoken.

pub mod actors;
pub mod conversations;
pub mod delivery;
mod fetch;
pub mod history;
pub mod inbox;
mod names;
mod objects;
mod quotations;
mod signed;
mod ties;

use std::any::Any;

use ground::http::Route;
use ground::{App, Result};
use social::accounts::elsewhere::{Elsewhere, Ways};

/// What is kept in memory, to be handed to [`App::new`].
#[must_use]
pub fn memory() -> Vec<Box<dyn Any + Send + Sync>> {
    vec![
        Box::new(actors::Actors::default()),
        Box::new(conversations::Conversations::default()),
        Box::new(delivery::Postmen::default()),
        Box::new(fetch::Budgets::default()),
        Box::new(fetch::Fetcher::default()),
        Box::new(inbox::Inbox::default()),
    ]
}

/// The doors that other servers knock at.
#[must_use]
pub fn routes() -> Vec<Route> {
    [
        actors::routes(),
        conversations::routes(),
        delivery::routes(),
        history::routes(),
        inbox::routes(),
        objects::routes(),
        quotations::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Brings what is kept in memory up to date with what was just committed.
pub fn remember(app: &App, events: &[db::Event]) {
    for event in events {
        actors::remember(app, event);
        delivery::remember(app, event);
    }
}

/// What must be ready before the first request.
///
/// # Errors
/// If the system's trust in certificates cannot be read, or the database does not answer.
pub async fn wake(app: &App) -> Result<()> {
    fetch::wake(app)?;
    actors::wake(app).await?;
    let ways = Ways {
        account: actors::ask_for,
        at: fetch::ask_at,
        conversation: conversations::known,
        claims: actors::ask_claim,
    };
    Elsewhere::open(app, ways);
    Ok(())
}

/// Sends what is to be sent, applies what was received, asks for what is missing and was
/// missed, until it is dropped.
pub async fn work(app: App) {
    tokio::join!(
        conversations::work(app.clone()),
        delivery::work(app.clone()),
        history::work(app.clone()),
        inbox::work(app),
    );
}

/// Forgets what was sent and received long ago.
///
/// # Errors
/// If the database does not answer.
pub async fn sweep(app: &App) -> Result<()> {
    conversations::sweep(app).await?;
    history::sweep(app).await?;
    inbox::sweep(app).await?;
    delivery::sweep(app).await
}
