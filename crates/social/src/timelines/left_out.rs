//! What is left out of a page after the rule of its timeline was asked: accounts that are gone,
//! and what the reader's filters hide. The list is read on until the page is full.

use std::cmp::Reverse;

use ground::http::Ask;
use ground::{AccountId, App, PostId, Result};

use super::{Timelines, gone};
use crate::filters::Context;
use crate::posts::{self, Hide};

/// Entries read in one go when the ones before were left out.
const STEP_MAX: usize = 400;
/// Entries gone through for one page. Whoever hides more than this in a row gets a shorter page.
const LOOKED_AT_MAX: usize = 20_000;

/// What is left out for one reader.
pub(crate) struct LeftOut {
    gone: bool,
    hide: Option<Hide>,
}

impl LeftOut {
    /// What `viewer` does not see in the lists of that place.
    pub(crate) async fn of(app: &App, viewer: Option<AccountId>, context: Context) -> Result<Self> {
        gone::settle(app).await?;
        let gone = !app.memory::<Timelines>().gone.is_empty();
        Ok(Self { gone, hide: Hide::of(app, viewer, context).await? })
    }

    /// Begins a page of a list: up to `limit` entries for `ask`.
    pub(crate) fn page(self, ask: Ask, limit: usize) -> Filling {
        let (page, looked_at) = (Vec::new(), 0);
        Filling { left_out: self, ask, limit, page, looked_at, step: limit, over: false }
    }

    /// Those of `ids` that stay, in their order.
    async fn rest(&self, app: &App, mut rest: Vec<PostId>) -> Result<Vec<PostId>> {
        if self.gone {
            let gone = &app.memory::<Timelines>().gone;
            let authors = posts::authors(app, &rest).await?;
            rest.retain(|id| {
                authors.get(id).is_none_or(|all| !all.iter().any(|author| gone.has(*author)))
            });
        }
        if let Some(hide) = &self.hide {
            let hidden = hide.among(app, &rest).await?;
            rest.retain(|id| !hidden.contains(id));
        }
        Ok(rest)
    }
}

/// A page that is being filled. Its caller reads what is asked for, until nothing is.
pub(crate) struct Filling {
    left_out: LeftOut,
    ask: Ask,
    limit: usize,
    page: Vec<PostId>,
    looked_at: usize,
    step: usize,
    over: bool,
}

impl Filling {
    /// What to read next, and how many entries of it; `None`: the page is done.
    pub(crate) fn wants(&self) -> Option<(Ask, usize)> {
        let full = self.page.len() >= self.limit || self.looked_at >= LOOKED_AT_MAX;
        (!self.over && !full).then_some((self.ask, self.step))
    }

    /// Takes what was read, newest first.
    pub(crate) async fn take(&mut self, app: &App, ids: Vec<PostId>) -> Result<()> {
        let (newest, oldest) = (ids.first().copied(), ids.last().copied());
        self.over = ids.len() < self.step;
        self.looked_at += ids.len();
        self.page.extend(self.left_out.rest(app, ids).await?);
        if self.ask.upward() {
            self.ask.min_id = newest.map(|id| id.0).or(self.ask.min_id);
        } else {
            self.ask.max_id = oldest.map(|id| id.0).or(self.ask.max_id);
        }
        self.step = (2 * self.step).min(STEP_MAX.max(self.limit));
        Ok(())
    }

    /// The page, newest first.
    pub(crate) fn done(self) -> Vec<PostId> {
        let mut page = self.page;
        if self.ask.upward() {
            page.sort_unstable();
            page.truncate(self.limit);
        }
        page.sort_unstable_by_key(|id| Reverse(*id));
        page.truncate(self.limit);
        page
    }
}
