//! Those of this server who read an account that moved go along, some at a time.

use db::Tx;
use ground::http::Via;
use ground::jobs::{self, Job};
use ground::{AccountId, App, Error, Result};
use serde::{Deserialize, Serialize};

use crate::follows::{self, Wish};

const QUEUE: &str = "moves";
/// Readers who go along in one unit.
const PIECES: usize = 50;

#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
struct Way {
    from: AccountId,
    to: AccountId,
}

pub(super) async fn begin(tx: &mut Tx, from: AccountId, to: AccountId) -> Result<()> {
    let payload = serde_json::to_string(&Way { from, to }).map_err(Error::internal)?;
    let now = tx.now_ms();
    jobs::add(tx, QUEUE, &from.to_string(), &payload, now).await
}

/// Lets readers go along until the app stops.
pub async fn work(app: App) {
    jobs::work_on(app, QUEUE, carry).await;
}

async fn carry(app: App, job: Job) -> Result<()> {
    let way: Way = serde_json::from_str(&job.payload).map_err(Error::internal)?;
    let mut after = AccountId(0);
    // Begun again after an interruption, it finds those who are left.
    loop {
        let last = app.write(async move |tx| some(tx, way, after).await).await?;
        match last {
            Some(last) => after = last,
            None => return Ok(()),
        }
    }
}

/// The last who was asked, if there may be more.
async fn some(tx: &mut Tx, way: Way, after: AccountId) -> Result<Option<AccountId>> {
    let readers = follows::ours_of(tx, way.from, after, PIECES).await?;
    for reader in &readers {
        let wish = Wish {
            boosts: Some(reader.boosts),
            replies: Some(reader.replies),
            notify: Some(reader.notify),
            via: Via::default(),
        };
        match follows::follow(tx, reader.follower, way.to, &wish).await {
            Ok(()) => follows::unfollow(tx, reader.follower, way.from).await?,
            // Who may not read them there, or reads too many, stays.
            Err(Error::Forbidden(_) | Error::Invalid { .. } | Error::NotFound) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(readers.last().filter(|_| readers.len() == PIECES).map(|reader| reader.follower))
}
