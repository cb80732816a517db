//! Who may tell an account things at once: by its policy, what strangers, newcomers, limited
//! accounts or programs do is told, kept apart until the account accepts them, or dropped.
//!
//! What is kept apart is nowhere but in the requests of its author. Accepting somebody once is for
//! good.

pub(super) mod api;
mod sql;
pub(super) mod web;

use db::{Tx, record};
use ground::events::{self, Event};
use ground::http::Ask;
use ground::{AccountId, Error, NotificationId, PostId, Result};
use serde::{Deserialize, Serialize};

use super::{Kind, News, Place};
use crate::people;
use crate::posts::Visibility;

/// Until then a follower counts as none, in milliseconds: three days.
const NEW_FOLLOWER_MS: i64 = 3 * 86_400_000;
/// Until then an account is new, in milliseconds: thirty days.
const NEW_ACCOUNT_MS: i64 = 30 * 86_400_000;
/// Most moderators who are heard in any case.
const MODERATORS_MAX: usize = 1_000;
/// Requests and notifications counted in a summary.
const COUNTED_MAX: usize = 1_000;

/// What becomes of a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It is told.
    Accept,
    /// It is kept apart.
    Filter,
    /// It is dropped.
    Drop,
}

impl Verdict {
    /// Its name on the wire and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Filter => "filter",
            Self::Drop => "drop",
        }
    }

    /// The verdict of that name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        [Self::Accept, Self::Filter, Self::Drop].into_iter().find(|it| it.name() == name)
    }
}

/// What an account wants to become of notifications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// By accounts it does not follow.
    pub not_following: Verdict,
    /// By accounts that do not follow it, or only for some days.
    pub not_followers: Verdict,
    /// By accounts made lately that it does not follow.
    pub new_accounts: Verdict,
    /// Direct posts by accounts it does not follow, unless they answer it.
    pub private_mentions: Verdict,
    /// By accounts that moderators limited and it does not follow.
    pub limited_accounts: Verdict,
    /// By accounts where a program posts and it does not follow.
    pub bots: Verdict,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            not_following: Verdict::Accept,
            not_followers: Verdict::Accept,
            new_accounts: Verdict::Accept,
            // A letter must not wait unseen.
            private_mentions: Verdict::Accept,
            limited_accounts: Verdict::Filter,
            bots: Verdict::Accept,
        }
    }
}

record! {
    /// Notifications of one account that wait to be accepted.
    #[derive(Clone, Copy, Debug)]
    pub struct Request {
        /// Its number.
        pub id: i64,
        /// Whose notifications.
        pub from: AccountId,
        /// The last post they speak of.
        pub post: Option<PostId>,
        /// When the first came, in epoch milliseconds.
        pub created_at: i64,
        /// When the last came.
        pub updated_at: i64,
    }
}

/// What was kept apart is among what is told now.
#[derive(Debug, Deserialize, Serialize)]
pub struct Merged {
    /// Who accepted.
    pub account: AccountId,
}

impl Event for Merged {
    const KIND: &'static str = "notifications.merged";

    fn subject(&self) -> i64 {
        self.account.0
    }

    fn actor(&self) -> AccountId {
        self.account
    }
}

/// What becomes of news for each of `accounts`, by its policy.
pub(super) async fn verdicts(
    tx: &mut Tx,
    news: News,
    accounts: &[AccountId],
) -> Result<Vec<Verdict>> {
    if !news.kind.is_filtered() || accounts.is_empty() {
        return Ok(vec![Verdict::Accept; accounts.len()]);
    }
    let Some(sender) = sql::sender(tx, news.from).await? else {
        return Ok(vec![Verdict::Accept; accounts.len()]);
    };
    let letter = match (news.kind, news.post) {
        (Kind::Mention, Some(post)) => sql::letter(tx, post, news.from).await?,
        _ => None,
    };
    let facts = sql::facts(tx, news.from, accounts).await?;
    let now = tx.now_ms();
    let judged = |account: &AccountId| {
        let facts = facts.iter().find(|facts| facts.account == *account);
        facts.map_or(Verdict::Accept, |facts| judge(facts, &sender, letter.as_ref(), now))
    };
    let mut verdicts: Vec<Verdict> = accounts.iter().map(judged).collect();
    if verdicts.iter().any(|verdict| *verdict != Verdict::Accept)
        && people::moderators(tx, MODERATORS_MAX).await?.contains(&news.from)
    {
        verdicts.fill(Verdict::Accept);
    }
    Ok(verdicts)
}

/// The strictest of the rules that apply.
fn judge(
    facts: &sql::Facts,
    sender: &sql::Sender,
    letter: Option<&sql::Letter>,
    now: i64,
) -> Verdict {
    if facts.permitted {
        return Verdict::Accept;
    }
    let policy = facts.policy.policy();
    let stranger = !facts.follows;
    let long_follower = facts
        .followed_by
        .is_some_and(|follow| PostId(follow).issued_at_ms() <= now - NEW_FOLLOWER_MS);
    let unasked = letter.is_some_and(|letter| {
        let answers = letter.parent_author == Some(facts.account) && letter.parent_names_sender;
        letter.visibility == Visibility::Direct && !answers
    });
    let rules = [
        (stranger, policy.not_following),
        (!long_follower, policy.not_followers),
        (stranger && sender.created_at > now - NEW_ACCOUNT_MS, policy.new_accounts),
        (stranger && unasked, policy.private_mentions),
        (stranger && sender.limited_at.is_some(), policy.limited_accounts),
        (stranger && sender.bot, policy.bots),
    ];
    let verdicts = rules.into_iter().filter(|(applies, _)| *applies).map(|(_, verdict)| verdict);
    verdicts.max().unwrap_or(Verdict::Accept)
}

/// Keeps news apart for `account` until it accepts their author.
pub(super) async fn keep_apart(
    tx: &mut Tx,
    news: News,
    subject: Option<i64>,
    account: AccountId,
) -> Result<()> {
    let id = NotificationId(tx.new_id(account.bucket()));
    let place = Place { group: None, filtered: true };
    if super::sql::insert(tx, id, account, news, subject, place).await? {
        sql::ask(tx, account, news).await?;
    }
    Ok(())
}

/// The policy of `who`.
///
/// # Errors
/// If the database does not answer.
pub async fn get(tx: &mut Tx, who: AccountId) -> Result<Policy> {
    let found = sql::policy(tx, who).await?;
    Ok(found.map_or_else(Policy::default, |row| row.policy()))
}

/// Sets the policy of `who`.
///
/// # Errors
/// If the database does not answer.
pub async fn set(tx: &mut Tx, who: AccountId, policy: Policy) -> Result<()> {
    sql::set_policy(tx, who, policy).await
}

/// How many accounts wait to be accepted by `who`, and how many notifications by them; both
/// counted up to a thousand.
///
/// # Errors
/// If the database does not answer.
pub async fn waiting(tx: &mut Tx, who: AccountId) -> Result<(i64, i64)> {
    Ok((
        sql::count_requests(tx, who, COUNTED_MAX).await?,
        sql::count_filtered(tx, who, COUNTED_MAX).await?,
    ))
}

/// A page of whose notifications wait, latest asked first, with how many each.
///
/// # Errors
/// If the database does not answer.
pub async fn requests(
    tx: &mut Tx,
    who: AccountId,
    ask: Ask,
    limit: usize,
) -> Result<Vec<(Request, i64)>> {
    let mut page = sql::requests(tx, who, ask, limit).await?;
    page.sort_unstable_by_key(|request| std::cmp::Reverse(request.id));
    counted(tx, who, page).await
}

/// One request of `who`, with how many notifications.
///
/// # Errors
/// [`Error::NotFound`] if there is none.
pub async fn request(tx: &mut Tx, who: AccountId, id: i64) -> Result<(Request, i64)> {
    let found = sql::requests_by_ids(tx, who, &[id]).await?;
    counted(tx, who, found).await?.pop().ok_or(Error::NotFound)
}

async fn counted(
    tx: &mut Tx,
    who: AccountId,
    requests: Vec<Request>,
) -> Result<Vec<(Request, i64)>> {
    let from: Vec<AccountId> = requests.iter().map(|request| request.from).collect();
    let counts = sql::counts(tx, who, &from).await?;
    let count = |from: AccountId| {
        counts.iter().find(|(account, _)| *account == from).map_or(0, |(_, count)| *count)
    };
    Ok(requests.into_iter().map(|request| (request, count(request.from))).collect())
}

/// Accepts these requests: what waited is told, and their authors are heard from now on. Those
/// that are not there are passed over; returns how many were.
///
/// # Errors
/// If the database does not answer.
pub async fn accept(tx: &mut Tx, who: AccountId, ids: &[i64]) -> Result<usize> {
    let requests = sql::requests_by_ids(tx, who, ids).await?;
    let from: Vec<AccountId> = requests.iter().map(|request| request.from).collect();
    if from.is_empty() {
        return Ok(0);
    }
    sql::permit(tx, who, &from).await?;
    sql::unfilter(tx, who, &from).await?;
    sql::forget(tx, who, &from).await?;
    events::append(tx, &Merged { account: who })?;
    Ok(from.len())
}

/// Dismisses these requests with what waited. Returns how many were there.
///
/// # Errors
/// If the database does not answer.
pub async fn dismiss(tx: &mut Tx, who: AccountId, ids: &[i64]) -> Result<usize> {
    let requests = sql::requests_by_ids(tx, who, ids).await?;
    let from: Vec<AccountId> = requests.iter().map(|request| request.from).collect();
    if !from.is_empty() {
        sql::delete_filtered(tx, who, &from).await?;
        sql::forget(tx, who, &from).await?;
    }
    Ok(from.len())
}

/// Forgets all requests to an account.
pub(super) async fn forget_requests(tx: &mut Tx, who: AccountId) -> Result<()> {
    sql::forget_all(tx, who).await
}
