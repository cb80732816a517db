//! Which state may follow which: nothing else ever happens to a testimony.

use super::State;

impl State {
    /// The states that may come next.
    #[must_use]
    pub fn next(self) -> &'static [Self] {
        use State::{
            Approved, Consented, Expired, Publishable, Published, Purged, Received, Verified,
            WithdrawalAsked, Withdrawn, Written,
        };
        match self {
            Received => &[Verified, WithdrawalAsked, Expired],
            Verified => &[Consented, WithdrawalAsked, Expired],
            Consented => &[Written, WithdrawalAsked, Expired],
            Written => &[Approved, WithdrawalAsked, Expired],
            // A text that is changed after it was approved is approved anew.
            Approved => &[Publishable, Written, WithdrawalAsked, Expired],
            Publishable => &[Published, Written, WithdrawalAsked, Expired],
            Published => &[WithdrawalAsked, Expired],
            WithdrawalAsked => &[Withdrawn],
            Withdrawn | Expired => &[Purged],
            Purged => &[],
        }
    }

    /// Whether a testimony in this state may come to that one.
    #[must_use]
    pub fn may_become(self, next: Self) -> bool {
        self.next().contains(&next)
    }

    /// Whether nothing more is made of it.
    #[must_use]
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Withdrawn | Self::Expired | Self::Purged)
    }
}
