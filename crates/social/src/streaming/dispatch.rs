//! The dispatcher: takes committed events in order and hands each to those it is meant for.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use db::Event as Happened;
use ground::events::{self, Event};
use ground::{AccountId, App, Error, PostId, Result, TagId};
use timeline::{Kind, NewEntry, Visibility};
use tokio::sync::mpsc;
use tracing::error;

use super::hub::Ear;
use super::line::{Ending, Item, Message};
use super::{Streams, filtered, missed, render, sql};
use crate::conversations::{self, Said};
use crate::notifications::Told;
use crate::notifications::policy::Merged;
use crate::posts::quotes::{Decided, PolicyChanged};
use crate::posts::{Deleted, Edited, Published};
use crate::timelines::entries::{self, Entries, Lists};
use crate::timelines::{self, Timelines};
use crate::{accounts, announcements, filters, links, oauth};

/// Names of hashtags remembered.
const NAMES_MAX: usize = 10_000;
/// Posts shown anew when what they link to is known: the latest.
const RELINKED_MAX: usize = 20;

/// Runs until the server stops.
pub(super) async fn run(app: App, mut fed: mpsc::Receiver<Happened>) {
    let mut dispatcher = Dispatcher { app: app.clone(), names: HashMap::new() };
    let streams = app.memory::<Streams>();
    loop {
        let event = tokio::select! {
            biased;
            () = streams.stop.notified() => return,
            event = fed.recv() => event,
        };
        let Some(event) = event else { return };
        if let Err(why) = dispatcher.apply(&event).await {
            // Whoever listens would miss it, so nobody goes on as if nothing had been.
            let no = event.no;
            error!(no, %why, "Event {no} could not be streamed: every stream is closed");
            let ended = streams.hub.lock().end_all(Ending::Slow);
            streams.open.fetch_sub(ended, Ordering::SeqCst);
        }
    }
}

struct Dispatcher {
    app: App,
    names: HashMap<TagId, String>,
}

/// Who gets an entry.
pub(super) struct Reached {
    /// Homes and lists.
    pub(super) homes: Vec<Ear>,
    pub(super) public: Vec<Ear>,
}

impl Dispatcher {
    async fn apply(&mut self, event: &Happened) -> Result<()> {
        let now = self.app.db.now_ms();
        let ended = self.app.memory::<Streams>().hub.lock().ended(now);
        self.renew(ended).await?;
        match event.kind.as_ref() {
            Published::KIND => self.published(&events::read(event)?).await,
            Edited::KIND | Decided::KIND | PolicyChanged::KIND => {
                self.edited(PostId(event.subject)).await
            }
            links::Changed::KIND => {
                let links::Changed { posts, .. } = events::read(event)?;
                for post in posts.into_iter().take(RELINKED_MAX) {
                    self.edited(post).await?;
                }
                Ok(())
            }
            Deleted::KIND => self.deleted(&events::read(event)?).await,
            Told::KIND => self.told(&events::read(event)?).await,
            Said::KIND => self.said(&events::read(event)?).await,
            Merged::KIND => {
                self.merged(AccountId(event.subject));
                Ok(())
            }
            filters::Changed::KIND => {
                self.filters_changed(AccountId(event.subject));
                Ok(())
            }
            accounts::Changed::KIND => self.check(AccountId(event.subject), None).await,
            announcements::Changed::KIND => self.announced(&events::read(event)?).await,
            announcements::Reacted::KIND => {
                self.reacted(&events::read(event)?);
                Ok(())
            }
            oauth::Ended::KIND => {
                let ended: oauth::Ended = events::read(event)?;
                self.check(ended.account, Some(&ended)).await
            }
            _ => self.renew(timelines::readers_changed(event)).await,
        }
    }

    async fn published(&mut self, event: &Published) -> Result<()> {
        let keys = self.keys(&event.tags).await?;
        let media = self.has_media(event.post).await?;
        let limited = timelines::is_limited(&self.app, event.author).await?;
        let shows = (media, self.is_here(event.author).await?);
        let reached = entries::published(event, |entry| self.reach(entry, shows, &keys, limited));
        if reached.homes.is_empty() && reached.public.is_empty() {
            return Ok(());
        }
        let with_marks = event.boost_of.or(event.reply_to).is_some();
        self.show(missed::UPDATE, event.post, reached, with_marks).await
    }

    async fn edited(&mut self, id: PostId) -> Result<()> {
        let read = self.app.read(async move |tx| {
            let rows = timelines::sql::by_ids(tx, &[id]).await?;
            Entries::of(tx, rows, Lists::ALL).await
        });
        let found = read.await?;
        // Gone again: its deletion comes next.
        let Some(entry) = found.iter().next() else { return Ok(()) };
        let tags: Vec<TagId> = entry.tags.iter().map(|tag| TagId((*tag).into())).collect();
        let keys = self.keys(&tags).await?;
        let media = self.has_media(id).await?;
        let author = AccountId(entry.author.into());
        let limited = timelines::is_limited(&self.app, author).await?;
        let shows = (media, self.is_here(author).await?);
        let reached = self.reach(&entry, shows, &keys, limited);
        self.show("status.update", id, reached, true).await
    }

    async fn deleted(&mut self, event: &Deleted) -> Result<()> {
        let keys = self.keys(&event.tags).await?;
        let shows = (true, self.is_here(event.author).await?);
        let reached = entries::deleted(event, |entry| self.reach(entry, shows, &keys, false));
        let payload = event.post.0.to_string().into_bytes();
        let message = Arc::new(Message { event: "delete", id: None, payload });
        self.send(reached.homes.into_iter().chain(reached.public), &message);
        Ok(())
    }

    /// Sends a post to everybody it reaches, as each sees it.
    async fn show(
        &self,
        event: &'static str,
        post: PostId,
        reached: Reached,
        with_marks: bool,
    ) -> Result<()> {
        let id = (event == missed::UPDATE).then_some(post.0);
        if reached.homes.is_empty() && reached.public.is_empty() {
            return Ok(());
        }
        let Some(plain) = render::plain(&self.app, post).await? else { return Ok(()) };
        let mut apart: HashSet<u32> = plain.authors.iter().map(|author| author.index()).collect();
        let personal = plain.personal;
        let plain = Arc::new(Message { event, id, payload: plain.json });
        let everybody = || reached.homes.iter().chain(&reached.public);
        if personal {
            apart.extend(everybody().map(|ear| ear.account));
        } else if with_marks {
            let ids: Vec<i64> = everybody().map(|ear| ear.account.into()).collect();
            let marked = self.app.read(async move |tx| sql::marked(tx, post, ids).await).await?;
            apart.extend(marked.iter().map(|account| account.index()));
        }
        let sifted = filtered::Sifted::of(&self.app, &reached, post).await?;
        apart.extend(sifted.readers());
        let mut seen: HashMap<u32, Arc<Message>> = HashMap::new();
        for ear in everybody().filter(|ear| apart.contains(&ear.account)) {
            if seen.contains_key(&ear.account) {
                continue;
            }
            let reader = AccountId(ear.account.into());
            if let Some(payload) = render::seen_by(&self.app, reader, post).await? {
                seen.insert(ear.account, Arc::new(Message { event, id, payload }));
            }
        }
        for ear in sifted.rest(reached) {
            let message = seen.get(&ear.account).unwrap_or(&plain).clone();
            self.send([ear], &message);
        }
        Ok(())
    }

    /// Whether an account is of this server.
    async fn is_here(&self, account: AccountId) -> Result<bool> {
        match accounts::card(&self.app, account).await {
            Ok(card) => Ok(!card.acct.contains('@')),
            Err(Error::NotFound) => Ok(true),
            Err(other) => Err(other),
        }
    }

    /// `shows`: whether it has pictures, and whether it is of this server.
    fn reach(
        &self,
        entry: &NewEntry<'_>,
        shows: (bool, bool),
        keys: &[String],
        limited: bool,
    ) -> Reached {
        let streams = self.app.memory::<Streams>();
        let index = &self.app.memory::<Timelines>().index;
        let hub = streams.hub.lock();
        let accepts =
            |reader: &timeline::Reader, entry: &NewEntry<'_>| index.accepts(reader, entry);
        let mut homes = hub.homes(entry, accepts);
        homes.extend(hub.on_lists(entry, accepts));
        if entry.visibility != Visibility::Public || entry.kind == Kind::Boost {
            return Reached { homes, public: Vec::new() };
        }
        let shown = entry.kind == Kind::Post || entry.about == entry.author;
        Reached { homes, public: hub.public(entry, shown.then_some(shows), keys, limited) }
    }

    /// Tells everybody what was announced, or taken back.
    async fn announced(&self, event: &announcements::Changed) -> Result<()> {
        let ears = self.app.memory::<Streams>().hub.lock().everybody();
        if ears.is_empty() {
            return Ok(());
        }
        let id = event.announcement;
        let message = if event.gone {
            let payload = id.to_string().into_bytes();
            Message { event: "announcement.delete", id: None, payload }
        } else {
            let found = self.app.read(async move |tx| announcements::get_one(tx, id).await).await;
            let shown = match found {
                Ok(shown) => shown,
                // Gone again: its end comes next.
                Err(Error::NotFound) => return Ok(()),
                Err(other) => return Err(other),
            };
            let entity = announcements::entity(&self.app, &shown);
            Message { event: "announcement", id: None, payload: wire::json(&entity) }
        };
        self.send(ears, &Arc::new(message));
        Ok(())
    }

    /// Tells everybody how many answer an announcement with an emoji now.
    fn reacted(&self, event: &announcements::Reacted) {
        let ears = self.app.memory::<Streams>().hub.lock().everybody();
        let reaction = &event.reaction;
        if let Some(mut entity) = announcements::reaction(&self.app, reaction, false) {
            entity["announcement_id"] = reaction.announcement.to_string().into();
            let payload = wire::json(&entity);
            let event = "announcement.reaction";
            self.send(ears, &Arc::new(Message { event, id: None, payload }));
        }
    }

    /// Tells an account what it was told.
    async fn told(&self, event: &Told) -> Result<()> {
        let (account, id) = (event.account, event.notification.0);
        let ears = self.app.memory::<Streams>().hub.lock().told(account);
        if ears.is_empty() {
            return Ok(());
        }
        let Some(payload) = render::notification(&self.app, account, id).await? else {
            return Ok(());
        };
        let message = Message { event: missed::NOTIFICATION, id: Some(id), payload };
        self.send(ears, &Arc::new(message));
        Ok(())
    }

    /// Tells an account what was said in one of its conversations.
    async fn said(&self, event: &Said) -> Result<()> {
        let (account, id) = (event.account, event.conversation);
        let ears = self.app.memory::<Streams>().hub.lock().letters_of(account);
        if ears.is_empty() {
            return Ok(());
        }
        let found = self.app.read(async move |tx| conversations::one(tx, account, id).await).await;
        let payload = match found {
            Ok(found) => conversations::written(&self.app, account, found).await?,
            Err(Error::NotFound) => return Ok(()),
            Err(other) => return Err(other),
        };
        let message = Message { event: "conversation", id: None, payload };
        self.send(ears, &Arc::new(message));
        Ok(())
    }

    /// Tells an account's apps that what was kept apart is among its notifications now.
    fn merged(&self, account: AccountId) {
        let ears = self.app.memory::<Streams>().hub.lock().told(account);
        let message = Message { event: "notifications_merged", id: None, payload: b"1".into() };
        self.send(ears, &Arc::new(message));
    }

    /// Tells an account's apps to read its filters anew.
    fn filters_changed(&self, account: AccountId) {
        let ears = self.app.memory::<Streams>().hub.lock().home_of(account);
        let message = Message { event: "filters_changed", id: None, payload: Vec::new() };
        self.send(ears, &Arc::new(message));
    }

    /// Reads anew whom these readers follow and avoid.
    async fn renew(&self, changed: Vec<AccountId>) -> Result<()> {
        for account in changed {
            let streams = self.app.memory::<Streams>();
            if streams.hub.lock().watches(account.index()) {
                let reader = timelines::reader(&self.app, account).await?;
                streams.hub.lock().renew(reader);
            }
            let lists = streams.hub.lock().lists_of(account.index());
            for list in lists {
                let reader = match timelines::list_reader(&self.app, account, list).await {
                    Ok(reader) => Some(reader),
                    Err(Error::NotFound) => None,
                    Err(other) => return Err(other),
                };
                streams.hub.lock().renew_list(list, reader);
            }
        }
        Ok(())
    }

    /// Ends the lines whose sessions are no longer good, of an account or person that changed.
    async fn check(&self, account: AccountId, ended: Option<&oauth::Ended>) -> Result<()> {
        let streams = self.app.memory::<Streams>();
        let lines = streams.hub.lock().sessions(|session| {
            let (person, acts_for) = session.member.unzip();
            acts_for == Some(account)
                || ended.is_some_and(|ended| {
                    ended.token == Some(session.token)
                        || ended.person.is_some_and(|it| person == Some(it))
                })
        });
        for (line, session) in lines {
            match self.app.sessions.check(&self.app, &session).await {
                Ok(()) => {}
                Err(Error::Unauthorized(_) | Error::Forbidden(_)) => {
                    if streams.hub.lock().end(line, Ending::Ended) {
                        streams.open.fetch_sub(1, Ordering::SeqCst);
                    }
                }
                Err(other) => return Err(other),
            }
        }
        Ok(())
    }

    fn send(&self, ears: impl IntoIterator<Item = Ear>, message: &Arc<Message>) {
        let streams = self.app.memory::<Streams>();
        let mut hub = streams.hub.lock();
        for ear in ears {
            let item = Item { label: ear.label, message: message.clone() };
            if hub.send(ear.line, item) {
                streams.open.fetch_sub(1, Ordering::SeqCst);
            }
        }
    }

    async fn has_media(&self, post: PostId) -> Result<bool> {
        if !self.app.memory::<Streams>().hub.lock().wants_media() {
            return Ok(false);
        }
        let with = self.app.read(async move |tx| timelines::sql::with_media(tx, &[post]).await);
        Ok(!with.await?.is_empty())
    }

    /// The keys of hashtags, when anybody listens to any.
    async fn keys(&mut self, tags: &[TagId]) -> Result<Vec<String>> {
        if tags.is_empty() || !self.app.memory::<Streams>().hub.lock().hears_hashtags() {
            return Ok(Vec::new());
        }
        let unknown: Vec<TagId> =
            tags.iter().filter(|tag| !self.names.contains_key(tag)).copied().collect();
        if !unknown.is_empty() {
            if self.names.len() > NAMES_MAX {
                self.names.clear();
            }
            let wanted = if self.names.is_empty() { tags.to_vec() } else { unknown };
            let found = self.app.read(async move |tx| sql::tag_names(tx, &wanted).await).await?;
            self.names.extend(found);
        }
        Ok(tags.iter().filter_map(|tag| self.names.get(tag)).cloned().collect())
    }
}
