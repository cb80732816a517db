//! How much happens here, week by week: posts, people who were here, people who came.
//!
//! Posts and newcomers are counted from the events. Who was here is noted once a week for each
//! person, and only for as long as it takes to count them.

use std::collections::HashMap;

use db::{Tx, record};
use ground::{App, PersonId, Result};

use super::{sql, texts};
use crate::oauth;

/// Weeks told.
const WEEKS: i64 = 12;
const WEEK_DAYS: i64 = 7;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// People noted in one unit.
const NOTED_MAX: usize = 1000;

record! {
    /// What happened in a week.
    #[derive(Clone, Copy, Debug, Default)]
    pub struct Week {
        /// The day (counted from 1970) of its Monday.
        pub starts_on: i64,
        /// Posts and boosts that everybody may see.
        pub posts: i64,
        /// People who came.
        pub joined: i64,
        /// People who were here.
        pub people: i64,
    }
}

impl Week {
    /// Its first moment, in epoch seconds.
    #[must_use]
    pub fn starts_at_s(&self) -> i64 {
        self.starts_on * DAY_MS / 1000
    }
}

/// The Monday, counted in days from 1970, of the week a moment falls in.
#[must_use]
pub fn week_of(at_ms: i64) -> i64 {
    // 1 January 1970 was a Thursday.
    let days = texts::today(at_ms) + 3;
    days - days.rem_euclid(WEEK_DAYS) - 3
}

/// The last twelve weeks, this one first.
///
/// # Errors
/// If the database does not answer.
pub async fn weeks(tx: &mut Tx) -> Result<Vec<Week>> {
    let this = week_of(tx.now_ms());
    let first = this - (WEEKS - 1) * WEEK_DAYS;
    let counted = sql::weeks(tx, first).await?;
    let here: HashMap<i64, i64> = sql::people_by_week(tx, first).await?.into_iter().collect();
    let week = |no: i64| {
        let starts_on = this - no * WEEK_DAYS;
        let known = counted.iter().find(|week| week.starts_on == starts_on).copied();
        let mut week = known.unwrap_or(Week { starts_on, ..Week::default() });
        week.people += here.get(&starts_on).copied().unwrap_or_default();
        week
    };
    Ok((0..WEEKS).map(week).collect())
}

/// Adds to what happened in some weeks.
///
/// # Errors
/// If the database does not answer.
pub async fn add(tx: &mut Tx, weeks: &[Week]) -> Result<()> {
    for week in weeks {
        sql::add_to_week(tx, week).await?;
    }
    Ok(())
}

/// Notes who was here lately, and counts the weeks that are over.
///
/// # Errors
/// If the database does not answer.
pub async fn sweep(app: &App) -> Result<()> {
    let mut by_week: HashMap<i64, Vec<i64>> = HashMap::new();
    let seen = app.sessions.take_seen();
    for it in seen.values() {
        if let Some(PersonId(person)) = it.person {
            by_week.entry(week_of(it.at_ms)).or_default().push(person);
        }
    }
    oauth::used(app, &seen).await?;
    for (week, people) in by_week {
        for people in people.chunks(NOTED_MAX) {
            let people = people.to_vec();
            app.write(async move |tx| sql::note_people(tx, week, people).await).await?;
        }
    }
    // Until a day after its end, somebody may still be noted for a week.
    let open = week_of(app.db.now_ms() - DAY_MS);
    if app.read(async move |tx| sql::has_people_before(tx, open).await).await? {
        app.write(async move |tx| count_until(tx, open).await).await?;
    }
    Ok(())
}

async fn count_until(tx: &mut Tx, open: i64) -> Result<()> {
    for (starts_on, people) in sql::people_by_week(tx, i64::MIN).await? {
        if starts_on < open {
            sql::add_to_week(tx, &Week { starts_on, people, ..Week::default() }).await?;
        }
    }
    sql::forget_people(tx, open).await
}
