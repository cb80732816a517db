//! Rows of the database as entries of the timeline index.

use std::collections::HashMap;

use db::Tx;
use ground::{PostId, Result};
use timeline::{Kind, NewEntry};

use super::sql::{self, Row};
use crate::posts::{Deleted, Published, Visibility};

/// Rows with what the rule may ask of them.
pub(crate) struct Entries {
    rows: Vec<Row>,
    mentions: HashMap<PostId, Vec<u32>>,
    tags: HashMap<PostId, Vec<u32>>,
}

/// Which lists are worth reading.
#[derive(Clone, Copy)]
pub(crate) struct Lists {
    /// Whom entries name. Without, it is read of closed posts only, which the named may read.
    pub(crate) mentions: bool,
    /// Their hashtags.
    pub(crate) tags: bool,
}

impl Lists {
    pub(crate) const ALL: Self = Self { mentions: true, tags: true };
}

impl Entries {
    /// Reads the lists of rows: two statements at most, however many rows.
    pub(crate) async fn of(tx: &mut Tx, rows: Vec<Row>, lists: Lists) -> Result<Self> {
        let (mut mentions, mut tags) = (HashMap::new(), HashMap::new());
        let naming = rows.iter().filter(|row| lists.mentions || is_closed(row)).map(|row| row.id);
        let naming: Vec<PostId> = naming.collect();
        if !naming.is_empty() {
            for (post, account) in sql::mentions(tx, &naming).await? {
                mentions.entry(post).or_insert_with(Vec::new).push(account.index());
            }
        }
        let tagged = rows.iter().filter(|row| lists.tags && is_listed(row)).map(|row| row.id);
        let tagged: Vec<PostId> = tagged.collect();
        if !tagged.is_empty() {
            for (post, tag) in sql::tags(tx, &tagged).await? {
                tags.entry(post).or_insert_with(Vec::new).push(tag.index());
            }
        }
        Ok(Self { rows, mentions, tags })
    }

    /// The entries, in the order of the rows.
    pub(crate) fn iter(&self) -> impl Iterator<Item = NewEntry<'_>> {
        self.rows.iter().map(|row| NewEntry {
            id: row.id.0.cast_unsigned(),
            author: row.author.index(),
            about: row.about.map_or(0, |about| about.index()),
            kind: kind(row.boost_of, row.reply_to),
            visibility: visibility(row.visibility),
            mentions: self.mentions.get(&row.id).map_or(&[], Vec::as_slice),
            tags: self.tags.get(&row.id).map_or(&[], Vec::as_slice),
        })
    }
}

/// Hands over what was just published as an entry.
pub(crate) fn published<T>(event: &Published, work: impl FnOnce(&NewEntry<'_>) -> T) -> T {
    let mentions: Vec<u32> =
        event.mentions.iter().chain(&event.carried).map(|account| account.index()).collect();
    let tags: Vec<u32> = event.tags.iter().map(|tag| tag.index()).collect();
    work(&NewEntry {
        id: event.post.0.cast_unsigned(),
        author: event.author.index(),
        about: event.about.map_or(0, |about| about.index()),
        kind: kind(event.boost_of, event.reply_to),
        visibility: visibility(event.visibility),
        mentions: &mentions,
        tags: &tags,
    })
}

/// Hands over what was just deleted as the entry it was.
pub(crate) fn deleted<T>(event: &Deleted, work: impl FnOnce(&NewEntry<'_>) -> T) -> T {
    let mentions: Vec<u32> = event.mentions.iter().map(|account| account.index()).collect();
    let tags: Vec<u32> = event.tags.iter().map(|tag| tag.index()).collect();
    work(&NewEntry {
        id: event.post.0.cast_unsigned(),
        author: event.author.index(),
        about: event.about.map_or(0, |about| about.index()),
        kind: kind(event.boost_of, event.reply_to),
        visibility: visibility(event.visibility),
        mentions: &mentions,
        tags: &tags,
    })
}

fn kind(boost_of: Option<PostId>, reply_to: Option<PostId>) -> Kind {
    match (boost_of, reply_to) {
        (Some(_), _) => Kind::Boost,
        (None, Some(_)) => Kind::Reply,
        (None, None) => Kind::Post,
    }
}

fn visibility(visibility: Visibility) -> timeline::Visibility {
    match visibility {
        Visibility::Public => timeline::Visibility::Public,
        Visibility::Unlisted => timeline::Visibility::Unlisted,
        Visibility::Followers => timeline::Visibility::Followers,
        Visibility::Direct => timeline::Visibility::Direct,
    }
}

fn is_closed(row: &Row) -> bool {
    !row.visibility.is_open() && row.boost_of.is_none()
}

fn is_listed(row: &Row) -> bool {
    row.visibility == Visibility::Public && row.boost_of.is_none()
}
