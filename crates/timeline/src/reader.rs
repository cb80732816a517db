//! Whom one reader follows and avoids, packed: about 4.25 bytes an edge.

use crate::entry::NewEntry;
use crate::rule;
use crate::window::Seen;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// One followed account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Follow {
    /// Who is followed.
    pub account: u32,
    /// Their boosts are wanted.
    pub boosts: bool,
    /// Their replies to accounts the reader does not follow are wanted.
    pub replies: bool,
}

/// What decides a reader's home, in any order, as read from the database in one snapshot.
#[derive(Clone, Debug, Default)]
pub struct Relations {
    /// Followed accounts; of an account named twice one is kept.
    pub follows: Vec<Follow>,
    /// Followed hashtags.
    pub tags: Vec<u32>,
    /// Accounts the reader blocks or mutes.
    pub hidden: Vec<u32>,
    /// Accounts that block the reader.
    pub blocked_by: Vec<u32>,
    /// Accounts the reader reads elsewhere (on exclusive lists): nothing by them is in the home.
    pub apart: Vec<u32>,
    /// When one of these ends by itself, on the caller's clock; the index has none.
    pub ends_at: Option<i64>,
}

/// Whose answers to others a list shows. Answers to oneself, and to the list's owner, always are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replies {
    /// Those to accounts the owner follows.
    Followed,
    /// Those to members of the list.
    Members,
    /// None.
    None,
}

/// A reader with its relations, ready to be asked about. It does not change: when relations do,
/// [`crate::Index::forget_reader`] drops it and the next request loads another.
#[derive(Debug)]
pub struct Reader {
    account: u32,
    follows: u32,
    tags: u32,
    hidden: u32,
    blocked_by: u32,
    /// Followed accounts, hashtags, hidden, blocking accounts, those apart (each sorted); then the
    /// switches, two bits for each followed account.
    words: Box<[u32]>,
    /// Whose list this is, and its answers; none: this is a home.
    list: Option<(Arc<Reader>, Replies)>,
    ends_at: Option<i64>,
    /// Entries of the ring to go through for one of the home, as last seen; 0 while unknown.
    pub(crate) spacing: AtomicU32,
    /// When it was last asked for, in loads of readers.
    pub(crate) touched: AtomicU32,
    /// Where the list of loaded readers has it.
    pub(crate) place: AtomicU32,
}

const EDGES_PER_WORD: usize = 16;
const BOOSTS: u32 = 1;
const REPLIES: u32 = 2;
/// What the allocator adds to the two blocks of a reader, and `Arc`'s counts.
const OVERHEAD_BYTES: usize = 32;

impl Reader {
    /// Packs `relations` for one question; [`crate::Index::load_reader`] also keeps it.
    ///
    /// A hashtag's page is the home of nobody (account 0) who follows that hashtag alone, with
    /// the visitor's `hidden` and `blocked_by`; it holds public posts only.
    pub fn new(account: u32, relations: Relations) -> Reader {
        let Relations { mut follows, tags, hidden, blocked_by, apart, ends_at } = relations;
        follows.sort_unstable_by_key(|f| f.account);
        follows.dedup_by_key(|f| f.account);
        let (tags, hidden, blocked_by) = (sorted(tags), sorted(hidden), sorted(blocked_by));
        let apart = sorted(apart);
        let mut words: Vec<u32> = follows.iter().map(|f| f.account).collect();
        words.extend(tags.iter().chain(&hidden).chain(&blocked_by).chain(&apart));
        words.extend(follows.chunks(EDGES_PER_WORD).map(switches));
        Reader {
            account,
            follows: follows.len() as u32,
            tags: tags.len() as u32,
            hidden: hidden.len() as u32,
            blocked_by: blocked_by.len() as u32,
            words: words.into_boxed_slice(),
            list: None,
            ends_at,
            spacing: AtomicU32::new(0),
            touched: AtomicU32::new(0),
            place: AtomicU32::new(0),
        }
    }

    /// A list of `owner`: what its members say that the owner may see and does not avoid. Unlike
    /// a home it holds nothing else, and its members need not be followed.
    #[must_use]
    pub fn list(owner: Arc<Reader>, members: &[u32], replies: Replies) -> Reader {
        let follow = |account: &u32| Follow { account: *account, boosts: true, replies: true };
        let follows = members.iter().map(follow).collect();
        let relations = Relations { follows, ..Relations::default() };
        let ends_at = owner.ends_at;
        Reader {
            list: Some((owner.clone(), replies)),
            ends_at,
            ..Reader::new(owner.account, relations)
        }
    }

    /// Whose home or list this is.
    pub fn account(&self) -> u32 {
        self.account
    }

    /// From when on its relations are others, on the caller's clock.
    #[must_use]
    pub fn ends_at(&self) -> Option<i64> {
        self.ends_at
    }

    /// Followed accounts (a list's: its members), ascending.
    pub fn follows(&self) -> &[u32] {
        &self.words[..self.follows as usize]
    }

    /// Followed hashtags, ascending.
    pub fn tags(&self) -> &[u32] {
        let from = self.follows as usize;
        &self.words[from..from + self.tags as usize]
    }

    /// The followed account with its switches.
    pub fn follow(&self, account: u32) -> Option<Follow> {
        let at = self.follows().binary_search(&account).ok()?;
        let word = self.words[self.switches_from() + at / EDGES_PER_WORD];
        let bits = word >> (2 * (at % EDGES_PER_WORD));
        Some(Follow { account, boosts: bits & BOOSTS != 0, replies: bits & REPLIES != 0 })
    }

    /// Whether the reader blocks or mutes anyone.
    #[must_use]
    pub fn hides(&self) -> bool {
        self.eyes().hidden != 0
    }

    /// Whether what the account says is read elsewhere, and not in this home.
    #[must_use]
    pub fn is_apart(&self, account: u32) -> bool {
        let from = (self.follows + self.tags + self.hidden + self.blocked_by) as usize;
        self.words[from..self.switches_from()].binary_search(&account).is_ok()
    }

    /// Whether this is a list, which has no entries of its owner's unless they are a member.
    #[must_use]
    pub fn is_list(&self) -> bool {
        self.list.is_some()
    }

    /// Whether a list open to everybody leaves the entry out for this reader: it touches somebody
    /// they block or mute, or is by somebody who blocks them. Own entries are never left out.
    #[must_use]
    pub fn avoids(&self, entry: &NewEntry<'_>) -> bool {
        rule::shuns(self.eyes(), &Seen::of(entry))
    }

    /// Whose list this is, and which answers it shows.
    pub(crate) fn listed(&self) -> Option<(&Reader, Replies)> {
        self.list.as_ref().map(|(owner, replies)| (&**owner, *replies))
    }

    /// The reader whose follows, blocks and mutes count.
    fn eyes(&self) -> &Reader {
        self.list.as_ref().map_or(self, |(owner, _)| owner)
    }

    pub(crate) fn hidden(&self, account: u32) -> bool {
        let from = (self.follows + self.tags) as usize;
        self.words[from..from + self.hidden as usize].binary_search(&account).is_ok()
    }

    pub(crate) fn blocked_by(&self, account: u32) -> bool {
        let from = (self.follows + self.tags + self.hidden) as usize;
        self.words[from..from + self.blocked_by as usize].binary_search(&account).is_ok()
    }

    /// Bytes it takes in memory.
    pub fn bytes(&self) -> usize {
        size_of::<Reader>() + size_of_val(&*self.words) + OVERHEAD_BYTES
    }

    pub(crate) fn note_spacing(&self, gone_through: u32, found: usize) {
        if found > 0 {
            self.spacing.store((gone_through / found as u32).max(1), Relaxed);
        }
    }

    fn switches_from(&self) -> usize {
        self.words.len() - (self.follows as usize).div_ceil(EDGES_PER_WORD)
    }
}

fn sorted(mut accounts: Vec<u32>) -> Vec<u32> {
    accounts.sort_unstable();
    accounts.dedup();
    accounts
}

fn switches(follows: &[Follow]) -> u32 {
    follows.iter().rev().fold(0, |word, f| {
        let boosts = if f.boosts { BOOSTS } else { 0 };
        let replies = if f.replies { REPLIES } else { 0 };
        word << 2 | boosts | replies
    })
}
