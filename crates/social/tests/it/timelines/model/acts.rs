//! What people may do to each other, at random.

use social::lists::Replies;
use social::posts::Visibility;

/// People of a case.
pub(super) const PEOPLE: usize = 5;
/// Hashtags of a case.
pub(super) const TAGS: usize = 2;

/// Numbers that look like chance and are the same for the same seed (splitmix64).
pub(super) struct Chance(pub(super) u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    pub(super) fn below(&mut self, count: usize) -> usize {
        (self.next() % count as u64) as usize
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn some(&mut self, of: usize) -> Vec<usize> {
        (0..of).filter(|_| self.one_in(4)).collect()
    }
}

/// What is read.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    Home,
    Tag(usize),
    List,
}

/// One act. Posts are named by a number that wraps around those there are.
#[derive(Clone, Debug)]
pub(super) enum Act {
    Restart,
    Post { who: usize, as_: Visibility, to: Option<usize>, names: Vec<usize>, tags: Vec<usize> },
    Boost { who: usize, post: usize, as_: Visibility },
    Edit { post: usize, names: Vec<usize>, tags: Vec<usize> },
    Delete { post: usize },
    Follow { who: usize, whom: usize, boosts: bool, replies: bool },
    Unfollow { who: usize, whom: usize },
    Block { who: usize, whom: usize, on: bool },
    Mute { who: usize, whom: usize, on: bool },
    FollowTag { who: usize, tag: usize, on: bool },
    Member { who: usize, whom: usize, on: bool },
    ChangeList { who: usize, replies: Replies, exclusive: bool },
    Suspend { who: usize, on: bool },
    Read { who: usize, part: Part, ask: [Option<(usize, i64)>; 3], limit: usize },
    Audit { who: usize },
    Race { who: usize, author: usize },
}

impl Act {
    pub(super) fn random(chance: &mut Chance) -> Self {
        let (who, whom) = (chance.below(PEOPLE), chance.below(PEOPLE));
        let (post, on) = (chance.below(1 << 20), !chance.one_in(3));
        match chance.below(38) {
            0..=7 => Self::Post {
                who,
                as_: visibility(chance),
                to: chance.one_in(3).then_some(post),
                names: chance.some(PEOPLE),
                tags: chance.some(TAGS),
            },
            8..=9 => Self::Boost { who, post, as_: visibility(chance) },
            10 | 22 => Self::Edit { post, names: chance.some(PEOPLE), tags: chance.some(TAGS) },
            11 => Self::Delete { post },
            12..=15 => {
                let (boosts, replies) = (!chance.one_in(4), !chance.one_in(2));
                Self::Follow { who, whom, boosts, replies }
            }
            16 => Self::Unfollow { who, whom },
            17 => Self::Block { who, whom, on: chance.one_in(2) },
            18 => Self::Mute { who, whom, on },
            19 => Self::FollowTag { who, tag: chance.below(TAGS), on },
            20 => Self::Suspend { who, on: chance.one_in(3) },
            23..=24 => Self::Member { who, whom, on },
            25 => {
                let replies = [Replies::Followed, Replies::Members, Replies::None];
                let exclusive = chance.one_in(2);
                Self::ChangeList { who, replies: replies[chance.below(3)], exclusive }
            }
            26..=27 => Self::Audit { who },
            21 => Self::Race { who, author: whom },
            _ => Self::Read {
                who,
                part: match chance.below(8) {
                    0 => Part::Tag(chance.below(TAGS)),
                    1..=2 => Part::List,
                    _ => Part::Home,
                },
                ask: [3, 3, 3].map(|rare| {
                    let near = chance.below(3) as i64 - 1;
                    chance.one_in(rare).then(|| (chance.below(1 << 20), near))
                }),
                limit: 1 + chance.below(8),
            },
        }
    }
}

fn visibility(chance: &mut Chance) -> Visibility {
    match chance.below(8) {
        0..=3 => Visibility::Public,
        4 => Visibility::Unlisted,
        5..=6 => Visibility::Followers,
        _ => Visibility::Direct,
    }
}
