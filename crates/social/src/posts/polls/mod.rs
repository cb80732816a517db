//! Polls: a post asks, and each account answers once, until it ends.
//!
//! Who voted for what is known to nobody but the voter; only counts are shown. A poll bears the
//! number of its post.

pub(super) mod api;
pub mod receive;
mod sql;
pub(super) mod web;

use db::{Tx, record};
use ground::events::{self, Event};
use ground::jobs::{self, Job};
use ground::{AccountId, App, Error, PostId, Result, Say};
use serde::{Deserialize, Serialize};
use wire::mastodon::PollOption;
use wire::{Id, Time};

use super::{original, visible};
use crate::emojis;

pub(super) use sql::{own_votes, with_polls};

/// Fewest answers to choose from.
pub const OPTIONS_MIN: usize = 2;
/// Most answers to choose from.
pub const OPTIONS_MAX: usize = 8;
/// Longest answer.
pub const OPTION_CHARS_MAX: usize = 100;
/// Shortest time a poll is open: five minutes.
pub const EXPIRES_IN_S_MIN: i64 = 5 * 60;
/// Longest time a poll is open: thirty-one days.
pub const EXPIRES_IN_S_MAX: i64 = 31 * 86_400;

/// The queue of polls that will end.
const QUEUE: &str = "polls";
/// An end that moves by less is the same: apps send the time that is left, rounded.
const SAME_END_MS: i64 = 60_000;

/// A poll as its author wants it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct NewPoll {
    /// The answers to choose from.
    pub options: Vec<String>,
    /// Whether one may choose several.
    pub multiple: bool,
    /// Whether counts are hidden until it ends.
    pub hide_totals: bool,
    /// How long it is open, in seconds.
    pub expires_in_s: i64,
}

record! {
    /// What a poll asks and how it stands.
    #[derive(Clone, Copy, Debug)]
    pub struct Rules {
        /// The post that asks.
        pub post: PostId,
        /// Whether one may choose several answers.
        pub multiple: bool,
        /// Whether counts are hidden until it ends.
        pub hide_totals: bool,
        /// When it ends, in epoch milliseconds.
        pub expires_at: i64,
        /// People who voted.
        pub voters: i64,
        /// Whether it was said that it ended.
        pub closed: bool,
    }
}

record! {
    /// An answer to choose from.
    #[derive(Clone, Debug)]
    pub struct Choice {
        /// The poll's post.
        pub post: PostId,
        /// Its words.
        pub title: String,
        /// How often it was chosen.
        pub votes: i64,
    }
}

/// A poll with its answers, in order.
#[derive(Clone, Debug)]
pub struct Poll {
    /// What it asks.
    pub rules: Rules,
    /// The answers to choose from.
    pub choices: Vec<Choice>,
}

/// An account has voted.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Voted {
    /// The poll's post.
    pub post: PostId,
    /// Who voted.
    pub account: AccountId,
}

impl Event for Voted {
    const KIND: &'static str = "posts.voted";

    fn subject(&self) -> i64 {
        self.post.0
    }

    fn actor(&self) -> AccountId {
        self.account
    }
}

/// A poll has ended.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Closed {
    /// The poll's post.
    pub post: PostId,
    /// Whose post.
    pub author: AccountId,
}

impl Event for Closed {
    const KIND: &'static str = "posts.poll_closed";

    fn subject(&self) -> i64 {
        self.post.0
    }

    fn actor(&self) -> AccountId {
        self.author
    }
}

impl NewPoll {
    /// Trims the answers, leaves out empty ones, and checks what is left.
    ///
    /// # Errors
    /// [`Error::Invalid`] if there are too few, too many, too long or equal answers, or it would
    /// be open too short or too long.
    pub fn checked(mut self) -> Result<Self> {
        self.options.iter_mut().for_each(|option| *option = option.trim().to_owned());
        self.options.retain(|option| !option.is_empty());
        let refuse = |say: Say| Err(Error::invalid("poll", say));
        if self.options.len() < OPTIONS_MIN {
            return refuse(Say::new("error-poll-few").with("min", OPTIONS_MIN));
        }
        if self.options.len() > OPTIONS_MAX {
            return refuse(Say::new("error-poll-many").with("max", OPTIONS_MAX));
        }
        if self.options.iter().any(|option| option.chars().count() > OPTION_CHARS_MAX) {
            return refuse(Say::new("error-poll-long").with("max", OPTION_CHARS_MAX));
        }
        if self.options.iter().any(|option| option.contains('\0')) {
            return refuse("error-nul".into());
        }
        let again = |at: usize| self.options[..at].contains(&self.options[at]);
        if (1..self.options.len()).any(again) {
            return refuse("error-poll-same".into());
        }
        if self.expires_in_s < EXPIRES_IN_S_MIN {
            return refuse("error-poll-short".into());
        }
        if self.expires_in_s > EXPIRES_IN_S_MAX {
            return refuse("error-poll-late".into());
        }
        Ok(self)
    }
}

impl Poll {
    /// Whether it has ended by then.
    #[must_use]
    pub fn ended(&self, now: i64) -> bool {
        now >= self.rules.expires_at
    }

    /// As apps read it, but for what its reader chose.
    #[must_use]
    pub fn wire(&self, app: &App, now: i64) -> wire::mastodon::Poll {
        let Rules { post, multiple, hide_totals, expires_at, voters, .. } = self.rules;
        let expired = self.ended(now);
        let option = |choice: &Choice| PollOption {
            title: choice.title.clone(),
            votes_count: (expired || !hide_totals).then_some(choice.votes),
        };
        wire::mastodon::Poll {
            id: Id(post.0),
            expires_at: Some(Time(expires_at)),
            expired,
            multiple,
            votes_count: self.choices.iter().map(|choice| choice.votes).sum(),
            voters_count: multiple.then_some(voters),
            options: self.choices.iter().map(option).collect(),
            emojis: emojis::used(app, self.choices.iter().map(|choice| &*choice.title)),
        }
    }

    /// The words of its answers.
    #[must_use]
    pub fn titles(&self) -> Vec<String> {
        self.choices.iter().map(|choice| choice.title.clone()).collect()
    }

    fn asks(&self, new: &NewPoll) -> bool {
        self.rules.multiple == new.multiple
            && self.choices.iter().map(|choice| &choice.title).eq(&new.options)
    }
}

/// The polls of these posts, in any order, by two statements.
///
/// # Errors
/// If the database does not answer.
pub async fn of_posts(tx: &mut Tx, posts: &[PostId]) -> Result<Vec<Poll>> {
    let rules = sql::rules(tx, posts).await?;
    let mut choices = sql::choices(tx, posts).await?;
    let polls = rules.into_iter().map(|rules| {
        let own = choices.extract_if(.., |choice| choice.post == rules.post).collect();
        Poll { rules, choices: own }
    });
    Ok(polls.collect())
}

/// The poll of a post, if it asks anything.
///
/// # Errors
/// If the database does not answer.
pub async fn find(tx: &mut Tx, post: PostId) -> Result<Option<Poll>> {
    Ok(of_posts(tx, &[post]).await?.pop())
}

/// Chooses answers, counted from 0, once and for all.
///
/// # Errors
/// [`Error::NotFound`] if `who` may not see the post or it asks nothing; [`Error::Invalid`] if the
/// poll has ended or is their own, if they have voted, or if there are no such answers.
pub async fn vote(tx: &mut Tx, who: AccountId, post: PostId, choices: Vec<i64>) -> Result<()> {
    let post = original(tx, who, post).await?;
    let poll = find(tx, post.id).await?.ok_or(Error::NotFound)?;
    let refuse = |why: &'static str| Err(Error::invalid("choices", why));
    if poll.ended(tx.now_ms()) {
        return refuse("error-poll-ended");
    }
    if post.author == who {
        return refuse("error-poll-own");
    }
    let mut places = choices;
    places.sort_unstable();
    places.dedup();
    let known = |place: &i64| usize::try_from(*place).is_ok_and(|at| at < poll.choices.len());
    if places.is_empty() || !places.iter().all(known) {
        return refuse("error-poll-choice");
    }
    if places.len() > 1 && !poll.rules.multiple {
        return refuse("error-poll-one");
    }
    if !sql::own_votes(tx, who, &[post.id]).await?.is_empty() {
        return refuse("error-poll-voted");
    }
    sql::insert_votes(tx, who, post.id, &places).await?;
    events::append(tx, &Voted { post: post.id, account: who })
}

/// Who voted, the first `limit` accounts by number after `after`.
///
/// # Errors
/// If the database does not answer.
pub async fn voters(
    tx: &mut Tx,
    post: PostId,
    after: AccountId,
    limit: usize,
) -> Result<Vec<AccountId>> {
    sql::voters(tx, post, after, limit).await
}

/// Ends polls when their time comes, until the app stops.
pub async fn work(app: App) {
    jobs::work_on(app, QUEUE, end).await;
}

/// Lets a post that is being made ask.
pub(super) async fn add(tx: &mut Tx, post: PostId, new: &NewPoll) -> Result<()> {
    let expires_at = tx.now_ms() + new.expires_in_s * 1000;
    sql::insert(tx, post, new, expires_at).await?;
    end_later(tx, post, expires_at).await
}

/// What a change would make of a post's poll: none if nothing.
pub(super) fn changes(before: Option<&Poll>, change: Option<&NewPoll>, now: i64) -> bool {
    match (before, change) {
        (None, None) => false,
        (Some(poll), Some(new)) => {
            let end = now + new.expires_in_s * 1000;
            let moved = (end - poll.rules.expires_at).abs() > SAME_END_MS;
            !poll.asks(new)
                || poll.rules.hide_totals != new.hide_totals
                || (moved && !poll.ended(now))
        }
        _ => true,
    }
}

/// Makes a post ask this instead, or nothing. Votes given to other answers are forgotten; a poll
/// that has ended and asks the same stays ended.
pub(super) async fn change(
    tx: &mut Tx,
    post: PostId,
    before: Option<&Poll>,
    change: Option<&NewPoll>,
) -> Result<()> {
    let now = tx.now_ms();
    let Some(new) = change else { return remove(tx, post).await };
    match before {
        Some(poll) if poll.asks(new) => {
            let end =
                if poll.ended(now) { poll.rules.expires_at } else { now + new.expires_in_s * 1000 };
            sql::move_end(tx, post, new.hide_totals, end).await?;
            end_later(tx, post, end).await
        }
        _ => {
            remove(tx, post).await?;
            add(tx, post, new).await
        }
    }
}

/// Removes what a post asked, with the votes.
pub(super) async fn remove(tx: &mut Tx, post: PostId) -> Result<()> {
    sql::delete(tx, post).await
}

/// Each end has a job of its own: one whose poll was moved or is gone does nothing.
async fn end_later(tx: &mut Tx, post: PostId, expires_at: i64) -> Result<()> {
    let payload = serde_json::to_string(&(post, expires_at)).map_err(Error::internal)?;
    jobs::add(tx, QUEUE, &format!("{post}-{expires_at}"), &payload, expires_at).await
}

async fn end(app: App, job: Job) -> Result<()> {
    let (post, expires_at): (PostId, i64) =
        serde_json::from_str(&job.payload).map_err(Error::internal)?;
    app.write(async move |tx| close(tx, post, expires_at).await).await
}

/// Says once that a poll has ended, if it still ends then.
async fn close(tx: &mut Tx, id: PostId, expires_at: i64) -> Result<()> {
    if !sql::close(tx, id, expires_at).await? {
        return Ok(());
    }
    let post = super::get(tx, id).await?;
    events::append(tx, &Closed { post: id, author: post.author })
}

/// The poll of a post its reader may see.
async fn seen_by(tx: &mut Tx, who: Option<AccountId>, post: PostId) -> Result<PostId> {
    let post = visible::seen_by(tx, who, post).await?;
    find(tx, post.id).await?.ok_or(Error::NotFound)?;
    Ok(post.id)
}
