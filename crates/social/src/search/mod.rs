//! Search: accounts by handle, name and words; hashtags by their beginning; posts by words.
//!
//! One analyser writes the words for both databases and reads the questions, so that both find
//! the same. Posts are found by those they concern, and by all members where the post is public
//! and its author wants to be found; what the reader may not see is never found.

mod accounts;
mod address;
mod api;
mod learn;
mod operators;
mod sql;
mod web;

use db::Tx;
use ground::http::{Route, Scope, get};
use ground::{AccountId, PostId, Result};
use text::analyse;

use crate::tags::Tag;

pub use accounts::accounts;
pub use learn::{CONSUMER, LEARNT_MAX, learn};
pub use operators::Operators;

/// Longest question, in characters; the rest is dropped.
pub const QUERY_CHARS_MAX: usize = 200;
/// How far into the results one may page.
pub const OFFSET_MAX: usize = 10_000;
/// Posts looked at by operators in one round, and most rounds: 5,000 posts in all.
const ROUND: usize = 200;
const ROUNDS_MAX: usize = 25;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Question {
    /// In words, at most [`QUERY_CHARS_MAX`] characters, without spaces around.
    pub words: String,
    /// As typed, operators included.
    pub typed: String,
    /// What is asked of posts beside words. Where it asks something, only posts are found.
    pub operators: Operators,
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
        let typed = words.trim().to_owned();
        let (words, operators) = Operators::take(&typed);
        Self {
            words,
            typed,
            operators,
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

impl Question {
    /// Whether nothing is asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.operators.is_empty()
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
    let words = match (analyse::fts5(&clauses), analyse::tsquery(&clauses)) {
        (Some(fts5), Some(tsquery)) => Some((fts5, tsquery)),
        // Operators alone ask something; words that cannot be searched for find nothing.
        _ if question.words.is_empty() && !question.operators.is_empty() => None,
        _ => return Ok(Vec::new()),
    };
    let Some(question) = narrowed(tx, who, question).await? else { return Ok(Vec::new()) };
    if !question.operators.look_closer() {
        return candidates(tx, who, &question, words.as_ref()).await;
    }
    let wanted = question.offset + question.limit;
    let mut round = Question { limit: ROUND, offset: 0, ..question.clone() };
    let mut found = Vec::new();
    for _ in 0..ROUNDS_MAX {
        let ids = candidates(tx, who, &round, words.as_ref()).await?;
        let last = ids.last().copied().filter(|_| ids.len() == ROUND);
        found.extend(question.operators.holding(tx, who, ids).await?);
        match last {
            Some(last) if found.len() < wanted => round.max_id = Some(last),
            _ => break,
        }
    }
    Ok(found.into_iter().skip(question.offset).take(question.limit).collect())
}

/// The question with its operators put where statements ask for them; none if nothing can be found.
async fn narrowed(tx: &mut Tx, who: AccountId, question: &Question) -> Result<Option<Question>> {
    let mut question = question.clone();
    if let Some(handle) = &question.operators.from {
        let author = match handle.as_str() {
            "me" => Some(who),
            handle => sql::accounts_called(tx, vec![handle.to_owned()]).await?.pop(),
        };
        let same = question.author.is_none_or(|asked| Some(asked) == author);
        let Some(author) = author.filter(|_| same) else { return Ok(None) };
        question.author = Some(author);
    }
    let (max, min) = (question.operators.max_id, question.operators.min_id);
    question.max_id = [question.max_id, max].into_iter().flatten().min();
    question.min_id = [question.min_id, min].into_iter().flatten().max();
    Ok(Some(question))
}

async fn candidates(
    tx: &mut Tx,
    who: AccountId,
    question: &Question,
    words: Option<&(String, String)>,
) -> Result<Vec<PostId>> {
    match (words, question.author) {
        (Some((fts5, tsquery)), _) => sql::posts(tx, who, question, fts5, tsquery).await,
        (None, Some(author)) => sql::posts_by(tx, who, question, author).await,
        (None, None) => sql::latest(tx, who, question).await,
    }
}

/// Hashtags that begin so, the shortest first.
///
/// # Errors
/// If the database does not answer.
pub async fn tags(tx: &mut Tx, question: &Question) -> Result<Vec<Tag>> {
    if !question.operators.is_empty() {
        return Ok(Vec::new());
    }
    let beginning = text::tag_key(question.words.trim_start_matches('#'));
    if beginning.is_empty() || question.words.trim_start_matches('#').contains(' ') {
        return Ok(Vec::new());
    }
    sql::tags(tx, &beginning, question).await
}
