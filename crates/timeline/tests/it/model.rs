//! The index and a database behind it against the naive promise, under random operations.
//!
//! Each page read must be exactly the page that the promise gives at that moment, in whatever way
//! it is searched. So pages chained in any direction have no gap, no duplicate and no leak.

use crate::naive::{self, Database, Row};
use proptest::prelude::*;
use std::sync::Arc;
use timeline::{Ask, Index, Kind, Limits, Page, Reader, Replies, Visibility, Way};

const PEOPLE: u32 = 7;
const TAGS: u32 = 4;

#[derive(Clone, Debug)]
enum Step {
    Publish { author: u32, about: u32, kind: Kind, visibility: Visibility, lists: Lists, gap: u64 },
    Retract { nth_newest: usize },
    Retag { nth_newest: usize, lists: Lists },
    Follow { who: u32, whom: u32, boosts: bool, replies: bool },
    Unfollow { who: u32, whom: u32 },
    Mute { who: u32, whom: u32, on: bool },
    Block { who: u32, whom: u32, on: bool },
    FollowTag { who: u32, tag: u32, on: bool },
    Member { who: u32, whom: u32, on: bool },
    ChangeList { who: u32, replies: Replies, exclusive: bool },
    Read { who: u32, ask: Cursors },
    PageDown { who: u32, limit: usize },
    PageUp { who: u32, limit: usize },
    Restart { entries_max: usize, readers_bytes_max: usize, position: u64 },
    StartUp { rows: usize },
}

#[derive(Clone, Debug)]
struct Lists {
    mentions: Vec<u32>,
    tags: Vec<u32>,
}

/// Cursors as the ids of the nth newest rows, give or take one.
#[derive(Clone, Debug)]
struct Cursors {
    max: Option<(usize, u64)>,
    since: Option<(usize, u64)>,
    min: Option<(usize, u64)>,
    limit: usize,
}

struct World {
    database: Database,
    index: Index,
    last_id: u64,
    start_up: Option<StartUp>,
}

/// Rows are read in one step and filed in another, so that things happen in between.
struct StartUp {
    below: u64,
    read: Option<(Vec<Row>, bool)>,
}

impl World {
    fn new() -> World {
        let limits = Limits { entries_max: 40, readers_bytes_max: 700 };
        let index = Index::new(limits);
        index.backfill_done(true);
        World { database: Database::default(), index, last_id: 0, start_up: None }
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Publish { author, about, kind, visibility, lists, gap } => {
                self.last_id += gap;
                let about = if kind == Kind::Post { 0 } else { about };
                let Lists { mentions, tags } = lists;
                let id = self.last_id;
                self.publish(Row { id, author, about, kind, visibility, mentions, tags });
            }
            Step::Retract { nth_newest } => {
                if let Some(at) = self.nth(nth_newest) {
                    let row = self.database.rows.remove(at);
                    self.index.retract(row.id);
                }
            }
            Step::Retag { nth_newest, lists } => {
                if let Some(at) = self.nth(nth_newest) {
                    let row = &mut self.database.rows[at];
                    (row.mentions, row.tags) = (lists.mentions, lists.tags);
                    self.index.retag(row.id, &row.tags, &row.mentions);
                }
            }
            Step::Read { who, ask } => {
                let ask = self.ask(ask);
                self.read(who, ask);
            }
            Step::PageDown { who, limit } => self.page_down(who, limit),
            Step::PageUp { who, limit } => self.page_up(who, limit),
            Step::Restart { entries_max, readers_bytes_max, position } => {
                let limits = Limits { entries_max, readers_bytes_max };
                self.index = Index::starting_at(limits, position);
                self.start_up = Some(StartUp { below: u64::MAX, read: None });
            }
            Step::StartUp { rows } => self.go_on_starting(rows),
            other => self.relate(other),
        }
    }

    fn relate(&mut self, step: Step) {
        let touched = match step {
            Step::Follow { who, whom, boosts, replies } => {
                self.person(who).follows.insert(whom, (boosts, replies));
                vec![who]
            }
            Step::Unfollow { who, whom } => {
                self.person(who).follows.remove(&whom);
                vec![who]
            }
            Step::Mute { who, whom, on } if who != whom => {
                toggle(&mut self.person(who).mutes, whom, on);
                vec![who]
            }
            Step::Block { who, whom, on } if who != whom => {
                toggle(&mut self.person(who).blocks, whom, on);
                vec![who, whom]
            }
            Step::FollowTag { who, tag, on } => {
                toggle(&mut self.person(who).tags, tag, on);
                vec![who]
            }
            Step::Member { who, whom, on } => {
                toggle(&mut self.person(who).list.members, whom, on);
                vec![who]
            }
            Step::ChangeList { who, replies, exclusive } => {
                let list = &mut self.person(who).list;
                (list.replies, list.exclusive) = (replies, exclusive);
                vec![who]
            }
            _ => vec![],
        };
        for account in touched {
            self.index.forget_reader(account);
        }
    }

    fn person(&mut self, who: u32) -> &mut crate::naive::Person {
        self.database.people.entry(who).or_default()
    }

    fn publish(&mut self, row: Row) {
        for who in 1..=PEOPLE {
            let reader = Reader::new(who, self.database.relations(who));
            let accepted = self.index.accepts(&reader, &row.entry());
            assert_eq!(accepted, self.database.in_home(who, &row), "{who} and {row:?}");
            let accepted = self.index.accepts(&self.list(reader.into()), &row.entry());
            assert_eq!(accepted, self.database.on_list(who, &row), "list of {who} and {row:?}");
        }
        self.index.publish(&row.entry());
        self.database.rows.push(row);
    }

    fn go_on_starting(&mut self, count: usize) {
        let Some(start_up) = &mut self.start_up else { return };
        let Some((rows, last)) = start_up.read.take() else {
            let older = self.database.rows.iter().rev().filter(|row| row.id < start_up.below);
            let rows: Vec<Row> = older.take(count).cloned().collect();
            start_up.below = rows.last().map_or(0, |row| row.id);
            let last = rows.len() < count;
            start_up.read = Some((rows, last));
            return;
        };
        let entries: Vec<_> = rows.iter().map(Row::entry).collect();
        let room = self.index.backfill(&entries);
        if last || !room {
            self.index.backfill_done(last && room);
            self.start_up = None;
        }
    }

    fn nth(&self, nth_newest: usize) -> Option<usize> {
        let len = self.database.rows.len();
        (len > 0).then(|| len - 1 - nth_newest % len)
    }

    fn ask(&self, cursors: Cursors) -> Ask {
        let id = |(nth, shift): (usize, u64)| {
            let id = self.nth(nth).map_or(5, |at| self.database.rows[at].id);
            (id + shift).saturating_sub(1)
        };
        Ask {
            max_id: cursors.max.map(id),
            since_id: cursors.since.map(id),
            min_id: cursors.min.map(id),
            limit: cursors.limit,
        }
    }

    fn page_down(&self, who: u32, limit: usize) {
        let mut all = Vec::<u64>::new();
        let mut ask = Ask { limit, ..Ask::default() };
        loop {
            let page = self.read(who, ask);
            all.extend(&page);
            match page.last() {
                Some(oldest) => ask.max_id = Some(*oldest),
                None => break,
            }
        }
        let whole = Ask { limit: usize::MAX, ..Ask::default() };
        assert_eq!(all, self.database.home(who, whole));
    }

    fn page_up(&self, who: u32, limit: usize) {
        let mut all = Vec::<u64>::new();
        let mut ask = Ask { min_id: Some(0), limit, ..Ask::default() };
        loop {
            let page = self.read(who, ask);
            all.splice(0..0, page.iter().copied());
            match page.first() {
                Some(newest) => ask.min_id = Some(*newest),
                None => break,
            }
        }
        let whole = Ask { limit: usize::MAX, ..Ask::default() };
        assert_eq!(all, self.database.home(who, whole));
    }

    fn read(&self, who: u32, ask: Ask) -> Vec<u64> {
        let home = self.reader(who);
        let list = self.list(home.clone());
        let database = &self.database;
        self.check(&list, ask, |ask| database.list(who, ask));
        self.check(&home, ask, |ask| database.home(who, ask))
    }

    fn check(&self, reader: &Reader, ask: Ask, promise: impl Fn(Ask) -> Vec<u64>) -> Vec<u64> {
        let (who, expected) = (reader.account(), promise(ask));
        for way in [Way::Cheapest, Way::Scan, Way::Walk, Way::Turns] {
            let page = self.index.home_by(reader, ask, way);
            self.check_rest(ask, &page);
            let rows = page.rest.map(|rest| promise(naive::rest(rest))).unwrap_or_default();
            let list = reader.is_list();
            assert_eq!(
                page.complete(&rows),
                expected,
                "{who} asks {ask:?} by {way:?}, list: {list}"
            );
        }
        expected
    }

    fn list(&self, owner: Arc<Reader>) -> Reader {
        let list = self.database.person(owner.account()).list;
        let members: Vec<u32> = list.members.into_iter().collect();
        Reader::list(owner, &members, list.replies)
    }

    /// The database is asked only about what memory does not hold.
    fn check_rest(&self, ask: Ask, page: &Page) {
        let horizon = self.index.stats().horizon;
        if let Some(rest) = page.rest {
            assert!(rest.below <= horizon && rest.limit <= ask.limit, "{rest:?} of {ask:?}");
        }
        assert!(page.ids.iter().all(|id| *id >= horizon));
    }

    fn reader(&self, who: u32) -> Arc<Reader> {
        self.index.reader(who).unwrap_or_else(|| {
            let epoch = self.index.epoch(who);
            self.index.load_reader(who, self.database.relations(who), epoch)
        })
    }
}

fn toggle(set: &mut std::collections::BTreeSet<u32>, value: u32, on: bool) {
    if on {
        set.insert(value);
    } else {
        set.remove(&value);
    }
}

fn lists() -> impl Strategy<Value = Lists> {
    let mentions = prop_oneof![
        2 => Just(vec![]),
        1 => prop::collection::vec(1..=PEOPLE, 1..4),
    ];
    let tags = prop_oneof![
        1 => Just(vec![]),
        1 => prop::collection::vec(1..=TAGS, 1..4),
    ];
    (mentions, tags).prop_map(|(mentions, tags)| Lists { mentions, tags })
}

fn cursors() -> impl Strategy<Value = Cursors> {
    let cursor = || prop::option::of((0..60usize, 0..3u64));
    (cursor(), cursor(), cursor(), 0..9usize).prop_map(|(max, since, min, limit)| Cursors {
        max,
        since,
        min,
        limit,
    })
}

fn publish() -> impl Strategy<Value = Step> {
    let kind = prop_oneof![3 => Just(Kind::Post), 2 => Just(Kind::Reply), 2 => Just(Kind::Boost)];
    let visibility = prop_oneof![
        5 => Just(Visibility::Public),
        1 => Just(Visibility::Unlisted),
        1 => Just(Visibility::Followers),
        1 => Just(Visibility::Direct),
    ];
    (1..=PEOPLE, 0..=PEOPLE, kind, visibility, lists(), 1..4u64).prop_map(
        |(author, about, kind, visibility, lists, gap)| Step::Publish {
            author,
            about,
            kind,
            visibility,
            lists,
            gap,
        },
    )
}

fn restart() -> impl Strategy<Value = Step> {
    let entries_max = prop_oneof![Just(16usize), Just(40), Just(100), Just(10_000)];
    let readers_bytes_max = prop_oneof![Just(0usize), Just(250), Just(700), Just(1 << 20)];
    let wrap = 1u64 << 32;
    let position = prop_oneof![
        Just((1u64 << 40) + (1 << 31)),
        (0..80u64).prop_map(move |below| (1 << 40) + wrap - below),
        (0..80u64).prop_map(move |above| (1 << 40) + wrap + above),
    ];
    (entries_max, readers_bytes_max, position).prop_map(
        |(entries_max, readers_bytes_max, position)| Step::Restart {
            entries_max,
            readers_bytes_max,
            position,
        },
    )
}

fn replies() -> impl Strategy<Value = Replies> {
    prop_oneof![Just(Replies::Followed), Just(Replies::Members), Just(Replies::None)]
}

fn step() -> impl Strategy<Value = Step> {
    let who = || 1..=PEOPLE;
    let on = || any::<bool>();
    prop_oneof![
        30 => publish(),
        3 => (0..60usize).prop_map(|nth_newest| Step::Retract { nth_newest }),
        6 => (0..60usize, lists()).prop_map(|(nth_newest, lists)| Step::Retag { nth_newest, lists }),
        8 => (who(), who(), on(), on()).prop_map(|(who, whom, boosts, replies)| {
            Step::Follow { who, whom, boosts, replies }
        }),
        2 => (who(), who()).prop_map(|(who, whom)| Step::Unfollow { who, whom }),
        2 => (who(), who(), on()).prop_map(|(who, whom, on)| Step::Mute { who, whom, on }),
        2 => (who(), who(), on()).prop_map(|(who, whom, on)| Step::Block { who, whom, on }),
        4 => (who(), 1..=TAGS, on()).prop_map(|(who, tag, on)| Step::FollowTag { who, tag, on }),
        5 => (who(), who(), on()).prop_map(|(who, whom, on)| Step::Member { who, whom, on }),
        2 => (who(), replies(), on()).prop_map(|(who, replies, exclusive)| {
            Step::ChangeList { who, replies, exclusive }
        }),
        20 => (who(), cursors()).prop_map(|(who, ask)| Step::Read { who, ask }),
        2 => (who(), 1..9usize).prop_map(|(who, limit)| Step::PageDown { who, limit }),
        2 => (who(), 1..9usize).prop_map(|(who, limit)| Step::PageUp { who, limit }),
        2 => restart(),
        12 => prop_oneof![1..6usize, 1..30usize].prop_map(|rows| Step::StartUp { rows }),
    ]
}

proptest! {
    #[test]
    fn every_page_is_the_promised_one(steps in prop::collection::vec(step(), 1..160)) {
        let mut world = World::new();
        for step in steps {
            world.take(step);
        }
        for who in 1..=PEOPLE {
            world.page_down(who, 3);
            world.page_up(who, 4);
        }
    }
}
