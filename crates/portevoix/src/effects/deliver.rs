//! What happens here is put on its way to the servers it concerns.

use super::Effect;

/// Sends to other servers.
pub(super) const EFFECT: Effect = Effect {
    name: "deliver",
    kinds: federation::delivery::KINDS,
    concerns: |app, _| federation::delivery::has_anybody(app),
    draw: |tx, events| Box::pin(federation::delivery::draw(tx, events)),
};
