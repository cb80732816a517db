//! Drafts: posts begun on a page and put aside, as the form held them, pictures included.
//!
//! Nothing in them is checked: a draft may be empty, too long or contradict itself; what is wrong
//! with it is said when it is published. They are their account's alone, and known to nobody else.

mod sql;
pub(crate) mod web;

use db::{Tx, record};
use ground::http::{Route, Scope, get as read, post};
use ground::{AccountId, DraftId, Error, MediaId, PersonId, PostId, Result, Say};
use serde::{Deserialize, Serialize};

use crate::{media, posts};

/// Most drafts of an account.
pub const DRAFTS_MAX: i64 = 100;
/// Longest draft, in bytes of its JSON.
pub const SHEET_BYTES_MAX: usize = 256 * 1024;

/// What a form holds.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Sheet {
    /// The text.
    pub status: String,
    /// What is said after it, a post each.
    pub more: Vec<String>,
    /// The content warning.
    pub spoiler: String,
    /// Whether pictures start hidden.
    pub sensitive: bool,
    /// Who may read it, by name.
    pub visibility: String,
    /// Its language.
    pub language: String,
    /// Who may quote it, by name.
    pub quotes: String,
    /// The post it answers.
    pub reply_to: Option<PostId>,
    /// The post it quotes.
    pub quote: Option<PostId>,
    /// Pictures, films, sounds.
    pub media: Vec<MediaId>,
    /// Answers to choose from, one a line.
    pub poll: String,
    /// How long the poll is open, in seconds.
    pub poll_end: String,
    /// Whether several answers may be chosen.
    pub poll_several: bool,
    /// Whether counts are hidden until the end.
    pub poll_hide: bool,
    /// When it was to be published, as typed.
    pub later: String,
    /// In which zone that was meant.
    pub zone: String,
}

impl From<posts::Draft> for Sheet {
    fn from(draft: posts::Draft) -> Self {
        let poll = draft.poll.as_ref();
        Self {
            status: draft.body,
            spoiler: draft.spoiler,
            sensitive: draft.sensitive,
            visibility: draft.visibility.name().to_owned(),
            language: draft.language.unwrap_or_default(),
            quotes: draft.quote_policy.name().to_owned(),
            reply_to: draft.reply_to,
            quote: draft.quote,
            media: draft.media,
            poll: poll.map(|poll| poll.options.join("\n")).unwrap_or_default(),
            poll_end: poll.map(|poll| poll.expires_in_s.to_string()).unwrap_or_default(),
            poll_several: poll.is_some_and(|poll| poll.multiple),
            poll_hide: poll.is_some_and(|poll| poll.hide_totals),
            ..Self::default()
        }
    }
}

record! {
    /// A draft.
    #[derive(Clone, Debug)]
    pub struct Draft {
        /// Its number.
        pub id: DraftId,
        sheet: String,
        /// When it was last kept, in epoch milliseconds.
        pub updated_at: i64,
    }
}

impl Draft {
    /// What it holds; what an other version wrote and we cannot read is empty.
    #[must_use]
    pub fn sheet(&self) -> Sheet {
        serde_json::from_str(&self.sheet).unwrap_or_default()
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        read("/drafts", Scope::Member, web::list),
        post("/drafts/{id}/remove", Scope::Member, web::remove),
    ]
}

/// Keeps what a form holds: in the draft of that number, or in a new one.
///
/// # Errors
/// [`Error::NotFound`] if there is no such draft of theirs; [`Error::Invalid`] if it is one too
/// many or too long, or its media are not loose.
pub async fn keep(
    tx: &mut Tx,
    who: AccountId,
    person: PersonId,
    id: Option<DraftId>,
    sheet: &Sheet,
) -> Result<DraftId> {
    let text = serde_json::to_string(sheet).map_err(Error::internal)?;
    if text.len() > SHEET_BYTES_MAX {
        return Err(Error::invalid("status", "error-draft-long"));
    }
    let id = match id {
        Some(id) => {
            get(tx, who, id).await?;
            media::release(tx, id.0).await?;
            sql::update(tx, id, &text).await?;
            id
        }
        None => {
            if sql::count(tx, who).await? >= DRAFTS_MAX {
                let say = Say::new("error-many-drafts").with("max", DRAFTS_MAX);
                return Err(Error::invalid("", say));
            }
            let id = DraftId(tx.new_id(who.bucket()));
            sql::insert(tx, id, who, person, &text).await?;
            id
        }
    };
    media::hold(tx, who, id.0, &sheet.media).await?;
    Ok(id)
}

/// All drafts of an account, last kept first.
///
/// # Errors
/// If the database does not answer.
pub async fn list(tx: &mut Tx, who: AccountId) -> Result<Vec<Draft>> {
    sql::list(tx, who, DRAFTS_MAX).await
}

/// One draft of an account.
///
/// # Errors
/// [`Error::NotFound`] if there is none such.
pub async fn get(tx: &mut Tx, who: AccountId, id: DraftId) -> Result<Draft> {
    sql::find(tx, who, id).await?.ok_or(Error::NotFound)
}

/// Removes a draft; its media are loose again, for a day. Of one that is not there it is no error.
///
/// # Errors
/// If the database does not answer.
pub async fn remove(tx: &mut Tx, who: AccountId, id: DraftId) -> Result<()> {
    if sql::find(tx, who, id).await?.is_some() {
        media::release(tx, id.0).await?;
        sql::delete(tx, id).await?;
    }
    Ok(())
}
