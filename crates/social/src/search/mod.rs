//! Search: accounts by handle, name and words; hashtags by their beginning; posts by words.
//!
//! One analyser writes the words for both databases and reads the questions, so that both find
//! the same. Posts are found by those they concern, and by all members where the post is public
//! and its author wants to be found; what the reader may not see is never found.

mod accounts;
mod api;
mod learn;
mod sql;
mod web;

use db::Tx;
use ground::http::{Route, Scope, get};
use ground::{AccountId, PostId, Result, TagId};
use text::analyse;

use crate::tags::Tag;

pub use accounts::accounts;
pub use learn::{CONSUMER, learn};

/// Longest question, in characters; the rest is dropped.
pub const QUERY_CHARS_MAX: usize = 200;
/// How far into the results one may page.
pub const OFFSET_MAX: usize = 10_000;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Question {
    /// In words, at most [`QUERY_CHARS_MAX`] characters, without spaces around.
    pub words: String,
    /// Who asks.
    pub viewer: Option<AccountId>,
    /// Most finds of each kind.
    pub limit: usize,
    /// Finds to pass over.
    pub offset: usize,
    /// Only accounts the asker follows.
    pub following: bool,
    /// Only posts of this account.
    pub author: Option<AccountId>,
    /// Only posts older than this one.
    pub max_id: Option<PostId>,
    /// Only posts newer than this one.
    pub min_id: Option<PostId>,
}

impl Question {
    /// A question in words, with everything else left open.
    #[must_use]
    pub fn new(words: &str, viewer: Option<AccountId>, limit: usize) -> Self {
        // No database keeps a NUL, so nothing is found by one.
        let words: String =
            words.trim().chars().filter(|c| *c != '\0').take(QUERY_CHARS_MAX).collect();
        Self {
            words: words.trim().to_owned(),
            viewer,
            limit,
            offset: 0,
            following: false,
            author: None,
            max_id: None,
            min_id: None,
        }
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        get("/api/v2/search", Scope::Anyone, api::all),
        get("/api/v1/accounts/search", Scope::Needs("read:accounts"), api::accounts),
        get("/search", Scope::Page, web::show),
    ]
}

/// Posts found, newest first: public ones whose authors want to be found, one's own, and those
/// that name the asker. Strangers find none.
///
/// # Errors
/// If the database does not answer.
pub async fn posts(tx: &mut Tx, question: &Question) -> Result<Vec<PostId>> {
    let Some(who) = question.viewer else { return Ok(Vec::new()) };
    let clauses = analyse::query(&question.words);
    match (analyse::fts5(&clauses), analyse::tsquery(&clauses)) {
        (Some(fts5), Some(tsquery)) => sql::posts(tx, who, question, &fts5, &tsquery).await,
        _ => Ok(Vec::new()),
    }
}

/// Hashtags that begin so, the shortest first.
///
/// # Errors
/// If the database does not answer.
pub async fn tags(tx: &mut Tx, question: &Question) -> Result<Vec<Tag>> {
    let beginning = text::tag_key(question.words.trim_start_matches('#'));
    if beginning.is_empty() || question.words.trim_start_matches('#').contains(' ') {
        return Ok(Vec::new());
    }
    let found = sql::tags(tx, &beginning, question).await?;
    Ok(found.into_iter().map(|(id, name)| Tag { id: TagId(id), name }).collect())
}
