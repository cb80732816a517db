//! Markers: how far a person has read, so that their next app goes on from there.
//!
//! Kept for each person of an account on their own: what one has read, another may not have.

mod api;
mod sql;

use db::Tx;
use ground::http::{Route, Scope, get, post};
use ground::{AccountId, PersonId, Result};
use wire::Id;
use wire::mastodon::{Marker, Markers};

/// What is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timeline {
    /// The home.
    Home,
    /// The notifications.
    Notifications,
}

impl Timeline {
    fn name(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Notifications => "notifications",
        }
    }
}

/// The doors of this room.
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/markers", Scope::Needs("read:statuses"), api::find),
        post("/api/v1/markers", Scope::Needs("write:statuses"), api::set),
    ]
}

/// How far a person has read as an account.
///
/// # Errors
/// If the database does not answer.
pub async fn find(tx: &mut Tx, person: PersonId, account: AccountId) -> Result<Markers> {
    let mut markers = Markers::default();
    for (timeline, marker) in sql::find(tx, person, account).await? {
        let marker = Some(Marker {
            last_read_id: Id(marker.last_read_id),
            version: marker.version,
            updated_at: wire::Time(marker.updated_at),
        });
        match timeline.as_str() {
            "home" => markers.home = marker,
            _ => markers.notifications = marker,
        }
    }
    Ok(markers)
}

/// Notes how far a person has read: up to the entry numbered `last_read_id`. Going back is fine.
///
/// # Errors
/// If the database does not answer.
pub async fn set(
    tx: &mut Tx,
    person: PersonId,
    account: AccountId,
    timeline: Timeline,
    last_read_id: i64,
) -> Result<()> {
    sql::set(tx, person, account, timeline.name(), last_read_id).await
}
