//! Lists open to everybody: what is said here in public, all of it or under hashtags.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use db::Tx;
use ground::http::Ask;
use ground::{AccountId, App, Error, PostId, Result, TagId};

use super::entries::{Entries, Lists};
use super::older::{self, Chain, Span};
use super::sql::{self, Row};
use super::{Timelines, gone, home};
use crate::filters::Context;
use crate::posts::Hide;
use crate::{links, trends};

/// What to leave out of a public list.
#[derive(Clone, Debug, Default)]
pub struct Only {
    /// Posts without pictures.
    pub media: bool,
    /// Posts of other servers (true), or of this one.
    pub here: Option<bool>,
}

/// Hashtags combined, by their names.
#[derive(Clone, Debug, Default)]
pub struct Tags {
    /// A post carries at least one of these,
    pub any: Vec<String>,
    /// and each of these,
    pub all: Vec<String>,
    /// and none of these.
    pub none: Vec<String>,
}

/// A page of the public timeline, newest first: public posts that answer nobody else. A member
/// does not see whom they block or mute, nor who blocks them.
///
/// # Errors
/// If the database does not answer.
pub async fn public(
    app: &App,
    viewer: Option<AccountId>,
    only: Only,
    ask: Ask,
    limit: usize,
) -> Result<Vec<PostId>> {
    let wanted = Wanted { only, ..Wanted::default() };
    read(app, viewer, vec![Chain::Public], wanted, ask, limit).await
}

/// A page of the public posts under hashtags, newest first, replies included.
///
/// # Errors
/// If the database does not answer.
pub async fn tagged(
    app: &App,
    viewer: Option<AccountId>,
    tags: Tags,
    only: Only,
    ask: Ask,
    limit: usize,
) -> Result<Vec<PostId>> {
    let keys = |names: &[String]| names.iter().map(|name| text::tag_key(name)).collect::<Vec<_>>();
    let (any, all, none) = (keys(&tags.any), keys(&tags.all), keys(&tags.none));
    let names = [any.clone(), all.clone(), none.clone()].concat();
    let ids = app.read(async move |tx| sql::tag_ids(tx, names).await).await?;
    let ids: HashMap<String, TagId> = ids.into_iter().collect();
    let known = |keys: &[String]| keys.iter().filter_map(|key| ids.get(key)).copied().collect();
    // A hashtag nobody ever used is on no post.
    if !all.iter().all(|key| ids.contains_key(key)) {
        return Ok(Vec::new());
    }
    let mut any: Vec<TagId> = known(&any);
    any.sort_unstable();
    any.dedup();
    let chains = any.iter().map(|tag| Chain::Tag(tag.0)).collect();
    let wanted = Wanted { only, all: known(&all), none: known(&none) };
    read(app, viewer, chains, wanted, ask, limit).await
}

/// A page of the public posts that show a link, newest first, replies included, by accounts that
/// want to be recommended.
///
/// # Errors
/// [`ground::Error::NotFound`] if the link does not trend, or may not.
pub async fn linked(
    app: &App,
    viewer: Option<AccountId>,
    url: String,
    ask: Ask,
    limit: usize,
) -> Result<Vec<PostId>> {
    let link = app.read(async move |tx| links::find(tx, &url).await).await?;
    if !trends::is_trending(app, link) {
        return Err(Error::NotFound);
    }
    read(app, viewer, vec![Chain::Link(link.0)], Wanted::default(), ask, limit).await
}

/// Those of public posts that a list open to everybody shows `viewer`, in the same order.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn shown_among(
    app: &App,
    viewer: Option<AccountId>,
    ids: Vec<PostId>,
) -> Result<Vec<PostId>> {
    let eyes = Eyes::of(app, viewer).await?;
    let asked = ids.clone();
    let read = app.read(async move |tx| {
        let rows = sql::by_ids(tx, &asked).await?;
        eyes.choose(tx, rows, &Wanted::default()).await
    });
    let shown: HashSet<PostId> = read.await?.into_iter().map(PostId).collect();
    Ok(ids.into_iter().filter(|id| shown.contains(id)).collect())
}

/// What a reader does not see of lists open to everybody.
#[derive(Clone)]
struct Eyes {
    reader: Option<Arc<timeline::Reader>>,
    gone: HashSet<AccountId>,
    limited: HashSet<AccountId>,
    hide: Option<Hide>,
}

impl Eyes {
    async fn of(app: &App, viewer: Option<AccountId>) -> Result<Self> {
        let reader = match viewer {
            Some(who) => Some(home::reader(app, who).await?),
            None => None,
        };
        gone::settle(app).await?;
        let hide = Hide::of(app, viewer, Context::Public).await?;
        let gone = &app.memory::<Timelines>().gone;
        Ok(Self { reader, gone: gone.all(), limited: gone.limited(), hide })
    }

    async fn choose(&self, tx: &mut Tx, mut rows: Vec<Row>, wanted: &Wanted) -> Result<Vec<i64>> {
        let reader = self.reader.as_deref();
        rows.retain(|row| {
            !self.gone.contains(&row.author)
                && (!self.limited.contains(&row.author) || reads(reader, row.author))
        });
        let mut ids = choose(tx, rows, reader, wanted).await?;
        if let Some(hide) = &self.hide {
            let posts: Vec<PostId> = ids.iter().map(|id| PostId(*id)).collect();
            let hidden = hide.among_in(tx, &posts).await?;
            ids.retain(|id| !hidden.contains(&PostId(*id)));
        }
        Ok(ids)
    }
}

#[derive(Clone, Debug, Default)]
struct Wanted {
    only: Only,
    all: Vec<TagId>,
    none: Vec<TagId>,
}

async fn read(
    app: &App,
    viewer: Option<AccountId>,
    chains: Vec<Chain>,
    wanted: Wanted,
    ask: Ask,
    limit: usize,
) -> Result<Vec<PostId>> {
    if chains.is_empty() {
        return Ok(Vec::new());
    }
    let eyes = Eyes::of(app, viewer).await?;
    let span = Span { below: ask.below(), above: ask.above(), upward: ask.upward() };
    let bound = if span.upward { span.above + 1 } else { span.below - 1 };
    let chains = chains.into_iter().map(|chain| (chain, bound)).collect();
    let ids = app.read(async move |tx| {
        let chosen = async |tx: &mut Tx, rows: Vec<Row>| eyes.choose(tx, rows, &wanted).await;
        older::merge(tx, chains, span, limit, chosen).await
    });
    let mut ids: Vec<PostId> = ids.await?.into_iter().map(PostId).collect();
    ids.sort_unstable_by(|one, other| other.cmp(one));
    Ok(ids)
}

async fn choose(
    tx: &mut Tx,
    mut rows: Vec<Row>,
    reader: Option<&timeline::Reader>,
    wanted: &Wanted,
) -> Result<Vec<i64>> {
    let ids: Vec<PostId> = rows.iter().map(|row| row.id).collect();
    if wanted.only.media {
        let with: HashSet<PostId> = sql::with_media(tx, &ids).await?.into_iter().collect();
        rows.retain(|row| with.contains(&row.id));
    }
    if let Some(here) = wanted.only.here {
        let authors: Vec<AccountId> = rows.iter().map(|row| row.author).collect();
        let away: HashSet<AccountId> = sql::away(tx, &authors).await?.into_iter().collect();
        rows.retain(|row| away.contains(&row.author) != here);
    }
    if !(wanted.all.is_empty() && wanted.none.is_empty()) {
        let carried: HashSet<(PostId, TagId)> = sql::tags(tx, &ids).await?.into_iter().collect();
        rows.retain(|row| {
            wanted.all.iter().all(|tag| carried.contains(&(row.id, *tag)))
                && !wanted.none.iter().any(|tag| carried.contains(&(row.id, *tag)))
        });
    }
    let Some(reader) = reader else { return Ok(rows.iter().map(|row| row.id.0).collect()) };
    let lists = Lists { mentions: reader.hides(), tags: false };
    let entries = Entries::of(tx, rows, lists).await?;
    let shown = entries.iter().filter(|entry| !reader.avoids(entry));
    Ok(shown.map(|entry| entry.id.cast_signed()).collect())
}

/// Whether a reader is the account or follows it: what is kept to followers is theirs to read.
pub(super) fn reads(reader: Option<&timeline::Reader>, account: AccountId) -> bool {
    let index = account.index();
    reader.is_some_and(|it| it.account() == index || it.follow(index).is_some())
}
