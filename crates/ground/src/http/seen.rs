//! Who was here lately: each person once a day or so, for those who count them.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};

use parking_lot::Mutex;

use crate::id::{AccountId, PersonId};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// The last day (counted from 1970) a session was used on.
#[derive(Default)]
pub(super) struct Mark(AtomicI64);

/// Who was here since it was last asked, and when.
#[derive(Default)]
pub(super) struct Seen(Mutex<HashMap<PersonId, i64>>);

impl Seen {
    /// Notes the member of a session that is used.
    pub(super) fn note(&self, used: &Mark, member: Option<(PersonId, AccountId)>, now_ms: i64) {
        let today = now_ms.div_euclid(DAY_MS);
        if used.0.swap(today, Ordering::Relaxed) == today {
            return;
        }
        if let Some((person, _)) = member {
            self.0.lock().insert(person, now_ms);
        }
    }

    /// Who was here, and forgets them.
    pub(super) fn take(&self) -> HashMap<PersonId, i64> {
        std::mem::take(&mut *self.0.lock())
    }
}
