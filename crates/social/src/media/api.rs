//! The JSON face of media, and the door to the files themselves.

use std::time::Duration;

use axum::extract::State;
use axum::response::Response;
use ground::http::{File, Path, Upload, Viewer};
use ground::{App, Error, MediaId, Result};
use http::{HeaderMap, Method, StatusCode};
use serde::Deserialize;

use super::{Attachment, Said, Sent, desk, film, remote, serve};
use crate::gates::domains::{self, Severity};

/// How long the older door waits for a film or sound to be worked on: less than most apps wait.
const WAIT_MAX: Duration = Duration::from_secs(50);

/// What an app says of a picture, film or sound.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Words {
    #[serde(default)]
    description: Option<String>,
    #[serde(default)]
    focus: Option<String>,
}

/// <https://docs.joinmastodon.org/methods/media/#v2>
///
/// A picture is ready when this answers (200); a film or sound is not (202).
pub(super) async fn upload(
    State(app): State<App>,
    viewer: Viewer,
    sent: Upload<Words>,
) -> Result<Response> {
    let id = take_in(&app, &viewer, sent).await?;
    let it = app.read(async move |tx| super::get(tx, viewer.id, id).await).await?;
    Ok(sent_in(&app, &it))
}

/// <https://docs.joinmastodon.org/methods/media/#v1>
///
/// Waits for the work on a film or sound; one that takes too long for that is answered as in v2.
pub(super) async fn upload_and_wait(
    State(app): State<App>,
    viewer: Viewer,
    sent: Upload<Words>,
) -> Result<Response> {
    let id = take_in(&app, &viewer, sent).await?;
    let it = film::wait(&app, viewer.id, id, WAIT_MAX).await?;
    match film::refused(&it, &app.config) {
        Some(why) => Err(why),
        None => Ok(sent_in(&app, &it)),
    }
}

async fn take_in(app: &App, viewer: &Viewer, sent: Upload<Words>) -> Result<MediaId> {
    let Upload { fields, mut files } = sent;
    let thumbnail = take(&mut files, "thumbnail").map(|file| file.bytes);
    let file = take(&mut files, "file").ok_or(Error::invalid("file", "error-no-file"))?.bytes;
    let said = Said::parse(fields.description, fields.focus.as_deref())?;
    desk::take_in(app, viewer.id, Sent { file, thumbnail }, said).await
}

fn take(files: &mut Vec<File>, field: &str) -> Option<File> {
    let place = files.iter().position(|file| file.field == field)?;
    Some(files.swap_remove(place))
}

/// <https://docs.joinmastodon.org/methods/media/#get>
pub(super) async fn get(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<MediaId>,
) -> Result<Response> {
    let it = app.read(async move |tx| super::get(tx, viewer.id, id).await).await?;
    as_it_stands(&app, &it)
}

/// <https://docs.joinmastodon.org/methods/media/#update>
///
/// Ours: also when a post carries it already.
pub(super) async fn describe(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<MediaId>,
    Upload { fields, mut files }: Upload<Words>,
) -> Result<Response> {
    let who = viewer.id;
    let said = Said::parse(fields.description, fields.focus.as_deref())?;
    if let Some(file) = take(&mut files, "thumbnail") {
        // Whose it is comes first: a stranger's picture is not worked on.
        app.read(async move |tx| super::get(tx, who, id).await).await?;
        let poster = film::poster(&app, file.bytes).await?;
        let new = poster.file.clone();
        let set = app.write(async move |tx| super::set_poster(tx, who, id, poster).await).await;
        let unused = match &set {
            Ok(before) => before.clone(),
            Err(Error::Invalid { .. } | Error::NotFound | Error::Unavailable(_)) => vec![new],
            Err(_) => Vec::new(),
        };
        super::forget_files(&app, &unused).await;
        set?;
    }
    let it = app.write(async move |tx| super::describe(tx, who, id, said).await).await?;
    as_it_stands(&app, &it)
}

/// <https://docs.joinmastodon.org/methods/media/#delete>
pub(super) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<MediaId>,
) -> Result<Response> {
    let files = app.write(async move |tx| super::remove(tx, viewer.id, id).await).await?;
    super::forget_files(&app, &files).await;
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

/// What was just sent in: 202 while it is worked on.
fn sent_in(app: &App, it: &Attachment) -> Response {
    with_status(app, it, if it.is_worked_on() { StatusCode::ACCEPTED } else { StatusCode::OK })
}

/// What was sent in before: 206 while it is worked on, 422 if it was refused.
fn as_it_stands(app: &App, it: &Attachment) -> Result<Response> {
    if let Some(why) = film::refused(it, &app.config) {
        return Err(why);
    }
    let working = it.is_worked_on();
    let status = if working { StatusCode::PARTIAL_CONTENT } else { StatusCode::OK };
    Ok(with_status(app, it, status))
}

fn with_status(app: &App, it: &Attachment, status: StatusCode) -> Response {
    let mut answer = ground::http::paging::json(wire::json(&it.wire(app)));
    *answer.status_mut() = status;
    answer
}
