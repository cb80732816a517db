//! Quotes: a post shows another below its own words, as far as that one's author agrees.
//!
//! The author says who may quote a post, is asked where they want to be, and can take a quote
//! back at any time; blocking somebody takes back all of theirs. What a reader may not see is not
//! shown to them in a quote either.

pub(super) mod api;
mod elsewhere;
mod policy;
mod sql;

use db::{Arg, Row, Tx, Value, record};
use ground::events::{self, Event};
use ground::http::Ask;
use ground::{AccountId, Error, PostId, Result};
use serde::{Deserialize, Serialize};
use wire::mastodon::{ApprovalOfReader, QuoteState};

use super::listing::{self, Listed};
use super::{Post, Visibility, original, receive, visible};

pub use elsewhere::{requested, told};
pub use policy::QuotePolicy;
pub(super) use sql::shunned;

/// Quotes taken back in one unit when somebody is blocked.
const DETACHED_MAX: usize = 200;

/// Whether the quoted author agrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// They have not answered yet.
    Pending,
    /// They do, or need not be asked.
    Accepted,
    /// They refused.
    Rejected,
    /// They did, and took it back.
    Revoked,
}

impl State {
    const ALL: [Self; 4] = [Self::Pending, Self::Accepted, Self::Rejected, Self::Revoked];

    /// Its name in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Revoked => "revoked",
        }
    }

    /// As apps read it, for a reader to whom nothing is hidden.
    #[must_use]
    pub fn wire(self) -> QuoteState {
        match self {
            Self::Pending => QuoteState::Pending,
            Self::Accepted => QuoteState::Accepted,
            Self::Rejected => QuoteState::Rejected,
            Self::Revoked => QuoteState::Revoked,
        }
    }
}

impl Value for State {
    fn take(row: &Row, at: usize) -> db::Result<Option<Self>> {
        let name = <String as Value>::take(row, at)?;
        let of = |name: String| Self::ALL.into_iter().find(|each| each.name() == name);
        Ok(name.map(|name| of(name).unwrap_or(Self::Revoked)))
    }

    fn null() -> Arg {
        <String as Value>::null()
    }
}

impl From<State> for Arg {
    fn from(state: State) -> Self {
        Arg::from(state.name())
    }
}

record! {
    /// That a post quotes another.
    #[derive(Clone, Copy, Debug, Deserialize, Serialize)]
    pub struct Quote {
        /// The post that quotes.
        pub post: PostId,
        /// Its author.
        pub author: AccountId,
        /// The post quoted; it may be gone.
        pub quoted: PostId,
        /// Its author.
        pub quoted_author: AccountId,
        /// Whether they agree.
        pub state: State,
    }
}

/// A quote was accepted, refused or taken back.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Decided {
    /// The quote as it is now.
    pub quote: Quote,
}

impl Event for Decided {
    const KIND: &'static str = "posts.quote_decided";

    fn subject(&self) -> i64 {
        self.quote.post.0
    }

    fn actor(&self) -> AccountId {
        self.quote.quoted_author
    }
}

/// An author lets others quote a post, or no longer.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct PolicyChanged {
    /// The post.
    pub post: PostId,
    /// Its author.
    pub author: AccountId,
}

impl Event for PolicyChanged {
    const KIND: &'static str = "posts.quote_policy_changed";

    fn subject(&self) -> i64 {
        self.post.0
    }

    fn actor(&self) -> AccountId {
        self.author
    }
}

/// Whether `who` may quote a post they may see.
fn approval(post: &Post, who: AccountId, follows: bool) -> ApprovalOfReader {
    match (post.author == who, post.visibility) {
        (true, Visibility::Direct) => ApprovalOfReader::Denied,
        (true, _) => ApprovalOfReader::Automatic,
        (false, visibility) => post.quote_policy.within(visibility).for_other(follows),
    }
}

/// The post to be quoted, and whether its author agrees already.
///
/// # Errors
/// [`Error::Invalid`] if `who` may not see it, or not quote it.
pub(super) async fn ask(tx: &mut Tx, who: AccountId, id: PostId) -> Result<(Post, State)> {
    let found = original(tx, who, id).await;
    let post = found.map_err(|error| match error {
        Error::NotFound => Error::invalid("quoted_status_id", "error-quote-gone"),
        other => other,
    })?;
    let follows = post.quote_policy == QuotePolicy::Followers
        && !super::sql::followed(tx, who, &[post.author]).await?.is_empty();
    match approval(&post, who, follows) {
        // Of another server's people that server decides.
        ApprovalOfReader::Automatic
            if receive::uri_of(tx, post.id).await?.is_some() && post.author != who =>
        {
            Ok((post, State::Pending))
        }
        ApprovalOfReader::Automatic => Ok((post, State::Accepted)),
        ApprovalOfReader::Manual => Ok((post, State::Pending)),
        _ => Err(Error::invalid("quoted_status_id", "error-quote-denied")),
    }
}

/// Who may see a post that quotes `quoted`: what is for followers is not carried further.
pub(super) fn narrowed(quoted: &Post, wanted: Visibility) -> Visibility {
    match (quoted.visibility.is_open(), wanted) {
        (false, Visibility::Public | Visibility::Unlisted) => Visibility::Followers,
        _ => wanted,
    }
}

/// Lets a post that is being made quote another.
pub(super) async fn add(tx: &mut Tx, quote: Quote) -> Result<()> {
    sql::insert(tx, &quote).await?;
    if quote.state == State::Accepted {
        sql::count(tx, quote.quoted, 1).await?;
    }
    Ok(())
}

/// Removes what a post that is being removed quoted.
pub(super) async fn remove(tx: &mut Tx, post: PostId) -> Result<Option<PostId>> {
    let Some(quote) = of_posts(tx, &[post]).await?.pop() else { return Ok(None) };
    sql::delete(tx, post).await?;
    if quote.state == State::Accepted {
        sql::count(tx, quote.quoted, -1).await?;
    }
    Ok(Some(quote.quoted))
}

/// What these posts quote, in any order.
///
/// # Errors
/// If the database does not answer.
pub async fn of_posts(tx: &mut Tx, posts: &[PostId]) -> Result<Vec<Quote>> {
    sql::of_posts(tx, posts).await
}

/// Accepted quotes of a post, the latest `limit`.
///
/// # Errors
/// If the database does not answer.
pub async fn of(tx: &mut Tx, quoted: PostId, limit: usize) -> Result<Vec<Quote>> {
    sql::of(tx, quoted, limit).await
}

/// A page of posts that quote one, newest first; those that wait for an answer, for its author.
///
/// # Errors
/// [`Error::NotFound`] if `who` may not see it, or asks for what waits and is not its author.
pub async fn list(
    tx: &mut Tx,
    who: AccountId,
    id: PostId,
    state: State,
    ask: Ask,
    limit: usize,
) -> Result<Vec<Listed>> {
    let post = original(tx, who, id).await?;
    if state != State::Accepted && post.author != who {
        return Err(Error::NotFound);
    }
    listing::page_of(tx, Some(who), ask, limit, async |tx, ask, limit| {
        sql::list(tx, post.id, state, ask, limit).await
    })
    .await
}

/// Takes back a quote of a post of `who`, or refuses one that waits. Twice is the same as once.
///
/// # Errors
/// [`Error::NotFound`] if the post is not theirs or there is no such quote.
pub async fn revoke(tx: &mut Tx, who: AccountId, quoted: PostId, quoting: PostId) -> Result<Post> {
    let quote = quote_of_mine(tx, who, quoted, quoting).await?;
    match quote.state {
        State::Accepted => decide(tx, quote, State::Revoked).await?,
        State::Pending => decide(tx, quote, State::Rejected).await?,
        State::Rejected | State::Revoked => {}
    }
    super::get(tx, quoting).await
}

/// Accepts a quote that waits. What was refused or taken back stays so.
///
/// # Errors
/// [`Error::NotFound`] if the post is not theirs or there is no such quote; [`Error::Invalid`] if
/// it was refused or taken back before.
pub async fn accept(tx: &mut Tx, who: AccountId, quoted: PostId, quoting: PostId) -> Result<Post> {
    let quote = quote_of_mine(tx, who, quoted, quoting).await?;
    match quote.state {
        State::Pending => decide(tx, quote, State::Accepted).await?,
        State::Accepted => {}
        State::Rejected | State::Revoked => {
            return Err(Error::invalid("", "error-quote-decided"));
        }
    }
    super::get(tx, quoting).await
}

/// Takes back what `author` quotes of `quoted_author`, some at a time; whether there was any.
///
/// # Errors
/// If the database does not answer.
pub async fn detach(tx: &mut Tx, quoted_author: AccountId, author: AccountId) -> Result<bool> {
    let quotes = sql::between(tx, quoted_author, author, DETACHED_MAX).await?;
    for quote in &quotes {
        let to = if quote.state == State::Pending { State::Rejected } else { State::Revoked };
        decide(tx, *quote, to).await?;
    }
    Ok(!quotes.is_empty())
}

/// Changes who may quote a post from now on. Quotes there are stay.
///
/// # Errors
/// [`Error::NotFound`] if it is not theirs, or a boost.
pub async fn set_policy(
    tx: &mut Tx,
    who: AccountId,
    id: PostId,
    policy: QuotePolicy,
) -> Result<()> {
    let post = visible::seen_by(tx, Some(who), id).await?;
    if post.author != who || post.boost_of.is_some() {
        return Err(Error::NotFound);
    }
    let policy = policy.within(post.visibility);
    if policy != post.quote_policy {
        sql::set_policy(tx, id, policy).await?;
        events::append(tx, &PolicyChanged { post: id, author: who })?;
    }
    Ok(())
}

async fn quote_of_mine(
    tx: &mut Tx,
    who: AccountId,
    quoted: PostId,
    quoting: PostId,
) -> Result<Quote> {
    let quote = of_posts(tx, &[quoting]).await?.pop().ok_or(Error::NotFound)?;
    if quote.quoted != quoted || quote.quoted_author != who {
        return Err(Error::NotFound);
    }
    Ok(quote)
}

async fn decide(tx: &mut Tx, mut quote: Quote, state: State) -> Result<()> {
    let was = quote.state;
    quote.state = state;
    sql::decide(tx, quote.post, state).await?;
    match (was, state) {
        (State::Accepted, _) => sql::count(tx, quote.quoted, -1).await?,
        (_, State::Accepted) => sql::count(tx, quote.quoted, 1).await?,
        _ => {}
    }
    events::append(tx, &Decided { quote })
}
