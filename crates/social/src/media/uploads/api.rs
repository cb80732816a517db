//! The face of uploads: the tus protocol 1.0, its core and the extensions creation, termination,
//! expiration and checksum. <https://tus.io/protocols/resumable-upload>

use std::time::{Duration, UNIX_EPOCH};

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use ground::http::{Path, Viewer};
use ground::{AccountId, App, Error, Result, Say};
use http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use serde_json::json;

use super::{Checksum, Ended, Held, Upload, UploadId, length_max};
use crate::media;

const VERSION: &str = "1.0.0";
const EXTENSIONS: &str = "creation,termination,expiration,checksum";
const PIECE: &str = "application/offset+octet-stream";
/// The protocol's own status: the checksum does not match.
const CHECKSUM_MISMATCH: u16 = 460;

/// What is spoken here.
pub(in crate::media) async fn options(State(app): State<App>) -> Response {
    let headers = [
        ("tus-resumable", VERSION.to_owned()),
        ("tus-version", VERSION.to_owned()),
        ("tus-extension", EXTENSIONS.to_owned()),
        ("tus-checksum-algorithm", Checksum::ALGORITHMS.to_owned()),
        ("tus-max-size", length_max(&app).to_string()),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

/// Begins an upload: `Upload-Length`, and what is said of it in `Upload-Metadata`.
pub(in crate::media) async fn begin(
    State(app): State<App>,
    viewer: Viewer,
    headers: HeaderMap,
) -> Result<Response> {
    if let Some(answer) = other_version(&headers) {
        return Ok(answer);
    }
    let length = number(&headers, "upload-length")?;
    let said = header(&headers, "upload-metadata").unwrap_or_default().to_owned();
    let upload = super::begin(&app, viewer.id, length, said).await?;
    let place = app.url(&format!("/api/portevoix/v1/uploads/{}", upload.id.0));
    let mut answer = shown(&app, &upload).await?;
    *answer.status_mut() = StatusCode::CREATED;
    let place = HeaderValue::from_str(&place).map_err(Error::internal)?;
    answer.headers_mut().insert(LOCATION, place);
    Ok(answer)
}

/// How far it is (HEAD), and what became of it (GET).
pub(in crate::media) async fn get(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<UploadId>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response> {
    let upload = of(&app, viewer.id, id).await?;
    if method == Method::HEAD {
        let other = other_version(&headers);
        return Ok(other.unwrap_or_else(|| (state(&upload), ()).into_response()));
    }
    // A crash may have come between the last piece and the taking in.
    let upload = match Held::take(&app, id) {
        Some(held) => super::finish(&app, &held, of(&app, viewer.id, id).await?).await?,
        None => upload,
    };
    shown(&app, &upload).await
}

/// A piece, at `Upload-Offset`. The last one answers with the number of the attachment.
pub(in crate::media) async fn receive(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<UploadId>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response> {
    of(&app, viewer.id, id).await?;
    if let Some(answer) = other_version(&headers) {
        return Ok(answer);
    }
    if header(&headers, CONTENT_TYPE.as_str()) != Some(PIECE) {
        let say = Say::new("error-upload-type").with("type", PIECE);
        return Ok(refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE, say));
    }
    let offset = number(&headers, "upload-offset")?;
    let checksum = match header(&headers, "upload-checksum") {
        Some(text) => Some(Checksum::of(text).ok_or_else(|| bad("Upload-Checksum"))?),
        None => None,
    };
    let Some(held) = Held::take(&app, id) else {
        return Ok(refusal(StatusCode::LOCKED, "error-upload-busy".into()));
    };
    // Read again, as it is now ours alone.
    let upload = of(&app, viewer.id, id).await?;
    if offset != upload.received {
        return Err(Error::Conflict(
            Say::new("error-upload-offset").with("offset", upload.received),
        ));
    }
    let coming = header(&headers, CONTENT_LENGTH.as_str()).and_then(|text| text.parse().ok());
    if coming.is_some_and(|bytes: i64| bytes > upload.length - upload.received) {
        return Err(Error::TooLarge("error-upload-more".into()));
    }
    if upload.media.is_some() {
        return Ok((StatusCode::NO_CONTENT, state(&upload)).into_response());
    }
    let (held, upload, ended) = super::receive(&app, held, upload, body, checksum).await?;
    match ended {
        Ended::Well => {
            let upload = super::finish(&app, &held, upload).await?;
            Ok((StatusCode::NO_CONTENT, state(&upload)).into_response())
        }
        Ended::Broken => Err(Error::Malformed("error-body-unread".into())),
        Ended::TooMuch => Err(Error::TooLarge("error-upload-more".into())),
        Ended::Wrong => {
            let status = StatusCode::from_u16(CHECKSUM_MISMATCH).map_err(Error::internal)?;
            Ok(refusal(status, "error-upload-checksum".into()))
        }
    }
}

/// Ends an upload. What became of it stays.
pub(in crate::media) async fn end(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<UploadId>,
    headers: HeaderMap,
) -> Result<Response> {
    of(&app, viewer.id, id).await?;
    if let Some(answer) = other_version(&headers) {
        return Ok(answer);
    }
    let Some(held) = Held::take(&app, id) else {
        return Ok(refusal(StatusCode::LOCKED, "error-upload-busy".into()));
    };
    super::end(&app, held).await?;
    Ok((StatusCode::NO_CONTENT, [("tus-resumable", VERSION)]).into_response())
}

async fn of(app: &App, who: AccountId, id: UploadId) -> Result<Upload> {
    app.read(async move |tx| super::get(tx, who, id).await).await
}

/// Where an upload stands, as headers.
fn state(upload: &Upload) -> HeaderMap {
    let expires = Duration::from_millis(upload.expires_at.unsigned_abs());
    let expires = httpdate::fmt_http_date(UNIX_EPOCH + expires);
    let values = [
        ("tus-resumable", Some(VERSION.to_owned())),
        ("upload-offset", Some(upload.received.to_string())),
        ("upload-length", Some(upload.length.to_string())),
        ("upload-metadata", Some(upload.said.clone()).filter(|said| !said.is_empty())),
        ("upload-expires", Some(expires)),
        ("portevoix-media-id", upload.media.map(|media| media.0.to_string())),
        (CACHE_CONTROL.as_str(), Some("no-store".to_owned())),
    ];
    let mut headers = HeaderMap::new();
    for (name, value) in values {
        if let Some(Ok(value)) = value.map(|value| HeaderValue::from_str(&value)) {
            headers.insert(name, value);
        }
    }
    headers
}

/// An upload as JSON, with its attachment if it is one by now.
async fn shown(app: &App, upload: &Upload) -> Result<Response> {
    let who = upload.account;
    let media = match upload.media {
        Some(id) => match app.read(async move |tx| media::get(tx, who, id).await).await {
            Ok(media) => Some(media.wire(app)),
            // Removed since.
            Err(Error::NotFound) => None,
            Err(other) => return Err(other),
        },
        None => None,
    };
    let body = json!({
        "id": upload.id.0.to_string(),
        "length": upload.length,
        "offset": upload.received,
        "expires_at": wire::Time(upload.expires_at),
        "media_id": upload.media.map(|media| media.0.to_string()),
        "media": media,
    });
    Ok((state(upload), Json(body)).into_response())
}

fn other_version(headers: &HeaderMap) -> Option<Response> {
    if header(headers, "tus-resumable") == Some(VERSION) {
        return None;
    }
    let say = Say::new("error-upload-version").with("version", VERSION);
    let mut answer = refusal(StatusCode::PRECONDITION_FAILED, say);
    answer.headers_mut().insert("tus-version", HeaderValue::from_static(VERSION));
    Some(answer)
}

/// A refusal with a status of the protocol's own choice.
fn refusal(status: StatusCode, say: Say) -> Response {
    let mut answer = Error::Malformed(say).into_response();
    *answer.status_mut() = status;
    answer.headers_mut().insert("tus-resumable", HeaderValue::from_static(VERSION));
    answer
}

fn number(headers: &HeaderMap, name: &'static str) -> Result<i64> {
    let digits = header(headers, name)
        .filter(|text| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit()));
    digits.and_then(|text| text.parse().ok()).ok_or_else(|| bad(name))
}

fn bad(name: &'static str) -> Error {
    Error::Malformed(Say::new("error-upload-header").with("name", name))
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
