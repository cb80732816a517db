//! A made-up network: a few accounts are followed, and post, far more than most.

use timeline::{Follow, Kind, NewEntry, Relations, Visibility};

/// Hashtags in use.
const TAGS: u32 = 100_000;
const FOLLOWS_MAX: u32 = 7_500;

pub(crate) struct Network {
    accounts: u32,
}

/// An entry that owns its lists.
pub(crate) struct Row {
    id: u64,
    author: u32,
    about: u32,
    kind: Kind,
    mentions: Vec<u32>,
    tags: Vec<u32>,
}

impl Row {
    pub(crate) fn entry(&self) -> NewEntry<'_> {
        NewEntry {
            id: self.id,
            author: self.author,
            about: self.about,
            kind: self.kind,
            visibility: Visibility::Public,
            mentions: &self.mentions,
            tags: &self.tags,
        }
    }
}

impl Network {
    pub(crate) fn new(accounts: u32) -> Network {
        Network { accounts }
    }

    /// One account in so many, popular ones far more often; strewn over all numbers.
    fn account(&self, random: &mut Random) -> u32 {
        let rank = (f64::from(self.accounts) * random.unit().powi(3)) as u64;
        1 + (rank * 2_654_435_761 % u64::from(self.accounts)) as u32
    }

    /// A quarter replies, a fifth boosts; three in ten mention, one in seven has two hashtags.
    pub(crate) fn post(&self, id: u64, random: &mut Random, take: impl FnOnce(&NewEntry<'_>)) {
        let (author, other) = (self.account(random), self.account(random));
        let dice = random.below(1_000_000);
        let kind = match dice % 20 {
            0..5 => Kind::Reply,
            5..9 => Kind::Boost,
            _ => Kind::Post,
        };
        let mentions = [other];
        let tags = [1 + dice % TAGS, 1 + dice / 7 % TAGS];
        take(&NewEntry {
            id,
            author,
            about: if kind == Kind::Post { 0 } else { other },
            kind,
            visibility: Visibility::Public,
            mentions: if dice / 20 % 10 < 3 { &mentions } else { &[] },
            tags: if (dice / 200).is_multiple_of(7) { &tags } else { &[] },
        });
    }

    /// The posts of a range, newest first.
    pub(crate) fn rows(&self, ids: std::ops::RangeInclusive<u64>, random: &mut Random) -> Vec<Row> {
        let mut rows = Vec::new();
        for id in ids.rev() {
            self.post(id, random, |entry| {
                rows.push(Row {
                    id,
                    author: entry.author,
                    about: entry.about,
                    kind: entry.kind,
                    mentions: entry.mentions.to_vec(),
                    tags: entry.tags.to_vec(),
                });
            });
        }
        rows
    }

    /// How many somebody follows: `mean` on average, most fewer, some very many.
    pub(crate) fn long_tail(&self, mean: u32, random: &mut Random) -> u32 {
        let drawn = -f64::from(mean) * random.unit().max(1e-9).ln();
        let drawn = if random.below(1_000) == 0 { drawn * 20.0 } else { drawn };
        (drawn as u32 + 1).min(FOLLOWS_MAX)
    }

    pub(crate) fn relations(&self, follows: u32, random: &mut Random) -> Relations {
        let follow = |account| Follow { account, boosts: true, replies: account % 4 != 0 };
        let mut chosen = std::collections::BTreeSet::new();
        while chosen.len() < (follows as usize).min(self.accounts as usize / 2) {
            chosen.insert(self.account(random));
        }
        Relations { follows: chosen.into_iter().map(follow).collect(), ..Relations::default() }
    }
}

pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        (((self.next() >> 32) * u64::from(bound)) >> 32) as u32
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}
