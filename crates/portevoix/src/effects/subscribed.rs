//! Posts for everybody that people without an account have by mail: a letter is due.

use db::Tx;
use ground::events::{self, Event as _};
use ground::{AccountId, App, Result};
use social::posts::{self, Visibility};
use social::subscriptions;

use super::Effect;

/// Notes that letters are due.
pub(super) const EFFECT: Effect = Effect {
    name: "subscribed",
    kinds: &[posts::Published::KIND],
    concerns: may_go_by_mail,
    draw: |tx, events| Box::pin(draw(tx, events)),
};

fn may_go_by_mail(app: &App, event: &db::Event) -> bool {
    app.config.email_subscriptions
        && events::read(event)
            .map_or(true, |new: posts::Published| new.visibility == Visibility::Public)
}

async fn draw(tx: &mut Tx, events: &[&db::Event]) -> Result<()> {
    let authors: Vec<AccountId> = events.iter().map(|event| AccountId(event.actor)).collect();
    let at = events.iter().map(|event| event.at).max().unwrap_or_default();
    subscriptions::posted(tx, &authors, at).await
}
