//! The JSON face of posts.

use std::collections::HashSet;

use axum::extract::State;
use axum::response::Response;
use db::Tx;
use ground::http::paging::json;
use ground::http::{Flag, Input, Many, Path, Via, Viewer};
use ground::{App, Error, MediaId, PostId, Result, Say};
use http::HeaderMap;
use serde::Deserialize;

use super::polls::api::PollInput;
use super::quotes;
use super::{Actor, Draft, Visibility, answer, answer_list, visible, written};
use crate::{media, scheduled};

/// Most posts asked for at once.
const MANY_MAX: usize = 100;

/// What an app sends to publish.
#[derive(Debug, Deserialize)]
pub(super) struct NewStatus {
    #[serde(default)]
    status: Option<String>,
    #[serde(default)]
    spoiler_text: Option<String>,
    #[serde(default)]
    sensitive: Option<Flag>,
    #[serde(default)]
    visibility: Option<String>,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    in_reply_to_id: Option<PostId>,
    #[serde(default)]
    media_ids: Option<Many<MediaId>>,
    #[serde(default)]
    poll: Option<PollInput>,
    #[serde(default)]
    quoted_status_id: Option<PostId>,
    #[serde(default)]
    quote_approval_policy: Option<String>,
    #[serde(default)]
    scheduled_at: Option<String>,
    #[serde(flatten)]
    via: ViaInput,
}

/// Our own addition to acts on posts: `via` is the id of the timeline entry acted upon (the post,
/// or the boost that carried it), `via_place` where it was met (see [`super::PLACES`]). Where an
/// app does not say, the entry is worked out and marked so.
#[derive(Debug, Default, Deserialize)]
pub struct ViaInput {
    #[serde(default)]
    via: Option<PostId>,
    #[serde(default)]
    via_place: Option<String>,
}

impl From<ViaInput> for Via {
    fn from(input: ViaInput) -> Self {
        Self { entry: input.via.map(|id| id.0), place: input.via_place }
    }
}

/// <https://docs.joinmastodon.org/methods/statuses/#create>
///
/// With `scheduled_at` it is kept for later. Ours: `via` and `via_place` say through which
/// timeline entry and place a reply came.
pub(super) async fn publish(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
    Input(new): Input<NewStatus>,
) -> Result<Response> {
    let actor = Actor::from(&viewer);
    let at = new.scheduled_at.clone().filter(|at| !at.is_empty());
    let draft = draft(&app, &viewer, new, key(&headers)).await?;
    if let Some(at) = at {
        return scheduled::api::add(&app, actor, draft, &at).await;
    }
    let post = super::say(&app, actor, draft).await?;
    answer(&app, Some(viewer.id), post).await
}

/// <https://docs.joinmastodon.org/methods/statuses/#get>
pub(super) async fn get(
    State(app): State<App>,
    viewer: Option<Viewer>,
    Path(id): Path<PostId>,
) -> Result<Response> {
    let who = viewer.as_ref().map(|viewer| viewer.id);
    app.read(async move |tx| visible::seen_by(tx, who, id).await).await?;
    answer(&app, who, id).await
}

/// Which posts an app wants.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    id: Many<PostId>,
}

/// <https://docs.joinmastodon.org/methods/statuses/#index>
///
/// In the order asked for; what the reader may not see is left out.
pub(super) async fn many(
    State(app): State<App>,
    viewer: Option<Viewer>,
    Input(wanted): Input<Wanted>,
) -> Result<Response> {
    let who = viewer.map(|viewer| viewer.id);
    let mut ids = wanted.id.0;
    if ids.len() > MANY_MAX {
        return Err(Error::invalid("id", Say::new("error-too-many-ids").with("max", MANY_MAX)));
    }
    let mut met = HashSet::new();
    ids.retain(|id| met.insert(*id));
    let wanted = ids.clone();
    let read = async move |tx: &mut Tx| {
        let found = super::by_ids(tx, &wanted).await?;
        visible::seen_among(tx, who, found).await
    };
    let seen: HashSet<PostId> = app.read(read).await?.into_iter().map(|post| post.id).collect();
    ids.retain(|id| seen.contains(id));
    Ok(json(answer_list(&app, who, &ids).await?))
}

/// How a post is to be removed.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Removal {
    #[serde(default)]
    delete_media: Flag,
}

/// <https://docs.joinmastodon.org/methods/statuses/#delete>
///
/// Answers the post with its text as typed, so that it can be written anew: with its media, unless
/// they go at once.
pub(super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
    Input(wanted): Input<Removal>,
) -> Result<Response> {
    let post = app.read(async move |tx| visible::seen_by(tx, Some(viewer.id), id).await).await?;
    if post.author != viewer.id {
        return Err(Error::NotFound);
    }
    let mut out = written(&app, Some(viewer.id), id).await?;
    let files = app.write(async move |tx| {
        let files = match wanted.delete_media.0 {
            true => media::remove_of(tx, viewer.id, id).await?,
            false => Vec::new(),
        };
        super::remove(tx, viewer.id, id).await?;
        Ok(files)
    });
    media::forget_files(&app, &files.await?).await;
    out.pop();
    out.extend_from_slice(b",\"text\":");
    out.extend(wire::json(&post.body));
    out.push(b'}');
    Ok(json(out))
}

/// <https://docs.joinmastodon.org/methods/statuses/#translate>
///
/// No engine is configured here, so it says that it cannot, of posts that may be seen.
pub(super) async fn translate(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<PostId>,
) -> Result<Response> {
    app.read(async move |tx| visible::seen_by(tx, Some(viewer.id), id).await).await?;
    Err(Error::Unavailable("error-no-translation".into()))
}

async fn draft(
    app: &App,
    viewer: &Viewer,
    new: NewStatus,
    idempotency_key: Option<String>,
) -> Result<Draft> {
    let person = viewer.person;
    let defaults = crate::people::defaults(app, person).await?;
    let visibility = match new.visibility.as_deref() {
        None | Some("") => defaults.visibility,
        Some(name) => Visibility::of(name)
            .ok_or_else(|| Error::invalid("visibility", "error-bad-visibility"))?,
    };
    let language = new.language.filter(|tag| !tag.is_empty()).or(defaults.language);
    if language.as_deref().is_some_and(|tag| !is_language(tag)) {
        return Err(Error::invalid("language", "error-bad-language"));
    }
    let policy = quotes::api::policy(new.quote_approval_policy.as_deref())?;
    Ok(Draft {
        body: new.status.unwrap_or_default(),
        spoiler: new.spoiler_text.unwrap_or_default(),
        sensitive: new.sensitive.map_or(defaults.sensitive, |flag| flag.0),
        visibility,
        language,
        reply_to: new.in_reply_to_id,
        media: new.media_ids.unwrap_or_default().0,
        poll: new.poll.map(PollInput::read).transpose()?,
        quote: new.quoted_status_id,
        quote_policy: policy.unwrap_or(defaults.quote_policy),
        idempotency_key,
        via: new.via.into(),
    })
}

/// Whether a text has the shape of a language tag (BCP 47), short enough to keep.
pub(crate) fn is_language(tag: &str) -> bool {
    let mut parts = tag.split(['-', '_']);
    let primary = parts.next().unwrap_or_default();
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
        && tag.len() <= 35
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

fn key(headers: &HeaderMap) -> Option<String> {
    let value = headers.get("idempotency-key")?.to_str().ok()?;
    (!value.is_empty()).then(|| value.to_owned())
}
