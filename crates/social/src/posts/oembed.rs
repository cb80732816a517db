//! How a post is shown on other sites: words, author and a link, nothing that runs.

use axum::Json;
use axum::extract::State;
use ground::http::{Input, Whole};
use ground::{App, Error, PostId, Result};
use maud::{PreEscaped, html};
use serde::Deserialize;
use serde_json::{Value, json};

use super::page::shown;
use super::visible;

/// How wide it is shown unless said otherwise, in pixels.
const WIDTH: i64 = 400;
/// How long it may be kept elsewhere, in seconds.
const CACHE_S: u32 = 86_400;

/// Which post is to be shown.
#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    url: String,
    #[serde(default)]
    maxwidth: Option<Whole>,
    #[serde(default)]
    maxheight: Option<Whole>,
}

/// <https://docs.joinmastodon.org/methods/oembed/#get>, <https://oembed.com>
pub(super) async fn get(
    State(app): State<App>,
    Input(wanted): Input<Wanted>,
) -> Result<Json<Value>> {
    let path = app.config.path_of(&wanted.url);
    let id = path.and_then(at_path).ok_or(Error::NotFound)?;
    let seen = app.read(async move |tx| visible::seen_by(tx, None, id).await).await?;
    let post = shown(&app, None, &[seen.boost_of.unwrap_or(id)]).await?.pop();
    let post = post.ok_or(Error::NotFound)?;
    let (name, url) = (post.account.name(), app.url(&post.path()));
    let page = html! {
        blockquote cite=(url) lang=[&post.language] {
            @if post.spoiler_text.is_empty() { (PreEscaped(&post.content)) }
            @else { p { (post.spoiler_text) } }
            p { "— " (name) " (@" (post.account.acct) "@" (app.config.domain()) "), "
                a href=(url) { (url) } }
        }
    };
    Ok(Json(json!({
        "type": "rich",
        "version": "1.0",
        "title": format!("{name} (@{}@{})", post.account.acct, app.config.domain()),
        "author_name": name,
        "author_url": app.url(&post.account.path()),
        "provider_name": app.config.title,
        "provider_url": app.config.origin,
        "cache_age": CACHE_S,
        "html": page.into_string(),
        "width": wanted.maxwidth.map_or(WIDTH, |width| width.0).max(0),
        "height": wanted.maxheight.map(|height| height.0.max(0)),
    })))
}

/// The post at a path of ours: `/@name/1`, `/posts/1`, `/ap/posts/1`.
#[must_use]
pub fn at_path(path: &str) -> Option<PostId> {
    let id = match path.strip_prefix("/@") {
        Some(rest) => rest.split_once('/')?.1,
        None => path.strip_prefix("/posts/").or_else(|| path.strip_prefix("/ap/posts/"))?,
    };
    id.parse().ok()
}
