//! What hung on a post or an emoji that is gone, in rooms where nobody waits for it.

use db::Tx;
use ground::events::{self, Event as _};
use ground::{PostId, Result};
use social::{announcements, emojis, filters, posts};

use super::{ALL, Effect};

/// Forgets posts and emojis that are gone.
pub(super) const EFFECT: Effect = Effect {
    name: "forget",
    kinds: &[posts::Deleted::KIND, emojis::Changed::KIND],
    concerns: ALL,
    draw: |tx, events| Box::pin(draw(tx, events)),
};

async fn draw(tx: &mut Tx, events: &[&db::Event]) -> Result<()> {
    for event in events {
        if event.kind == posts::Deleted::KIND {
            filters::forget_post(tx, PostId(event.subject)).await?;
            continue;
        }
        let emoji: emojis::Changed = events::read(event)?;
        if emoji.now.is_none() {
            announcements::forget_emoji(tx, &emoji.shortcode).await?;
        }
    }
    Ok(())
}
