//! How much happens in a week: posts everybody may see, and people who came.

use std::collections::BTreeMap;

use db::Tx;
use ground::Result;
use ground::events::{self, Event as _};
use social::instance::activity::{self, Week};
use social::people;
use social::posts::{self, Visibility};

use super::{ALL, Effect};

/// Counts by week.
pub(super) const EFFECT: Effect = Effect {
    name: "weeks",
    kinds: &[posts::Published::KIND, people::Joined::KIND],
    concerns: ALL,
    draw: |tx, events| Box::pin(draw(tx, events)),
};

async fn draw(tx: &mut Tx, events: &[&db::Event]) -> Result<()> {
    let mut weeks: BTreeMap<i64, Week> = BTreeMap::new();
    for event in events {
        let starts_on = activity::week_of(event.at);
        let week = weeks.entry(starts_on).or_insert(Week { starts_on, ..Week::default() });
        if event.kind == people::Joined::KIND {
            week.joined += 1;
            continue;
        }
        let new: posts::Published = events::read(event)?;
        let seen = matches!(new.visibility, Visibility::Public | Visibility::Unlisted);
        week.posts += i64::from(seen);
    }
    let weeks: Vec<Week> = weeks.into_values().collect();
    activity::add(tx, &weeks).await
}
