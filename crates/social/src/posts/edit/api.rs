//! The JSON face of editing.

use axum::extract::State;
use axum::response::Response;
use ground::http::{Flag, Input, Many, Path, Viewer};
use ground::{App, Error, MediaId, PostId, Result};
use serde::Deserialize;
use wire::mastodon::{
    self, CustomEmoji, StatusEdit, StatusEditPoll, StatusEditPollOption, StatusSource,
};
use wire::{Id, Json, Time};

use super::{Change, Version, edit, ready, versions};
use crate::media::{Attachment, Said};
use crate::posts::api::is_language;
use crate::posts::cards::media_of;
use crate::posts::polls::api::PollInput;
use crate::posts::{Post, answer, polls, quotes, seen_by};
use crate::{accounts, emojis};

/// What an app sends to edit.
#[derive(Debug, Deserialize)]
pub(in crate::posts) struct EditedStatus {
    #[serde(default)]
    status: Option<String>,
    #[serde(default)]
    spoiler_text: Option<String>,
    #[serde(default)]
    sensitive: Option<Flag>,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    media_ids: Option<Many<MediaId>>,
    #[serde(default)]
    media_attributes: Option<Many<MediaAttributes>>,
    #[serde(default, deserialize_with = "polls::api::said")]
    poll: Option<Option<PollInput>>,
    #[serde(default)]
    quote_approval_policy: Option<String>,
}

/// What an app says anew of a picture.
#[derive(Debug, Deserialize)]
struct MediaAttributes {
    id: MediaId,
    #[serde(default)]
    description: Option<String>,
    #[serde(default)]
    focus: Option<String>,
}

/// <https://docs.joinmastodon.org/methods/statuses/#edit>
pub(in crate::posts) async fn put(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
    Input(new): Input<EditedStatus>,
) -> Result<Response> {
    let who = viewer.id;
    let policy = quotes::api::policy(new.quote_approval_policy.as_deref())?;
    let ready = ready(&app, change(new)?).await?;
    let write = async move |tx: &mut db::Tx| {
        let post = edit(tx, who, id, &ready).await?;
        if let Some(policy) = policy {
            quotes::set_policy(tx, who, id, policy).await?;
        }
        Ok(post)
    };
    let post = app.write(write).await?;
    answer(&app, Some(viewer.id), post.id).await
}

/// <https://docs.joinmastodon.org/methods/statuses/#source>
pub(in crate::posts) async fn source(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
) -> Result<Response> {
    let post = app.read(async move |tx| seen_by(tx, Some(viewer.id), id).await).await?;
    let source = StatusSource { id: Id(id.0), text: post.body, spoiler_text: post.spoiler };
    Ok(ground::http::paging::json(wire::json(&source)))
}

/// <https://docs.joinmastodon.org/methods/statuses/#history>
pub(in crate::posts) async fn history(
    State(app): State<App>,
    viewer: Option<Viewer>,
    Path(id): Path<PostId>,
) -> Result<Response> {
    let who = viewer.map(|viewer| viewer.id);
    let read = app.read(async move |tx| {
        let post = seen_by(tx, who, id).await?;
        let media = media_of(tx, &[id]).await?.into_iter().map(|it| it.attachment).collect();
        let poll = polls::find(tx, id).await?.map(|poll| poll.titles());
        Ok((post, media, poll, versions(tx, id).await?))
    });
    let (post, media, poll, versions) = read.await?;
    let account = account(&app, &post).await?;
    let mut edits: Vec<StatusEdit> =
        versions.into_iter().map(|version| past(&app, version, &account)).collect();
    edits.push(present(&app, post, media, poll, account));
    Ok(ground::http::paging::json(wire::json(&edits)))
}

fn change(new: EditedStatus) -> Result<Change> {
    let language = new.language.filter(|tag| !tag.is_empty());
    if language.as_deref().is_some_and(|tag| !is_language(tag)) {
        return Err(Error::invalid("language", "error-bad-language"));
    }
    let mut said = Vec::new();
    for it in new.media_attributes.unwrap_or_default().0 {
        said.push((it.id, Said::parse(it.description, it.focus.as_deref())?));
    }
    Ok(Change {
        body: new.status,
        spoiler: new.spoiler_text,
        sensitive: new.sensitive.map(|flag| flag.0),
        language,
        media: new.media_ids.map(|ids| ids.0),
        poll: new.poll.map(|poll| poll.map(PollInput::read).transpose()).transpose()?,
        said,
    })
}

fn asked(titles: Option<Vec<String>>) -> Option<StatusEditPoll> {
    let option = |title| StatusEditPollOption { title };
    titles.map(|titles| StatusEditPoll { options: titles.into_iter().map(option).collect() })
}

async fn account(app: &App, post: &Post) -> Result<Json> {
    let card = accounts::card(app, post.author).await?;
    let mut out = Vec::with_capacity(2048);
    mastodon::write_account(&mut out, card.parts());
    Json::new(out).ok_or_else(|| Error::internal("the card of an account is no JSON"))
}

fn used(app: &App, spoiler: &str, body: &str, poll: Option<&[String]>) -> Vec<CustomEmoji> {
    let titles = poll.unwrap_or_default().iter().map(String::as_str);
    emojis::used(app, [spoiler, body].into_iter().chain(titles))
}

fn past(app: &App, version: Version, account: &Json) -> StatusEdit {
    let (media, titles) = (version.attachments(), version.poll());
    let emojis = used(app, &version.spoiler, &version.body, titles.as_deref());
    StatusEdit {
        content: version.html,
        spoiler_text: version.spoiler,
        sensitive: version.sensitive,
        created_at: Time(version.created_at),
        account: account.clone(),
        poll: asked(titles),
        media_attachments: media.iter().map(|it| it.wire(app)).collect(),
        emojis,
        quote: None,
    }
}

fn present(
    app: &App,
    post: Post,
    media: Vec<Attachment>,
    poll: Option<Vec<String>>,
    account: Json,
) -> StatusEdit {
    let emojis = used(app, &post.spoiler, &post.body, poll.as_deref());
    StatusEdit {
        content: post.html,
        spoiler_text: post.spoiler,
        sensitive: post.sensitive,
        created_at: Time(post.edited_at.unwrap_or(post.created_at)),
        account,
        poll: asked(poll),
        media_attachments: media.iter().map(|it| it.wire(app)).collect(),
        emojis,
        quote: None,
    }
}
