//! Reports: what people tell the moderators of an account and its posts, and what becomes of it.
//!
//! Only the reporter and the moderators ever see one; the account reported never learns who did.
//! Nothing is done to anybody by a report alone.

mod answer;
mod api;
mod handle;
mod sql;
pub(crate) mod web;

use db::{Arg, Row, Tx, Value, record};
use ground::events::{self, Event};
use ground::http::{Route, Scope, get, post, put};
use ground::{AccountId, Error, PostId, Result, Say};
use serde::{Deserialize, Serialize};

pub use answer::written;
pub use handle::{
    Filter, assign, change, get_one, list, reopen, resolve, resolve_all, waiting_count,
};

use crate::{accounts, posts, rules};

/// Longest comment, in characters.
const COMMENT_CHARS_MAX: usize = 1000;
/// Longest comment that another server sends, in characters.
const RECEIVED_CHARS_MAX: usize = 5000;
/// Most posts, collections or rules of one report.
const NAMED_MAX: usize = 100;

/// What is wrong with what is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    /// Unwanted repetition, malicious links, fake engagement.
    Spam,
    /// It is against the law.
    Legal,
    /// It breaks rules of this place.
    Violation,
    /// Something else.
    Other,
}

impl Category {
    /// Its name on the wire and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Spam => "spam",
            Self::Legal => "legal",
            Self::Violation => "violation",
            Self::Other => "other",
        }
    }

    /// The category of that name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        [Self::Spam, Self::Legal, Self::Violation, Self::Other]
            .into_iter()
            .find(|each| each.name() == name)
    }
}

impl Value for Category {
    fn take(row: &Row, at: usize) -> db::Result<Option<Self>> {
        let name = <String as Value>::take(row, at)?;
        Ok(name.map(|name| Self::of(&name).unwrap_or(Self::Other)))
    }

    fn null() -> Arg {
        <String as Value>::null()
    }
}

impl From<Category> for Arg {
    fn from(category: Category) -> Self {
        Arg::from(category.name())
    }
}

record! {
    /// A report as the room keeps it.
    #[derive(Clone, Debug)]
    pub struct Report {
        /// Its number.
        pub id: i64,
        /// Who reports.
        pub account: AccountId,
        /// Who is reported.
        pub target: AccountId,
        /// What is wrong.
        pub category: Category,
        /// What the reporter says.
        pub comment: String,
        /// Whether the account's server was told too.
        pub forwarded: bool,
        /// The posts reported, as a JSON list.
        pub posts: String,
        /// The collections reported, as a JSON list.
        pub collections: String,
        /// The rules broken, as a JSON list.
        pub rules: String,
        /// When it was reported, in epoch milliseconds.
        pub created_at: i64,
        /// When a moderator last touched it.
        pub updated_at: i64,
        /// The moderator who looks after it.
        pub assigned: Option<AccountId>,
        /// When it was dealt with.
        pub resolved_at: Option<i64>,
        /// The moderator who dealt with it.
        pub resolved_by: Option<AccountId>,
    }
}

impl Report {
    /// The posts reported.
    #[must_use]
    pub fn posts(&self) -> Vec<PostId> {
        crate::moderation::numbers(&self.posts).into_iter().map(PostId).collect()
    }
}

/// Something was reported.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Filed {
    /// The report.
    pub report: i64,
    /// Who reports.
    pub account: AccountId,
    /// Who is reported.
    pub target: AccountId,
}

impl Event for Filed {
    const KIND: &'static str = "reports.filed";

    fn subject(&self) -> i64 {
        self.report
    }

    fn actor(&self) -> AccountId {
        self.account
    }
}

/// What somebody wants to report.
#[derive(Clone, Debug)]
pub struct NewReport {
    /// Who is reported.
    pub target: AccountId,
    /// Posts by them, each once.
    pub posts: Vec<PostId>,
    /// Collections by them.
    pub collections: Vec<i64>,
    /// What the reporter says.
    pub comment: String,
    /// What is wrong; none: a broken rule if one is named, else something else.
    pub category: Option<Category>,
    /// The rules broken.
    pub rules: Vec<i64>,
    /// Whether to tell the account's server too.
    pub forward: bool,
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let (read, write) = (Scope::Needs("admin:read:reports"), Scope::Needs("admin:write:reports"));
    vec![
        post("/api/v1/reports", Scope::Needs("write:reports"), api::file),
        get("/api/v1/admin/reports", read, api::list),
        get("/api/v1/admin/reports/{id}", read, api::get),
        put("/api/v1/admin/reports/{id}", write, api::change),
        post("/api/v1/admin/reports/{id}/assign_to_self", write, api::assign),
        post("/api/v1/admin/reports/{id}/unassign", write, api::unassign),
        post("/api/v1/admin/reports/{id}/resolve", write, api::resolve),
        post("/api/v1/admin/reports/{id}/reopen", write, api::reopen),
        get("/accounts/{id}/report", Scope::Member, web::file::show),
        post("/accounts/{id}/report", Scope::Member, web::file::submit),
        get("/moderation/reports", Scope::Member, web::cases::queue),
        get("/moderation/reports/{id}", Scope::Member, web::cases::case),
        post("/moderation/reports/{id}/act", Scope::Member, web::cases::act),
        post("/moderation/reports/{id}/notes", Scope::Member, web::cases::note),
        post("/moderation/reports/{id}/{what}", Scope::Member, web::cases::handled),
    ]
}

/// Reports an account and posts of it.
///
/// # Errors
/// [`Error::NotFound`] if the account, or one of the posts, is not there for the reporter to see;
/// [`Error::Invalid`] for a rule that does not exist, or too many words.
pub async fn file(tx: &mut Tx, who: AccountId, new: NewReport) -> Result<Report> {
    let target = accounts::get(tx, new.target).await?;
    fits(&new)?;
    are_theirs(tx, who, &new).await?;
    let broken = !new.rules.is_empty();
    let category = new.category.unwrap_or(match broken {
        true => Category::Violation,
        false => Category::Other,
    });
    let rules = if category == Category::Violation { new.rules } else { Vec::new() };
    rules_exist(tx, category, &rules).await?;
    let now = tx.now_ms();
    let report = Report {
        id: tx.new_id(who.bucket()),
        account: who,
        target: new.target,
        category,
        comment: new.comment,
        forwarded: new.forward && !target.is_local(),
        posts: json(&new.posts.iter().map(|post| post.0).collect::<Vec<_>>())?,
        collections: json(&new.collections)?,
        rules: json(&rules)?,
        created_at: now,
        updated_at: now,
        assigned: None,
        resolved_at: None,
        resolved_by: None,
    };
    keep(tx, report).await
}

async fn keep(tx: &mut Tx, report: Report) -> Result<Report> {
    sql::insert(tx, &report).await?;
    let filed = Filed { report: report.id, account: report.account, target: report.target };
    events::append(tx, &filed)?;
    Ok(report)
}

/// What another server tells of an account of ours and its posts, in the name of `who`, an account
/// there. Posts that are not by the account are left out, as are words beyond the limit.
///
/// # Errors
/// [`Error::NotFound`] if the account is not one of ours.
pub async fn receive(
    tx: &mut Tx,
    who: AccountId,
    target: AccountId,
    posts: &[PostId],
    comment: &str,
) -> Result<Report> {
    if !accounts::get(tx, target).await?.is_local() {
        return Err(Error::NotFound);
    }
    let posts = posts::by_ids(tx, &posts[..posts.len().min(NAMED_MAX)]).await?;
    let theirs = posts.iter().filter(|post| post.author == target).map(|post| post.id.0);
    let now = tx.now_ms();
    let report = Report {
        id: tx.new_id(who.bucket()),
        account: who,
        target,
        category: Category::Other,
        comment: comment.chars().filter(|c| *c != '\0').take(RECEIVED_CHARS_MAX).collect(),
        forwarded: false,
        posts: json(&theirs.collect::<Vec<_>>())?,
        collections: json(&[])?,
        rules: json(&[])?,
        created_at: now,
        updated_at: now,
        assigned: None,
        resolved_at: None,
        resolved_by: None,
    };
    keep(tx, report).await
}

/// Whether the rules exist, and at least one is named where one was broken.
async fn rules_exist(tx: &mut Tx, category: Category, ids: &[i64]) -> Result<()> {
    if category != Category::Violation {
        return Ok(());
    }
    if ids.is_empty() {
        return Err(Error::invalid("rule_ids", "error-report-no-rule"));
    }
    let known = rules::by_ids(tx, ids).await?;
    if ids.iter().all(|id| known.iter().any(|rule| rule.id == *id)) {
        Ok(())
    } else {
        Err(Error::invalid("rule_ids", "error-report-unknown-rule"))
    }
}

fn fits(new: &NewReport) -> Result<()> {
    if new.comment.contains('\0') {
        return Err(Error::invalid("comment", "error-nul"));
    }
    if new.comment.chars().count() > COMMENT_CHARS_MAX {
        let say = Say::new("error-text-long").with("field", "comment");
        return Err(Error::invalid("comment", say.with("max", COMMENT_CHARS_MAX)));
    }
    if new.posts.len().max(new.collections.len()).max(new.rules.len()) > NAMED_MAX {
        let say = Say::new("error-report-too-many").with("max", NAMED_MAX);
        return Err(Error::invalid("", say));
    }
    Ok(())
}

/// Whether each post is by the account reported, and one the reporter may see.
async fn are_theirs(tx: &mut Tx, who: AccountId, new: &NewReport) -> Result<()> {
    let found = posts::by_ids(tx, &new.posts).await?;
    let seen = posts::seen_among(tx, Some(who), found).await?;
    let is_theirs =
        |id: &PostId| seen.iter().any(|post| post.id == *id && post.author == new.target);
    if new.posts.iter().all(is_theirs) { Ok(()) } else { Err(Error::NotFound) }
}

fn json(ids: &[i64]) -> Result<String> {
    serde_json::to_string(ids).map_err(Error::internal)
}
