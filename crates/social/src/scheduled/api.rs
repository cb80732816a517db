//! The JSON face of scheduled posts.

use std::collections::HashMap;

use axum::extract::{OriginalUri, State};
use axum::response::Response;
use db::Tx;
use ground::http::paging::json;
use ground::http::{Ask, Input, Paged, Path, Viewer};
use ground::{AccountId, App, Error, MediaId, Result, ScheduledId};
use serde::Deserialize;
use wire::mastodon::{ScheduledParams, ScheduledPoll, ScheduledStatus};
use wire::{Id, Time};

use super::{Scheduled, get as one, schedule};
use crate::media::{self, Attachment};
use crate::posts::{Actor, Draft};

/// What an app sends to give it another date.
#[derive(Debug, Deserialize)]
pub(super) struct Moved {
    #[serde(default)]
    scheduled_at: Option<String>,
}

/// <https://docs.joinmastodon.org/methods/statuses/#create>, with `scheduled_at`.
pub(crate) async fn add(app: &App, by: Actor, draft: Draft, at: &str) -> Result<Response> {
    let scheduled = schedule(app, by, draft, moment(at)?).await?;
    answer(app, scheduled).await
}

/// <https://docs.joinmastodon.org/methods/scheduled_statuses/#get>
pub(super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
) -> Result<Response> {
    let (who, limit) = (viewer.id, ask.limit(20, 40));
    let read = async move |tx: &mut Tx| {
        let page = super::list(tx, who, ask, limit).await?;
        let media = media_of(tx, who, &page).await?;
        Ok((page, media))
    };
    let (page, media) = app.read(read).await?;
    let span = page.first().zip(page.last()).map(|(newest, oldest)| (newest.id.0, oldest.id.0));
    let shown: Result<Vec<ScheduledStatus>> =
        page.iter().map(|it| wire(&app, it, &media)).collect();
    Ok(Paged { body: wire::json(&shown?), span }.answer(&app, &uri))
}

/// <https://docs.joinmastodon.org/methods/scheduled_statuses/#get-one>
pub(super) async fn get(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ScheduledId>,
) -> Result<Response> {
    let scheduled = app.read(async move |tx| one(tx, viewer.id, id).await).await?;
    answer(&app, scheduled).await
}

/// <https://docs.joinmastodon.org/methods/scheduled_statuses/#update>
pub(super) async fn move_to(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ScheduledId>,
    Input(moved): Input<Moved>,
) -> Result<Response> {
    let who = viewer.id;
    let scheduled = match moved.scheduled_at.filter(|at| !at.is_empty()) {
        Some(at) => {
            let at = moment(&at)?;
            app.write(async move |tx| super::move_to(tx, who, id, at).await).await?
        }
        None => app.read(async move |tx| one(tx, who, id).await).await?,
    };
    answer(&app, scheduled).await
}

/// <https://docs.joinmastodon.org/methods/scheduled_statuses/#cancel>
pub(super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ScheduledId>,
) -> Result<Response> {
    app.write(async move |tx| super::remove(tx, viewer.id, id).await).await?;
    Ok(json(b"{}".to_vec()))
}

fn moment(text: &str) -> Result<i64> {
    let found = Time::parse(text).ok_or_else(|| Error::invalid("scheduled_at", "error-bad-date"));
    found.map(|time| time.0)
}

async fn answer(app: &App, scheduled: Scheduled) -> Result<Response> {
    let it = scheduled.clone();
    let media = app.read(async move |tx| media_of(tx, it.account, &[it]).await).await?;
    Ok(json(wire::json(&wire(app, &scheduled, &media)?)))
}

/// The pictures of these, by one statement.
async fn media_of(
    tx: &mut Tx,
    who: AccountId,
    page: &[Scheduled],
) -> Result<HashMap<MediaId, Attachment>> {
    let mut ids = Vec::new();
    for scheduled in page {
        ids.extend(scheduled.draft()?.media);
    }
    let found = media::of_owner(tx, who, &ids).await?;
    Ok(found.into_iter().map(|it| (it.id, it)).collect())
}

fn wire(
    app: &App,
    it: &Scheduled,
    media: &HashMap<MediaId, Attachment>,
) -> Result<ScheduledStatus> {
    let draft = it.draft()?;
    let pictures = draft.media.iter().filter_map(|id| media.get(id));
    let pictures = pictures.map(|picture| picture.wire(app)).collect();
    let ids: Vec<Id> = draft.media.iter().map(|id| Id(id.0)).collect();
    let poll = draft.poll.map(|poll| ScheduledPoll {
        options: poll.options,
        expires_in: poll.expires_in_s,
        multiple: poll.multiple,
        hide_totals: poll.hide_totals,
    });
    let params = ScheduledParams {
        text: draft.body,
        poll,
        media_ids: (!ids.is_empty()).then_some(ids),
        sensitive: Some(draft.sensitive),
        spoiler_text: Some(draft.spoiler).filter(|words| !words.is_empty()),
        visibility: draft.visibility.wire(),
        in_reply_to_id: draft.reply_to.map(|id| id.0),
        language: draft.language,
        application_id: it.app.map_or(0, |app| app.0),
        scheduled_at: None,
        idempotency: draft.idempotency_key,
        with_rate_limit: false,
    };
    Ok(ScheduledStatus {
        id: Id(it.id.0),
        scheduled_at: Time(it.publish_at),
        params,
        media_attachments: pictures,
    })
}
