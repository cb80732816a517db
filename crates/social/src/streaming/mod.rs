//! Streams: what happens is shown to those who are looking, as it happens.
//!
//! Every committed event goes, in order, through one dispatcher, which decides by the rule of the
//! timelines who gets it. A stream gets all that is meant for it, in order, or is told that it
//! could not keep up and closed: nothing is ever left out silently.
//!
//! To resume, a client says the last id it got (`Last-Event-ID`, or `since_id`): what came after
//! it is read from the same timelines first. Ids of posts and of notifications grow in one order,
//! so one id says it for both. Edits and deletions have no id of their own and are not repeated:
//! who resumes reads entries as they are now.

mod counted;
mod dispatch;
mod filtered;
mod hub;
mod line;
mod missed;
mod name;
mod render;
mod socket;
mod sql;
mod sse;

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use db::Event as Happened;
use ground::events::Event;
use ground::http::{Route, Scope, get};
use ground::{AccountId, App, Error, Result};
use parking_lot::Mutex;
use tokio::sync::{Notify, mpsc};

use crate::conversations::Said;
use crate::notifications::Told;
use crate::notifications::policy::Merged;
use crate::posts::quotes::{Decided, PolicyChanged};
use crate::posts::{Deleted, Edited, Published};
use crate::{accounts, announcements, filters, links, oauth, timelines};
use hub::Hub;
use line::Ending;

/// Events that may wait for the dispatcher. If more come, every stream is closed and told.
const EVENTS_MAX: usize = 1 << 16;
/// Streams open at once, of all accounts.
const STREAMS_MAX: usize = 50_000;
/// Streams open at once of one account.
const STREAMS_PER_ACCOUNT_MAX: usize = 30;

/// The open streams.
pub struct Streams {
    hub: Mutex<Hub>,
    /// How many are open: with none, events cost nothing.
    open: AtomicUsize,
    feed: mpsc::Sender<Happened>,
    fed: Mutex<Option<mpsc::Receiver<Happened>>>,
    stopping: AtomicBool,
    stop: Notify,
}

impl Default for Streams {
    fn default() -> Self {
        Self::new()
    }
}

impl Streams {
    /// No stream yet.
    #[must_use]
    pub fn new() -> Self {
        let (feed, fed) = mpsc::channel(EVENTS_MAX);
        Self {
            hub: Mutex::default(),
            open: AtomicUsize::new(0),
            feed,
            fed: Mutex::new(Some(fed)),
            stopping: AtomicBool::new(false),
            stop: Notify::new(),
        }
    }

    /// How many streams are open.
    #[must_use]
    pub fn open(&self) -> usize {
        self.open.load(Ordering::SeqCst)
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let (statuses, told) = (Scope::Needs("read:statuses"), Scope::Needs("read:notifications"));
    vec![
        get("/api/v1/streaming", Scope::Anyone, socket::open),
        get("/api/v1/streaming/health", Scope::Anyone, health),
        get("/api/v1/streaming/user", statuses, sse::user),
        get("/api/v1/streaming/user/notification", told, sse::notifications),
        get("/api/v1/streaming/public", statuses, sse::public),
        get("/api/v1/streaming/public/local", statuses, sse::public),
        get("/api/v1/streaming/public/remote", statuses, sse::remote),
        get("/api/v1/streaming/hashtag", statuses, sse::hashtag),
        get("/api/v1/streaming/hashtag/local", statuses, sse::hashtag),
        get("/api/v1/streaming/list", statuses, sse::list),
        get("/api/v1/streaming/direct", statuses, sse::direct),
        get("/home/live", Scope::Member, counted::home),
    ]
}

/// Starts the dispatcher.
pub fn wake(app: &App) {
    if let Some(fed) = app.memory::<Streams>().fed.lock().take() {
        tokio::spawn(dispatch::run(app.clone(), fed));
    }
}

/// Hands an event to the dispatcher, if anybody is looking.
pub fn remember(app: &App, event: &Happened) {
    let streams = app.memory::<Streams>();
    if streams.open() == 0 || !matters(&event.kind) {
        return;
    }
    if streams.feed.try_send(event.clone()).is_err() {
        let ended = streams.hub.lock().end_all(Ending::Slow);
        streams.open.fetch_sub(ended, Ordering::SeqCst);
    }
}

/// Ends every stream, and lets no new one begin.
pub fn hang_up(app: &App) {
    let streams = app.memory::<Streams>();
    streams.stopping.store(true, Ordering::SeqCst);
    let ended = streams.hub.lock().end_all(Ending::Stopped);
    streams.open.fetch_sub(ended, Ordering::SeqCst);
    streams.stop.notify_one();
}

fn matters(kind: &str) -> bool {
    [
        Published::KIND,
        Edited::KIND,
        Decided::KIND,
        PolicyChanged::KIND,
        Deleted::KIND,
        links::Changed::KIND,
        accounts::Changed::KIND,
        announcements::Changed::KIND,
        announcements::Reacted::KIND,
        oauth::Ended::KIND,
        Told::KIND,
        filters::Changed::KIND,
        Merged::KIND,
        Said::KIND,
    ]
    .contains(&kind)
        || timelines::changes_a_reader(kind)
}

/// Takes a place among the open streams.
fn admit(streams: &Streams, hub: &Hub, account: AccountId) -> Result<()> {
    if streams.stopping.load(Ordering::SeqCst) {
        return Err(Error::Unavailable("error-stream-stopped".into()));
    }
    if streams.open() >= STREAMS_MAX || hub.lines_of(account) >= STREAMS_PER_ACCOUNT_MAX {
        return Err(Error::TooMany { retry_after_s: 60 });
    }
    Ok(())
}

/// <https://docs.joinmastodon.org/methods/streaming/#health>
async fn health() -> &'static str {
    "OK"
}
