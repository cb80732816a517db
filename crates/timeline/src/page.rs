//! Questions and answers.

/// A page of a timeline, as the client asks for it.
///
/// With `min_id` the page is the `limit` entries directly above it, and `since_id` is ignored;
/// otherwise it is the newest `limit` entries above `since_id`. Both below `max_id`, if given.
/// <https://docs.joinmastodon.org/api/guidelines/#pagination>
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// Only ids below this one.
    pub max_id: Option<u64>,
    /// Only ids above this one, the newest first.
    pub since_id: Option<u64>,
    /// Only ids above this one, those nearest to it.
    pub min_id: Option<u64>,
    /// Entries at most.
    pub limit: usize,
}

/// Which entries of a range are wanted when there are more than the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Those with the greatest ids.
    NewestFirst,
    /// Those with the smallest ids.
    OldestFirst,
}

/// An answer from memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Ids, newest first.
    pub ids: Vec<u64>,
    /// What the database must add; `None`: the page is complete.
    pub rest: Option<Rest>,
}

/// The part of a question that lies below what memory holds: the rows with
/// `above < id < below` that the same rule admits, at most `limit` of them, in `order`.
/// [`Page::complete`] puts them in their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rest {
    /// Only ids above this one.
    pub above: u64,
    /// Only ids below this one; `u64::MAX` for no bound.
    pub below: u64,
    /// Rows at most.
    pub limit: usize,
    /// Which end of the range is wanted.
    pub order: Order,
}

impl Page {
    /// The page's ids, newest first, once the database gave the ids of the rest (in any order).
    pub fn complete(self, rows: &[u64]) -> Vec<u64> {
        let Page { mut ids, rest } = self;
        let Some(rest) = rest else { return ids };
        let had = ids.len();
        ids.extend(rows);
        ids.sort_unstable_by(|a, b| b.cmp(a));
        ids.dedup();
        match rest.order {
            Order::NewestFirst => ids.truncate(had + rest.limit),
            // The older rows come first; what memory had is wanted only as far as they leave room.
            Order::OldestFirst => {
                ids.drain(..ids.len().saturating_sub(rest.limit));
            }
        }
        ids
    }
}

impl Ask {
    pub(crate) fn order(&self) -> Order {
        if self.min_id.is_some() { Order::OldestFirst } else { Order::NewestFirst }
    }

    /// Ids must be above this one.
    pub(crate) fn above(&self) -> u64 {
        self.min_id.or(self.since_id).unwrap_or(0)
    }

    /// Ids must be below this one.
    pub(crate) fn below(&self) -> u64 {
        self.max_id.unwrap_or(u64::MAX)
    }

    /// What is left for the database when memory holds all ids from `horizon` up and found
    /// `found` entries there.
    pub(crate) fn rest(&self, horizon: u64, found: usize) -> Option<Rest> {
        let (above, order) = (self.above(), self.order());
        let below = self.below().min(horizon);
        let limit = match order {
            Order::NewestFirst => self.limit - found.min(self.limit),
            Order::OldestFirst => self.limit,
        };
        let possible = limit > 0 && above < below && below - above > 1;
        possible.then_some(Rest { above, below, limit, order })
    }
}
