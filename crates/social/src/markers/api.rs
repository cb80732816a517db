//! The JSON face of markers.

use axum::Json;
use axum::extract::State;
use ground::http::{Input, Many, Viewer};
use ground::{App, NotificationId, PostId, Result};
use serde::Deserialize;
use wire::mastodon::Markers;

use super::Timeline;

/// Which markers are asked for; none, if none is named.
#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    timeline: Option<Many<String>>,
}

/// <https://docs.joinmastodon.org/methods/markers/#get>
pub(super) async fn find(
    State(app): State<App>,
    viewer: Viewer,
    Input(wanted): Input<Wanted>,
) -> Result<Json<Markers>> {
    let names = wanted.timeline.unwrap_or_default().0;
    let is_wanted = |timeline: Timeline| names.iter().any(|name| name == timeline.name());
    let found = app.read(async move |tx| super::find(tx, viewer.person, viewer.id).await).await?;
    Ok(Json(Markers {
        home: found.home.filter(|_| is_wanted(Timeline::Home)),
        notifications: found.notifications.filter(|_| is_wanted(Timeline::Notifications)),
    }))
}

/// What an app sends: how far in one or both.
#[derive(Debug, Deserialize)]
pub(super) struct NewMarkers {
    #[serde(default)]
    home: Option<UpTo<PostId>>,
    #[serde(default)]
    notifications: Option<UpTo<NotificationId>>,
}

/// The newest entry that was read.
#[derive(Debug, Deserialize)]
struct UpTo<T> {
    last_read_id: T,
}

/// <https://docs.joinmastodon.org/methods/markers/#create>
pub(super) async fn set(
    State(app): State<App>,
    viewer: Viewer,
    Input(new): Input<NewMarkers>,
) -> Result<Json<Markers>> {
    let home = new.home.map(|up_to| up_to.last_read_id.0);
    let notifications = new.notifications.map(|up_to| up_to.last_read_id.0);
    let write = async move |tx: &mut db::Tx| {
        let (person, account) = (viewer.person, viewer.id);
        if let Some(id) = home {
            super::set(tx, person, account, Timeline::Home, id).await?;
        }
        if let Some(id) = notifications {
            super::set(tx, person, account, Timeline::Notifications, id).await?;
        }
        super::find(tx, person, account).await
    };
    let now = app.write(write).await?;
    Ok(Json(Markers {
        home: now.home.filter(|_| home.is_some()),
        notifications: now.notifications.filter(|_| notifications.is_some()),
    }))
}
