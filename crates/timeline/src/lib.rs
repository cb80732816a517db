//! The home timeline, held in memory and merged when it is read.
//!
//! Entries (posts and boosts) lie in a ring in commit order; each knows the previous entry of its
//! author, so an author is a chain, and so is a hashtag. A home page merges the chains of whoever
//! the reader follows. Nothing is stored per reader except who that is: no list can be stale,
//! capped or full of holes.
//!
//! What keeps it complete:
//!
//! - ids grow in commit order, so nothing is ever inserted below an entry that was already visible;
//! - memory holds *every* entry at or above one horizon. What lies below is named in the answer
//!   ([`Rest`]), and the caller asks its database for it by the same rule ([`Index::accepts`]
//!   states it);
//! - a reader takes the watermark (the newest position) before any chain's head, and at the end
//!   checks that the horizon did not pass it.
//!
//! One applier at a time changes the index; reading takes no lock and never makes it wait.
//! Nothing here reads a clock, a file or the network, or decides who may follow whom.

mod chains;
mod edit;
mod entry;
mod index;
mod page;
mod reader;
mod residents;
mod ring;
mod rule;
mod scan;
mod search;
mod start_up;
mod table;
mod walk;
mod window;
mod words;
mod writer;

pub use entry::{Kind, MENTIONS_MAX, NewEntry, TAGS_MAX, Visibility};
pub use index::{Index, Limits, Stats};
pub use page::{Ask, Order, Page, Rest};
pub use reader::{Follow, Reader, Relations, Replies};
#[doc(hidden)]
pub use search::Way;
