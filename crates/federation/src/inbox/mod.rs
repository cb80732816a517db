//! The inbox: what other servers say that their people did.
//!
//! At the door it is settled who speaks: signature, digest, date, and whether the key is the
//! actor's. Then it is kept, and acknowledged. A worker applies it a moment later: each kind in a
//! file of its own, which calls the verb that people here use. What it says twice is applied once.

mod announce;
mod answers;
mod api;
mod block;
mod delete;
mod flag;
mod follow;
mod like;
mod moved;
pub(crate) mod notes;
mod quote;
mod sql;
mod undo;
mod update;
mod work;

use db::{Tx, record};
use ground::http::{Route, Scope, post};
use ground::{AccountId, App, Error, PostId, Result};
use serde_json::Value;
use social::posts::receive;
use tokio::sync::Notify;
use wire::activitypub::{Activity, Node};

use crate::actors::Remote;
use crate::names::Name;

pub use work::{settle, work};

/// How long it is remembered what was received, so that it is not taken again, in milliseconds:
/// far longer than a signature holds.
const REMEMBERED_MS: i64 = 14 * 24 * 3_600_000;
/// Rows swept in one unit.
const SWEEP_MAX: usize = 1_000;

/// What is kept in memory of the inbox: the bell that something came.
#[derive(Default)]
pub struct Inbox {
    bell: Notify,
}

record! {
    /// Something received, and who signed it.
    #[derive(Clone, Debug)]
    struct Received {
        id: Vec<u8>,
        host: String,
        account: AccountId,
        body: String,
        attempts: i64,
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        post("/ap/inbox", Scope::Anyone, api::receive),
        post("/ap/actors/{id}/inbox", Scope::Anyone, api::receive),
    ]
}

/// Forgets what was received long ago.
///
/// # Errors
/// If the database does not answer.
pub async fn sweep(app: &App) -> Result<()> {
    loop {
        let swept = app.write(async |tx| {
            let before = tx.now_ms() - REMEMBERED_MS;
            sql::sweep(tx, before, SWEEP_MAX).await
        });
        if swept.await? < SWEEP_MAX as u64 {
            return Ok(());
        }
    }
}

/// Applies an activity of `by`, who has signed it, or whose outbox has it.
///
/// # Errors
/// If the database, or a server that must be asked, does not answer.
pub(crate) async fn apply(app: &App, by: &Remote, body: &Value) -> Result<()> {
    let Some(activity) = Activity::read(body) else { return Ok(()) };
    if activity.actor != by.uri {
        return Ok(());
    }
    match activity.kind {
        "Follow" => follow::apply(app, by, &activity).await,
        "Accept" => answers::accept(app, by, &activity).await,
        "Reject" => answers::reject(app, by, &activity).await,
        "Undo" => undo::apply(app, by, &activity).await,
        "Create" => notes::create(app, by, &activity).await,
        "Update" => update::apply(app, by, &activity).await,
        "Delete" => delete::apply(app, by, &activity).await,
        "Like" | "EmojiReact" => like::apply(app, by, &activity).await,
        "Announce" => announce::apply(app, by, &activity).await,
        "Block" => block::apply(app, by, &activity).await,
        "QuoteRequest" => quote::apply(app, by, &activity).await,
        "Move" => moved::apply(app, by, &activity).await,
        "Flag" => flag::apply(app, by, &activity).await,
        // What is not known here is no fault of theirs.
        _ => Ok(()),
    }
}

/// The post that is called so, ours or theirs, if it is here.
pub(crate) async fn post_called(tx: &mut Tx, app: &App, uri: &str) -> Result<Option<PostId>> {
    match Name::of(app, uri) {
        Some(Name::Post(id)) => match social::posts::get(tx, id).await {
            Ok(post) => Ok(Some(post.id)),
            Err(Error::NotFound) => Ok(None),
            Err(other) => Err(other),
        },
        _ => receive::by_uri(tx, uri).await,
    }
}

/// The account of ours that is called so.
fn ours(app: &App, uri: &str) -> Option<AccountId> {
    match Name::of(app, uri) {
        Some(Name::Actor(id)) => Some(id),
        _ => None,
    }
}

/// The activity that another is about, where it stands there itself.
fn inner<'a>(activity: &Activity<'a>) -> Option<Activity<'a>> {
    activity.node.nodes("object", 1).next().and_then(Activity::of)
}

/// What an activity is about, where it stands there itself.
fn inner_node<'a>(activity: &Activity<'a>) -> Option<Node<'a>> {
    activity.node.nodes("object", 1).next()
}

/// What cannot be done is not done: only faults are tried again.
fn or_not(done: Result<()>) -> Result<()> {
    match done {
        Err(fault @ (Error::Internal(_) | Error::Unavailable(_))) => Err(fault),
        Ok(()) | Err(_) => Ok(()),
    }
}
