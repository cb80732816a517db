//! How long things are kept: what goes by the clock.
//!
//! Consents end and what rests on them is taken down; stories are erased at their day; names 24
//! months after a testimony was closed; receipts five years after what they allowed.

use db::Tx;
use ground::{App, Result};
use social::media;

use super::{DAY_MS, State, Testimony, advance, sql, uses, witness};

/// How long who told a closed testimony is known, in milliseconds: 24 months.
const CONTACT_MS: i64 = 731 * DAY_MS;
/// How long an ended testimony waits before it is erased, in milliseconds: 30 days.
const PURGE_MS: i64 = 30 * DAY_MS;
/// Testimonies ended or erased at once.
const SWEPT_MAX: i64 = 20;

/// Ends and erases what has had its time.
///
/// # Errors
/// If the database does not answer.
pub async fn sweep(app: &App) -> Result<()> {
    let now = app.db.now_ms();
    let due = app.read(async move |tx| {
        Ok((
            sql::lapsed(tx, now, SWEPT_MAX).await?,
            sql::overdue(tx, now, SWEPT_MAX).await?,
            sql::closed(tx, now - PURGE_MS, SWEPT_MAX).await?,
        ))
    });
    let (lapsed, overdue, closed) = due.await?;
    for id in lapsed {
        let files = app.write(async move |tx| match sql::find(tx, id).await? {
            Some(it) => end(tx, &it).await,
            None => Ok(Vec::new()),
        });
        media::forget_files(app, &files.await?).await;
    }
    for id in overdue {
        app.write(async move |tx| match sql::find(tx, id).await? {
            Some(it) => story_is_old(tx, &it).await,
            None => Ok(()),
        })
        .await?;
    }
    for id in closed {
        app.write(async move |tx| match sql::find(tx, id).await? {
            Some(it) if it.state.may_become(State::Purged) => purge(tx, &it).await,
            _ => Ok(()),
        })
        .await?;
    }
    app.write(async move |tx| {
        sql::vault::forget_closed(tx, now - CONTACT_MS).await?;
        sql::vault::forget_links(tx, now).await?;
        sql::consents::forget(tx, now).await?;
        Ok(())
    })
    .await
}

/// The time agreed to is over: what rests on it is taken down.
async fn end(tx: &mut Tx, it: &Testimony) -> Result<Vec<String>> {
    if !it.state.may_become(State::Expired) {
        return Ok(Vec::new());
    }
    let files = uses::recall(tx, it, |_| true).await?;
    advance(tx, it, State::Expired, None).await?;
    Ok(files)
}

/// A story is not kept beyond its day; one of which nothing was published ends with it.
async fn story_is_old(tx: &mut Tx, it: &Testimony) -> Result<()> {
    let ends = it.state != State::Published && it.state.may_become(State::Expired);
    if ends {
        advance(tx, it, State::Expired, None).await?;
    }
    sql::erase_story(tx, it.id).await
}

async fn purge(tx: &mut Tx, it: &Testimony) -> Result<()> {
    witness::erase(tx, it).await?;
    advance(tx, it, State::Purged, None).await?;
    Ok(())
}
