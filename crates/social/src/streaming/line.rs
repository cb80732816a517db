//! One open connection: the bounded queue of what it has yet to send, and how it ends.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use ground::http::{Session, Viewer};
use ground::{AccountId, App, Error, Result};
use tokio::sync::{Notify, mpsc};

use super::hub::Ear;
use super::missed::{self, Missed};
use super::name::{Asked, Stream};
use super::{Streams, admit};
use crate::timelines;

/// Messages that may wait on a connection. One more, and it has not kept up.
const QUEUE_MAX: usize = 256;
/// Streams one connection may listen to.
const EARS_MAX: usize = 50;

/// What is sent: rendered once, shared by all who get the same.
#[derive(Debug)]
pub(super) struct Message {
    /// `update`, `delete`, `notification`, `status.update`, `filters_changed`.
    pub(super) event: &'static str,
    /// Where it stands in the order, if it can be resumed from.
    pub(super) id: Option<i64>,
    /// JSON, or the bare id of what was deleted; empty where there is nothing more to say.
    pub(super) payload: Vec<u8>,
}

/// A message on its way to one connection.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// The stream it belongs to, as a JSON list.
    pub(super) label: Arc<str>,
    pub(super) message: Arc<Message>,
}

/// Why a stream ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// It could not keep up.
    Slow,
    /// The server stops.
    Stopped,
    /// Its token, person or account may no longer read.
    Ended,
}

impl Ending {
    /// What the client is told.
    pub(super) fn error(self) -> Error {
        Error::Unavailable(
            match self {
                Self::Slow => "error-stream-slow",
                Self::Stopped => "error-stream-stopped",
                Self::Ended => "error-stream-ended",
            }
            .into(),
        )
    }
}

/// How a connection learns that it is to end.
#[derive(Debug, Default)]
pub(super) struct End {
    why: OnceLock<Ending>,
    bell: Notify,
}

impl End {
    pub(super) fn ring(&self, why: Ending) {
        let _ = self.why.set(why);
        self.bell.notify_one();
    }
}

/// The receiving half of a connection. Dropping it hangs up.
pub(super) struct Line {
    pub(super) app: App,
    pub(super) session: Arc<Session>,
    account: AccountId,
    number: u64,
    queue: mpsc::Receiver<Item>,
    end: Arc<End>,
    ears: Vec<Asked>,
    /// The last id already sent, or had before, of each stream that was resumed.
    resumed: HashMap<Arc<str>, Resumed>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Resumed {
    update: i64,
    notification: i64,
}

/// What comes next on a line.
pub(super) enum Next {
    Item(Item),
    End(Ending),
}

impl Line {
    /// Opens a line that listens to nothing yet.
    pub(super) fn open(app: &App, viewer: &Viewer) -> Result<Self> {
        let streams = app.memory::<Streams>();
        let (send, queue) = mpsc::channel(QUEUE_MAX);
        let end = Arc::new(End::default());
        let mut hub = streams.hub.lock();
        admit(streams, &hub, viewer.id)?;
        // Counted before it listens, so that no event passes by unseen.
        streams.open.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        let number = hub.open(viewer.id, viewer.session.clone(), send, end.clone());
        drop(hub);
        Ok(Self {
            app: app.clone(),
            session: viewer.session.clone(),
            account: viewer.id,
            number,
            queue,
            end,
            ears: Vec::new(),
            resumed: HashMap::new(),
        })
    }

    /// Listens to one more stream. Twice is the same as once.
    pub(super) async fn listen(&mut self, asked: &Asked) -> Result<()> {
        if self.ears.iter().any(|ear| ear.label == asked.label) {
            return Ok(());
        }
        if self.ears.len() == EARS_MAX {
            return Err(Error::TooMany { retry_after_s: 60 });
        }
        let index = &self.app.memory::<timelines::Timelines>().index;
        let hub = &self.app.memory::<Streams>().hub;
        let label: Arc<str> = asked.label.as_str().into();
        loop {
            let epoch = index.epoch(self.account.index());
            let reader = timelines::reader(&self.app, self.account).await?;
            let ear =
                Ear { line: self.number, account: self.account.index(), label: label.clone() };
            let told = self.session.allows("read:notifications");
            let list = match asked.stream {
                Stream::List(id) => {
                    Some(timelines::list_reader(&self.app, self.account, id).await?)
                }
                _ => None,
            };
            hub.lock().listen(ear, &asked.stream, told, reader, list);
            // A relation that changed meanwhile was perhaps not told of: we were not there yet.
            if index.epoch(self.account.index()) == epoch {
                break;
            }
        }
        self.ears.push(asked.clone());
        Ok(())
    }

    /// Listens to a stream no longer.
    pub(super) fn leave(&mut self, asked: &Asked) {
        self.ears.retain(|ear| ear.label != asked.label);
        self.resumed.remove(asked.label.as_str());
        self.app.memory::<Streams>().hub.lock().leave(self.number, &asked.label);
    }

    /// What came after `since` on a stream this line listens to already: to be sent, to its end,
    /// before what [`Line::next`] gives. Nothing up to `since` is said again, though it may only
    /// now come from the dispatcher: who asks may have read it from memory just before.
    pub(super) fn missed(&mut self, asked: &Asked, since: i64) -> Missed {
        let resumed = Resumed { update: since, notification: since };
        self.resumed.insert(asked.label.as_str().into(), resumed);
        let told = match asked.stream {
            Stream::User | Stream::Notifications => self.session.allows("read:notifications"),
            _ => false,
        };
        Missed::new(&self.app, self.account, asked, told, since)
    }

    /// Notes that a missed message was sent, so that it is not sent again.
    pub(super) fn caught_up(&mut self, item: &Item) {
        let Some(id) = item.message.id else { return };
        let resumed = self.resumed.entry(item.label.clone()).or_default();
        match item.message.event {
            missed::NOTIFICATION => resumed.notification = id,
            _ => resumed.update = id,
        }
    }

    /// Waits for the next message, or the end.
    pub(super) async fn next(&mut self) -> Next {
        loop {
            let item = tokio::select! {
                biased;
                () = self.end.bell.notified() => None,
                item = self.queue.recv() => item,
            };
            let why = self.end.why.get().copied();
            let item = match (item, why) {
                // What was queued before it fell behind is still in order, and whole.
                (None, Some(Ending::Slow)) => self.queue.try_recv().ok(),
                (item, _) => item,
            };
            match item {
                Some(item) if self.was_sent(&item) => {
                    if why.is_some() {
                        self.end.bell.notify_one();
                    }
                }
                Some(item) => {
                    if why.is_some() {
                        self.end.bell.notify_one();
                    }
                    return Next::Item(item);
                }
                None => return Next::End(why.unwrap_or(Ending::Slow)),
            }
        }
    }

    fn was_sent(&self, item: &Item) -> bool {
        let (Some(id), Some(resumed)) = (item.message.id, self.resumed.get(&item.label)) else {
            return false;
        };
        match item.message.event {
            missed::NOTIFICATION => id <= resumed.notification,
            missed::UPDATE => id <= resumed.update,
            _ => false,
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        let streams = self.app.memory::<Streams>();
        let mut hub = streams.hub.lock();
        if hub.close(self.number) {
            streams.open.fetch_sub(1, std::sync::atomic::Ordering::SeqCst);
        }
    }
}
