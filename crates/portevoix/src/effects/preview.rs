//! Posts show what their first link leads to: another place, or a post here.

use db::Tx;
use ground::events::{self, Event as _};
use ground::{AccountId, App, PostId, Result};
use social::accounts;
use social::links::{self, Card, Carried, Link, LinkId, Relinked};
use social::posts::{self, Post, Visibility};

use super::Effect;

/// Longest piece of a post here that a link to it shows, in characters.
const EXCERPT_CHARS_MAX: usize = 300;

/// Keeps the links that posts show.
pub(super) const EFFECT: Effect = Effect {
    name: "preview",
    kinds: &[
        posts::Published::KIND,
        posts::Edited::KIND,
        posts::Deleted::KIND,
        accounts::Changed::KIND,
    ],
    concerns: may_link,
    draw: |tx, events| Box::pin(draw(tx, events)),
};

/// A new post without a link neither shows one nor is it shown by one yet.
fn may_link(_: &App, event: &db::Event) -> bool {
    event.kind != posts::Published::KIND
        || events::read(event).map_or(true, |new: posts::Published| new.link.is_some())
}

async fn draw(tx: &mut Tx, events: &[&db::Event]) -> Result<()> {
    for event in events {
        let post = PostId(event.subject);
        match event.kind.as_ref() {
            posts::Published::KIND => {
                let new: posts::Published = events::read(event)?;
                if let Some(link) = &new.link {
                    hang(tx, post, link, new.author, new.visibility).await?;
                }
            }
            posts::Edited::KIND => {
                edited(tx, &events::read(event)?).await?;
                tell_of(tx, post).await?;
            }
            posts::Deleted::KIND => {
                links::take_off(tx, post).await?;
                tell_of(tx, post).await?;
            }
            _ => {
                for (link, post) in links::to_posts_by(tx, AccountId(event.subject)).await? {
                    tell(tx, link, post).await?;
                }
            }
        }
    }
    Ok(())
}

async fn edited(tx: &mut Tx, edit: &posts::Edited) -> Result<()> {
    match &edit.link {
        Relinked::Same => Ok(()),
        Relinked::Gone => links::take_off(tx, edit.post).await,
        Relinked::Now(link) => {
            // Gone again: its deletion comes next.
            let Some(post) = posts::by_ids(tx, &[edit.post]).await?.pop() else { return Ok(()) };
            hang(tx, post.id, link, post.author, post.visibility).await
        }
    }
}

async fn hang(
    tx: &mut Tx,
    post: PostId,
    link: &Link,
    author: AccountId,
    visibility: Visibility,
) -> Result<()> {
    let listed = visibility == Visibility::Public;
    let of = Carried { author, listed, open: visibility.is_open() };
    let (id, unknown) = links::hang(tx, post, link, of).await?;
    match link.own.filter(|_| unknown) {
        Some(own) => tell(tx, id, own).await,
        None => Ok(()),
    }
}

/// Tells anew what links to a post here show.
async fn tell_of(tx: &mut Tx, post: PostId) -> Result<()> {
    for link in links::to_post(tx, post).await? {
        tell(tx, link, post).await?;
    }
    Ok(())
}

async fn tell(tx: &mut Tx, link: LinkId, own: PostId) -> Result<()> {
    let post = posts::by_ids(tx, &[own]).await?.pop();
    let post = post.filter(|post| post.visibility.is_open() && post.boost_of.is_none());
    let shown = match post {
        Some(post) => card(tx, &post).await?.map(|card| (post.author, card)),
        None => None,
    };
    links::tell(tx, link, shown).await
}

/// What a link to an open post shows; none while its author is away.
async fn card(tx: &mut Tx, post: &Post) -> Result<Option<Card>> {
    let found = accounts::by_ids(tx, &[post.author]).await?.pop();
    let Some(author) = found.filter(accounts::Account::is_active) else { return Ok(None) };
    let words = match post.spoiler.as_str() {
        "" => text::plain(&post.html),
        warning => warning.to_owned(),
    };
    let name = match author.display_name.trim() {
        "" => author.username.clone(),
        name => name.to_owned(),
    };
    Ok(Some(Card {
        title: format!("{name} (@{})", author.acct()),
        description: words.chars().take(EXCERPT_CHARS_MAX).collect(),
        author_name: name,
        published_at: Some(post.created_at),
        language: post.language.clone(),
        ..Card::default()
    }))
}
