//! Erasing an account that was suspended: its person and profile at once, its posts and follows a
//! little later, some at a time, so that nobody waits for it.

use db::Tx;
use ground::jobs::{self, Job};
use ground::{AccountId, App, Error, Result};

use super::action::{Moderator, named, subordinate};
use super::{About, log, sql};
use crate::{accounts, announcements, collections, follows, people, posts, subscriptions};

/// The queue of accounts whose traces are to be removed.
const QUEUE: &str = "erasure";
/// Posts, and accounts followed or following, removed in one unit.
const PIECES: usize = 50;

/// Erases an account for ever.
///
/// # Errors
/// [`Error::NotFound`] if there is none; [`Error::Forbidden`] if it is not suspended, or its
/// person has the same rank or a higher one.
pub async fn erase(tx: &mut Tx, by: Moderator, id: AccountId) -> Result<()> {
    let target = subordinate(tx, by, id).await?;
    if target.suspended_at.is_none() {
        return Err(Error::forbidden("error-not-suspended"));
    }
    if let Some(person) = accounts::first_member(tx, id).await? {
        people::erase(tx, person, id).await?;
    }
    accounts::erase(tx, id).await?;
    subscriptions::forget(tx, id).await?;
    sql::forget_notes(tx, About::Account(id)).await?;
    let (key, now) = (id.to_string(), tx.now_ms());
    jobs::add(tx, QUEUE, &key, &key, now).await?;
    log::note(tx, by.actor, "account.erase", named(&target), "").await
}

/// Removes traces of erased accounts until the app stops.
pub async fn work(app: App) {
    jobs::work_on(app, QUEUE, remove_traces).await;
}

async fn remove_traces(app: App, job: Job) -> Result<()> {
    let id: AccountId = job.payload.parse().map_err(Error::internal)?;
    app.write(async move |tx| collections::forget(tx, id).await).await?;
    app.write(async move |tx| announcements::forget(tx, id).await).await?;
    while app.write(async move |tx| posts::remove_some(tx, id, PIECES).await).await? > 0 {}
    while app.write(async move |tx| follows::sever_some(tx, id, PIECES).await).await? > 0 {}
    Ok(())
}
