//! Measures: how much happens here, counted from the tables for those who run the place.
//!
//! Days are those of UTC, both ends of a span included. Nothing is noted for the sake of being
//! counted here, so what nobody wrote down is not told: whoever only reads leaves no trace by
//! day (by week they do, see `instance::activity`), and who is active here is whoever posted,
//! boosted, favourited or followed.

mod api;
mod dimensions;
mod retention;
mod sql;
mod web;

use std::collections::HashMap;

use db::Tx;
use ground::http::{Route, Scope, get, post};
use ground::{Error, Result, TagId};

pub use dimensions::{Dimension, Item, told};
pub use retention::{Cohort, Frequency, cohorts};

/// Longest span, in days.
pub const SPAN_DAYS_MAX: i64 = 366;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Some days, counted from 1970.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// The first.
    pub first: i64,
    /// The last: never before the first.
    pub last: i64,
}

impl Span {
    /// The days between two moments (epoch ms), which may be at most `days_max`.
    ///
    /// # Errors
    /// [`Error::Invalid`] if they end before they begin, are too many, or are yet to come; where
    /// it is tomorrow already, tomorrow may be the last.
    pub fn of(starts_at_ms: i64, ends_at_ms: i64, now_ms: i64, days_max: i64) -> Result<Self> {
        let day = |at_ms: i64| at_ms.div_euclid(DAY_MS);
        let (it, today) = (Self { first: day(starts_at_ms), last: day(ends_at_ms) }, day(now_ms));
        if it.first < 0 || it.last < it.first || it.days() > days_max {
            return Err(Error::invalid("end_at", "error-bad-span"));
        }
        if it.first > today || it.last > today + 1 {
            return Err(Error::invalid("end_at", "error-span-to-come"));
        }
        Ok(it)
    }

    /// How many days.
    #[must_use]
    pub fn days(self) -> i64 {
        self.last - self.first + 1
    }

    /// Its first moment, in epoch ms.
    fn starts_at_ms(self) -> i64 {
        self.first * DAY_MS
    }

    /// The first moment after it, in epoch ms.
    fn ends_at_ms(self) -> i64 {
        (self.last + 1) * DAY_MS
    }

    /// As many days, just before.
    fn before(self) -> Self {
        Self { first: self.first - self.days(), last: self.first - 1 }
    }
}

/// What can be counted by day.
#[derive(Clone, Debug)]
pub enum Measure {
    /// Accounts of this place that left a trace.
    ActiveUsers,
    /// People who came.
    NewUsers,
    /// Favourites, boosts and replies that posts of this place got.
    Interactions,
    /// Reports made.
    OpenedReports,
    /// Reports settled.
    ResolvedReports,
    /// Accounts that used a hashtag.
    TagAccounts(TagId),
    /// Posts with a hashtag.
    TagUses(TagId),
    /// Other servers whose posts had a hashtag.
    TagServers(TagId),
    /// Accounts of another server that are known here.
    InstanceAccounts(String),
    /// Bytes kept of what lies on another server.
    InstanceMedia(String),
    /// Reports against accounts of another server.
    InstanceReports(String),
    /// Posts of another server.
    InstanceStatuses(String),
    /// Follows of accounts of another server.
    InstanceFollows(String),
    /// Follows by accounts of another server.
    InstanceFollowers(String),
}

/// What was counted.
#[derive(Clone, Debug)]
pub struct Counted {
    /// The whole: of the span, or, of another server, of all times. Who is there on two days is
    /// counted once.
    pub total: i64,
    /// The whole of as many days just before; none of what is counted for all times.
    pub previous: Option<i64>,
    /// Each day of the span, with its number.
    pub days: Vec<(i64, i64)>,
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    let read = Scope::Needs("admin:read");
    vec![
        post("/api/v1/admin/measures", read, api::measures),
        post("/api/v1/admin/dimensions", read, api::dimensions),
        post("/api/v1/admin/retention", read, api::retention),
        get("/admin/measures", Scope::Member, web::show),
    ]
}

/// How the whole comes from the rows.
enum Whole {
    /// It is the sum of its days.
    Sum,
    /// It stands in rows of its own: [`THIS`] and [`PREVIOUS`].
    Apart,
    /// It is the sum of all rows, whatever their day.
    Ever,
}

/// The rows that hold wholes: of the span, and of the days before it.
const THIS: i64 = -1;
const PREVIOUS: i64 = -2;

/// Counts something, in one statement.
///
/// # Errors
/// If the database does not answer.
pub async fn count(tx: &mut Tx, what: &Measure, span: Span) -> Result<Counted> {
    use Measure as M;
    let (rows, whole) = match what {
        M::ActiveUsers => (sql::active(tx, span).await?, Whole::Apart),
        M::NewUsers => (sql::people(tx, span).await?, Whole::Sum),
        M::Interactions => (sql::interactions(tx, span).await?, Whole::Sum),
        M::OpenedReports => (sql::reports(tx, span).await?, Whole::Sum),
        M::ResolvedReports => (sql::settled_reports(tx, span).await?, Whole::Sum),
        M::TagAccounts(tag) => (sql::tag_accounts(tx, *tag, span).await?, Whole::Apart),
        M::TagUses(tag) => (sql::tag_posts(tx, *tag, span).await?, Whole::Sum),
        M::TagServers(tag) => (sql::tag_servers(tx, *tag, span).await?, Whole::Apart),
        M::InstanceAccounts(of) => (sql::accounts_of(tx, of, span).await?, Whole::Ever),
        M::InstanceMedia(of) => (sql::media_of(tx, of, span).await?, Whole::Ever),
        M::InstanceReports(of) => (sql::reports_of(tx, of, span).await?, Whole::Ever),
        M::InstanceStatuses(of) => (sql::posts_of(tx, of, span).await?, Whole::Ever),
        M::InstanceFollows(of) => (sql::follows_of(tx, of, span).await?, Whole::Ever),
        M::InstanceFollowers(of) => (sql::follows_by(tx, of, span).await?, Whole::Ever),
    };
    Ok(counted(&rows, &whole, span))
}

fn counted(rows: &[(i64, i64)], whole: &Whole, span: Span) -> Counted {
    let sum = |of: Span| {
        let within = rows.iter().filter(|(day, _)| (of.first..=of.last).contains(day));
        within.map(|(_, value)| value).sum()
    };
    let by_day: HashMap<i64, i64> = rows.iter().copied().collect();
    let at = |day: i64| by_day.get(&day).copied().unwrap_or_default();
    let (total, previous) = match whole {
        Whole::Sum => (sum(span), Some(sum(span.before()))),
        Whole::Apart => (at(THIS), Some(at(PREVIOUS))),
        Whole::Ever => (rows.iter().map(|(_, value)| value).sum(), None),
    };
    Counted { total, previous, days: (span.first..=span.last).map(|day| (day, at(day))).collect() }
}
