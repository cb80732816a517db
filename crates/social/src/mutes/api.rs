//! The JSON face of mutes.

use axum::Json;
use axum::extract::{OriginalUri, State};
use axum::response::Response;
use ground::http::{Ask, Flag, Input, Paged, Path, Viewer};
use ground::{AccountId, App, Error, Result, Say};
use serde::Deserialize;
use wire::Time;
use wire::mastodon::{self, Relationship};

use super::{DURATION_S_MAX, Listed};
use crate::accounts;
use crate::follows::relationship;

/// What an app may send with a mute.
#[derive(Debug, Deserialize)]
pub(super) struct NewMute {
    #[serde(default)]
    notifications: Option<Flag>,
    #[serde(default)]
    duration: Option<Duration>,
}

/// A number of seconds, as a number or as text.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Duration {
    Number(i64),
    Text(String),
}

impl Duration {
    /// In seconds; none for ever.
    fn seconds(self) -> Result<Option<i64>> {
        let seconds = match self {
            Self::Number(number) => Some(number),
            Self::Text(text) if text.is_empty() => Some(0),
            Self::Text(text) => text.parse().ok(),
        };
        match seconds {
            Some(0) => Ok(None),
            Some(seconds @ 1..=DURATION_S_MAX) => Ok(Some(seconds)),
            _ => {
                let say = Say::new("error-bad-duration").with("max", DURATION_S_MAX);
                Err(Error::invalid("duration", say))
            }
        }
    }
}

/// <https://docs.joinmastodon.org/methods/accounts/#mute>
pub(super) async fn mute(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
    Input(new): Input<NewMute>,
) -> Result<Json<Relationship>> {
    let notifications = new.notifications.is_none_or(|flag| flag.0);
    let seconds = new.duration.map(Duration::seconds).transpose()?.flatten();
    let after = async move |tx: &mut db::Tx| {
        let expires_at = seconds.map(|seconds| tx.now_ms() + seconds * 1_000);
        super::mute(tx, viewer.id, id, notifications, expires_at).await?;
        relationship(tx, viewer.id, id).await
    };
    app.write(after).await.map(Json)
}

/// <https://docs.joinmastodon.org/methods/accounts/#unmute>
pub(super) async fn unmute(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<AccountId>,
) -> Result<Json<Relationship>> {
    let after = async move |tx: &mut db::Tx| {
        super::unmute(tx, viewer.id, id).await?;
        relationship(tx, viewer.id, id).await
    };
    app.write(after).await.map(Json)
}

/// <https://docs.joinmastodon.org/methods/mutes/#get>
pub(super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
) -> Result<Response> {
    let limit = ask.limit(40, 80);
    let page = app.read(async move |tx| super::list(tx, viewer.id, ask, limit).await).await?;
    let span = page.first().zip(page.last()).map(|(newest, oldest)| (newest.cursor, oldest.cursor));
    let body = write(&app, &page).await?;
    Ok(Paged { body, span }.answer(&app, &uri))
}

async fn write(app: &App, page: &[Listed]) -> Result<Vec<u8>> {
    let ids: Vec<AccountId> = page.iter().map(|mute| mute.target).collect();
    let cards = accounts::cards(app, &ids).await?;
    let mut out = vec![b'['];
    for mute in page {
        let Some(card) = cards.get(&mute.target) else { continue };
        if out.len() > 1 {
            out.push(b',');
        }
        mastodon::write_muted_account(&mut out, card.parts(), mute.expires_at.map(Time));
    }
    out.push(b']');
    Ok(out)
}
