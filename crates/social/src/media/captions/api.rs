//! The JSON face of captions, and the doors they are read at.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::http::{Path, Upload, Viewer};
use ground::{App, CaptionId, Error, MediaId, Result};
use http::header;
use serde::Deserialize;
use serde_json::{Value, json};
use text::captions::transcript;
use wire::Time;

use super::{Captions, Written};
use crate::media::serve::FOREVER;

/// What an app says of captions.
#[derive(Debug, Default, Deserialize)]
pub(in crate::media) struct Words {
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    label: Option<String>,
    #[serde(default)]
    text: Option<String>,
}

/// Ours: the captions of a film or sound of one's own.
pub(in crate::media) async fn list(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<MediaId>,
) -> Result<Json<Vec<Value>>> {
    let list = app.read(async move |tx| super::list(tx, viewer.id, id).await).await?;
    Ok(Json(list.iter().map(|it| shown(&app, it)).collect()))
}

/// Ours: adds captions: `language`, `label`, and the file or `text`.
pub(in crate::media) async fn add(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<MediaId>,
    sent: Upload<Words>,
) -> Result<Json<Value>> {
    let written = written(sent)?;
    let it = app.write(async move |tx| super::add(tx, viewer.id, id, written).await).await?;
    Ok(Json(shown(&app, &it)))
}

/// Ours: changes captions, what is said of them.
pub(in crate::media) async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Path(which): Path<(MediaId, CaptionId)>,
    sent: Upload<Words>,
) -> Result<Json<Value>> {
    let written = written(sent)?;
    let it = app.write(async move |tx| super::change(tx, viewer.id, which, written).await).await?;
    Ok(Json(shown(&app, &it)))
}

/// Ours: removes captions.
pub(in crate::media) async fn remove(
    State(app): State<App>,
    viewer: Viewer,
    Path((media, id)): Path<(MediaId, CaptionId)>,
) -> Result<Json<Value>> {
    app.write(async move |tx| super::remove(tx, viewer.id, media, id).await).await?;
    Ok(Json(json!({})))
}

/// Captions as WebVTT (`.vtt`), or what is said as paragraphs (`.json`). The name is a secret, and
/// always means the same text.
pub(in crate::media) async fn file(
    State(app): State<App>,
    Path(name): Path<String>,
) -> Result<Response> {
    let (key, kind) = name.split_once('.').ok_or(Error::NotFound)?;
    if !matches!(kind, "vtt" | "json") {
        return Err(Error::NotFound);
    }
    let key = key.to_owned();
    let it = app.read(async move |tx| super::by_key(tx, key).await).await?;
    let kept = (header::CACHE_CONTROL, FOREVER);
    let quiet = (header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    if kind == "vtt" {
        let kind = (header::CONTENT_TYPE, "text/vtt; charset=utf-8");
        return Ok(([kind, kept, quiet], it.body).into_response());
    }
    let paragraphs = transcript(&it.cues());
    let told = json!({ "language": it.language, "label": it.label, "paragraphs": paragraphs });
    Ok(([kept, quiet], Json(told)).into_response())
}

pub(super) fn text_of(bytes: &[u8]) -> Result<&str> {
    std::str::from_utf8(bytes).map_err(|_| Error::invalid("text", "error-captions-utf8"))
}

fn written(sent: Upload<Words>) -> Result<Written> {
    let Words { language, label, text } = sent.fields;
    match sent.files.iter().find(|file| file.field == "file") {
        Some(file) => Written::parse(language, label, Some(text_of(&file.bytes)?)),
        None => Written::parse(language, label, text.as_deref()),
    }
}

fn shown(app: &App, it: &Captions) -> Value {
    json!({
        "id": it.id,
        "language": it.language,
        "label": it.label,
        "url": app.url(&it.track().path()),
        "transcript_url": app.url(&it.track().transcript_path()),
        "updated_at": Time(it.updated_at),
    })
}
