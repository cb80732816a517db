//! Who blocks somebody is no longer quoted by them.

use db::Tx;
use ground::Result;
use ground::events::{self, Event as _};
use social::blocks;
use social::posts::quotes;

use super::{ALL, Effect};

/// Takes back quotes of those who block by those they block.
pub(super) const EFFECT: Effect = Effect {
    name: "detach",
    kinds: &[blocks::Blocked::KIND],
    concerns: ALL,
    draw: |tx, events| Box::pin(draw(tx, events)),
};

async fn draw(tx: &mut Tx, happened: &[&db::Event]) -> Result<()> {
    for event in happened {
        let blocked: blocks::Blocked = events::read(event)?;
        while quotes::detach(tx, blocked.account, blocked.target).await? {}
    }
    Ok(())
}
