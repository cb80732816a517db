//! The promise, said a second time as plainly as possible: a list of rows and a loop over it.

use std::collections::{BTreeMap, BTreeSet};
use timeline::{Ask, Follow, Kind, NewEntry, Order, Relations, Replies, Rest, Visibility};

#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) id: u64,
    pub(crate) author: u32,
    pub(crate) about: u32,
    pub(crate) kind: Kind,
    pub(crate) visibility: Visibility,
    pub(crate) mentions: Vec<u32>,
    pub(crate) tags: Vec<u32>,
}

impl Row {
    pub(crate) fn entry(&self) -> NewEntry<'_> {
        let Row { id, author, about, kind, visibility, .. } = *self;
        NewEntry { id, author, about, kind, visibility, mentions: &self.mentions, tags: &self.tags }
    }
}

#[derive(Clone, Default)]
pub(crate) struct Person {
    /// Account followed: (boosts wanted, replies to strangers wanted).
    pub(crate) follows: BTreeMap<u32, (bool, bool)>,
    pub(crate) tags: BTreeSet<u32>,
    pub(crate) mutes: BTreeSet<u32>,
    pub(crate) blocks: BTreeSet<u32>,
    pub(crate) list: List,
}

/// The one list of a person.
#[derive(Clone)]
pub(crate) struct List {
    pub(crate) members: BTreeSet<u32>,
    pub(crate) replies: Replies,
    pub(crate) exclusive: bool,
}

impl Default for List {
    fn default() -> List {
        List { members: BTreeSet::new(), replies: Replies::Followed, exclusive: false }
    }
}

#[derive(Default)]
pub(crate) struct Database {
    pub(crate) rows: Vec<Row>,
    pub(crate) people: BTreeMap<u32, Person>,
}

impl Database {
    pub(crate) fn person(&self, account: u32) -> Person {
        self.people.get(&account).cloned().unwrap_or_default()
    }

    pub(crate) fn relations(&self, account: u32) -> Relations {
        let person = self.person(account);
        let follow = |(account, (boosts, replies)): (&u32, &(bool, bool))| Follow {
            account: *account,
            boosts: *boosts,
            replies: *replies,
        };
        Relations {
            follows: person.follows.iter().map(follow).collect(),
            tags: person.tags.iter().copied().collect(),
            hidden: person.blocks.iter().chain(&person.mutes).copied().collect(),
            blocked_by: self.blockers(account).collect(),
            apart: match person.list.exclusive {
                true => person.list.members.iter().copied().collect(),
                false => Vec::new(),
            },
            ends_at: None,
        }
    }

    fn blockers(&self, account: u32) -> impl Iterator<Item = u32> {
        self.people.iter().filter(move |(_, p)| p.blocks.contains(&account)).map(|(a, _)| *a)
    }

    pub(crate) fn in_home(&self, me: u32, row: &Row) -> bool {
        let person = self.person(me);
        let original = row.kind != Kind::Boost;
        if self.refused(me, row) {
            return false;
        }
        if row.author == me {
            return true;
        }
        if self.avoided(me, row)
            || person.list.exclusive && person.list.members.contains(&row.author)
        {
            return false;
        }
        let by_tag = original
            && row.visibility == Visibility::Public
            && row.tags.iter().any(|tag| person.tags.contains(tag));
        let by_follow = match person.follows.get(&row.author) {
            None => false,
            Some((boosts, _)) if row.kind == Kind::Boost => *boosts,
            Some((_, false)) if row.kind == Kind::Reply => {
                let known = [0, me, row.author];
                known.contains(&row.about) || person.follows.contains_key(&row.about)
            }
            Some(_) => true,
        };
        let followers_may = match row.visibility {
            Visibility::Public | Visibility::Unlisted => true,
            Visibility::Followers => original,
            Visibility::Direct => row.mentions.contains(&me),
        };
        by_tag || by_follow && followers_may
    }

    /// Whether it is on the list of `me`.
    pub(crate) fn on_list(&self, me: u32, row: &Row) -> bool {
        let person = self.person(me);
        let List { members, replies, .. } = &person.list;
        let mine = row.author == me;
        if !members.contains(&row.author) || self.refused(me, row) || !mine && self.avoided(me, row)
        {
            return false;
        }
        let named = row.mentions.contains(&me);
        let follow = person.follows.get(&row.author);
        let may_see = mine
            || match row.visibility {
                Visibility::Public | Visibility::Unlisted => true,
                Visibility::Followers => row.kind != Kind::Boost && (follow.is_some() || named),
                Visibility::Direct => named,
            };
        let wanted = match row.kind {
            Kind::Post => true,
            Kind::Boost => follow.is_none_or(|(boosts, _)| *boosts),
            Kind::Reply => {
                [0, me, row.author].contains(&row.about)
                    || *replies == Replies::Followed && person.follows.contains_key(&row.about)
                    || *replies == Replies::Members && members.contains(&row.about)
            }
        };
        may_see && wanted
    }

    fn refused(&self, me: u32, row: &Row) -> bool {
        let carried = row.kind == Kind::Boost;
        self.blockers(me).any(|b| b == row.author || carried && b == row.about)
    }

    fn avoided(&self, me: u32, row: &Row) -> bool {
        let person = self.person(me);
        let mut touched = row.mentions.clone();
        touched.extend([row.author, row.about]);
        touched.iter().any(|a| person.mutes.contains(a) || person.blocks.contains(a))
    }

    /// The page as it must be, newest first.
    pub(crate) fn home(&self, me: u32, ask: Ask) -> Vec<u64> {
        self.page(ask, |row| self.in_home(me, row))
    }

    /// The same of the list.
    pub(crate) fn list(&self, me: u32, ask: Ask) -> Vec<u64> {
        self.page(ask, |row| self.on_list(me, row))
    }

    fn page(&self, ask: Ask, belongs: impl Fn(&Row) -> bool) -> Vec<u64> {
        let above = ask.min_id.or(ask.since_id).unwrap_or(0);
        let below = ask.max_id.unwrap_or(u64::MAX);
        let all = self.rows.iter().filter(|row| belongs(row)).map(|row| row.id);
        let mut ids: Vec<u64> = all.filter(|id| *id > above && *id < below).collect();
        ids.sort_unstable();
        if ask.min_id.is_none() {
            ids.reverse();
        }
        ids.truncate(ask.limit);
        ids.sort_unstable_by(|a, b| b.cmp(a));
        ids
    }
}

/// What a caller's statement would be asked for the rest of a page.
pub(crate) fn rest(rest: Rest) -> Ask {
    let mut ask = Ask { max_id: Some(rest.below), limit: rest.limit, ..Ask::default() };
    match rest.order {
        Order::NewestFirst => ask.since_id = Some(rest.above),
        Order::OldestFirst => ask.min_id = Some(rest.above),
    }
    ask
}
