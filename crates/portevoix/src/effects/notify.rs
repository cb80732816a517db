//! Who is told of what happened: the rules of notifications.

use db::Tx;
use ground::events::{self, Event as _};
use ground::{AccountId, PostId, Result};
use social::notifications::{self, Kind, News, TOLD_MAX};
use social::posts::{self, Visibility, polls, quotes};
use social::{boosts, collections, favourites, follows, moderation, people, reports};

use super::{ALL, Effect};

/// Most quotes of an edited post whose authors are told of the edit: the latest.
const QUOTES_TOLD_MAX: usize = 500;

/// Tells people what concerns them, and takes back what was taken back.
pub(super) const EFFECT: Effect = Effect {
    name: "notify",
    kinds: &[
        posts::Published::KIND,
        posts::Edited::KIND,
        posts::Deleted::KIND,
        polls::Closed::KIND,
        favourites::Added::KIND,
        favourites::Removed::KIND,
        follows::Followed::KIND,
        follows::Unfollowed::KIND,
        follows::Requested::KIND,
        follows::Withdrawn::KIND,
        follows::Accepted::KIND,
        follows::Rejected::KIND,
        moderation::Warned::KIND,
        collections::Added::KIND,
        collections::Changed::KIND,
        people::Joined::KIND,
        reports::Filed::KIND,
    ],
    concerns: ALL,
    draw: |tx, events| Box::pin(draw(tx, events)),
};

async fn draw(tx: &mut Tx, events: &[&db::Event]) -> Result<()> {
    let mut authors: Vec<AccountId> = events
        .iter()
        .filter(|event| event.kind == posts::Published::KIND)
        .map(|event| AccountId(event.actor))
        .collect();
    authors.sort_unstable();
    authors.dedup();
    // Few authors have anybody who wants to be told of each post.
    let heard = match authors.is_empty() {
        true => authors,
        false => follows::listened_to(tx, &authors).await?,
    };
    for event in events {
        draw_one(tx, event, &heard).await?;
    }
    Ok(())
}

async fn draw_one(tx: &mut Tx, event: &db::Event, heard: &[AccountId]) -> Result<()> {
    match event.kind.as_ref() {
        posts::Published::KIND => published(tx, event, &events::read(event)?, heard).await,
        posts::Edited::KIND => edited(tx, event, &events::read(event)?).await,
        posts::Deleted::KIND => deleted(tx, &events::read(event)?).await,
        polls::Closed::KIND => poll_closed(tx, event, events::read(event)?).await,
        favourites::Added::KIND => {
            let favourite: favourites::Added = events::read(event)?;
            let news = news(event, Kind::Favourite, favourite.by, Some(favourite.post));
            notifications::tell(tx, news, &[favourite.author]).await
        }
        favourites::Removed::KIND => {
            let favourite: favourites::Removed = events::read(event)?;
            notifications::take_back(tx, Kind::Favourite, favourite.by, favourite.post).await
        }
        collections::Added::KIND => {
            let new: collections::Added = events::read(event)?;
            let news = news(event, Kind::AddedToCollection, new.owner, None);
            notifications::tell_about(tx, news, Some(new.collection), &[new.account]).await
        }
        collections::Changed::KIND => {
            let members = collections::members(tx, event.subject).await?;
            let news = news(event, Kind::CollectionUpdate, AccountId(event.actor), None);
            notifications::tell_about(tx, news, Some(event.subject), &members).await
        }
        people::Joined::KIND | reports::Filed::KIND => for_moderators(tx, event).await,
        moderation::Warned::KIND => {
            let account = AccountId(event.actor);
            let news = news(event, Kind::Warning, account, None);
            notifications::inform(tx, news, Some(event.subject), &[account]).await
        }
        _ => between_two(tx, event).await,
    }
}

/// What moderators are told: who joined, and what was reported.
async fn for_moderators(tx: &mut Tx, event: &db::Event) -> Result<()> {
    let (kind, subject) = match event.kind.as_ref() {
        reports::Filed::KIND => (Kind::Report, Some(event.subject)),
        _ => (Kind::SignUp, None),
    };
    let news = news(event, kind, AccountId(event.actor), None);
    let moderators = people::moderators(tx, TOLD_MAX).await?;
    notifications::inform(tx, news, subject, &moderators).await
}

/// Follows, requests, and their ends.
async fn between_two(tx: &mut Tx, event: &db::Event) -> Result<()> {
    let (kind, told) = match event.kind.as_ref() {
        follows::Followed::KIND => (Kind::Follow, true),
        follows::Requested::KIND => (Kind::FollowRequest, true),
        follows::Unfollowed::KIND => (Kind::Follow, false),
        _ => (Kind::FollowRequest, false),
    };
    let (follower, followee) = follows::pair(event)?;
    if told {
        notifications::tell(tx, news(event, kind, follower, None), &[followee]).await
    } else {
        notifications::take_back_follow(tx, kind, follower, followee).await
    }
}

async fn published(
    tx: &mut Tx,
    event: &db::Event,
    new: &posts::Published,
    heard: &[AccountId],
) -> Result<()> {
    if let (Some(original), Some(author)) = (new.boost_of, new.about) {
        let news = news(event, Kind::Boost, new.author, Some(original));
        return notifications::tell(tx, news, &[author]).await;
    }
    quoted(tx, event, new).await?;
    let mut told = new.mentions.clone();
    if let Some(parent) = new.about.filter(|parent| !told.contains(parent))
        && may_hear(tx, new, parent).await?
    {
        told.push(parent);
    }
    let mention = news(event, Kind::Mention, new.author, Some(new.post));
    notifications::tell(tx, mention, &told).await?;
    // Those who want to hear of each post do not mean answers to others, nor letters.
    let to_others = new.about.is_some_and(|parent| parent != new.author);
    if to_others || new.visibility == Visibility::Direct || !heard.contains(&new.author) {
        return Ok(());
    }
    let mut listeners = follows::listeners(tx, new.author, TOLD_MAX).await?;
    listeners.retain(|listener| !told.contains(listener));
    let post = news(event, Kind::Post, new.author, Some(new.post));
    notifications::tell(tx, post, &listeners).await
}

/// Whether the author of the post answered may see the answer, though it does not name them.
async fn may_hear(tx: &mut Tx, answer: &posts::Published, parent: AccountId) -> Result<bool> {
    match answer.visibility {
        Visibility::Public | Visibility::Unlisted => Ok(true),
        Visibility::Followers => follows::is_following(tx, parent, answer.author).await,
        Visibility::Direct => Ok(false),
    }
}

/// Who is quoted hears of it, if they may see it.
async fn quoted(tx: &mut Tx, event: &db::Event, new: &posts::Published) -> Result<()> {
    let Some(quote) = new.quote else { return Ok(()) };
    let author = quote.quoted_author;
    if !new.mentions.contains(&author) && !may_hear(tx, new, author).await? {
        return Ok(());
    }
    let news = news(event, Kind::Quote, new.author, Some(new.post));
    notifications::tell(tx, news, &[author]).await
}

async fn edited(tx: &mut Tx, event: &db::Event, edit: &posts::Edited) -> Result<()> {
    let mention = news(event, Kind::Mention, edit.author, Some(edit.post));
    notifications::tell(tx, mention, &edit.newly_mentioned).await?;
    // Of several edits only the last is told.
    notifications::take_back(tx, Kind::Update, edit.author, edit.post).await?;
    let boosters = boosts::boosters(tx, edit.post, TOLD_MAX).await?;
    let update = news(event, Kind::Update, edit.author, Some(edit.post));
    notifications::tell(tx, update, &boosters).await?;
    for quote in quotes::of(tx, edit.post, QUOTES_TOLD_MAX).await? {
        let own = news(event, Kind::QuotedUpdate, edit.author, Some(quote.post));
        notifications::take_back(tx, Kind::QuotedUpdate, edit.author, quote.post).await?;
        notifications::tell(tx, own, &[quote.author]).await?;
    }
    Ok(())
}

/// Its author and everybody who voted hear that a poll has ended.
async fn poll_closed(tx: &mut Tx, event: &db::Event, poll: polls::Closed) -> Result<()> {
    let ended = news(event, Kind::Poll, poll.author, Some(poll.post));
    notifications::tell(tx, ended, &[poll.author]).await?;
    let mut after = AccountId(0);
    loop {
        let voters = polls::voters(tx, poll.post, after, TOLD_MAX).await?;
        notifications::tell(tx, ended, &voters).await?;
        let Some(last) = voters.last().filter(|_| voters.len() == TOLD_MAX) else { return Ok(()) };
        after = *last;
    }
}

async fn deleted(tx: &mut Tx, gone: &posts::Deleted) -> Result<()> {
    match gone.boost_of {
        Some(original) => notifications::take_back(tx, Kind::Boost, gone.author, original).await,
        None => notifications::forget_post(tx, gone.post).await,
    }
}

fn news(event: &db::Event, kind: Kind, from: AccountId, post: Option<PostId>) -> News {
    News { kind, from, post, event_no: event.no, at: event.at }
}
