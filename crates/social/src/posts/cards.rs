//! Ready-made JSON of posts, kept in memory: a hot page costs no statement and writes nothing anew
//! but the few numbers that change and what its reader did.

use std::collections::HashMap;
use std::sync::Arc;

use axum::response::Response;
use db::Tx;
use ground::events::{self, Event as _};
use ground::kept::{Kept, Ticket};
use ground::{AccountId, App, Config, Error, PostId, Result};
use wire::mastodon::{
    self, Approval, Mention, StatusApplication, StatusBody, StatusMarks, StatusParts, StatusTag,
    StatusTail,
};
use wire::{EmptyList, Id, Time};

use super::sql::{self, Counts};
use super::{Deleted, Edited, Post, Published, Visibility};
use crate::accounts::{self, Account};
use crate::{bookmarks, favourites};

/// A post's JSON but for its counts, its author and what its reader did.
pub(super) struct Card {
    id: PostId,
    author: AccountId,
    boost_of: Option<PostId>,
    body: Vec<u8>,
}

/// What is kept of posts: their cards, their counts, and what readers did with them.
pub struct Cards {
    cards: Kept<PostId, Arc<Card>>,
    counts: Kept<PostId, Counts>,
    marks: Kept<(AccountId, PostId), StatusMarks>,
}

impl Cards {
    /// Room for about that many bytes.
    #[must_use]
    pub fn new(bytes_max: u64) -> Self {
        let size = |_: &PostId, card: &Arc<Card>| (card.body.len() + size_of::<Card>()) as u64;
        Self {
            cards: Kept::new(bytes_max, 1200, size),
            counts: Kept::new(bytes_max / 8, 80, |_, _| 32),
            marks: Kept::new(bytes_max / 2, 80, |_, _| 24),
        }
    }

    /// Drops what an event has changed.
    pub fn remember(app: &App, event: &db::Event) {
        let cards = app.memory::<Self>();
        let (post, actor) = (PostId(event.subject), AccountId(event.actor));
        match event.kind.as_ref() {
            Published::KIND => {
                if let Ok(published) = events::read::<Published>(event) {
                    cards.touched(published.author, published.boost_of, published.reply_to);
                }
            }
            Deleted::KIND => {
                cards.cards.forget(&post);
                cards.counts.forget(&post);
                if let Ok(deleted) = events::read::<Deleted>(event) {
                    cards.touched(deleted.author, deleted.boost_of, deleted.reply_to);
                }
            }
            Edited::KIND => cards.cards.forget(&post),
            favourites::Added::KIND | favourites::Removed::KIND => {
                cards.counts.forget(&post);
                cards.marks.forget(&(actor, post));
            }
            bookmarks::Changed::KIND | super::Pinned::KIND => {
                cards.marks.forget(&(actor, post));
            }
            accounts::Changed::KIND => {}
            _ => {}
        }
    }

    /// Drops a post's card, when something it shows has changed.
    pub fn forget(app: &App, id: PostId) {
        app.memory::<Self>().cards.forget(&id);
    }

    /// Bytes taken now.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.cards.bytes() + self.counts.bytes() + self.marks.bytes()
    }

    fn touched(&self, actor: AccountId, boosted: Option<PostId>, answered: Option<PostId>) {
        if let Some(boosted) = boosted {
            self.counts.forget(&boosted);
            self.marks.forget(&(actor, boosted));
        }
        if let Some(answered) = answered {
            self.counts.forget(&answered);
        }
    }
}

/// Everything needed to write posts into an answer.
struct Shelf {
    cards: HashMap<PostId, Arc<Card>>,
    counts: HashMap<PostId, Counts>,
    marks: HashMap<PostId, StatusMarks>,
    authors: HashMap<AccountId, Arc<accounts::Card>>,
    reader: Option<AccountId>,
}

/// One post as JSON, as `viewer` sees it. Whether they may see it must be settled before.
///
/// # Errors
/// [`Error::NotFound`] if it is gone.
pub async fn answer(app: &App, viewer: Option<AccountId>, id: PostId) -> Result<Response> {
    let mut out = Vec::with_capacity(4096);
    let found = statuses(app, viewer, &[id], |parts| {
        if let Some(status) = parts.first() {
            mastodon::write_status(&mut out, *status);
        }
    })
    .await?;
    if found == 0 { Err(Error::NotFound) } else { Ok(ground::http::paging::json(out)) }
}

/// Posts as a JSON list, in the order of `ids`, as `viewer` sees them.
///
/// # Errors
/// If the database does not answer.
pub async fn answer_list(app: &App, viewer: Option<AccountId>, ids: &[PostId]) -> Result<Vec<u8>> {
    let mut out = Vec::with_capacity(ids.len() * 2600 + 2);
    statuses(app, viewer, ids, |parts| mastodon::write_statuses(&mut out, parts)).await?;
    Ok(out)
}

/// Gathers posts and hands their parts to `write`, in the order of `ids`; those gone are left
/// out. Returns how many there were.
///
/// # Errors
/// If the database does not answer.
pub async fn statuses(
    app: &App,
    reader: Option<AccountId>,
    ids: &[PostId],
    write: impl FnOnce(&[StatusParts<'_>]),
) -> Result<usize> {
    let shelf = Shelf::gather(app, reader, ids).await?;
    let inner: Vec<Option<StatusParts<'_>>> = ids
        .iter()
        .map(|id| shelf.cards.get(id).and_then(|card| card.boost_of))
        .map(|original| original.and_then(|id| shelf.parts(id, None)))
        .collect();
    let parts: Vec<StatusParts<'_>> =
        ids.iter().zip(&inner).filter_map(|(id, inner)| shelf.parts(*id, inner.as_ref())).collect();
    write(&parts);
    Ok(parts.len())
}

impl Shelf {
    async fn gather(app: &App, reader: Option<AccountId>, ids: &[PostId]) -> Result<Self> {
        let mut cards = HashMap::with_capacity(ids.len() * 2);
        gather_cards(app, &mut cards, ids.iter().copied()).await?;
        let inner: Vec<PostId> = cards.values().filter_map(|card| card.boost_of).collect();
        gather_cards(app, &mut cards, inner.into_iter()).await?;
        let proper: Vec<PostId> =
            cards.values().filter(|card| card.boost_of.is_none()).map(|card| card.id).collect();
        let mut authors: Vec<AccountId> = cards.values().map(|card| card.author).collect();
        authors.sort_unstable();
        authors.dedup();
        let marks = match reader {
            Some(who) => gather_marks(app, who, &proper, &cards).await?,
            None => HashMap::new(),
        };
        Ok(Self {
            counts: gather_counts(app, &proper).await?,
            authors: accounts::cards(app, &authors).await?,
            marks,
            cards,
            reader,
        })
    }

    fn parts<'a>(
        &'a self,
        id: PostId,
        reblog: Option<&'a StatusParts<'a>>,
    ) -> Option<StatusParts<'a>> {
        let card = self.cards.get(&id)?;
        if card.boost_of.is_some() && reblog.is_none() {
            return None;
        }
        let proper = card.boost_of.unwrap_or(id);
        let counts = self.counts.get(&proper).copied().unwrap_or_default();
        let marks = self.reader.map(|_| self.marks.get(&proper).copied().unwrap_or_default());
        let tail = StatusTail {
            replies_count: counts.replies,
            reblogs_count: counts.boosts,
            favourites_count: counts.favourites,
            quotes_count: 0,
            marks,
        };
        let account = self.authors.get(&card.author)?.parts();
        Some(StatusParts { body: &card.body, account, tail, reblog })
    }
}

async fn gather_cards(
    app: &App,
    found: &mut HashMap<PostId, Arc<Card>>,
    ids: impl Iterator<Item = PostId>,
) -> Result<()> {
    let kept = &app.memory::<Cards>().cards;
    let mut missing: Vec<(PostId, Ticket)> = Vec::new();
    for id in ids {
        if found.contains_key(&id) {
            continue;
        }
        match kept.get(&id) {
            Some(card) => drop(found.insert(id, card)),
            None => missing.push((id, kept.ticket(&id))),
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    let wanted: Vec<PostId> = missing.iter().map(|(id, _)| *id).collect();
    let config = app.config.clone();
    for card in app.read(async move |tx| make(tx, &config, &wanted).await).await? {
        let card = Arc::new(card);
        if let Some((id, ticket)) = missing.iter().find(|(id, _)| *id == card.id) {
            kept.keep(*id, card.clone(), *ticket);
        }
        found.insert(card.id, card);
    }
    Ok(())
}

async fn gather_counts(app: &App, ids: &[PostId]) -> Result<HashMap<PostId, Counts>> {
    let kept = &app.memory::<Cards>().counts;
    let mut found = HashMap::with_capacity(ids.len());
    let mut missing: Vec<(PostId, Ticket)> = Vec::new();
    for id in ids {
        match kept.get(id) {
            Some(counts) => drop(found.insert(*id, counts)),
            None => missing.push((*id, kept.ticket(id))),
        }
    }
    if missing.is_empty() {
        return Ok(found);
    }
    let wanted: Vec<PostId> = missing.iter().map(|(id, _)| *id).collect();
    let read = app.read(async move |tx| sql::counts(tx, &wanted).await).await?;
    found.extend(read);
    for (id, ticket) in missing {
        kept.keep(id, *found.entry(id).or_default(), ticket);
    }
    Ok(found)
}

async fn gather_marks(
    app: &App,
    who: AccountId,
    ids: &[PostId],
    cards: &HashMap<PostId, Arc<Card>>,
) -> Result<HashMap<PostId, StatusMarks>> {
    let kept = &app.memory::<Cards>().marks;
    let mut found = HashMap::with_capacity(ids.len());
    let mut missing: Vec<(PostId, Ticket)> = Vec::new();
    for id in ids {
        match kept.get(&(who, *id)) {
            Some(marks) => drop(found.insert(*id, marks)),
            None => missing.push((*id, kept.ticket(&(who, *id)))),
        }
    }
    if missing.is_empty() {
        return Ok(found);
    }
    let wanted: Vec<PostId> = missing.iter().map(|(id, _)| *id).collect();
    let mut read = app.read(async move |tx| marks(tx, who, &wanted).await).await?;
    for (id, ticket) in missing {
        let mut marks = read.remove(&id).unwrap_or_default();
        let own = cards.get(&id).is_some_and(|card| card.author == who);
        marks.pinned = own.then(|| marks.pinned.unwrap_or(false));
        kept.keep((who, id), marks, ticket);
        found.insert(id, marks);
    }
    Ok(found)
}

async fn marks(
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

async fn make(tx: &mut Tx, config: &Config, ids: &[PostId]) -> Result<Vec<Card>> {
    let posts = sql::by_ids(tx, ids).await?;
    let mut named = sql::named(tx, ids).await?;
    let mut tags = sql::tags_of(tx, ids).await?;
    let mut media = sql::media_of(tx, ids).await?;
    let mut apps = sql::apps_of(tx, ids).await?;
    let authors: Vec<AccountId> = posts.iter().map(|post| post.author).collect();
    let authors: HashMap<AccountId, Account> =
        accounts::by_ids(tx, &authors).await?.into_iter().map(|it| (it.id, it)).collect();
    let cards = posts.iter().filter_map(|post| {
        let author = authors.get(&post.author)?;
        let mut body = body(config, post, author);
        body.mentions =
            take(&mut named, |it| it.post == post.id).map(|it| mention(config, it)).collect();
        body.tags = take(&mut tags, |(id, _)| *id == post.id)
            .map(|(_, name)| StatusTag { url: tag_url(config, &name), name: text::tag_key(&name) })
            .collect();
        body.media_attachments = take(&mut media, |it| it.post == Some(post.id))
            .map(|it| it.attachment.wire(config))
            .collect();
        body.application = take(&mut apps, |(id, ..)| *id == post.id)
            .map(|(_, name, website)| StatusApplication { name, website })
            .next();
        Some(Card {
            id: post.id,
            author: post.author,
            boost_of: post.boost_of,
            body: wire::open_json(&body),
        })
    });
    Ok(cards.collect())
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
        url: format!("{}/@{acct}", config.origin),
        username: named.username,
        acct,
    }
}

fn tag_url(config: &Config, name: &str) -> String {
    format!("{}/tags/{}", config.origin, text::tag_key(name))
}

fn body(config: &Config, post: &Post, author: &Account) -> StatusBody {
    let origin = &config.origin;
    StatusBody {
        id: Id(post.id.0),
        uri: format!("{origin}/ap/posts/{}", post.id),
        created_at: Time(post.created_at),
        content: post.html.clone(),
        visibility: wire_visibility(post.visibility),
        sensitive: post.sensitive,
        spoiler_text: post.spoiler.clone(),
        media_attachments: Vec::new(),
        application: None,
        mentions: Vec::new(),
        tags: Vec::new(),
        emojis: Vec::new(),
        url: Some(format!("{origin}/@{}/{}", author.acct(), post.id)),
        in_reply_to_id: post.reply_to.map(|id| Id(id.0)),
        in_reply_to_account_id: post.reply_to.and(post.about).map(|id| Id(id.0)),
        poll: None,
        card: None,
        language: post.language.clone(),
        text: None,
        edited_at: post.edited_at.map(Time),
        quote: None,
        quote_approval: Approval::NOBODY,
        tagged_collections: EmptyList,
    }
}

fn wire_visibility(visibility: Visibility) -> mastodon::Visibility {
    match visibility {
        Visibility::Public => mastodon::Visibility::Public,
        Visibility::Unlisted => mastodon::Visibility::Unlisted,
        Visibility::Followers => mastodon::Visibility::Private,
        Visibility::Direct => mastodon::Visibility::Direct,
    }
}
