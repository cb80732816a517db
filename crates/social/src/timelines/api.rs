//! The JSON face of timelines.

use axum::extract::{OriginalUri, State};
use axum::response::Response;
use ground::http::{Ask, Flag, Input, Many, Paged, Path, Viewer};
use ground::{App, ListId, PostId, Result};
use http::Uri;
use serde::Deserialize;

use super::{Only, Tags};
use crate::posts;

/// Entries of a page, unless said otherwise, and at most.
const LIMIT: (usize, usize) = (20, 40);
/// Most hashtags of each sort that may be combined.
const TAGS_MAX: usize = 4;

/// <https://docs.joinmastodon.org/methods/timelines/#home>
pub(super) async fn home(
    State(app): State<App>,
    viewer: Viewer,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
) -> Result<Response> {
    let ids = super::home(&app, viewer.id, ask, ask.limit(LIMIT.0, LIMIT.1)).await?;
    answer(&app, Some(&viewer), &uri, &ids).await
}

/// What may be said about a public list.
#[derive(Debug, Deserialize)]
pub(super) struct Choice {
    #[serde(default)]
    local: Option<Flag>,
    #[serde(default)]
    remote: Option<Flag>,
    #[serde(default)]
    only_media: Option<Flag>,
    #[serde(default)]
    any: Many<String>,
    #[serde(default)]
    all: Many<String>,
    #[serde(default)]
    none: Many<String>,
}

impl Choice {
    fn only(&self) -> Only {
        let set = |flag: Option<Flag>| flag.is_some_and(|flag| flag.0);
        let here = match (set(self.local), set(self.remote)) {
            (true, _) => Some(true),
            (false, true) => Some(false),
            (false, false) => None,
        };
        Only { media: set(self.only_media), here }
    }
}

/// <https://docs.joinmastodon.org/methods/timelines/#public>
pub(super) async fn public(
    State(app): State<App>,
    viewer: Option<Viewer>,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
    Input(choice): Input<Choice>,
) -> Result<Response> {
    let who = viewer.as_ref().map(|viewer| viewer.id);
    let limit = ask.limit(LIMIT.0, LIMIT.1);
    let ids = super::public(&app, who, choice.only(), ask, limit).await?;
    answer(&app, viewer.as_ref(), &uri, &ids).await
}

/// <https://docs.joinmastodon.org/methods/timelines/#tag>
pub(super) async fn tag(
    State(app): State<App>,
    viewer: Option<Viewer>,
    Path(name): Path<String>,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
    Input(choice): Input<Choice>,
) -> Result<Response> {
    let who = viewer.as_ref().map(|viewer| viewer.id);
    let (only, limit) = (choice.only(), ask.limit(LIMIT.0, LIMIT.1));
    let few = |names: Many<String>| names.0.into_iter().take(TAGS_MAX);
    let any = std::iter::once(name).chain(few(choice.any)).collect();
    let tags = Tags { any, all: few(choice.all).collect(), none: few(choice.none).collect() };
    let ids = super::tagged(&app, who, tags, only, ask, limit).await?;
    answer(&app, viewer.as_ref(), &uri, &ids).await
}

/// Of which page the posts are asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Page {
    url: String,
}

/// <https://docs.joinmastodon.org/methods/timelines/#link>
pub(super) async fn link(
    State(app): State<App>,
    viewer: Option<Viewer>,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
    Input(page): Input<Page>,
) -> Result<Response> {
    let who = viewer.as_ref().map(|viewer| viewer.id);
    let ids = super::linked(&app, who, page.url, ask, ask.limit(LIMIT.0, LIMIT.1)).await?;
    answer(&app, viewer.as_ref(), &uri, &ids).await
}

/// <https://docs.joinmastodon.org/methods/timelines/#list>
pub(super) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<ListId>,
    ask: Ask,
    OriginalUri(uri): OriginalUri,
) -> Result<Response> {
    let ids = super::list(&app, viewer.id, id, ask, ask.limit(LIMIT.0, LIMIT.1)).await?;
    answer(&app, Some(&viewer), &uri, &ids).await
}

async fn answer(app: &App, viewer: Option<&Viewer>, uri: &Uri, ids: &[PostId]) -> Result<Response> {
    let span = ids.first().zip(ids.last()).map(|(newest, oldest)| (newest.0, oldest.0));
    let body = posts::answer_list(app, viewer.map(|viewer| viewer.id), ids).await?;
    Ok(Paged { body, span }.answer(app, uri))
}
