//! Where each author's and each hashtag's chain begins.

use crate::table::Table;
use std::sync::atomic::AtomicU32;

/// Heads allocated together.
pub(crate) const LEAF: usize = 65_536;

/// Positions by author or hashtag, 0 for none.
pub(crate) type Positions = Table<AtomicU32, LEAF>;

/// The newest position of every chain.
pub(crate) struct Heads {
    pub(crate) authors: Positions,
    pub(crate) tags: Positions,
}

impl Heads {
    pub(crate) fn new() -> Heads {
        Heads { authors: Table::new(), tags: Table::new() }
    }

    pub(crate) fn bytes(&self) -> usize {
        self.authors.bytes() + self.tags.bytes()
    }
}
