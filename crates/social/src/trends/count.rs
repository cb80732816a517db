//! The formula. Whoever uses something counts once, from the first time in the last three days,
//! half as much every twelve hours. What counts is summed up; fewer than three accounts are no
//! trend. That is all.

use std::collections::HashMap;

use ground::config::Trending;

use super::sql::Uses;

/// How far back is counted, in hours.
pub const WINDOW_HOURS: i64 = 72;
/// After how many hours somebody counts half as much.
pub const HALF_LIFE_HOURS: i64 = 12;
/// Fewest accounts that make a trend.
pub const ACCOUNTS_MIN: i64 = 3;

/// Something with its figures.
#[derive(Clone, Debug)]
pub struct Ranked<T> {
    /// What.
    pub of: T,
    /// Whether it is shown.
    pub standing: Standing,
    /// The sum of the points of its hours.
    pub score: f64,
    /// Different accounts that used it.
    pub accounts: i64,
    /// How often they did, all in all; counts for nothing.
    pub uses: i64,
    /// When they began to, latest first.
    pub hours: Vec<Hour>,
}

/// An hour in which accounts began to use something.
#[derive(Clone, Copy, Debug)]
pub struct Hour {
    /// How many hours ago.
    pub ago: i64,
    /// How many accounts.
    pub accounts: i64,
    /// What they count for now.
    pub points: f64,
}

/// Whether something that trends is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is.
    Shown,
    /// Once a moderator has agreed.
    Waiting,
    /// A moderator does not want it.
    Refused,
}

impl Standing {
    pub(super) fn of(decided: Option<bool>, how: Trending) -> Self {
        match (decided, how) {
            (Some(false), _) | (_, Trending::Off) => Self::Refused,
            (Some(true), _) | (None, Trending::Open) => Self::Shown,
            (None, Trending::Reviewed) => Self::Waiting,
        }
    }

    /// Its name in answers.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::Waiting => "waiting",
            Self::Refused => "refused",
        }
    }
}

impl<T> Ranked<T> {
    pub(super) fn with<U>(self, of: U, standing: Standing) -> Ranked<U> {
        let Self { score, accounts, uses, hours, .. } = self;
        Ranked { of, standing, score, accounts, uses, hours }
    }
}

/// Ranks what was used, in the hour counted from 1970 that is now: the greatest sum first, of
/// equals the newest.
pub(super) fn rank(uses: Vec<Uses>, now: i64, ranked_max: usize) -> Vec<Ranked<i64>> {
    let mut found: HashMap<i64, Ranked<i64>> = HashMap::new();
    for it in uses {
        let ago = (now - it.hour).max(0);
        let points = it.accounts as f64 * weight(ago);
        let ranked = found.entry(it.subject).or_insert_with(|| Ranked {
            of: it.subject,
            standing: Standing::Waiting,
            score: 0.0,
            accounts: 0,
            uses: 0,
            hours: Vec::new(),
        });
        ranked.accounts += it.accounts;
        ranked.uses += it.uses;
        ranked.hours.push(Hour { ago, accounts: it.accounts, points });
    }
    let mut ranked: Vec<Ranked<i64>> =
        found.into_values().filter(|it| it.accounts >= ACCOUNTS_MIN).collect();
    for it in &mut ranked {
        // Always in one order, so that the same uses give the same sum.
        it.hours.sort_unstable_by_key(|hour| hour.ago);
        it.score = it.hours.iter().map(|hour| hour.points).sum();
    }
    ranked.sort_unstable_by(|one, other| {
        other.score.total_cmp(&one.score).then(other.of.cmp(&one.of))
    });
    ranked.truncate(ranked_max);
    ranked
}

/// What an account counts for that began so many hours ago.
fn weight(hours_ago: i64) -> f64 {
    (-(hours_ago as f64) / HALF_LIFE_HOURS as f64).exp2()
}
