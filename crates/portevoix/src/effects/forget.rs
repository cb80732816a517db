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
    draw: |tx, event| Box::pin(draw(tx, event)),
};

async fn draw(tx: &mut Tx, event: &db::Event) -> Result<()> {
    filters::forget_post(tx, PostId(event.subject)).await
}
