//! What goes by the clock: ends and removes what has had its time.

use std::time::Duration;

use ground::{App, Result};
use social::{gates, instance, links, media, mutes, posts, subscriptions};
use tokio::sync::watch;
use tracing::warn;

/// How often.
const EVERY: Duration = Duration::from_secs(60);
/// How long events are kept for streams that come back and for consumers of other nodes, in
/// milliseconds: a week.
const EVENTS_KEPT_MS: i64 = 7 * 24 * 3_600_000;

/// Sweeps every minute until told to stop.
pub(super) async fn run(app: App, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if let Err(why) = sweep(&app).await {
            warn!(%why, "The sweep failed and will be tried again: {why}");
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Sweeps once: mutes whose time is over end; old idempotency keys, pictures of no post, events
/// that every consumer has seen, and budgets nobody spends any more are removed; who was here is
/// noted until the week is counted. Testimonies whose time is over are taken down. Letters to who
/// has posts by mail are begun.
///
/// # Errors
/// If the database does not answer.
pub async fn sweep(app: &App) -> Result<()> {
    while app.write(async |tx| mutes::end_expired(tx).await).await? {}
    posts::sweep(app).await?;
    media::sweep(app).await?;
    links::sweep(app).await?;
    gates::sweep(app).await?;
    subscriptions::sweep(app).await?;
    desk::sweep(app).await?;
    federation::sweep(app).await?;
    instance::activity::sweep(app).await?;
    app.db.prune_events(EVENTS_KEPT_MS).await?;
    app.limits.tidy_up();
    Ok(())
}
