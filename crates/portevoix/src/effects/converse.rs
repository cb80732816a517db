//! Direct posts become conversations of those in them.

use db::Tx;
use ground::events::{self, Event as _};
use ground::{App, PostId, Result};
use social::conversations;
use social::posts::{self, Visibility};

use super::Effect;

/// Keeps conversations.
pub(super) const EFFECT: Effect = Effect {
    name: "converse",
    kinds: &[posts::Published::KIND, posts::Deleted::KIND],
    concerns: is_direct,
    draw: |tx, events| Box::pin(draw(tx, events)),
};

fn is_direct(_: &App, event: &db::Event) -> bool {
    match event.kind.as_ref() {
        posts::Published::KIND => events::read(event).map_or(true, |new: posts::Published| {
            new.visibility == Visibility::Direct && new.boost_of.is_none()
        }),
        _ => events::read(event)
            .map_or(true, |gone: posts::Deleted| gone.visibility == Visibility::Direct),
    }
}

async fn draw(tx: &mut Tx, events: &[&db::Event]) -> Result<()> {
    for event in events {
        if event.kind == posts::Published::KIND {
            let new: posts::Published = events::read(event)?;
            conversations::say(tx, new.post, new.author, &new.mentions).await?;
        } else {
            conversations::forget_post(tx, PostId(event.subject)).await?;
        }
    }
    Ok(())
}
