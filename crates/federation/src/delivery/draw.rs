//! From what happened here to what other servers are told.

use db::Tx;
use ground::events::{self, Event as _};
use ground::{AccountId, PostId, Result};
use social::posts::quotes::{self, Quote, State};
use social::posts::{self, Visibility, polls, receive};
use social::{accounts, blocks, favourites, follows, moves, reports};

use super::{News, To, sql, tell};
use crate::{actors, names, quotations, ties};

/// The kinds of events that are told.
pub const KINDS: &[&str] = &[
    posts::Published::KIND,
    posts::Edited::KIND,
    posts::Deleted::KIND,
    favourites::Added::KIND,
    favourites::Removed::KIND,
    polls::Voted::KIND,
    polls::Closed::KIND,
    follows::Followed::KIND,
    follows::Requested::KIND,
    follows::Withdrawn::KIND,
    follows::Unfollowed::KIND,
    follows::Rejected::KIND,
    blocks::Blocked::KIND,
    blocks::Unblocked::KIND,
    accounts::Changed::KIND,
    accounts::Suspended::KIND,
    reports::Filed::KIND,
    moves::Moved::KIND,
    quotes::Decided::KIND,
];

/// Puts on its way what other servers are to be told of some events.
///
/// # Errors
/// If the database does not answer.
pub async fn draw(tx: &mut Tx, events: &[&db::Event]) -> Result<()> {
    if events.is_empty() {
        return Ok(());
    }
    let mut actors: Vec<AccountId> = events.iter().map(|event| AccountId(event.actor)).collect();
    actors.extend(events.iter().filter(|it| is_tie(it)).map(|it| AccountId(it.subject)));
    for event in events.iter().filter(|it| it.kind == quotes::Decided::KIND) {
        actors.push(events::read::<quotes::Decided>(event)?.quote.author);
    }
    actors.sort_unstable();
    actors.dedup();
    let ours = sql::ours(tx, &actors).await?;
    for event in events {
        if is_tie(event) {
            between_two(tx, event, &ours).await?;
        } else if event.kind == quotes::Decided::KIND {
            decided(tx, &events::read::<quotes::Decided>(event)?.quote, &ours).await?;
        } else if ours.contains(&AccountId(event.actor)) {
            by_ours(tx, event).await?;
        }
    }
    Ok(())
}

fn is_tie(event: &db::Event) -> bool {
    event.kind.starts_with("follows.")
}

async fn by_ours(tx: &mut Tx, event: &db::Event) -> Result<()> {
    let who = AccountId(event.actor);
    match event.kind.as_ref() {
        posts::Published::KIND => published(tx, &events::read(event)?).await,
        posts::Edited::KIND => edited(tx, &events::read(event)?).await,
        posts::Deleted::KIND => deleted(tx, &events::read(event)?).await,
        favourites::Added::KIND => {
            let it: favourites::Added = events::read(event)?;
            favoured(tx, "like", who, it.post, it.author).await
        }
        favourites::Removed::KIND => {
            let it: favourites::Removed = events::read(event)?;
            favoured(tx, "unlike", who, it.post, it.author).await
        }
        polls::Voted::KIND => voted(tx, who, PostId(event.subject)).await,
        polls::Closed::KIND => recounted(tx, who, PostId(event.subject)).await,
        blocks::Blocked::KIND => at_one(tx, "block", who, AccountId(event.subject)).await,
        blocks::Unblocked::KIND => at_one(tx, "unblock", who, AccountId(event.subject)).await,
        accounts::Changed::KIND => profile(tx, who).await,
        moves::Moved::KIND => moved(tx, &events::read(event)?).await,
        reports::Filed::KIND => reported(tx, &events::read(event)?).await,
        _ => Ok(()),
    }
}

async fn published(tx: &mut Tx, new: &posts::Published) -> Result<()> {
    let mut to = To { accounts: new.mentions.clone(), ..To::default() };
    to.followers = new.visibility != Visibility::Direct;
    if let Some(boosted) = new.boost_of {
        if new.visibility.is_open() {
            to.accounts.extend(new.about);
        }
        let news = News {
            kind: "announce",
            post: Some(new.post),
            other: Some(boosted.0),
            uri: String::new(),
        };
        return tell(tx, new.author, news, to).await;
    }
    if new.visibility.is_open() {
        // Who is answered hears of it, though the answer does not name them.
        to.accounts.extend(new.about);
    }
    if let Some(quote) = new.quote.filter(|it| it.state == State::Pending)
        && let Some(uri) = receive::uri_of(tx, quote.quoted).await?
    {
        let (post, other) = (Some(quote.post), Some(quote.quoted.0));
        let news = News { kind: "quote_request", post, other, uri };
        tell(tx, new.author, news, To::one(quote.quoted_author)).await?;
    }
    let news = News { kind: "create", post: Some(new.post), ..News::default() };
    tell(tx, new.author, news, to).await
}

/// A quote was decided: whoever asked is told, or who has the post that quotes.
async fn decided(tx: &mut Tx, quote: &Quote, ours: &[AccountId]) -> Result<()> {
    match (ours.contains(&quote.quoted_author), ours.contains(&quote.author)) {
        (true, false) => {
            let kind = match quote.state {
                State::Accepted => "quote_accept",
                State::Rejected => "quote_reject",
                State::Revoked => "quote_revoke",
                State::Pending => return Ok(()),
            };
            quote_answered(tx, kind, quote).await
        }
        (_, true) => {
            let Some(post) = posts::by_ids(tx, &[quote.post]).await?.pop() else { return Ok(()) };
            let followers = post.visibility != Visibility::Direct;
            let news = News { kind: "update", post: Some(post.id), ..News::default() };
            tell(tx, quote.author, news, To { followers, reached: true, ..To::default() }).await
        }
        _ => Ok(()),
    }
}

/// The answer to another server that asked to quote.
pub(crate) async fn quote_answered(tx: &mut Tx, kind: &'static str, quote: &Quote) -> Result<()> {
    let uri = quotations::request(tx, quote.post).await?;
    if uri.is_empty() {
        return Ok(());
    }
    let news = News { kind, post: Some(quote.post), other: Some(quote.quoted.0), uri };
    tell(tx, quote.quoted_author, news, To::one(quote.author)).await
}

async fn edited(tx: &mut Tx, edit: &posts::Edited) -> Result<()> {
    let post = match posts::get(tx, edit.post).await {
        Ok(post) => post,
        // Deleted since, which is told after this.
        Err(ground::Error::NotFound) => return Ok(()),
        Err(other) => return Err(other),
    };
    let followers = post.visibility != Visibility::Direct;
    let to = To { followers, accounts: edit.mentions.clone(), reached: true };
    let news = News { kind: "update", post: Some(edit.post), ..News::default() };
    tell(tx, edit.author, news, to).await
}

async fn deleted(tx: &mut Tx, gone: &posts::Deleted) -> Result<()> {
    let mut to = To { accounts: gone.mentions.clone(), reached: true, ..To::default() };
    to.followers = gone.visibility != Visibility::Direct;
    to.accounts.extend(gone.about);
    let post = Some(gone.post);
    let news = match gone.boost_of {
        Some(of) => {
            let uri = receive::uri_of(tx, of).await?.unwrap_or_default();
            News { kind: "unannounce", post, other: Some(of.0), uri }
        }
        None => News { kind: "delete", post, ..News::default() },
    };
    tell(tx, gone.author, news, to).await
}

/// What one of ours chose in a poll of another server, each answer apart.
async fn voted(tx: &mut Tx, who: AccountId, post: PostId) -> Result<()> {
    let Some(uri) = receive::uri_of(tx, post).await? else { return Ok(()) };
    let Some(asker) = posts::by_ids(tx, &[post]).await?.pop() else { return Ok(()) };
    for place in polls::receive::chosen(tx, who, post).await? {
        let (post, other) = (Some(post), Some(place));
        let news = News { kind: "vote", post, other, uri: uri.clone() };
        tell(tx, who, news, To::one(asker.author)).await?;
    }
    Ok(())
}

/// A poll of ours has ended: how it stands is told to all who have it.
async fn recounted(tx: &mut Tx, who: AccountId, post: PostId) -> Result<()> {
    let news = News { kind: "update", post: Some(post), ..News::default() };
    tell(tx, who, news, To { reached: true, ..To::default() }).await
}

async fn favoured(
    tx: &mut Tx,
    kind: &'static str,
    who: AccountId,
    post: PostId,
    author: AccountId,
) -> Result<()> {
    let Some(uri) = receive::uri_of(tx, post).await? else { return Ok(()) };
    let news = News { kind, post: Some(post), other: None, uri };
    tell(tx, who, news, To::one(author)).await
}

/// What is done to one account and told to it alone.
async fn at_one(tx: &mut Tx, kind: &'static str, who: AccountId, whom: AccountId) -> Result<()> {
    let Some(remote) = actors::remote(tx, &[whom]).await?.pop() else { return Ok(()) };
    let news = News { kind, post: None, other: Some(whom.0), uri: remote.uri };
    tell(tx, who, news, To::one(whom)).await
}

/// That an account is back is told by its profile.
async fn moved(tx: &mut Tx, moved: &moves::Moved) -> Result<()> {
    let Some(target) = moved.target else { return Ok(()) };
    let news = News { kind: "move", other: Some(target.0), ..News::default() };
    tell(tx, moved.account, news, To { followers: true, ..To::default() }).await
}

/// The server tells it, not who reports: they stay unknown there.
async fn reported(tx: &mut Tx, filed: &reports::Filed) -> Result<()> {
    if !reports::get_one(tx, filed.report).await?.forwarded {
        return Ok(());
    }
    let Some(remote) = actors::remote(tx, &[filed.target]).await?.pop() else { return Ok(()) };
    let news = News { kind: "flag", post: None, other: Some(filed.report), uri: remote.uri };
    tell(tx, names::SERVER, news, To::one(filed.target)).await
}

async fn profile(tx: &mut Tx, who: AccountId) -> Result<()> {
    let Some(account) = accounts::by_ids(tx, &[who]).await?.pop() else { return Ok(()) };
    let kind = match account.deleted_at.is_some() || account.suspended_at.is_some() {
        true => "gone",
        false => "profile",
    };
    tell(tx, who, News { kind, ..News::default() }, To { followers: true, ..To::default() }).await
}

async fn between_two(tx: &mut Tx, event: &db::Event, ours: &[AccountId]) -> Result<()> {
    let (follower, followee) = follows::pair(event)?;
    match (ours.contains(&follower), ours.contains(&followee)) {
        (true, false) => match event.kind.as_ref() {
            follows::Requested::KIND => at_one(tx, "follow", follower, followee).await,
            follows::Withdrawn::KIND | follows::Unfollowed::KIND => {
                at_one(tx, "unfollow", follower, followee).await
            }
            _ => Ok(()),
        },
        (false, true) => match event.kind.as_ref() {
            follows::Followed::KIND => answered(tx, "accept", followee, follower).await,
            follows::Rejected::KIND | follows::Unfollowed::KIND => {
                answered(tx, "reject", followee, follower).await
            }
            _ => Ok(()),
        },
        _ => Ok(()),
    }
}

/// The answer to a follow by another server's account, which names it. Without a name there is
/// nothing to answer: they took it back themselves.
pub(crate) async fn answered(
    tx: &mut Tx,
    kind: &'static str,
    who: AccountId,
    follower: AccountId,
) -> Result<()> {
    let Some(uri) = ties::find(tx, follower, who).await? else { return Ok(()) };
    if kind == "reject" {
        ties::forget(tx, follower, who).await?;
    }
    let news = News { kind, post: None, other: Some(follower.0), uri };
    tell(tx, who, news, To::one(follower)).await
}
