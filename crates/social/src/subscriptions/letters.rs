//! The letters of subscriptions: one that asks, and one a day at most with what is new.

use db::Tx;
use ground::http::Ask;
use ground::jobs::{self, Job};
use ground::{AccountId, App, Error, Locale, Result, Say};
use serde::{Deserialize, Serialize};

use super::{Subscription, is_on, sql};
use crate::accounts::{self, Account};
use crate::letters::{self, Mail};
use crate::posts::listing;
use crate::posts::profile::{Which, by_author};
use crate::posts::{self, Post, Visibility};

/// The queue of these letters.
const QUEUE: &str = "subscriptions";
/// Most posts in a letter; if there are more, the newest.
const POSTS_MAX: usize = 20;
/// Letters asked for in one unit.
const BATCH: i64 = 200;

/// Work to be done.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(tag = "letter", rename_all = "snake_case")]
enum Work {
    /// Asks whether the posts are wanted.
    Ask {
        /// Of whom.
        subscription: i64,
    },
    /// Asks for the letters to those after a subscription.
    Round {
        /// Whose posts.
        account: AccountId,
        /// Those after this one.
        above: i64,
        /// Up to this one.
        last: i64,
        /// The subscription.
        after: i64,
    },
    /// What is new.
    News {
        /// For whom.
        subscription: i64,
        /// Posts after this one.
        above: i64,
        /// Up to this one.
        last: i64,
    },
}

/// Asks for the letter that asks.
pub(super) async fn ask(tx: &mut Tx, subscription: i64, now: i64) -> Result<()> {
    add(tx, &format!("ask-{subscription}-{now}"), Work::Ask { subscription }).await
}

/// Begins the letters of an account, if they are due and it wants them still.
pub(super) async fn begin(tx: &mut Tx, account: AccountId) -> Result<()> {
    let Some(above) = sql::last_of_due(tx, account).await? else { return Ok(()) };
    let posts = news(tx, account, above, i64::MAX).await?;
    let last = posts.first().map_or(above, |post| post.id.0);
    sql::begun(tx, account, last).await?;
    match posts.is_empty() {
        true => Ok(()),
        false => round(tx, account, above, last, 0).await,
    }
}

/// Writes and sends letters until the app stops.
pub async fn work(app: App) {
    jobs::work_on(app, QUEUE, do_one).await;
}

async fn do_one(app: App, job: Job) -> Result<()> {
    match serde_json::from_str(&job.payload).map_err(Error::internal)? {
        _ if !app.config.email_subscriptions => Ok(()),
        Work::Ask { subscription } => {
            let found = app.read(async move |tx| read(tx, subscription).await).await?;
            let Some((to, account)) = found.filter(|(to, _)| to.confirmed_at.is_none()) else {
                return Ok(());
            };
            letters::deliver(&app, question(&app, &to, &account)).await
        }
        Work::Round { account, above, last, after } => {
            app.write(async move |tx| send_round(tx, account, above, last, after).await).await
        }
        Work::News { subscription, above, last } => {
            let found = app.read(async move |tx| {
                let Some((to, account)) = read(tx, subscription).await? else { return Ok(None) };
                let posts = news(tx, account.id, above, last).await?;
                Ok(Some((to, account, posts)))
            });
            let Some((to, account, posts)) = found.await? else { return Ok(()) };
            if posts.is_empty() || to.confirmed_at.is_none() {
                return Ok(());
            }
            letters::deliver(&app, digest(&app, &to, &account, &posts)).await
        }
    }
}

async fn send_round(
    tx: &mut Tx,
    account: AccountId,
    above: i64,
    last: i64,
    after: i64,
) -> Result<()> {
    let ids = sql::confirmed_after(tx, account, after, BATCH).await?;
    for &subscription in &ids {
        let news = Work::News { subscription, above, last };
        add(tx, &format!("news-{subscription}-{last}"), news).await?;
    }
    match ids.last() {
        Some(&after) if ids.len() as i64 == BATCH => round(tx, account, above, last, after).await,
        _ => Ok(()),
    }
}

async fn round(tx: &mut Tx, account: AccountId, above: i64, last: i64, after: i64) -> Result<()> {
    let work = Work::Round { account, above, last, after };
    add(tx, &format!("round-{account}-{last}-{after}"), work).await
}

async fn add(tx: &mut Tx, key: &str, work: Work) -> Result<()> {
    let payload = serde_json::to_string(&work).map_err(Error::internal)?;
    let now = tx.now_ms();
    jobs::add(tx, QUEUE, key, &payload, now).await
}

/// A subscription whose account is there and wants its posts sent.
async fn read(tx: &mut Tx, id: i64) -> Result<Option<(Subscription, Account)>> {
    let Some(found) = sql::by_id(tx, id).await? else { return Ok(None) };
    if !is_on(tx, found.account).await? {
        return Ok(None);
    }
    match accounts::get(tx, found.account).await {
        Ok(account) => Ok(Some((found, account))),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The posts for everybody between the two, newest first: no boosts, no answers to others.
async fn news(tx: &mut Tx, account: AccountId, above: i64, last: i64) -> Result<Vec<Post>> {
    let mut ask = Ask::default();
    ask.since_id = Some(above);
    ask.max_id = Some(last.saturating_add(1));
    let which = Which { no_replies: true, no_boosts: true, ..Which::default() };
    let page = match by_author(tx, None, account, which, ask, POSTS_MAX).await {
        Err(Error::NotFound) => return Ok(Vec::new()),
        page => listing::ids(&page?),
    };
    let mut posts = posts::by_ids(tx, &page).await?;
    posts.retain(|post| post.visibility == Visibility::Public);
    posts.sort_unstable_by_key(|post| std::cmp::Reverse(post.id));
    Ok(posts)
}

fn question(app: &App, to: &Subscription, account: &Account) -> Mail {
    mail(app, to, account, "letter-subscribe-subject", "letter-subscribe", "")
}

fn digest(app: &App, to: &Subscription, account: &Account, posts: &[Post]) -> Mail {
    let mut words = String::new();
    for post in posts.iter().rev() {
        let text = match post.spoiler.as_str() {
            "" => text::plain(&post.html),
            warning => warning.to_owned(),
        };
        let link = app.url(&format!("/@{}/{}", account.acct(), post.id));
        words.push_str(&format!("{text}\n{link}\n\n* * *\n\n"));
    }
    mail(app, to, account, "letter-news-subject", "letter-news", &words)
}

fn mail(
    app: &App,
    to: &Subscription,
    account: &Account,
    subject: &'static str,
    body: &'static str,
    posts: &str,
) -> Mail {
    let locale = Locale::of_tag(&to.locale).unwrap_or_default();
    // Not the name shown: who asks for a letter to a stranger must not have a say in its words.
    let handle = format!("@{}@{}", account.acct(), app.config.domain());
    let address = app.url(&format!("/letters/{}", to.secret));
    let say = |key: &'static str| {
        let say = Say::new(key).with("place", app.config.title.as_str());
        let say = say.with("handle", handle.as_str()).with("address", address.as_str());
        say.with("posts", posts).in_words(locale)
    };
    Mail {
        to: to.email.clone(),
        subject: say(subject),
        body: format!("{}\n", say(body)),
        unsubscribe: Some(format!("{address}/stop")),
    }
}
