//! Who is followed for the first time has what they posted before read back from their server.

use super::Effect;

/// Has the past of accounts of other servers read.
pub(super) const EFFECT: Effect = Effect {
    name: "recall",
    kinds: federation::history::KINDS,
    concerns: |app, _| federation::delivery::has_anybody(app),
    draw: |tx, events| Box::pin(federation::history::draw(tx, events)),
};
