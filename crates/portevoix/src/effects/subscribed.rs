//! Posts for everybody that people without an account have by mail: a letter is due.

use db::Tx;
use ground::events::{self, Event as _};
use ground::{AccountId, Result};
use social::posts::{self, Visibility};
use social::subscriptions;

use super::Effect;

/// Notes that letters are due.
pub(super) const EFFECT: Effect = Effect {
    name: "subscribed",
    kinds: &[posts::Published::KIND],
    draw: |tx, events| Box::pin(draw(tx, events)),
};

async fn draw(tx: &mut Tx, events: &[&db::Event]) -> Result<()> {
    let (mut authors, mut at) = (Vec::new(), 0);
    for event in events {
        let new: posts::Published = events::read(event)?;
        if new.visibility == Visibility::Public {
            authors.push(AccountId(event.actor));
            at = event.at;
        }
    }
    match authors.is_empty() {
        true => Ok(()),
        false => subscriptions::posted(tx, &authors, at).await,
    }
}
