//! What a stream missed while nobody listened, read from the same timelines, oldest first.

use std::collections::VecDeque;
use std::sync::Arc;

use ground::http::Ask;
use ground::{AccountId, App, PostId, Result};

use super::line::{Item, Message};
use super::name::{Asked, Stream};
use super::render;
use crate::notifications::{self, Filter};
use crate::timelines::{self, Only, Tags};

pub(super) const UPDATE: &str = "update";
pub(super) const NOTIFICATION: &str = "notification";
/// Entries read at once.
const PAGE: usize = 40;

/// What is still to be sent of what was missed.
pub(super) struct Missed {
    app: App,
    account: AccountId,
    label: Arc<str>,
    stream: Stream,
    entries: Option<Unread>,
    told: Option<Unread>,
}

/// A list read upward, page by page.
struct Unread {
    after: i64,
    ids: VecDeque<i64>,
}

impl Unread {
    /// The next id; `None`: a page must be read first.
    fn next(&self) -> Option<i64> {
        self.ids.front().copied()
    }
}

impl Missed {
    pub(super) fn new(
        app: &App,
        account: AccountId,
        asked: &Asked,
        told: bool,
        since: i64,
    ) -> Self {
        let unread = |wanted: bool| wanted.then(|| Unread { after: since, ids: VecDeque::new() });
        let entries = !matches!(asked.stream, Stream::Notifications | Stream::Direct);
        Self {
            app: app.clone(),
            account,
            label: asked.label.as_str().into(),
            stream: asked.stream.clone(),
            entries: unread(entries),
            told: unread(told),
        }
    }

    /// The next item; `None`: from here on the line has everything.
    pub(super) async fn next(&mut self) -> Result<Option<Item>> {
        loop {
            if let Some(unread) = self.entries.as_mut().filter(|it| it.ids.is_empty()) {
                let ids = entries(&self.app, self.account, &self.stream, unread.after).await?;
                unread.ids = ids.into();
                if unread.ids.is_empty() {
                    self.entries = None;
                }
            }
            if let Some(unread) = self.told.as_mut().filter(|it| it.ids.is_empty()) {
                unread.ids = told_after(&self.app, self.account, unread.after).await?.into();
                if unread.ids.is_empty() {
                    self.told = None;
                }
            }
            let entry = self.entries.as_ref().and_then(Unread::next);
            let told = self.told.as_ref().and_then(Unread::next);
            let (event, id, payload) = match (entry, told) {
                (None, None) => return Ok(None),
                (Some(entry), told) if told.is_none_or(|told| entry < told) => {
                    pass(&mut self.entries);
                    (UPDATE, entry, render::seen_by(&self.app, self.account, PostId(entry)).await?)
                }
                (_, told) => {
                    pass(&mut self.told);
                    let id = told.unwrap_or_default();
                    (NOTIFICATION, id, render::notification(&self.app, self.account, id).await?)
                }
            };
            if let Some(payload) = payload {
                let message = Arc::new(Message { event, id: Some(id), payload });
                return Ok(Some(Item { label: self.label.clone(), message }));
            }
        }
    }
}

fn pass(unread: &mut Option<Unread>) {
    if let Some(unread) = unread
        && let Some(id) = unread.ids.pop_front()
    {
        unread.after = id;
    }
}

async fn entries(app: &App, account: AccountId, stream: &Stream, after: i64) -> Result<Vec<i64>> {
    let mut ask = Ask::default();
    ask.min_id = Some(after);
    let viewer = Some(account);
    let page = match stream {
        Stream::User => timelines::home(app, account, ask, PAGE).await?,
        Stream::Public(open) => {
            let only = Only { media: open.media, here: open.here };
            timelines::public(app, viewer, only, ask, PAGE).await?
        }
        Stream::Hashtag(key) => {
            let tags = Tags { any: vec![key.clone()], ..Tags::default() };
            timelines::tagged(app, viewer, tags, Only::default(), ask, PAGE).await?
        }
        Stream::List(list) => timelines::list(app, account, *list, ask, PAGE).await?,
        Stream::Notifications | Stream::Direct => Vec::new(),
    };
    Ok(page.into_iter().rev().map(|id| id.0).collect())
}

async fn told_after(app: &App, account: AccountId, after: i64) -> Result<Vec<i64>> {
    let mut ask = Ask::default();
    ask.min_id = Some(after);
    let all = Filter::default().sifted(app, account).await?;
    let page = app.read(async move |tx| notifications::list(tx, account, &all, ask, PAGE).await);
    Ok(page.await?.into_iter().rev().map(|told| told.id.0).collect())
}
