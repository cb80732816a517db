//! Which sessions were used lately, and by whom: each once a day or so, not at each request.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};

use parking_lot::Mutex;

use crate::id::{AccountId, PersonId, TokenId};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// The last day (counted from 1970) a session was used on.
#[derive(Default)]
pub(super) struct Mark(AtomicI64);

/// That a session was used.
#[derive(Clone, Copy, Debug)]
pub struct Use {
    /// By whom; none: by a program alone.
    pub person: Option<PersonId>,
    /// When, in epoch milliseconds.
    pub at_ms: i64,
}

/// What was used since it was last asked.
#[derive(Default)]
pub(super) struct Seen(Mutex<HashMap<TokenId, Use>>);

impl Seen {
    /// Notes that a session is used.
    pub(super) fn note(
        &self,
        used: &Mark,
        token: TokenId,
        member: Option<(PersonId, AccountId)>,
        now_ms: i64,
    ) {
        let today = now_ms.div_euclid(DAY_MS);
        if used.0.swap(today, Ordering::Relaxed) == today {
            return;
        }
        let person = member.map(|(person, _)| person);
        self.0.lock().insert(token, Use { person, at_ms: now_ms });
    }

    /// What was used, and forgets it.
    pub(super) fn take(&self) -> HashMap<TokenId, Use> {
        std::mem::take(&mut *self.0.lock())
    }
}
