//! Making cards: from the database, or from what was just published.

use std::collections::HashMap;
use std::sync::Arc;

use db::Tx;
use ground::kept::Ticket;
use ground::{AccountId, App, AppId, Config, Error, PostId, Result};
use wire::mastodon::{Mention, StatusApplication, StatusBody, StatusMarks, StatusTag};
use wire::{EmptyList, Id, Time};

use super::{Card, Cards, sql};
use crate::accounts::{self, Account, elsewhere};
use crate::posts::quotes::{self, Quote};
use crate::posts::{self, Post, polls};
use crate::{emojis, links};

/// A post that was just published, with what its card shows.
pub(in crate::posts) struct Fresh {
    pub(in crate::posts) post: Post,
    pub(in crate::posts) named: Vec<sql::Named>,
    /// Hashtags, as typed.
    pub(in crate::posts) tags: Vec<String>,
    poll: bool,
    quote: Option<Quote>,
    tickets: (Ticket, Ticket),
    marks: Ticket,
}

impl Fresh {
    /// To be made in the unit that publishes, so that any later change is noticed.
    pub(in crate::posts) fn new(
        app: &App,
        post: Post,
        named: Vec<sql::Named>,
        tags: Vec<String>,
        asks: (bool, Option<Quote>),
    ) -> Self {
        let (poll, quote) = asks;
        let cards = app.memory::<Cards>();
        let tickets = (cards.cards.ticket(&post.id), cards.counts.ticket(&post.id));
        let marks = cards.marks.ticket(&(post.author, post.id));
        Self { post, named, tags, poll, quote, tickets, marks }
    }
}

/// Keeps the card of a post without pictures that was just published: what was just written need
/// not be read.
///
/// # Errors
/// If the database does not answer.
pub(in crate::posts) async fn seed(app: &App, fresh: Fresh) -> Result<()> {
    let Fresh { post, named, tags, poll, quote, tickets, marks } = fresh;
    let author = accounts::card(app, post.author).await?;
    let mut body = body(app, &post, &author.acct);
    body.sensitive |= author.sensitized;
    body.mentions = named.into_iter().map(|it| mention(&app.config, it)).collect();
    body.tags = tags.iter().map(|name| tag(&app.config, name)).collect();
    body.application = match post.app {
        Some(id) => Some(application(app, id).await?.as_ref().clone()),
        None => None,
    };
    let (id, author) = (post.id, post.author);
    let cards = app.memory::<Cards>();
    cards.cards.keep(id, Arc::new(card(&post, (poll, quote), &body)), tickets.0);
    cards.counts.keep(id, sql::Counts::default(), tickets.1);
    cards.marks.keep((author, id), StatusMarks::default(), marks);
    Ok(())
}

async fn application(app: &App, id: AppId) -> Result<Arc<StatusApplication>> {
    let kept = &app.memory::<Cards>().apps;
    if let Some(found) = kept.get(&id) {
        return Ok(found);
    }
    let ticket = kept.ticket(&id);
    let found = app.read(async move |tx| sql::app(tx, id).await).await?;
    let (name, website) = found.ok_or(Error::NotFound)?;
    let found = Arc::new(StatusApplication { name, website });
    kept.keep(id, found.clone(), ticket);
    Ok(found)
}

/// What `who` did with these posts. Whether a post is theirs to pin is not settled here.
pub(super) async fn marks(
    tx: &mut Tx,
    who: AccountId,
    ids: &[PostId],
) -> Result<HashMap<PostId, StatusMarks>> {
    let mut marks: HashMap<PostId, StatusMarks> = HashMap::new();
    for id in sql::favourited(tx, who, ids).await? {
        marks.entry(id).or_default().favourited = true;
    }
    for id in sql::boosted(tx, who, ids).await? {
        marks.entry(id).or_default().reblogged = true;
    }
    for id in sql::bookmarked(tx, who, ids).await? {
        marks.entry(id).or_default().bookmarked = true;
    }
    for id in sql::pinned(tx, who, ids).await? {
        marks.entry(id).or_default().pinned = Some(true);
    }
    Ok(marks)
}

/// The cards of these posts, by a fixed number of statements; those gone are left out.
pub(super) async fn cards(tx: &mut Tx, app: &App, ids: &[PostId]) -> Result<Vec<Card>> {
    let config = &app.config;
    let posts = posts::by_ids(tx, ids).await?;
    let mut named = sql::named(tx, ids).await?;
    let mut tags = sql::tags_of(tx, ids).await?;
    let mut media = sql::media_of(tx, ids).await?;
    let mut apps = sql::apps_of(tx, ids).await?;
    let polls = polls::with_polls(tx, ids).await?;
    let quotes = quotes::of_posts(tx, ids).await?;
    let links = links::of_posts(tx, ids).await?;
    let mut origins = sql::origins(tx, ids).await?;
    let authors: Vec<AccountId> = posts.iter().map(|post| post.author).collect();
    let authors: HashMap<AccountId, Account> =
        accounts::by_ids(tx, &authors).await?.into_iter().map(|it| (it.id, it)).collect();
    let cards = posts.iter().filter_map(|post| {
        let author = authors.get(&post.author)?;
        let mut body = body(app, post, &author.acct());
        body.sensitive |= author.sensitized_at.is_some();
        body.mentions =
            take(&mut named, |it| it.post == post.id).map(|it| mention(config, it)).collect();
        body.tags =
            take(&mut tags, |(id, _)| *id == post.id).map(|(_, name)| tag(config, &name)).collect();
        body.media_attachments = take(&mut media, |it| it.post == Some(post.id))
            .map(|it| it.attachment.wire(app))
            .collect();
        body.application = take(&mut apps, |(id, ..)| *id == post.id)
            .map(|(_, name, website)| StatusApplication { name, website })
            .next();
        if let Some(origin) = take(&mut origins, |it| it.post == post.id).next() {
            body.emojis = elsewhere::emojis(app, &origin.emojis);
            body.uri = origin.uri;
            body.url = Some(origin.url).filter(|url| !url.is_empty()).or(body.url);
        }
        body.card = links.get(&post.id).map(|(url, card)| card.wire(app, url));
        let quote = quotes.iter().find(|quote| quote.post == post.id).copied();
        Some(card(post, (polls.contains(&post.id), quote), &body))
    });
    Ok(cards.collect())
}

/// `asks`: whether it has a poll, and what it quotes.
fn card(post: &Post, asks: (bool, Option<Quote>), body: &StatusBody) -> Card {
    let (poll, quote) = asks;
    Card {
        id: post.id,
        author: post.author,
        boost_of: post.boost_of,
        root: post.root,
        poll,
        quote,
        visibility: post.visibility,
        quote_policy: post.quote_policy,
        body: wire::open_json(body),
    }
}

fn take<T>(list: &mut Vec<T>, mut of: impl FnMut(&T) -> bool) -> impl Iterator<Item = T> {
    list.extract_if(.., move |item| of(item)).collect::<Vec<_>>().into_iter()
}

fn mention(config: &Config, named: sql::Named) -> Mention {
    let acct = if named.domain.is_empty() {
        named.username.clone()
    } else {
        format!("{}@{}", named.username, named.domain)
    };
    Mention {
        id: Id(named.account.0),
        url: if named.url.is_empty() { format!("{}/@{acct}", config.origin) } else { named.url },
        username: named.username,
        acct,
    }
}

fn tag(config: &Config, typed: &str) -> StatusTag {
    let name = text::tag_key(typed);
    StatusTag { url: format!("{}/tags/{name}", config.origin), name }
}

fn body(app: &App, post: &Post, acct: &str) -> StatusBody {
    let origin = &app.config.origin;
    StatusBody {
        id: Id(post.id.0),
        uri: format!("{origin}/ap/posts/{}", post.id),
        created_at: Time(post.created_at),
        content: post.html.clone(),
        visibility: post.visibility.wire(),
        sensitive: post.sensitive,
        spoiler_text: post.spoiler.clone(),
        media_attachments: Vec::new(),
        application: None,
        mentions: Vec::new(),
        tags: Vec::new(),
        emojis: emojis::used(app, [&*post.spoiler, &*post.body]),
        url: Some(format!("{origin}/@{acct}/{}", post.id)),
        in_reply_to_id: post.reply_to.map(|id| Id(id.0)),
        in_reply_to_account_id: post.reply_to.and(post.about).map(|id| Id(id.0)),
        card: None,
        language: post.language.clone(),
        text: None,
        edited_at: post.edited_at.map(Time),
        tagged_collections: EmptyList,
    }
}
