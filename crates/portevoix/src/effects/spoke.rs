//! Posts in the name of an organisation: its journal says who wrote them.

use db::Tx;
use ground::events::Event as _;
use ground::{AccountId, PostId, Result};
use social::posts;

use super::Effect;

/// Writes who spoke into the journals of organisations.
pub(super) const EFFECT: Effect = Effect {
    name: "spoke",
    kinds: &[posts::Published::KIND],
    concerns: |app, event| desk::teams::Organisations::has(app, AccountId(event.actor)),
    draw: |tx, events| Box::pin(draw(tx, events)),
};

async fn draw(tx: &mut Tx, events: &[&db::Event]) -> Result<()> {
    let posts: Vec<PostId> = events.iter().map(|event| PostId(event.subject)).collect();
    desk::journal::spoke(tx, &posts).await
}
