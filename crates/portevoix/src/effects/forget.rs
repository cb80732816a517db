//! What hung on a post that is gone, in rooms where nobody waits for it.

use db::Tx;
use ground::events::Event as _;
use ground::{PostId, Result};
use social::{filters, posts};

use super::Effect;

/// Forgets posts that are gone.
pub(super) const EFFECT: Effect = Effect {
    name: "forget",
    kinds: &[posts::Deleted::KIND],
    draw: |tx, events| Box::pin(draw(tx, events)),
};

async fn draw(tx: &mut Tx, events: &[&db::Event]) -> Result<()> {
    for event in events {
        filters::forget_post(tx, PostId(event.subject)).await?;
    }
    Ok(())
}
