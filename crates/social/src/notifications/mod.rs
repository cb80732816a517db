//! Notifications: what happened that concerns an account, told once.
//!
//! They follow from events and are made a moment after them, never by the acts themselves. What
//! somebody takes back is no longer told; what a block or mute hides is shown again after it.

mod answer;
mod api;
pub mod groups;
mod kind;
pub mod policy;
mod sql;
mod web;

use db::{Tx, record};
use ground::events::{self, Event};
use ground::http::{Ask, Route, Scope, delete, get, patch, post};
use ground::{AccountId, App, Error, NotificationId, PostId, Result};
use serde::{Deserialize, Serialize};

pub use answer::{answer, answer_list};
pub use api::Known;
pub use kind::Kind;
pub(crate) use web::sentence;

use policy::Verdict;

use crate::filters::Context;
use crate::posts::{self, Hide};

/// Most accounts told of one thing: those who asked to hear of each post of one account, or who
/// boosted one post.
pub const TOLD_MAX: usize = 5_000;

record! {
    /// A notification as the room keeps it.
    #[derive(Clone, Copy, Debug)]
    pub struct Notification {
        /// Its place in the order.
        pub id: NotificationId,
        /// What is told.
        pub kind: Kind,
        /// Who did it.
        pub from: AccountId,
        /// The post it is about.
        pub post: Option<PostId>,
        /// When it happened, in epoch milliseconds.
        pub created_at: i64,
        /// What it is about, when it is neither a post nor an account: a report, a warning.
        pub subject: Option<i64>,
        /// The group it is shown in; alone if none.
        pub group: Option<i64>,
    }
}

/// An account has been told something.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct Told {
    /// Who is told.
    pub account: AccountId,
    /// The notification.
    pub notification: NotificationId,
    /// Who did what is told.
    pub from: AccountId,
    /// What is told.
    pub kind: Kind,
}

impl Event for Told {
    const KIND: &'static str = "notifications.told";

    fn subject(&self) -> i64 {
        self.notification.0
    }

    fn actor(&self) -> AccountId {
        self.from
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let (read, write) = (Scope::Needs("read:notifications"), Scope::Needs("write:notifications"));
    vec![
        get("/api/v1/notifications", read, api::list),
        get("/api/v1/notifications/unread_count", read, api::unread_count),
        get("/api/v1/notifications/{id}", read, api::get),
        post("/api/v1/notifications/clear", write, api::clear),
        post("/api/v1/notifications/{id}/dismiss", write, api::dismiss),
        delete("/api/v1/notifications/destroy_multiple", write, api::dismiss_many),
        get("/api/v2/notifications", read, groups::api::list),
        get("/api/v2/notifications/unread_count", read, groups::api::unread_count),
        post("/api/v2/notifications/clear", write, api::clear),
        get("/api/v2/notifications/{id}", read, groups::api::get),
        get("/api/v2/notifications/{id}/accounts", read, groups::api::accounts),
        post("/api/v2/notifications/{id}/dismiss", write, groups::api::dismiss),
        get("/api/v2/notifications/policy", read, policy::api::get),
        patch("/api/v2/notifications/policy", write, policy::api::set),
        get("/api/v1/notifications/policy", read, policy::api::get_v1),
        patch("/api/v1/notifications/policy", write, policy::api::set_v1),
        get("/api/v1/notifications/requests", read, policy::api::requests),
        get("/api/v1/notifications/requests/merged", read, policy::api::merged),
        get("/api/v1/notifications/requests/{id}", read, policy::api::request),
        post("/api/v1/notifications/requests/accept", write, policy::api::accept_many),
        post("/api/v1/notifications/requests/dismiss", write, policy::api::dismiss_many),
        post("/api/v1/notifications/requests/{id}/accept", write, policy::api::accept),
        post("/api/v1/notifications/requests/{id}/dismiss", write, policy::api::dismiss),
    ]
    .into_iter()
    .chain(pages())
    .collect()
}

fn pages() -> Vec<Route> {
    vec![
        get("/notifications", Scope::Member, web::list),
        post("/notifications/read", Scope::Member, web::mark),
        post("/notifications/clear", Scope::Member, web::clear),
        get("/notifications/requests", Scope::Member, policy::web::requests),
        get("/notifications/requests/{id}", Scope::Member, policy::web::request),
        post("/notifications/requests/{id}/accept", Scope::Member, policy::web::accept),
        post("/notifications/requests/{id}/dismiss", Scope::Member, policy::web::dismiss),
        get("/settings/notifications", Scope::Member, policy::web::show),
        post("/settings/notifications", Scope::Member, policy::web::save),
    ]
}

/// Something to be told.
#[derive(Clone, Copy, Debug)]
pub struct News {
    /// What.
    pub kind: Kind,
    /// Who did it.
    pub from: AccountId,
    /// The post it is about.
    pub post: Option<PostId>,
    /// The event it follows from: nobody is told the same of one event twice.
    pub event_no: i64,
    /// When that was, in epoch milliseconds.
    pub at: i64,
}

/// Tells accounts of this server something, except whoever did it (but of the end of their poll),
/// those between whom and them there is a block, those who mute them with their notifications, and
/// those who do not want to hear of that conversation. Says nothing of a post that is gone. Each
/// one's policy decides whether it is told, kept apart or dropped. Whether those told may see the
/// post is settled before.
///
/// # Errors
/// If the database does not answer.
pub async fn tell(tx: &mut Tx, news: News, accounts: &[AccountId]) -> Result<()> {
    tell_about(tx, news, None, accounts).await
}

/// The same of something that is neither a post nor an account: `subject` is its number.
///
/// # Errors
/// If the database does not answer.
pub async fn tell_about(
    tx: &mut Tx,
    news: News,
    subject: Option<i64>,
    accounts: &[AccountId],
) -> Result<()> {
    if accounts.is_empty() || (accounts == [news.from] && news.kind != Kind::Poll) {
        return Ok(());
    }
    let willing = sql::willing(tx, news, accounts).await?;
    let verdicts = policy::verdicts(tx, news, &willing).await?;
    for (account, verdict) in willing.into_iter().zip(verdicts) {
        match verdict {
            Verdict::Accept => told(tx, news, subject, account).await?,
            Verdict::Filter => policy::keep_apart(tx, news, subject, account).await?,
            Verdict::Drop => {}
        }
    }
    Ok(())
}

/// Tells accounts what no block or mute keeps from them: what concerns their duty here, or their
/// own account. `subject` is the number of the report, warning or the like it is about.
///
/// # Errors
/// If the database does not answer.
pub async fn inform(
    tx: &mut Tx,
    news: News,
    subject: Option<i64>,
    accounts: &[AccountId],
) -> Result<()> {
    for &account in accounts {
        told(tx, news, subject, account).await?;
    }
    Ok(())
}

async fn told(tx: &mut Tx, news: News, subject: Option<i64>, account: AccountId) -> Result<()> {
    let id = NotificationId(tx.new_id(account.bucket()));
    let group = match news.kind.is_grouped() {
        true => Some(groups::of_news(tx, news, account).await?),
        false => None,
    };
    let place = Place { group: group.as_ref().map(|group| group.id), filtered: false };
    if sql::insert(tx, id, account, news, subject, place).await? {
        if let Some(group) = group {
            groups::join(tx, group, id, news.from).await?;
        }
        let told = Told { account, notification: id, from: news.from, kind: news.kind };
        events::append(tx, &told)?;
    }
    Ok(())
}

/// Where a notification is kept.
#[derive(Clone, Copy)]
struct Place {
    group: Option<i64>,
    filtered: bool,
}

/// No longer tells anything of a post that is gone.
///
/// # Errors
/// If the database does not answer.
pub async fn forget_post(tx: &mut Tx, post: PostId) -> Result<()> {
    groups::forget_post(tx, post).await?;
    sql::delete_of_post(tx, post).await
}

/// No longer tells what somebody did with a post and took back.
///
/// # Errors
/// If the database does not answer.
pub async fn take_back(tx: &mut Tx, kind: Kind, from: AccountId, post: PostId) -> Result<()> {
    let left = sql::delete_act(tx, kind, from, post).await?;
    groups::mend(tx, left).await
}

/// No longer tells `account` that `from` follows or asks to.
///
/// # Errors
/// If the database does not answer.
pub async fn take_back_follow(
    tx: &mut Tx,
    kind: Kind,
    from: AccountId,
    account: AccountId,
) -> Result<()> {
    let left = sql::delete_between(tx, kind, from, account).await?;
    groups::mend(tx, left).await
}

/// Which notifications are asked for.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Of these kinds.
    pub kinds: Vec<Kind>,
    /// Of what this account did; of any, if none.
    pub from: Option<AccountId>,
    /// With those that the reader's policy keeps apart.
    pub apart: bool,
    /// Without those about posts that the reader's filters hide.
    pub hide: Option<Hide>,
}

impl Default for Filter {
    fn default() -> Self {
        Self { kinds: Kind::ALL.to_vec(), from: None, apart: false, hide: None }
    }
}

impl Filter {
    /// The same, without what the filters of `who` hide.
    ///
    /// # Errors
    /// If the database does not answer.
    pub async fn sifted(mut self, app: &App, who: AccountId) -> Result<Self> {
        self.hide = Hide::of(app, Some(who), Context::Notifications).await?;
        Ok(self)
    }
}

/// A page of what `who` was told, latest first. Left out is what a block or mute hides, and posts
/// that `who` may no longer see.
///
/// # Errors
/// If the database does not answer.
pub async fn list(
    tx: &mut Tx,
    who: AccountId,
    filter: &Filter,
    mut ask: Ask,
    limit: usize,
) -> Result<Vec<Notification>> {
    let mut page: Vec<Notification> = Vec::with_capacity(limit);
    while page.len() < limit {
        let read = sql::list(tx, who, filter, ask, limit).await?;
        let seen = shown(tx, who, filter, &read).await?;
        let room = limit - page.len();
        page.extend(seen.into_iter().take(room));
        let Some(last) = read.last().filter(|_| read.len() == limit) else { break };
        if ask.upward() {
            ask.min_id = Some(last.id.0);
        } else {
            ask.max_id = Some(last.id.0);
        }
    }
    page.sort_unstable_by_key(|told| std::cmp::Reverse(told.id));
    Ok(page)
}

/// Those about a post that `who` may see and does not filter, or about none.
async fn shown(
    tx: &mut Tx,
    who: AccountId,
    filter: &Filter,
    told: &[Notification],
) -> Result<Vec<Notification>> {
    let mut seen = seen(tx, who, told).await?;
    if let Some(hide) = &filter.hide {
        let ids: Vec<PostId> = seen.iter().filter_map(|told| told.post).collect();
        let hidden = hide.among_in(tx, &ids).await?;
        seen.retain(|told| told.post.is_none_or(|post| !hidden.contains(&post)));
    }
    Ok(seen)
}

/// Those about a post that `who` may see, or about none.
async fn seen(tx: &mut Tx, who: AccountId, told: &[Notification]) -> Result<Vec<Notification>> {
    let ids: Vec<PostId> = told.iter().filter_map(|told| told.post).collect();
    let found = posts::by_ids(tx, &ids).await?;
    let posts = posts::seen_among(tx, Some(who), found).await?;
    let may_see = |id: PostId| posts.iter().any(|post| post.id == id);
    Ok(told.iter().filter(|told| told.post.is_none_or(may_see)).copied().collect())
}

/// One notification of `who`.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or its post may no longer be seen.
pub async fn one(tx: &mut Tx, who: AccountId, id: NotificationId) -> Result<Notification> {
    let found = sql::find(tx, who, id).await?.ok_or(Error::NotFound)?;
    seen(tx, who, &[found]).await?.pop().ok_or(Error::NotFound)
}

/// How many notifications `who` has after the one numbered `after`, counted up to `limit`.
///
/// # Errors
/// If the database does not answer.
pub async fn count(
    tx: &mut Tx,
    who: AccountId,
    filter: &Filter,
    after: i64,
    limit: usize,
) -> Result<i64> {
    if filter.hide.is_none() {
        return sql::count(tx, who, filter, after, limit).await;
    }
    let mut ask = Ask::default();
    ask.since_id = Some(after);
    Ok(list(tx, who, filter, ask, limit).await?.len() as i64)
}

/// Removes all that `who` was told.
///
/// # Errors
/// If the database does not answer.
pub async fn clear(tx: &mut Tx, who: AccountId) -> Result<()> {
    groups::clear(tx, who).await?;
    policy::forget_requests(tx, who).await?;
    sql::clear(tx, who).await
}

/// Removes one thing that `who` was told.
///
/// # Errors
/// [`Error::NotFound`] if it is not there.
pub async fn dismiss(tx: &mut Tx, who: AccountId, id: NotificationId) -> Result<()> {
    let left = sql::delete(tx, who, &[id]).await?;
    if left.is_empty() {
        return Err(Error::NotFound);
    }
    groups::mend(tx, left).await
}

/// Removes several things that `who` was told; those not there are passed over.
///
/// # Errors
/// If the database does not answer.
pub async fn dismiss_many(tx: &mut Tx, who: AccountId, ids: &[NotificationId]) -> Result<()> {
    let left = sql::delete(tx, who, ids).await?;
    groups::mend(tx, left).await
}
