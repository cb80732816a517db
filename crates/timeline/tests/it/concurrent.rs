//! One applier writes as fast as it can, round and round a small memory, while readers read.
//!
//! All rows and homes are worked out beforehand, so that the threads do little but write and read.

use crate::naive::{Database, Row};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::*};
use std::thread;
use timeline::{Ask, Index, Kind, Limits, NewEntry, Order, Reader, Rest, Visibility, Way};

const PEOPLE: u32 = 40;
/// Great enough that a question goes through a good part of memory.
const LIMIT: usize = 80;
const WAYS: [Way; 4] = [Way::Walk, Way::Scan, Way::Cheapest, Way::Turns];

fn row(number: u64) -> Row {
    let dice = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20;
    let person = |shift: u32| 1 + (dice >> shift) as u32 % PEOPLE;
    let kind = match dice >> 30 & 7 {
        0 => Kind::Reply,
        1 => Kind::Boost,
        _ => Kind::Post,
    };
    let visibility = match dice >> 33 & 15 {
        0 => Visibility::Unlisted,
        1 => Visibility::Followers,
        2 => Visibility::Direct,
        _ => Visibility::Public,
    };
    Row {
        id: number * 3,
        author: person(0),
        about: if kind == Kind::Post { 0 } else { person(8) },
        kind,
        visibility,
        mentions: if dice >> 37 & 3 == 0 { vec![person(16), person(12)] } else { vec![] },
        tags: if dice >> 39 & 3 == 0 { vec![1 + (dice >> 24) as u32 % 9] } else { vec![] },
    }
}

/// The first reader follows many, the second few and a hashtag, the third only hashtags.
fn people() -> Database {
    let mut people = Database::default();
    let follow = |account| (account, (account % 3 != 0, account % 5 != 0));
    let first = people.people.entry(1).or_default();
    first.follows = (2..30).map(follow).collect();
    first.mutes = [7].into();
    let second = people.people.entry(2).or_default();
    second.follows = [11, 12].map(follow).into();
    second.tags = [4].into();
    people.people.entry(3).or_default().tags = [1, 5].into();
    people
}

struct World {
    index: Index,
    people: Database,
    /// Row `n` has the id `3 * (n + 1)`.
    rows: Vec<Row>,
    /// Every id in the home of the readers 1 to 3, ascending, once all is written.
    homes: Vec<Vec<u64>>,
    /// Rows that exist.
    committed: AtomicU64,
    /// Rows that the index was told of.
    published: AtomicU64,
    last: u64,
    asked: AtomicUsize,
}

impl World {
    fn new(entries_max: usize, old: u64, new: u64) -> World {
        let (people, rows) = (people(), (1..=old + new).map(row).collect::<Vec<Row>>());
        let home = |who| {
            let mine = rows.iter().filter(|row| people.in_home(who, row));
            mine.map(|row| row.id).collect()
        };
        World {
            index: Index::new(Limits { entries_max, readers_bytes_max: 1 << 20 }),
            homes: (1..=3).map(home).collect(),
            people,
            rows,
            committed: AtomicU64::new(old),
            published: AtomicU64::new(old),
            last: old + new,
            asked: AtomicUsize::new(0),
        }
    }

    fn write(&self) {
        for number in self.committed.load(Relaxed) + 1..=self.last {
            self.committed.store(number, Release);
            self.index.publish(&self.rows[number as usize - 1].entry());
            self.published.store(number, Release);
            // Edits that move links about but change no home: nobody follows the tag 100.
            if number % 5 == 0 {
                let edited = &self.rows[number as usize - 1 - number as usize % 47];
                let mut tags = edited.tags.clone();
                if number % 2 == 0 {
                    tags.push(100);
                }
                self.index.retag(edited.id, &tags, &edited.mentions);
            }
        }
    }

    /// Files the rows that existed at the start.
    fn file_old(&self, old: u64) {
        let mut room = true;
        for rows in self.rows[..old as usize].rchunks(100) {
            let entries: Vec<NewEntry<'_>> = rows.iter().rev().map(Row::entry).collect();
            room = room && self.index.backfill(&entries);
        }
        self.index.backfill_done(room);
    }

    fn reader(&self, who: u32) -> Reader {
        Reader::new(who, self.people.relations(who))
    }

    /// A page, with the database's part.
    fn home(&self, reader: &Reader, ask: Ask) -> Vec<u64> {
        let way = WAYS[self.asked.fetch_add(1, Relaxed) % WAYS.len()];
        let page = self.index.home_by(reader, ask, way);
        let rows = page.rest.map(|rest| self.rest(reader.account(), rest)).unwrap_or_default();
        page.complete(&rows)
    }

    fn rest(&self, who: u32, rest: Rest) -> Vec<u64> {
        let upto = (self.committed.load(Acquire) * 3).min(rest.below - 1);
        let rows = self.between(who, rest.above, upto);
        match rest.order {
            Order::NewestFirst => rows[rows.len().saturating_sub(rest.limit)..].to_vec(),
            Order::OldestFirst => rows[..rows.len().min(rest.limit)].to_vec(),
        }
    }

    /// The home above one id and up to another, ascending.
    fn between(&self, who: u32, above: u64, upto: u64) -> &[u64] {
        let home = &self.homes[who as usize - 1];
        let from = home.partition_point(|id| *id <= above);
        &home[from..home.partition_point(|id| *id <= upto).max(from)]
    }

    fn done(&self) -> bool {
        self.published.load(Acquire) == self.last
    }

    /// As `between`, newest first.
    fn promised(&self, who: u32, above: u64, upto: u64) -> Vec<u64> {
        self.between(who, above, upto).iter().rev().copied().collect()
    }

    /// Asks for what is newer than the newest entry known, until all is written.
    fn poll_newest_first(&self, who: u32) {
        let reader = self.reader(who);
        let mut known = self.published.load(Acquire) * 3;
        loop {
            let (done, published) = (self.done(), self.published.load(Acquire) * 3);
            let since_id = Some(known);
            let mut all = self.home(&reader, Ask { since_id, limit: LIMIT, ..Ask::default() });
            let mut full = all.len() == LIMIT;
            while full {
                let max_id = all.last().copied();
                let ask = Ask { since_id, max_id, limit: LIMIT, ..Ask::default() };
                let page = self.home(&reader, ask);
                full = page.len() == LIMIT;
                all.extend(page);
            }
            let upto = published.max(all.first().copied().unwrap_or_default());
            assert_eq!(all, self.promised(who, known, upto));
            known = all.first().copied().unwrap_or(known);
            if done {
                return;
            }
        }
    }

    /// Reads upwards from the beginning, until all is written.
    fn poll_oldest_first(&self, who: u32) {
        let reader = self.reader(who);
        let mut known = 0;
        loop {
            let (done, published) = (self.done(), self.published.load(Acquire) * 3);
            let ask = Ask { min_id: Some(known), limit: LIMIT, ..Ask::default() };
            let page = self.home(&reader, ask);
            let newest = page.first().copied().unwrap_or(known);
            let upto = if page.len() < LIMIT { newest.max(published) } else { newest };
            assert_eq!(page, self.promised(who, known, upto));
            known = newest;
            if done && page.is_empty() {
                return;
            }
        }
    }

    /// Goes down from the top, far below what is in memory, again and again.
    fn page_down(&self, who: u32) {
        let reader = self.reader(who);
        while !self.done() {
            let mut ask = Ask { limit: LIMIT, ..Ask::default() };
            for _ in 0..20 {
                let page = self.home(&reader, ask);
                let newest = ask.max_id.map(|id| id - 1).or(page.first().copied());
                let (Some(newest), Some(oldest)) = (newest, page.last().copied()) else { break };
                assert_eq!(page, self.promised(who, oldest - 3, newest));
                ask.max_id = Some(oldest);
            }
        }
    }
}

fn all_at_once(entries_max: usize, old: u64, new: u64) -> World {
    let world = World::new(entries_max, old, new);
    thread::scope(|scope| {
        let world = &world;
        for who in 1..=3 {
            scope.spawn(move || world.poll_newest_first(who));
            scope.spawn(move || world.poll_oldest_first(who));
            scope.spawn(move || world.page_down(who));
        }
        scope.spawn(move || world.file_old(old));
        scope.spawn(move || world.write());
    });
    world
}

#[test]
fn nobody_misses_anything_while_memory_is_overwritten() {
    let world = all_at_once(700, 3_000, 60_000);
    assert!(world.index.stats().entries <= 750);
}

#[test]
fn nobody_misses_anything_while_older_entries_are_filed() {
    let world = all_at_once(100_000, 20_000, 20_000);
    assert_eq!(world.index.stats().horizon, 0);
    assert_eq!(world.index.stats().entries, 40_000);
}
