//! What an account is told is put on its way to its sleeping programs.

use db::Tx;
use ground::events::{self, Event as _};
use ground::{AccountId, Result};
use social::notifications::Told;
use social::{oauth, push};

use super::{ALL, Effect};

/// Sends push messages.
pub(super) const EFFECT: Effect = Effect {
    name: "push",
    kinds: &[Told::KIND, oauth::Ended::KIND],
    concerns: ALL,
    draw: |tx, events| Box::pin(draw(tx, events)),
};

async fn draw(tx: &mut Tx, events: &[&db::Event]) -> Result<()> {
    let mut told: Vec<Told> = Vec::new();
    for event in events {
        if event.kind == Told::KIND {
            told.push(events::read(event)?);
        } else {
            push::forget_ended(tx, AccountId(event.actor)).await?;
        }
    }
    push::send(tx, &told).await
}
