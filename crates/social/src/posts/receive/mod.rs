//! What other servers say that their people posted: the same posts, the same events as of those
//! published here, so that all that follows from them follows.

mod adopt;
pub(super) mod sql;

use db::Tx;
use ground::{AccountId, Error, PostId, Result, events};
use serde::{Deserialize, Serialize};

use super::polls::receive::{self as polls, Asked};
use super::publish::MEDIA_MAX;
use super::quotes::{self, Quote, QuotePolicy, State};
use super::words::Words;
use super::{Post, Published, Visibility, sql as posts, visible};
use crate::accounts::{self, elsewhere::Emoji};
use crate::media;

pub use adopt::Linked;

/// How old a post must be to be filed as history, in milliseconds.
const HISTORY_MS_MIN: i64 = 10 * 60_000;
/// Posts of one author filed at one millisecond: as many as ids have room for.
const SAME_MS_MAX: i64 = 1 << 10;

/// A post of another server, made harmless.
#[derive(Clone, Debug)]
pub struct Received {
    /// Who posted it.
    pub author: AccountId,
    /// Its name in the federation.
    pub uri: String,
    /// Its page on its own server; empty: none.
    pub url: String,
    /// When it was posted, in epoch milliseconds.
    pub created_at: i64,
    /// When it was last edited.
    pub edited_at: Option<i64>,
    /// The post it answers, if that is here.
    pub reply_to: Option<PostId>,
    /// The name of the post it answers, where that is not here; else empty.
    pub answers: String,
    /// Who may see it.
    pub visibility: Visibility,
    /// Whether its pictures start hidden.
    pub sensitive: bool,
    /// The content warning.
    pub spoiler: String,
    /// The text as shown.
    pub html: String,
    /// Its language (BCP 47).
    pub language: Option<String>,
    /// The accounts it names.
    pub mentions: Vec<AccountId>,
    /// Its hashtags, as typed.
    pub tags: Vec<String>,
    /// What it shows.
    pub media: Vec<media::Elsewhere>,
    /// The emojis it is written with.
    pub emojis: Vec<Emoji>,
    /// What it asks.
    pub poll: Option<Asked>,
    /// Who may quote it.
    pub quote_policy: QuotePolicy,
    /// What it quotes: the post, its author, whether they agree.
    pub quote: Option<(PostId, AccountId, State)>,
}

/// How a post comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// It was sent to us: it takes its place as of now, however old it is. Nobody misses it.
    Sent,
    /// We asked for it: it is filed at its own date, and nobody is told.
    Fetched,
}

/// A post that is history has been filed at its own date.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Filed {
    /// The post.
    pub post: PostId,
    /// Who posted it.
    pub author: AccountId,
    /// The post it answers.
    pub reply_to: Option<PostId>,
}

impl events::Event for Filed {
    const KIND: &'static str = "posts.filed";

    fn subject(&self) -> i64 {
        self.post.0
    }

    fn actor(&self) -> AccountId {
        self.author
    }
}

/// Takes in a post of another server. Receiving it again is the same as once.
///
/// # Errors
/// [`Error::NotFound`] if its author is suspended or gone here.
pub async fn receive(tx: &mut Tx, new: &Received, arrival: Arrival) -> Result<PostId> {
    if let Some(known) = sql::by_uri(tx, &new.uri).await? {
        return Ok(known);
    }
    accounts::get(tx, new.author).await?;
    let named = named(tx, &new.mentions).await?;
    let parent = match new.reply_to {
        Some(id) => parent(tx, new.author, id).await?,
        None => None,
    };
    let history = arrival == Arrival::Fetched && new.created_at < tx.now_ms() - HISTORY_MS_MIN;
    let id = match history {
        true => id_of_then(tx, new.author, new.created_at).await?,
        false => PostId(tx.new_id(new.author.bucket())),
    };
    let words = Words::told(named, &new.tags, new.html.clone());
    let post = post(id, new, parent.as_ref());
    sql::insert_post(tx, &post).await?;
    sql::insert_origin(tx, id, new).await?;
    media::receive(tx, new.author, id, &new.media[..new.media.len().min(MEDIA_MAX)]).await?;
    if new.poll.is_some() {
        polls::receive(tx, (id, new.author), None, new.poll.as_ref()).await?;
    }
    let quote = new.quote.map(|(quoted, quoted_author, state)| Quote {
        post: id,
        author: new.author,
        quoted,
        quoted_author,
        state,
    });
    if let Some(quote) = quote {
        quotes::add(tx, quote).await?;
    }
    let tags = words.keep(tx, id, new.visibility == Visibility::Public).await?;
    accounts::count_post(tx, new.author, 1, new.created_at).await?;
    if let Some(parent) = &parent {
        posts::count(tx, parent.id, 1, 0, 0).await?;
    }
    adopt::adopt(tx, &post, &new.uri).await?;
    if history {
        let filed = Filed { post: id, author: new.author, reply_to: post.reply_to };
        events::append(tx, &filed)?;
        return Ok(id);
    }
    let event = Published {
        post: id,
        author: new.author,
        about: post.about,
        reply_to: post.reply_to,
        boost_of: None,
        visibility: post.visibility,
        mentions: words.mentions(),
        carried: Vec::new(),
        tags: tags.iter().map(|(tag, _)| *tag).collect(),
        quote,
        link: None,
    };
    events::append(tx, &event)?;
    Ok(id)
}

/// The post of that name in the federation; ours have none here.
///
/// # Errors
/// If the database does not answer.
pub async fn by_uri(tx: &mut Tx, uri: &str) -> Result<Option<PostId>> {
    match uri.is_empty() || uri.contains('\0') {
        true => Ok(None),
        false => sql::by_uri(tx, uri).await,
    }
}

/// The name in the federation of a post of another server; ours have none here.
///
/// # Errors
/// If the database does not answer.
pub async fn uri_of(tx: &mut Tx, post: PostId) -> Result<Option<String>> {
    sql::uri_of(tx, post).await
}

/// The names of those of these posts that are of other servers.
///
/// # Errors
/// If the database does not answer.
pub async fn uris_of(tx: &mut Tx, posts: &[PostId]) -> Result<Vec<String>> {
    sql::uris_of(tx, posts).await
}

/// The name of the post that one answers, where that is not here; else empty.
///
/// # Errors
/// If the database does not answer.
pub async fn answers(tx: &mut Tx, post: PostId) -> Result<String> {
    Ok(sql::answers(tx, post).await?.unwrap_or_default())
}

/// Gives a boost the name that another server has for it.
///
/// # Errors
/// If the database does not answer.
pub async fn call_boost(tx: &mut Tx, boost: PostId, uri: &str) -> Result<()> {
    sql::call_boost(tx, boost, uri).await
}

/// Those of these accounts that may be named.
pub(super) async fn named(tx: &mut Tx, ids: &[AccountId]) -> Result<Vec<accounts::Account>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = accounts::by_ids(tx, ids).await?;
    found.retain(accounts::Account::is_active);
    found.sort_unstable_by_key(|account| account.id);
    Ok(found)
}

/// What is answered, if the author may see it: else the answer stands alone.
async fn parent(tx: &mut Tx, author: AccountId, id: PostId) -> Result<Option<Post>> {
    match visible::seen_by(tx, Some(author), id).await {
        Ok(post) if post.boost_of.is_none() => Ok(Some(post)),
        Ok(_) | Err(Error::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}

/// An id of a moment that is past: the first that is free.
async fn id_of_then(tx: &mut Tx, author: AccountId, at_ms: i64) -> Result<PostId> {
    let first = (at_ms.max(0) << 21) | author.bucket();
    for no in 0..SAME_MS_MAX {
        let id = PostId(first | (no << 11));
        if posts::by_ids(tx, &[id]).await?.is_empty() {
            return Ok(id);
        }
    }
    Err(Error::Conflict("error-conflict".into()))
}

fn post(id: PostId, new: &Received, parent: Option<&Post>) -> Post {
    Post {
        id,
        author: new.author,
        created_at: new.created_at,
        edited_at: new.edited_at,
        boost_of: None,
        reply_to: parent.map(|parent| parent.id),
        about: parent.map(|parent| parent.author),
        root: parent.map_or(id, |parent| parent.root),
        visibility: new.visibility,
        sensitive: new.sensitive || !new.spoiler.is_empty(),
        spoiler: new.spoiler.clone(),
        body: text::plain(&new.html),
        html: new.html.clone(),
        language: new.language.clone(),
        app: None,
        quote_policy: new.quote_policy.within(new.visibility),
    }
}
