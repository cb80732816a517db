//! Whom one reader follows and avoids, packed: about 4.25 bytes an edge.

use crate::entry::NewEntry;
use crate::rule;
use crate::window::Seen;
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
}

/// A reader with its relations, ready to be asked about. It does not change: when relations do,
/// [`crate::Index::forget_reader`] drops it and the next request loads another.
#[derive(Debug)]
pub struct Reader {
    account: u32,
    follows: u32,
    tags: u32,
    hidden: u32,
    /// Followed accounts, hashtags, hidden, blocking accounts (each sorted); then the switches,
    /// two bits for each followed account.
    words: Box<[u32]>,
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
    /// the visitor's `hidden` and `blocked_by`; it holds public posts only. A list's page is the
    /// home of nobody who follows its members.
    pub fn new(account: u32, relations: Relations) -> Reader {
        let Relations { mut follows, tags, hidden, blocked_by } = relations;
        follows.sort_unstable_by_key(|f| f.account);
        follows.dedup_by_key(|f| f.account);
        let (tags, hidden, blocked_by) = (sorted(tags), sorted(hidden), sorted(blocked_by));
        let mut words: Vec<u32> = follows.iter().map(|f| f.account).collect();
        words.extend(tags.iter().chain(&hidden).chain(&blocked_by));
        words.extend(follows.chunks(EDGES_PER_WORD).map(switches));
        Reader {
            account,
            follows: follows.len() as u32,
            tags: tags.len() as u32,
            hidden: hidden.len() as u32,
            words: words.into_boxed_slice(),
            spacing: AtomicU32::new(0),
            touched: AtomicU32::new(0),
            place: AtomicU32::new(0),
        }
    }

    /// Whose home this is.
    pub fn account(&self) -> u32 {
        self.account
    }

    /// Followed accounts, ascending.
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
        self.hidden != 0
    }

    /// Whether a list open to everybody leaves the entry out for this reader: it touches somebody
    /// they block or mute, or is by somebody who blocks them. Own entries are never left out.
    #[must_use]
    pub fn avoids(&self, entry: &NewEntry<'_>) -> bool {
        rule::shuns(self, &Seen::of(entry))
    }

    pub(crate) fn hidden(&self, account: u32) -> bool {
        let from = (self.follows + self.tags) as usize;
        self.words[from..from + self.hidden as usize].binary_search(&account).is_ok()
    }

    pub(crate) fn blocked_by(&self, account: u32) -> bool {
        let from = (self.follows + self.tags + self.hidden) as usize;
        self.words[from..self.switches_from()].binary_search(&account).is_ok()
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
