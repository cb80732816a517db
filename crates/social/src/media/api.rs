//! The JSON face of media, and the door to the files themselves.

use axum::extract::State;
use axum::response::Response;
use ground::http::{Input, Path, Upload, Viewer};
use ground::{App, Error, MediaId, Result};
use http::{HeaderMap, Method};
use serde::Deserialize;

use super::{Attachment, Said, desk, remote, serve};
use crate::gates::domains::{self, Severity};

/// What an app says of a picture.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Words {
    #[serde(default)]
    description: Option<String>,
    #[serde(default)]
    focus: Option<String>,
}

/// <https://docs.joinmastodon.org/methods/media/#v2>
///
/// The picture is ready when this answers, so there is never a 202.
pub(super) async fn upload(
    State(app): State<App>,
    viewer: Viewer,
    Upload { fields, files }: Upload<Words>,
) -> Result<Response> {
    let file = files.into_iter().find(|file| file.field == "file");
    let file = file.ok_or(Error::invalid("file", "error-no-file"))?;
    let said = Said::parse(fields.description, fields.focus.as_deref())?;
    let id = desk::take_in(&app, viewer.id, file.bytes, said).await?;
    let it = app.read(async move |tx| super::get(tx, viewer.id, id).await).await?;
    Ok(shown(&app, &it))
}

/// <https://docs.joinmastodon.org/methods/media/#get>
pub(super) async fn get(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<MediaId>,
) -> Result<Response> {
    let it = app.read(async move |tx| super::get(tx, viewer.id, id).await).await?;
    Ok(shown(&app, &it))
}

/// <https://docs.joinmastodon.org/methods/media/#update>
///
/// Ours: also when a post carries the picture already.
pub(super) async fn describe(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<MediaId>,
    Input(words): Input<Words>,
) -> Result<Response> {
    let said = Said::parse(words.description, words.focus.as_deref())?;
    let it = app.write(async move |tx| super::describe(tx, viewer.id, id, said).await).await?;
    Ok(shown(&app, &it))
}

/// <https://docs.joinmastodon.org/methods/media/#delete>
pub(super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<MediaId>,
) -> Result<Response> {
    let it = app.write(async move |tx| super::remove(tx, viewer.id, id).await).await?;
    super::forget_files(&app, &[&it.file, &it.preview]).await;
    Ok(ground::http::paging::json(b"{}".to_vec()))
}

/// A file of the media folder. Its name is a secret and its bytes never change.
pub(super) async fn file(
    State(app): State<App>,
    Path(name): Path<String>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response> {
    serve::file(&app, &name, serve::FOREVER, &method, &headers).await
}

/// A file of another server, at an address that we gave out.
pub(super) async fn remote(
    State(app): State<App>,
    Path((look, mark, address)): Path<(String, String, String)>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response> {
    let wanted = remote::read_address(&app, &look, &mark, &address).ok_or(Error::NotFound)?;
    let refused = domains::refused(&app, wanted.host());
    if refused.media || refused.severity == Severity::Suspend {
        return Err(Error::NotFound);
    }
    let file = remote::file(&app, &wanted).await?;
    match serve::file(&app, &file, serve::A_WEEK, &method, &headers).await {
        // Its row is here and it is not: it is fetched once more.
        Err(Error::NotFound) => {
            remote::forget(&app, &wanted).await?;
            let file = remote::file(&app, &wanted).await?;
            serve::file(&app, &file, serve::A_WEEK, &method, &headers).await
        }
        other => other,
    }
}

fn shown(app: &App, it: &Attachment) -> Response {
    ground::http::paging::json(wire::json(&it.wire(&app.config)))
}
