//! Polls of other servers, and votes of theirs in ours.

use db::Tx;
use ground::events;
use ground::{AccountId, Error, PostId, Result};
use serde::{Deserialize, Serialize};

use super::{Poll, Voted, end_later, find, sql};
use crate::posts::original;

/// Most answers of a poll of another server.
const OPTIONS_MAX: usize = 50;
/// Longest answer, in characters.
const OPTION_CHARS_MAX: usize = 500;

/// What a post of another server asks, and how it stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The answers, and how often each was chosen.
    pub options: Vec<(String, i64)>,
    /// Whether one may choose several.
    pub multiple: bool,
    /// When it ends, in epoch milliseconds.
    pub expires_at: i64,
    /// How many people chose.
    pub voters: i64,
}

/// The counts of a poll of another server are others than before.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Recounted {
    /// The poll's post.
    pub post: PostId,
    /// Whose post.
    pub author: AccountId,
}

impl events::Event for Recounted {
    const KIND: &'static str = "posts.poll_recounted";

    fn subject(&self) -> i64 {
        self.post.0
    }

    fn actor(&self) -> AccountId {
        self.author
    }
}

impl Asked {
    /// Without what is too much, and answers that stand there twice.
    #[must_use]
    pub fn bounded(mut self) -> Self {
        for (title, votes) in &mut self.options {
            *title = title.chars().filter(|c| *c != '\0').take(OPTION_CHARS_MAX).collect();
            *votes = (*votes).max(0);
        }
        let mut seen: Vec<String> = Vec::new();
        self.options.retain(|(title, _)| {
            let new = !title.is_empty() && !seen.contains(title);
            seen.push(title.clone());
            new
        });
        self.options.truncate(OPTIONS_MAX);
        self
    }

    fn same_as(&self, poll: &Poll) -> bool {
        self.multiple == poll.rules.multiple
            && self.options.iter().map(|(title, _)| title).eq(poll.choices.iter().map(|c| &c.title))
    }
}

/// Lets a post of another server ask, or asks as its server does now. Whether it asks something
/// else than before.
pub(in crate::posts) async fn receive(
    tx: &mut Tx,
    post: (PostId, AccountId),
    before: Option<&Poll>,
    now: Option<&Asked>,
) -> Result<bool> {
    let Some(asked) = now.filter(|asked| !asked.options.is_empty()) else {
        if before.is_some() {
            sql::delete(tx, post.0).await?;
        }
        return Ok(before.is_some());
    };
    if let Some(poll) = before.filter(|poll| asked.same_as(poll)) {
        let same = asked
            .options
            .iter()
            .map(|(_, votes)| votes)
            .eq(poll.choices.iter().map(|it| &it.votes));
        if !same || poll.rules.expires_at != asked.expires_at || poll.rules.voters != asked.voters {
            sql::recount(tx, post.0, asked).await?;
            events::append(tx, &Recounted { post: post.0, author: post.1 })?;
            end_later(tx, post.0, asked.expires_at).await?;
        }
        return Ok(false);
    }
    sql::delete(tx, post.0).await?;
    sql::insert_asked(tx, post.0, asked).await?;
    end_later(tx, post.0, asked.expires_at).await?;
    Ok(before.is_some())
}

/// Notes that an account of another server chose an answer of a poll of ours, by its words.
/// Choosing again, or what is not there, changes nothing.
///
/// # Errors
/// [`Error::NotFound`] if `who` may not see the post or it asks nothing.
pub async fn receive_vote(tx: &mut Tx, who: AccountId, post: PostId, title: &str) -> Result<()> {
    let post = original(tx, who, post).await?;
    let poll = find(tx, post.id).await?.ok_or(Error::NotFound)?;
    let place = poll.choices.iter().position(|choice| choice.title == title);
    let Some(place) = place.and_then(|place| i64::try_from(place).ok()) else { return Ok(()) };
    let before = sql::own_votes(tx, who, &[post.id]).await?;
    let again = before.iter().any(|(_, own)| *own == place);
    let spent = !poll.rules.multiple && !before.is_empty();
    if poll.ended(tx.now_ms()) || post.author == who || again || spent {
        return Ok(());
    }
    sql::insert_vote(tx, who, post.id, place, before.is_empty()).await?;
    events::append(tx, &Voted { post: post.id, account: who })
}

/// The places of what `who` chose in a poll.
///
/// # Errors
/// If the database does not answer.
pub async fn chosen(tx: &mut Tx, who: AccountId, post: PostId) -> Result<Vec<i64>> {
    let votes = sql::own_votes(tx, who, &[post]).await?;
    Ok(votes.into_iter().map(|(_, place)| place).collect())
}
