//! Promise 1, said a second time: what belongs in a home, and what a page of it is.

use std::collections::{BTreeMap, HashMap, HashSet};

use ground::http::Ask;
use social::lists::{List, Replies};
use social::posts::Visibility;

/// Everything said and every relation, people and hashtags by number.
#[derive(Default)]
pub(super) struct World {
    pub(super) entries: BTreeMap<i64, Entry>,
    /// (reader, author) with the switches for boosts and for replies to strangers.
    pub(super) follows: HashMap<(usize, usize), (bool, bool)>,
    pub(super) tags: HashSet<(usize, usize)>,
    pub(super) blocks: HashSet<(usize, usize)>,
    pub(super) mutes: HashSet<(usize, usize)>,
    pub(super) gone: HashSet<usize>,
    pub(super) lists: HashMap<usize, Apart>,
}

/// The list of a reader.
#[derive(Default)]
pub(super) struct Apart {
    pub(super) members: HashSet<usize>,
    /// As it was last changed; a new list shows replies among its members, and is not exclusive.
    pub(super) rule: Option<List>,
}

impl Apart {
    fn replies(&self) -> Replies {
        self.rule.as_ref().map_or(Replies::Members, |rule| rule.replies)
    }

    fn is_exclusive(&self) -> bool {
        self.rule.as_ref().is_some_and(|rule| rule.exclusive)
    }
}

#[derive(Clone)]
pub(super) struct Entry {
    pub(super) author: usize,
    pub(super) visibility: Visibility,
    pub(super) boost_of: Option<i64>,
    /// Whose post it answers.
    pub(super) answers: Option<usize>,
    pub(super) names: HashSet<usize>,
    pub(super) tags: HashSet<usize>,
}

impl World {
    /// The home of `me`, oldest first.
    pub(super) fn home(&self, me: usize) -> Vec<i64> {
        let all = self.entries.iter();
        all.filter(|(_, entry)| self.belongs(me, entry)).map(|(id, _)| *id).collect()
    }

    /// The public posts under a hashtag, as `me` finds them, oldest first.
    pub(super) fn tagged(&self, me: usize, tag: usize) -> Vec<i64> {
        let public = |entry: &Entry| {
            entry.visibility == Visibility::Public
                && entry.boost_of.is_none()
                && entry.tags.contains(&tag)
                && !self.refused(me, entry)
                && (entry.author == me || !self.avoided(me, entry))
        };
        self.entries.iter().filter(|(_, entry)| public(entry)).map(|(id, _)| *id).collect()
    }

    /// The list of `me`, oldest first.
    pub(super) fn list(&self, me: usize) -> Vec<i64> {
        let Some(list) = self.lists.get(&me) else { return Vec::new() };
        let all = self.entries.iter();
        let listed = all.filter(|(_, entry)| {
            list.members.contains(&entry.author) && self.listed(me, list, entry)
        });
        listed.map(|(id, _)| *id).collect()
    }

    fn listed(&self, me: usize, list: &Apart, entry: &Entry) -> bool {
        let own = entry.author == me;
        if self.refused(me, entry) || !own && self.avoided(me, entry) {
            return false;
        }
        let (boost, named) = (entry.boost_of.is_some(), entry.names.contains(&me));
        let follow = self.follows.get(&(me, entry.author));
        let may_see = own
            || match entry.visibility {
                Visibility::Public | Visibility::Unlisted => true,
                Visibility::Followers => !boost && (follow.is_some() || named),
                Visibility::Direct => named,
            };
        let wanted = match entry.answers {
            _ if boost => follow.is_none_or(|(boosts, _)| *boosts),
            None => true,
            Some(to) if to == me || to == entry.author => true,
            Some(to) => match list.replies() {
                Replies::Followed => self.follows.contains_key(&(me, to)),
                Replies::Members => list.members.contains(&to),
                Replies::None => false,
            },
        };
        may_see && wanted
    }

    fn belongs(&self, me: usize, entry: &Entry) -> bool {
        if self.refused(me, entry) {
            return false;
        }
        if entry.author == me {
            return true;
        }
        let boost = entry.boost_of.is_some();
        let reads = self.follows.get(&(me, entry.author)).is_some_and(|(boosts, replies)| {
            let known = |other| {
                other == me || other == entry.author || self.follows.contains_key(&(me, other))
            };
            if boost { *boosts } else { *replies || entry.answers.is_none_or(known) }
        });
        let tagged = !boost && entry.tags.iter().any(|tag| self.tags.contains(&(me, *tag)));
        let comes = match entry.visibility {
            Visibility::Public => reads || tagged,
            Visibility::Unlisted => reads,
            Visibility::Followers => reads && !boost,
            Visibility::Direct => reads && entry.names.contains(&me),
        };
        let apart = self
            .lists
            .get(&me)
            .is_some_and(|list| list.is_exclusive() && list.members.contains(&entry.author));
        comes && !apart && !self.avoided(me, entry)
    }

    /// Its author, or whom it carries, is gone or blocks `me`.
    fn refused(&self, me: usize, entry: &Entry) -> bool {
        let carried = entry.boost_of.map(|id| self.entries[&id].author);
        let mut authors = std::iter::once(entry.author).chain(carried);
        authors.any(|author| self.gone.contains(&author) || self.blocks.contains(&(author, me)))
    }

    /// It touches somebody whom `me` blocks or mutes.
    fn avoided(&self, me: usize, entry: &Entry) -> bool {
        let proper = entry.boost_of.map_or(entry, |id| &self.entries[&id]);
        let touched = [Some(entry.author), entry.answers, entry.boost_of.map(|_| proper.author)];
        let mut touched = touched.into_iter().flatten().chain(proper.names.iter().copied());
        touched.any(|other| self.blocks.contains(&(me, other)) || self.mutes.contains(&(me, other)))
    }
}

/// A page of a list that is given oldest first.
pub(super) fn page(list: &[i64], ask: Ask, limit: usize) -> Vec<i64> {
    let inside = |id: &&i64| {
        ask.max_id.is_none_or(|max| **id < max)
            && ask.min_id.or(ask.since_id).is_none_or(|low| **id > low)
    };
    let mut page: Vec<i64> = list.iter().filter(inside).copied().collect();
    if ask.min_id.is_some() {
        page.truncate(limit);
    }
    page.reverse();
    page.truncate(limit);
    page
}
