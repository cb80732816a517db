//! Timelines: what one reads here, in the order in which it was said. Nothing is ranked, left out
//! or put in; a page is short only where the list ends.
//!
//! The home is read from an index in memory that every commit is applied to before its answer
//! leaves. Nothing is stored for a reader: who they follow decides when they read.

mod api;
mod audit;
pub(crate) mod entries;
mod gone;
mod home;
mod left_out;
mod list;
mod older;
mod public;
pub(crate) mod sql;
mod start;
mod web;

use db::Event as Happened;
use ground::events::{self, Event};
use ground::http::{Route, Scope, get};
use ground::{AccountId, App, Config, ListId, Result};
use serde::Deserialize;
use timeline::{Index, Limits};

use crate::posts::{Deleted, Edited, Published};
use crate::{accounts, lists};

pub use audit::{Audit, Reading, audit, compare};
pub use home::home;
pub(crate) use home::reader;
pub use list::list;
pub(crate) use list::reader as list_reader;
pub(crate) use public::shown_among;
pub use public::{Only, Tags, linked, public, tagged};
pub use web::home_page;

/// What is kept in memory for timelines.
pub struct Timelines {
    /// Who said what when, and who reads whom.
    pub(crate) index: Index,
    gone: gone::Gone,
    lists: list::Lists,
}

impl Timelines {
    /// An empty index, within the bounds of the settings.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        let limits = Limits {
            entries_max: config.index_entries_max,
            readers_bytes_max: config.index_readers_bytes_max,
        };
        let lists = list::new(config);
        Self { index: Index::new(limits), gone: gone::Gone::default(), lists }
    }

    /// What the index holds now.
    #[must_use]
    pub fn stats(&self) -> timeline::Stats {
        self.index.stats()
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/timelines/home", Scope::Needs("read:statuses"), api::home),
        get("/api/v1/timelines/public", Scope::Anyone, api::public),
        get("/api/v1/timelines/tag/{name}", Scope::Anyone, api::tag),
        get("/api/v1/timelines/link", Scope::Anyone, api::link),
        get("/api/v1/timelines/list/{id}", Scope::Needs("read:lists"), api::list),
        get(
            "/api/portevoix/v1/timelines/home/audit",
            Scope::Needs("read:statuses"),
            audit::api::home,
        ),
        get("/home", Scope::Member, web::home),
        get("/local", Scope::Page, web::local),
        get("/tags", Scope::Page, web::choose),
        get("/tags/{name}", Scope::Page, web::tag),
    ]
}

/// Fills the index in the background. The commit hook must be set before.
///
/// # Errors
/// If the database does not answer.
pub async fn wake(app: &App) -> Result<()> {
    gone::wake(app).await?;
    tokio::spawn(start::fill(app.clone()));
    Ok(())
}

/// Whether lists open to everybody show an account to its followers alone, as of now.
///
/// # Errors
/// If the database does not answer.
pub(crate) async fn is_limited(app: &App, account: AccountId) -> Result<bool> {
    gone::settle(app).await?;
    Ok(app.memory::<Timelines>().gone.is_limited(account))
}

/// The accounts between which something changed.
#[derive(Debug, Deserialize)]
struct Between {
    #[serde(default)]
    follower: Option<AccountId>,
    #[serde(default)]
    followee: Option<AccountId>,
    #[serde(default)]
    account: Option<AccountId>,
    #[serde(default)]
    target: Option<AccountId>,
}

/// Applies an event to the index.
pub fn remember(app: &App, event: &Happened) {
    let timelines = app.memory::<Timelines>();
    let index = &timelines.index;
    match event.kind.as_ref() {
        Published::KIND => {
            if let Ok(event) = events::read::<Published>(event) {
                entries::published(&event, |entry| index.publish(entry));
            }
        }
        Deleted::KIND => index.retract(event.subject.cast_unsigned()),
        Edited::KIND => {
            if let Ok(event) = events::read::<Edited>(event) {
                edited(index, &event);
            }
        }
        accounts::Changed::KIND => timelines.gone.doubt(AccountId(event.subject)),
        lists::Changed::KIND => {
            timelines.lists.forget(&ListId(event.subject));
            forget(index, event);
        }
        kind if changes_a_reader(kind) => forget(index, event),
        _ => {}
    }
}

/// Whether events of this kind change whom somebody reads or avoids.
pub(crate) fn changes_a_reader(kind: &str) -> bool {
    let room = kind.split('.').next().unwrap_or_default();
    matches!(room, "follows" | "blocks" | "mutes" | "tags" | "lists" | "domain_blocks")
}

/// The accounts whose reading an event may have changed.
pub(crate) fn readers_changed(event: &Happened) -> Vec<AccountId> {
    let mut changed = vec![AccountId(event.actor)];
    if let Ok(between) = serde_json::from_str::<Between>(&event.payload) {
        let Between { follower, followee, account, target } = between;
        changed.extend([follower, followee, account, target].into_iter().flatten());
    }
    changed.sort_unstable();
    changed.dedup();
    changed
}

fn forget(index: &Index, event: &Happened) {
    for account in readers_changed(event) {
        index.forget_reader(account.index());
    }
}

fn edited(index: &Index, event: &Edited) {
    let mentions: Vec<u32> = event.mentions.iter().map(|account| account.index()).collect();
    let tags: Vec<u32> = event.tags.iter().map(|tag| tag.index()).collect();
    index.retag(event.post.0.cast_unsigned(), &tags, &mentions);
    for boost in &event.boosts {
        index.retag(boost.0.cast_unsigned(), &[], &mentions);
    }
}
