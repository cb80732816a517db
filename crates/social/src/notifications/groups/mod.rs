//! Notifications shown as one: favourites and boosts of one post, follows, sign-ups, each within
//! half a day.
//!
//! What they have in common is known when they are made, so each group is a row that says how many
//! it has and who came last: a page of groups reads as many rows as it shows, whether a post got
//! ten favourites or ten thousand.

mod answer;
pub(super) mod api;
mod sql;

use std::cmp::Reverse;
use std::collections::HashSet;

use db::{Tx, record};
use ground::http::Ask;
use ground::{AccountId, Error, NotificationId, PostId, Result};

use super::{Filter, Kind, News, Notification};

/// How long the time is within which notifications are shown as one, in milliseconds.
const SPAN_MS: i64 = 12 * 3_600_000;
/// Accounts of a group that are known without reading its members.
const SAMPLE_MAX: usize = 24;
/// Accounts of a group that are shown.
const SHOWN_MAX: usize = 8;

record! {
    /// A group as the room keeps it.
    #[derive(Clone, Debug)]
    pub struct Group {
        /// Its number.
        pub id: i64,
        /// What its members tell.
        pub kind: Kind,
        /// The post they are about; 0 for none.
        pub post: PostId,
        /// Its latest member.
        pub latest: NotificationId,
        /// How many they are.
        pub members: i64,
        /// The accounts of the latest, latest first, with spaces between.
        sample: String,
    }
}

/// One line of a page: a notification alone, or several as one.
#[derive(Clone, Debug)]
pub struct Line {
    /// The latest notification.
    pub latest: Notification,
    /// The group, if it is one.
    pub group: Option<i64>,
    /// How many notifications it stands for.
    pub members: i64,
    /// Accounts to show, latest first: never none.
    pub accounts: Vec<AccountId>,
    /// The oldest of its notifications that lies within the page.
    pub page_min: NotificationId,
}

impl Line {
    fn alone(told: Notification) -> Self {
        Self { latest: told, group: None, members: 1, accounts: vec![told.from], page_min: told.id }
    }

    /// Its key on the wire.
    #[must_use]
    pub fn key(&self) -> String {
        key(&self.latest, self.group)
    }
}

/// A notification as a line of its own.
pub(super) fn alone(told: Notification) -> Line {
    Line::alone(told)
}

/// The key of a notification on the wire: that of its group.
#[must_use]
pub fn key(told: &Notification, group: Option<i64>) -> String {
    match group {
        Some(group) => format!("{}-{group}", told.kind.name()),
        None => format!("ungrouped-{}", told.id),
    }
}

/// What a key stands for.
enum Keyed {
    Alone(NotificationId),
    Group(i64),
}

fn read_key(key: &str) -> Result<Keyed> {
    let (kind, number) = key.rsplit_once('-').ok_or(Error::NotFound)?;
    let number: i64 = number.parse().map_err(|_| Error::NotFound)?;
    match kind {
        "ungrouped" => Ok(Keyed::Alone(NotificationId(number))),
        kind if Kind::of(kind).is_some_and(Kind::is_grouped) => Ok(Keyed::Group(number)),
        _ => Err(Error::NotFound),
    }
}

/// A group that is about to get one more.
pub(super) struct Joined {
    pub(super) id: i64,
    account: AccountId,
    kind: Kind,
    post: PostId,
    span: i64,
    sample: String,
}

/// The group that news belong to: one that is there, or a new one.
pub(super) async fn of_news(tx: &mut Tx, news: News, account: AccountId) -> Result<Joined> {
    let (post, span) = (news.post.unwrap_or(PostId(0)), news.at / SPAN_MS);
    let kind = news.kind;
    let (id, sample) = match sql::find(tx, account, kind, post, span).await? {
        Some(found) => found,
        None => (tx.new_id(account.bucket()), String::new()),
    };
    Ok(Joined { id, account, kind, post, span, sample })
}

/// Counts one more in its group.
pub(super) async fn join(
    tx: &mut Tx,
    mut group: Joined,
    id: NotificationId,
    from: AccountId,
) -> Result<()> {
    let mut sample = accounts(&group.sample);
    sample.retain(|account| *account != from);
    sample.insert(0, from);
    group.sample = written(&sample);
    sql::join(tx, &group, id).await
}

/// Sets right the groups that lost members: one entry for each that was lost.
pub(super) async fn mend(tx: &mut Tx, left: Vec<Option<i64>>) -> Result<()> {
    let mut groups: Vec<i64> = left.into_iter().flatten().collect();
    groups.sort_unstable();
    let mut at = 0;
    while at < groups.len() {
        let group = groups[at];
        let lost = groups[at..].iter().take_while(|other| **other == group).count();
        at += lost;
        let members = sql::members(tx, group, i64::MAX, SAMPLE_MAX).await?;
        let Some((latest, _)) = members.first() else {
            sql::delete(tx, group).await?;
            continue;
        };
        let latest = *latest;
        let mut met = HashSet::new();
        let sample = members.into_iter().map(|(_, from)| from).filter(|from| met.insert(*from));
        let sample = written(&sample.collect::<Vec<_>>());
        sql::mend(tx, group, latest, lost as i64, &sample).await?;
    }
    Ok(())
}

/// Forgets the groups about a post that is gone.
pub(super) async fn forget_post(tx: &mut Tx, post: PostId) -> Result<()> {
    sql::forget_post(tx, post).await
}

/// Forgets all groups of an account.
pub(super) async fn clear(tx: &mut Tx, who: AccountId) -> Result<()> {
    sql::clear(tx, who).await
}

/// A page of what `who` was told, latest first, the kinds in `grouped` shown as one where they
/// belong together.
///
/// # Errors
/// If the database does not answer.
pub async fn list(
    tx: &mut Tx,
    who: AccountId,
    filter: &Filter,
    grouped: &[Kind],
    mut ask: Ask,
    limit: usize,
) -> Result<Vec<Line>> {
    let mut page: Vec<Line> = Vec::with_capacity(limit);
    let mut whole = false;
    while page.len() < limit {
        let mut read = lines(tx, who, filter, grouped, ask, limit).await?;
        whole = read.len() < limit;
        read.truncate(limit);
        let last = read.last().map(|line| line.latest.id.0);
        let seen = seen(tx, who, filter, read).await?;
        let room = limit - page.len();
        page.extend(seen.into_iter().take(room));
        let Some(last) = last.filter(|_| !whole) else { break };
        if ask.upward() {
            ask.min_id = Some(last);
        } else {
            ask.max_id = Some(last);
        }
    }
    page.sort_unstable_by_key(|line| Reverse(line.latest.id));
    within(tx, &mut page, whole.then(|| ask.above())).await?;
    Ok(page)
}

/// How many lines `who` has after the notification numbered `after`, counted up to `limit`.
///
/// # Errors
/// If the database does not answer.
pub async fn count(
    tx: &mut Tx,
    who: AccountId,
    filter: &Filter,
    grouped: &[Kind],
    after: i64,
    limit: usize,
) -> Result<i64> {
    let mut ask = Ask::default();
    ask.since_id = Some(after);
    Ok(list(tx, who, filter, grouped, ask, limit).await?.len() as i64)
}

/// The next lines, nearest to the cursor first, not yet looked at: from the groups, from what is
/// told alone, and from what could be grouped but is not wanted so.
async fn lines(
    tx: &mut Tx,
    who: AccountId,
    filter: &Filter,
    grouped: &[Kind],
    ask: Ask,
    limit: usize,
) -> Result<Vec<Line>> {
    let (together, apart): (Vec<Kind>, Vec<Kind>) =
        filter.kinds.iter().filter(|kind| kind.is_grouped()).partition(|it| grouped.contains(it));
    let mut lines: Vec<Line> = Vec::with_capacity(2 * limit);
    if !together.is_empty() {
        for (group, latest) in sql::groups(tx, who, filter.from, &together, ask, limit).await? {
            let accounts = accounts(&group.sample);
            let members = group.members;
            lines.push(Line {
                latest,
                group: Some(group.id),
                members,
                accounts,
                page_min: latest.id,
            });
        }
    }
    lines.extend(sql::alone(tx, who, filter, ask, limit).await?.into_iter().map(Line::alone));
    if !apart.is_empty() {
        let members = sql::loose(tx, who, filter.from, &apart, ask, limit).await?;
        lines.extend(members.into_iter().map(Line::alone));
    }
    if ask.upward() {
        lines.sort_unstable_by_key(|line| line.latest.id);
    } else {
        lines.sort_unstable_by_key(|line| Reverse(line.latest.id));
    }
    Ok(lines)
}

/// Those lines that still have somebody to show, and a post their reader may see.
async fn seen(
    tx: &mut Tx,
    who: AccountId,
    filter: &Filter,
    mut lines: Vec<Line>,
) -> Result<Vec<Line>> {
    let mut accounts: Vec<AccountId> =
        lines.iter().flat_map(|line| line.accounts.clone()).collect();
    accounts.sort_unstable();
    accounts.dedup();
    let avoided: HashSet<AccountId> = sql::avoided(tx, who, &accounts).await?.into_iter().collect();
    // Of what is told of one's own account, or of one's duty, nothing is kept back.
    let kept = |kind: Kind, account: &AccountId| {
        !avoided.contains(account) || matches!(kind, Kind::Warning | Kind::Report)
    };
    for line in &mut lines {
        let kind = line.latest.kind;
        line.accounts.retain(|account| kept(kind, account));
        line.accounts.truncate(SHOWN_MAX);
    }
    lines.retain(|line| !line.accounts.is_empty());
    let latest: Vec<Notification> = lines.iter().map(|line| line.latest).collect();
    let shown = super::shown(tx, who, filter, &latest).await?;
    let shown: HashSet<NotificationId> = shown.iter().map(|told| told.id).collect();
    lines.retain(|line| shown.contains(&line.latest.id));
    Ok(lines)
}

/// Finds the oldest member of each group that lies within the page; `above`: the page is the last,
/// and reaches down to there.
async fn within(tx: &mut Tx, page: &mut [Line], above: Option<i64>) -> Result<()> {
    let Some(oldest) = page.last().map(|line| line.latest.id.0) else { return Ok(()) };
    let low = above.map_or(oldest, |above| above + 1);
    let groups: Vec<i64> = page.iter().filter_map(|line| line.group).collect();
    if groups.is_empty() {
        return Ok(());
    }
    let firsts = sql::first_members(tx, &groups, low).await?;
    for line in page {
        let first = firsts.iter().find(|(group, _)| Some(*group) == line.group);
        if let Some((_, Some(first))) = first {
            line.page_min = *first;
        }
    }
    Ok(())
}

/// The line of that key.
///
/// # Errors
/// [`Error::NotFound`] if `who` has none such.
pub async fn get(tx: &mut Tx, who: AccountId, key: &str) -> Result<Line> {
    let line = match read_key(key)? {
        Keyed::Alone(id) => return super::one(tx, who, id).await.map(Line::alone),
        Keyed::Group(id) => sql::get(tx, who, id).await?.ok_or(Error::NotFound)?,
    };
    let (group, latest) = line;
    let line = Line {
        latest,
        group: Some(group.id),
        members: group.members,
        accounts: accounts(&group.sample),
        page_min: latest.id,
    };
    seen(tx, who, &Filter::default(), vec![line]).await?.pop().ok_or(Error::NotFound)
}

/// Whose notifications are in the line of that key: the number of each notification with its
/// account, latest first.
///
/// # Errors
/// [`Error::NotFound`] if `who` has none such.
pub async fn members(
    tx: &mut Tx,
    who: AccountId,
    key: &str,
    ask: Ask,
    limit: usize,
) -> Result<Vec<(NotificationId, AccountId)>> {
    let line = get(tx, who, key).await?;
    let Some(group) = line.group else { return Ok(vec![(line.latest.id, line.latest.from)]) };
    let members = sql::members(tx, group, ask.below(), limit).await?;
    Ok(members.into_iter().filter(|(id, _)| id.0 > ask.above()).collect())
}

/// Removes all of the line of that key; one that is not there is no error.
///
/// # Errors
/// [`Error::NotFound`] if it is no key.
pub async fn dismiss(tx: &mut Tx, who: AccountId, key: &str) -> Result<()> {
    match read_key(key)? {
        Keyed::Alone(id) => super::dismiss_many(tx, who, &[id]).await,
        Keyed::Group(group) => {
            if sql::get(tx, who, group).await?.is_some() {
                sql::delete_members(tx, who, group).await?;
                sql::delete(tx, group).await?;
            }
            Ok(())
        }
    }
}

fn accounts(sample: &str) -> Vec<AccountId> {
    sample.split(' ').filter_map(|number| number.parse().ok()).collect()
}

fn written(sample: &[AccountId]) -> String {
    let numbers: Vec<String> = sample.iter().take(SAMPLE_MAX).map(AccountId::to_string).collect();
    numbers.join(" ")
}
