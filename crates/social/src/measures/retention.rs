//! Who stays: of those who came in a period, how many left a trace in each one after.

use db::{Tx, record};
use ground::Result;

use super::{DAY_MS, Span, sql};

/// Longest span of days told one by one: each day is told of each before it.
const BY_DAY_MAX: i64 = 92;

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frequency {
    /// A day.
    Day,
    /// A month of the calendar.
    Month,
}

impl Frequency {
    /// Most days of a span told so.
    #[must_use]
    pub fn days_max(self) -> i64 {
        match self {
            Self::Day => BY_DAY_MAX,
            Self::Month => super::SPAN_DAYS_MAX,
        }
    }

    /// The first day of the period a day is in.
    fn start(self, day: i64) -> i64 {
        match self {
            Self::Day => day,
            // Its date ends with the day of the month.
            Self::Month => {
                let date = wire::Day(day).bytes();
                day + 1 - i64::from((date[8] - b'0') * 10 + date[9] - b'0')
            }
        }
    }

    /// The first day of the next period.
    fn next(self, start: i64) -> i64 {
        match self {
            Self::Day => start + 1,
            Self::Month => self.start(start + 31),
        }
    }
}

record! {
    /// How many of those who came in a period were there in another.
    pub struct Period {
        /// The first moment of the period they came in, in epoch ms.
        pub came: i64,
        /// That of the period they left a trace in; -1: all who came.
        pub at: i64,
        /// How many.
        pub count: i64,
    }
}

/// Those who came in a period.
#[derive(Clone, Debug)]
pub struct Cohort {
    /// The first moment of the period, in epoch ms.
    pub came: i64,
    /// How many came.
    pub size: i64,
    /// The first moment of each period from then on, and how many left a trace in it.
    pub stayed: Vec<(i64, i64)>,
}

/// The cohorts of a span, in one statement. A month that is begun is told whole.
///
/// # Errors
/// If the database does not answer.
pub async fn cohorts(tx: &mut Tx, span: Span, by: Frequency) -> Result<Vec<Cohort>> {
    let mut starts = Vec::new();
    let mut start = by.start(span.first);
    while start <= span.last {
        starts.push(start * DAY_MS);
        start = by.next(start);
    }
    let rows = sql::cohorts(tx, starts.clone(), start * DAY_MS).await?;
    let of = |came: i64, at: i64| {
        let row = rows.iter().find(|row| (row.came, row.at) == (came, at));
        row.map_or(0, |row| row.count)
    };
    let later = |came: i64| starts.iter().copied().filter(move |at| *at >= came);
    let cohort = |&came: &i64| Cohort {
        came,
        size: of(came, -1),
        stayed: later(came).map(|at| (at, of(came, at))).collect(),
    };
    Ok(starts.iter().map(cohort).collect())
}
