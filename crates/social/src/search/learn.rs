//! What is said becomes findable: the words of posts and accounts go into the index.
//!
//! Words are worked out before the writer's turn, as that thread is the scarce thing.

use std::collections::{HashMap, HashSet};

use db::Tx;
use ground::events::{self, Event as _};
use ground::{AccountId, App, PostId, Result};
use text::analyse;

use super::sql;
use crate::accounts::{self, Account};
use crate::{media, posts};

/// The name of the cursor in the event log.
pub const CONSUMER: &str = "words";
/// Events learnt from in one turn, at most.
pub const LEARNT_MAX: usize = 256;

/// The terms of what is to be found; none for what is gone.
#[derive(Clone, Default)]
struct Terms {
    posts: HashMap<PostId, Option<String>>,
    accounts: HashMap<AccountId, Option<String>>,
}

/// Learns from the next events; returns how many there were. The cursor moves with what was
/// learnt, so after a crash it goes on where it was.
///
/// # Errors
/// If the database does not answer.
pub async fn learn(app: &App) -> Result<usize> {
    let next = app.db.upcoming(CONSUMER, LEARNT_MAX as i64).await?;
    if next.is_empty() {
        return Ok(0);
    }
    // No more than these: what has come since is not worked out yet.
    let count = next.len() as i64;
    let terms = app.read(async move |tx| terms(tx, &next).await).await?;
    let work = async move |tx: &mut Tx, events: &[db::Event]| keep(tx, events, terms).await;
    app.db.consume(CONSUMER, count, work).await
}

/// Writes the terms. Should another node have moved the cursor in between, those of events not
/// seen before are worked out here.
async fn keep(tx: &mut Tx, events: &[db::Event], mut found: Terms) -> Result<()> {
    let (posts, accounts) = concerned(events);
    let new = |terms: &Terms| {
        posts.iter().any(|id| !terms.posts.contains_key(id))
            || accounts.iter().any(|id| !terms.accounts.contains_key(id))
    };
    if new(&found) {
        found = terms(tx, events).await?;
    }
    // Of what has just been published nothing can be known yet.
    let new = published(events);
    let known: Vec<PostId> = posts.into_iter().filter(|id| !new.contains(id)).collect();
    if !known.is_empty() {
        sql::forget_posts(tx, &known).await?;
    }
    if !accounts.is_empty() {
        sql::forget_accounts(tx, &accounts).await?;
    }
    for (id, terms) in found.posts {
        if let Some(terms) = terms {
            sql::keep_post(tx, id, terms).await?;
        }
    }
    for (id, terms) in found.accounts {
        if let Some(terms) = terms {
            sql::keep_account(tx, id, terms).await?;
        }
    }
    Ok(())
}

async fn terms(tx: &mut Tx, events: &[db::Event]) -> Result<Terms> {
    let (posts, accounts) = concerned(events);
    let mut terms = Terms {
        posts: posts.iter().map(|id| (*id, None)).collect(),
        accounts: accounts.iter().map(|id| (*id, None)).collect(),
    };
    if !posts.is_empty() {
        let mut pictures: HashMap<PostId, String> = HashMap::new();
        for (post, description) in sql::descriptions(tx, &posts).await? {
            let text = pictures.entry(post).or_default();
            text.push('\n');
            text.push_str(&description);
        }
        for post in posts::by_ids(tx, &posts).await? {
            let pictures = pictures.remove(&post.id).unwrap_or_default();
            let text = format!("{}\n{}{pictures}", post.spoiler, post.body);
            terms.posts.insert(post.id, Some(analyse::index_terms(&text)));
        }
    }
    for account in accounts::by_ids(tx, &accounts).await? {
        if account.is_active() {
            terms.accounts.insert(account.id, Some(analyse::index_terms(&said(&account))));
        }
    }
    Ok(terms)
}

fn said(account: &Account) -> String {
    format!("{}\n{}\n{}", account.username, account.display_name, account.note)
}

/// The posts that began to be in these events.
fn published(events: &[db::Event]) -> HashSet<PostId> {
    let of_kind = events.iter().filter(|event| event.kind == posts::Published::KIND);
    of_kind.map(|event| PostId(event.subject)).collect()
}

/// The posts and accounts whose words may have changed, each once. Boosts have no words. An event
/// that cannot be read says nothing, and must not hold up those after it.
fn concerned(events: &[db::Event]) -> (Vec<PostId>, Vec<AccountId>) {
    let (mut posts, mut accounts) = (Vec::new(), Vec::new());
    for event in events {
        match event.kind.as_ref() {
            posts::Published::KIND => {
                let published = events::read::<posts::Published>(event).ok();
                posts.extend(published.filter(|it| it.boost_of.is_none()).map(|it| it.post));
            }
            posts::Edited::KIND | posts::Deleted::KIND | posts::receive::Filed::KIND => {
                posts.push(PostId(event.subject))
            }
            media::Changed::KIND => {
                posts.extend(events::read::<media::Changed>(event).ok().and_then(|it| it.post));
            }
            accounts::Changed::KIND => accounts.push(AccountId(event.subject)),
            _ => {}
        }
    }
    posts.sort_unstable();
    posts.dedup();
    accounts.sort_unstable();
    accounts.dedup();
    (posts, accounts)
}
