//! What the applier hands in, and how an entry's small facts share one word.

/// Mentions kept of one entry. The caller refuses posts with more; further ones are ignored here.
pub const MENTIONS_MAX: usize = 4_095;
/// Hashtags kept of one entry. The caller refuses posts with more; further ones are ignored here.
pub const TAGS_MAX: usize = 1_023;

/// What sort of entry it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A post that answers nobody.
    Post,
    /// A post that answers another; `about` is the account answered, 0 if unknown.
    Reply,
    /// Another's post shown to one's own followers; `about` is the account that wrote it.
    Boost,
}

/// Who may see an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Everyone; it is found by its hashtags.
    Public,
    /// Everyone who comes looking; in homes of followers only.
    Unlisted,
    /// Followers of its author. A boost with this visibility is its author's alone.
    Followers,
    /// Those mentioned.
    Direct,
}

/// A post or boost that was committed.
#[derive(Clone, Copy, Debug)]
pub struct NewEntry<'a> {
    /// Grows strictly in commit order.
    pub id: u64,
    /// Dense number of the account that posted or boosted, from 1.
    pub author: u32,
    /// Account replied to (a reply) or boosted (a boost); 0 for nobody.
    pub about: u32,
    /// Post, reply or boost.
    pub kind: Kind,
    /// Who may see it.
    pub visibility: Visibility,
    /// Accounts mentioned, in any order; for a boost those of the boosted post.
    pub mentions: &'a [u32],
    /// Dense numbers of the hashtags, from 1, in any order.
    pub tags: &'a [u32],
}

impl NewEntry<'_> {
    /// Only public posts are found by their hashtags.
    pub(crate) fn chained_by_tag(&self) -> bool {
        self.kind != Kind::Boost && self.visibility == Visibility::Public
    }
}

/// Kind, visibility, the retracted mark and the place of the lists, in 32 bits:
/// 0-1 kind, 2-3 visibility, 4 retracted, 5 has lists, 8-31 offset of the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Flags(pub(crate) u32);

const RETRACTED: u32 = 1 << 4;
const LISTED: u32 = 1 << 5;
const OFFSET_SHIFT: u32 = 8;

impl Flags {
    pub(crate) fn new(kind: Kind, visibility: Visibility) -> Flags {
        Flags(kind as u32 | (visibility as u32) << 2)
    }

    /// A place that holds nothing to show.
    pub(crate) fn dead() -> Flags {
        Flags(RETRACTED)
    }

    pub(crate) fn with_lists(self, offset: u32) -> Flags {
        Flags(self.0 & 0x1f | LISTED | offset << OFFSET_SHIFT)
    }

    pub(crate) fn without_lists(self) -> Flags {
        Flags(self.0 & 0x1f)
    }

    pub(crate) fn retracted(self) -> Flags {
        Flags(self.0 | RETRACTED)
    }

    pub(crate) fn is_retracted(self) -> bool {
        self.0 & RETRACTED != 0
    }

    pub(crate) fn lists(self) -> Option<u32> {
        (self.0 & LISTED != 0).then_some(self.0 >> OFFSET_SHIFT)
    }

    pub(crate) fn kind(self) -> Kind {
        match self.0 & 3 {
            0 => Kind::Post,
            1 => Kind::Reply,
            _ => Kind::Boost,
        }
    }

    pub(crate) fn visibility(self) -> Visibility {
        match self.0 >> 2 & 3 {
            0 => Visibility::Public,
            1 => Visibility::Unlisted,
            2 => Visibility::Followers,
            _ => Visibility::Direct,
        }
    }
}
