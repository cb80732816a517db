//! What people answer to an announcement: emojis, counted.

use std::collections::HashMap;

use db::{Tx, record};
use ground::events::{self, Event};
use ground::{AccountId, App, Error, Result, Say};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Announcement, Shown, sql};
use crate::emojis;

/// Most different emojis an announcement is answered with.
const KINDS_MAX: usize = 8;

record! {
    /// An emoji that an announcement was answered with.
    #[derive(Clone, Debug, Deserialize, Serialize)]
    pub struct Reaction {
        /// The announcement.
        pub announcement: i64,
        /// An emoji of Unicode, or the name of one of this place.
        pub name: String,
        /// How many people answered so.
        pub people: i64,
        /// Whether the reader is one of them.
        pub mine: bool,
    }
}

/// Somebody answered an announcement with an emoji, or no longer does.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Reacted {
    /// Who.
    pub by: AccountId,
    /// The emoji, as it stands now; its reader is nobody.
    pub reaction: Reaction,
}

impl Event for Reacted {
    const KIND: &'static str = "announcements.reacted";

    fn subject(&self) -> i64 {
        self.reaction.announcement
    }

    fn actor(&self) -> AccountId {
        self.by
    }
}

/// Answers an announcement with an emoji. Twice is the same as once.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or it is over; [`Error::Invalid`] if the name is no emoji
/// of Unicode or of this place, or there are as many different ones as may be.
pub async fn react(tx: &mut Tx, who: AccountId, id: i64, name: &str) -> Result<()> {
    must_be_shown(tx, id).await?;
    let name = known(tx, name).await?;
    let kinds = sql::kinds(tx, id, KINDS_MAX).await?;
    if kinds.len() >= KINDS_MAX && !kinds.contains(&name) {
        let say = Say::new("error-announcement-reactions").with("max", KINDS_MAX);
        return Err(Error::invalid("name", say));
    }
    if sql::insert_reaction(tx, who, id, &name).await? == 0 {
        return Ok(());
    }
    let first = tx.new_id(who.bucket());
    sql::count_up(tx, id, &name, first).await?;
    told(tx, who, id, name).await
}

/// Takes that answer back.
///
/// # Errors
/// [`Error::NotFound`] if `who` did not answer so, or the announcement is none, or over.
pub async fn unreact(tx: &mut Tx, who: AccountId, id: i64, name: &str) -> Result<()> {
    must_be_shown(tx, id).await?;
    let name = text::emoji(name).unwrap_or(name);
    let storable = !name.contains('\0');
    if !storable || sql::delete_reaction(tx, who, id, name).await? == 0 {
        return Err(Error::NotFound);
    }
    sql::count_down(tx, id, name).await?;
    sql::delete_uncounted(tx).await?;
    told(tx, who, id, name.to_owned()).await
}

/// Removes the answers of an account that is erased, and what it has read.
///
/// # Errors
/// If the database does not answer.
pub async fn forget(tx: &mut Tx, account: AccountId) -> Result<()> {
    sql::count_down_of(tx, account).await?;
    sql::delete_of(tx, account).await?;
    sql::delete_uncounted(tx).await
}

/// Removes the answers with an emoji that this place no longer has.
///
/// # Errors
/// If the database does not answer.
pub async fn forget_emoji(tx: &mut Tx, shortcode: &str) -> Result<()> {
    sql::delete_named(tx, shortcode).await
}

/// A Reaction as apps read it; none if it is with an emoji that this place no longer has. Whoever
/// asks for their own is told whether they answered so.
/// <https://docs.joinmastodon.org/entities/Reaction/>
#[must_use]
pub fn reaction(app: &App, it: &Reaction, for_reader: bool) -> Option<Value> {
    let mut entity = json!({ "name": it.name, "count": it.people });
    if for_reader {
        entity["me"] = it.mine.into();
    }
    if text::emoji(&it.name).is_none() {
        let emoji = emojis::named(app, &it.name)?;
        entity["url"] = emoji.url.into();
        entity["static_url"] = emoji.static_url.into();
    }
    Some(entity)
}

/// Announcements with what they were answered with, as `who` sees them.
pub(super) async fn with(
    tx: &mut Tx,
    who: Option<AccountId>,
    found: Vec<Announcement>,
) -> Result<Vec<Shown>> {
    let ids: Vec<i64> = found.iter().map(|it| it.id).collect();
    let limit = ids.len() * KINDS_MAX;
    let mut reactions: HashMap<i64, Vec<Reaction>> = HashMap::new();
    for it in sql::reactions(tx, who, ids, limit).await? {
        reactions.entry(it.announcement).or_default().push(it);
    }
    let shown = |announcement: Announcement| {
        let reactions = reactions.remove(&announcement.id).unwrap_or_default();
        Shown { announcement, reactions, read: None }
    };
    Ok(found.into_iter().map(shown).collect())
}

async fn must_be_shown(tx: &mut Tx, id: i64) -> Result<()> {
    let now = tx.now_ms();
    let found = sql::by_id(tx, id).await?;
    let shown =
        found.is_some_and(|it| it.published_at <= now && it.ends_at.is_none_or(|end| end > now));
    if shown { Ok(()) } else { Err(Error::NotFound) }
}

/// The name of an emoji as it is kept.
async fn known(tx: &mut Tx, name: &str) -> Result<String> {
    if let Some(emoji) = text::emoji(name) {
        return Ok(emoji.to_owned());
    }
    if emojis::is_one(tx, name).await? {
        return Ok(name.to_owned());
    }
    Err(Error::invalid("name", "error-announcement-no-emoji"))
}

async fn told(tx: &mut Tx, by: AccountId, id: i64, name: String) -> Result<()> {
    let people = sql::people(tx, id, &name).await?.unwrap_or(0);
    let reaction = Reaction { announcement: id, name, people, mine: false };
    events::append(tx, &Reacted { by, reaction })
}
