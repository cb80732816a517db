//! Direct posts become conversations of those in them.

use db::Tx;
use ground::events::{self, Event as _};
use ground::{PostId, Result};
use social::conversations;
use social::posts::{self, Visibility};

use super::Effect;

/// Keeps conversations.
pub(super) const EFFECT: Effect = Effect {
    name: "converse",
    kinds: &[posts::Published::KIND, posts::Deleted::KIND],
    draw: |tx, events| Box::pin(draw(tx, events)),
};

async fn draw(tx: &mut Tx, events: &[&db::Event]) -> Result<()> {
    for event in events {
        if event.kind == posts::Published::KIND {
            let new: posts::Published = events::read(event)?;
            if new.visibility == Visibility::Direct && new.boost_of.is_none() {
                conversations::say(tx, new.post, new.author, &new.mentions).await?;
            }
        } else {
            let gone: posts::Deleted = events::read(event)?;
            if gone.visibility == Visibility::Direct {
                conversations::forget_post(tx, PostId(event.subject)).await?;
            }
        }
    }
    Ok(())
}
