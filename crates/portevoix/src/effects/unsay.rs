//! A testimony that is over takes with it what the desk made of it.

use db::Tx;
use desk::testimonies::{self, TestimonyId};
use desk::visuals;
use ground::Result;
use ground::events::{self, Event as _};

use super::{ALL, Effect};

/// Empties what shows words that were taken back.
pub(super) const EFFECT: Effect = Effect {
    name: "unsay",
    kinds: &[testimonies::Moved::KIND],
    concerns: ALL,
    draw: |tx, events| Box::pin(draw(tx, events)),
};

async fn draw(tx: &mut Tx, events: &[&db::Event]) -> Result<()> {
    for event in events {
        let moved: testimonies::Moved = events::read(event)?;
        if moved.is_over() {
            visuals::forget(tx, TestimonyId(moved.testimony)).await?;
        }
    }
    Ok(())
}
