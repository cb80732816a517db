//! How often who may do what. Reading by a member is not limited; writing, and reading by a
//! stranger, have a budget that refills steadily.

use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::config::Config;
use crate::error::{Error, Result};

type Keyed =
    RateLimiter<u64, DefaultKeyedStateStore<u64>, DefaultClock, StateInformationMiddleware>;

/// What is limited, and apart from what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Budget {
    /// Anything a member changes: 300 in 5 minutes.
    Write,
    /// Pictures: 30 in 30 minutes at once, then one a minute.
    Media,
    /// Reading without a token: 300 in 5 minutes an address.
    Read,
    /// Trying passwords and codes: 10 in 5 minutes.
    LogIn,
    /// New accounts and new programs: 5 in 30 minutes an address.
    SignUp,
}

const BUDGETS: [(Budget, u32, u64); 5] = [
    (Budget::Write, 300, 300),
    (Budget::Media, 30, 1800),
    (Budget::Read, 300, 300),
    (Budget::LogIn, 10, 300),
    (Budget::SignUp, 5, 1800),
];

/// All budgets of all callers.
pub struct Limits {
    keyed: Vec<Keyed>,
    lifted: bool,
}

/// What is left of a budget, for the `X-RateLimit-*` headers.
#[derive(Clone, Copy, Debug)]
pub struct Left {
    /// The whole budget.
    pub limit: u32,
    /// What is left of it.
    pub remaining: u32,
    /// When it is whole again, in epoch milliseconds.
    pub reset_at_ms: i64,
}

impl Limits {
    pub(crate) fn new(config: &Config) -> Self {
        let keyed = BUDGETS
            .iter()
            .map(|(_, count, seconds)| {
                let burst = NonZeroU32::new(*count).unwrap_or(NonZeroU32::MIN);
                let each = Duration::from_secs(*seconds) / burst.get();
                let quota = Quota::with_period(each).map(|quota| quota.allow_burst(burst));
                let quota = quota.unwrap_or_else(|| Quota::per_second(burst));
                RateLimiter::keyed(quota).with_middleware::<StateInformationMiddleware>()
            })
            .collect();
        Self { keyed, lifted: config.dev }
    }

    /// Spends one of a budget.
    ///
    /// # Errors
    /// [`Error::TooMany`] when nothing is left.
    pub fn spend(&self, budget: Budget, who: impl std::hash::Hash, now_ms: i64) -> Result<Left> {
        let place = BUDGETS.iter().position(|(each, ..)| *each == budget).unwrap_or_default();
        let (_, limit, seconds) = BUDGETS[place];
        if self.lifted {
            return Ok(Left { limit, remaining: limit, reset_at_ms: now_ms });
        }
        match self.keyed[place].check_key(&key(who)) {
            Ok(state) => {
                let remaining = state.remaining_burst_capacity();
                let spent = u64::from(limit - remaining.min(limit));
                let refill_ms = spent * seconds * 1000 / u64::from(limit);
                let reset_at_ms = now_ms + i64::try_from(refill_ms).unwrap_or(0);
                Ok(Left { limit, remaining, reset_at_ms })
            }
            Err(until) => {
                let wait = until.wait_time_from(DefaultClock::default().now());
                Err(Error::TooMany { retry_after_s: wait.as_secs() + 1 })
            }
        }
    }

    /// Forgets callers whose budgets are whole again. Called from time to time.
    pub fn tidy_up(&self) {
        for keyed in &self.keyed {
            keyed.retain_recent();
        }
    }
}

impl Left {
    /// Writes the `X-RateLimit-*` headers.
    /// <https://docs.joinmastodon.org/api/rate-limits/>
    pub fn write(&self, headers: &mut HeaderMap, reset_at: &str) {
        headers.insert(HeaderName::from_static("x-ratelimit-limit"), self.limit.into());
        headers.insert(HeaderName::from_static("x-ratelimit-remaining"), self.remaining.into());
        if let Ok(value) = HeaderValue::from_str(reset_at) {
            headers.insert(HeaderName::from_static("x-ratelimit-reset"), value);
        }
    }
}

fn key(who: impl std::hash::Hash) -> u64 {
    use std::hash::{BuildHasher, RandomState};
    use std::sync::OnceLock;
    static HASHER: OnceLock<RandomState> = OnceLock::new();
    HASHER.get_or_init(RandomState::new).hash_one(who)
}
