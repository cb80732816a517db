//! The journal of a desk: who did what, when, and a mark of the thing before and after.
//!
//! Lines are only ever added. They hold no text of what was done, so that withdrawing a text does
//! not leave it here.

mod api;
mod sql;
mod web;
mod words;

use db::{Tx, record};
use ground::events::{self, Event};
use ground::http::{Ask, Route, Scope, get};
use ground::{AccountId, Error, PersonId, PostId, Result, secret};
use serde::{Deserialize, Serialize};
use social::people;

/// Longest remark of a line, in characters.
pub const WORDS_CHARS_MAX: usize = 200;

record! {
    /// A line of the journal.
    #[derive(Clone, Debug)]
    pub struct Line {
        /// Its number: lines stand in its order.
        pub id: i64,
        /// Who did it.
        pub person: PersonId,
        /// Their own account.
        pub account: AccountId,
        /// What was done: `room.deed`.
        pub act: String,
        /// What kind of thing it was done to.
        pub kind: String,
        /// The number of that thing.
        pub subject: i64,
        /// A mark of the thing before (SHA-256 of its JSON).
        pub before: Option<Vec<u8>>,
        /// A mark of the thing after.
        pub after: Option<Vec<u8>>,
        /// A remark: a handle, the names of roles, a state.
        pub words: String,
        /// When, in epoch milliseconds.
        pub at: i64,
    }
}

/// Something done at a desk, to be written down.
#[derive(Clone, Debug)]
pub struct Deed {
    act: &'static str,
    kind: &'static str,
    subject: i64,
    before: Option<[u8; 32]>,
    after: Option<[u8; 32]>,
    words: String,
}

impl Deed {
    /// A deed (`room.deed`, listed in `journal/words.rs`) to the thing of that kind and number.
    #[must_use]
    pub fn new(act: &'static str, kind: &'static str, subject: i64) -> Self {
        Self { act, kind, subject, before: None, after: None, words: String::new() }
    }

    /// With a mark of the thing as it was.
    ///
    /// # Errors
    /// If it cannot be written as JSON.
    pub fn before(mut self, thing: &impl Serialize) -> Result<Self> {
        self.before = Some(mark(thing)?);
        Ok(self)
    }

    /// With a mark of the thing as it is now.
    ///
    /// # Errors
    /// If it cannot be written as JSON.
    pub fn after(mut self, thing: &impl Serialize) -> Result<Self> {
        self.after = Some(mark(thing)?);
        Ok(self)
    }

    /// With a remark, cut at [`WORDS_CHARS_MAX`].
    #[must_use]
    pub fn saying(mut self, words: &str) -> Self {
        self.words = words.chars().take(WORDS_CHARS_MAX).collect();
        self
    }
}

/// Something was done at a desk.
#[derive(Debug, Deserialize, Serialize)]
pub struct Noted {
    /// Whose desk.
    pub organisation: AccountId,
    /// Who did it.
    pub person: PersonId,
    /// Their own account.
    pub account: AccountId,
    /// What: `room.deed`.
    pub act: String,
    /// The kind of thing.
    pub kind: String,
    /// Its number.
    pub subject: i64,
}

impl Event for Noted {
    const KIND: &'static str = "desk.noted";

    fn subject(&self) -> i64 {
        self.subject
    }

    fn actor(&self) -> AccountId {
        self.account
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        get("/desk/{handle}/journal", Scope::Member, web::list),
        get(
            "/api/portevoix/v1/organisations/{id}/journal",
            Scope::Needs("read:accounts"),
            api::list,
        ),
    ]
}

/// Writes down what a person did for an organisation. Every verb of the desk ends with this, most
/// by the seat of who acts.
///
/// # Errors
/// If the database does not answer.
pub async fn write(
    tx: &mut Tx,
    organisation: AccountId,
    (person, account): (PersonId, AccountId),
    deed: Deed,
) -> Result<()> {
    let noted = Noted {
        organisation,
        person,
        account,
        act: deed.act.to_owned(),
        kind: deed.kind.to_owned(),
        subject: deed.subject,
    };
    sql::insert(tx, organisation, (person, account), &deed).await?;
    events::append(tx, &noted)
}

/// A page of an organisation's journal, latest first. Whether the reader may is asked of their
/// seat by the faces.
///
/// # Errors
/// If the database does not answer.
pub async fn list(
    tx: &mut Tx,
    organisation: AccountId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<Line>> {
    sql::list(tx, organisation, ask, limit).await
}

/// Writes down who published posts in the name of organisations; others' posts are passed over.
///
/// # Errors
/// If the database does not answer.
pub async fn spoke(tx: &mut Tx, posts: &[PostId]) -> Result<()> {
    for (post, organisation, person) in sql::spoken(tx, posts).await? {
        let account = people::account_of(tx, person).await.unwrap_or(organisation);
        let deed = Deed::new("posts.published", "post", post.0);
        write(tx, organisation, (person, account), deed).await?;
    }
    Ok(())
}

fn mark(thing: &impl Serialize) -> Result<[u8; 32]> {
    Ok(secret::hash_bytes(&serde_json::to_vec(thing).map_err(Error::internal)?))
}

/// The beginning of a mark, as it is shown.
fn hex(mark: &[u8]) -> String {
    mark.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
