//! A block ends what two accounts have to do with each other, in rooms where nobody waits for it.

use db::Tx;
use ground::Result;
use ground::events::{self, Event as _};
use social::{blocks, collections};

use super::{ALL, Effect};

/// Parts the two.
pub(super) const EFFECT: Effect = Effect {
    name: "part",
    kinds: &[blocks::Blocked::KIND],
    concerns: ALL,
    draw: |tx, events| Box::pin(draw(tx, events)),
};

async fn draw(tx: &mut Tx, events: &[&db::Event]) -> Result<()> {
    for event in events {
        let block: blocks::Blocked = events::read(event)?;
        collections::sever(tx, block.account, block.target).await?;
    }
    Ok(())
}
