//! What was sent: query, form, JSON or multipart, read into one typed value.
//!
//! Apps send the same parameters in any of these shapes, with Rails' brackets (`media_ids[]`,
//! `poll[options][]`, `fields_attributes[0][name]`), with booleans as words and numbers as text.

use axum::body::Bytes;
use axum::extract::multipart::Multipart;
use axum::extract::{FromRequest, Request};
use http::header::CONTENT_TYPE;
use serde::de::{DeserializeOwned, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::rows;
use crate::app::App;
use crate::error::{Error, Result};
use crate::i18n::Say;

/// Deepest nesting of brackets in a parameter's name.
const DEPTH_MAX: usize = 3;
/// Most parts of a multipart body.
const PARTS_MAX: usize = 100;
/// Longest text part of a multipart body, in bytes.
const TEXT_PART_BYTES_MAX: usize = 1 << 20;

/// The parameters of a request, from its query and its body.
pub struct Input<T>(pub T);

/// The parameters and files of a request.
pub struct Upload<T> {
    /// The parameters.
    pub fields: T,
    /// The files, in the order sent.
    pub files: Vec<File>,
}

/// A file that was sent.
pub struct File {
    /// The name of its form field.
    pub field: String,
    /// Its bytes, as sent: hostile until proven otherwise.
    pub bytes: Bytes,
}

impl<T: DeserializeOwned> FromRequest<App> for Input<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        Upload::<T>::from_request(request, app).await.map(|upload| Self(upload.fields))
    }
}

impl<T: DeserializeOwned> FromRequest<App> for Upload<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let query = request.uri().query().unwrap_or_default().to_owned();
        let sent = Sent::read(request, app, query).await?;
        Ok(Self { fields: sent.fields()?, files: sent.files })
    }
}

/// What was sent, not yet given a type.
pub(super) struct Sent {
    fields: Fields,
    pub(super) files: Vec<File>,
}

enum Fields {
    Json(Bytes),
    /// `name=value` pairs, percent-encoded.
    Pairs(String),
}

impl Sent {
    /// Reads a body; `pairs` come before what it holds, unless it is JSON.
    pub(super) async fn read(request: Request, app: &App, pairs: String) -> Result<Self> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        match kind.unwrap_or_default().split(';').next().unwrap_or_default().trim() {
            "application/json" => {
                let body = body(request, app).await?;
                Ok(Self { fields: Fields::Json(body), files: Vec::new() })
            }
            "multipart/form-data" => multipart(request, app, pairs).await,
            _ => form(request, app, pairs).await,
        }
    }

    /// The parameters as one typed value.
    pub(super) fn fields<T: DeserializeOwned>(&self) -> Result<T> {
        match &self.fields {
            Fields::Json(body) => json(body),
            Fields::Pairs(pairs) => fields(pairs),
        }
    }
}

fn json<T: DeserializeOwned>(body: &[u8]) -> Result<T> {
    // An empty body is an empty object: some apps send the header alone.
    let body: &[u8] = if body.is_empty() { b"{}" } else { body };
    serde_json::from_slice(body)
        .map_err(|why| Error::Malformed(Say::new("error-bad-json").with("why", why.to_string())))
}

async fn form(request: Request, app: &App, mut query: String) -> Result<Sent> {
    let body = body(request, app).await?;
    let body = std::str::from_utf8(&body).map_err(|_| Error::Malformed("error-bad-utf8".into()))?;
    if !body.is_empty() {
        query.push('&');
        query.push_str(body);
    }
    Ok(Sent { fields: Fields::Pairs(query), files: Vec::new() })
}

async fn multipart(request: Request, app: &App, mut query: String) -> Result<Sent> {
    let mut parts = Multipart::from_request(request, app)
        .await
        .map_err(|_| Error::Malformed("error-bad-multipart".into()))?;
    let mut files = Vec::new();
    let mut count = 0;
    while let Some(part) = parts.next_field().await.map_err(multipart_error)? {
        count += 1;
        if count > PARTS_MAX {
            return Err(Error::TooLarge("error-too-many-parts".into()));
        }
        let field = part.name().unwrap_or_default().to_owned();
        // Some apps send a file without a name; a field called so is one all the same.
        let is_file = field == "file" || part.file_name().is_some_and(|name| !name.is_empty());
        let bytes = part.bytes().await.map_err(multipart_error)?;
        if is_file {
            files.push(File { field, bytes });
        } else if !bytes.is_empty() {
            push_pair(&mut query, &field, &bytes)?;
        }
    }
    Ok(Sent { fields: Fields::Pairs(query), files })
}

fn push_pair(query: &mut String, name: &str, value: &[u8]) -> Result<()> {
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    if value.len() > TEXT_PART_BYTES_MAX {
        return Err(Error::TooLarge("error-body-too-large".into()));
    }
    let value =
        std::str::from_utf8(value).map_err(|_| Error::Malformed("error-bad-utf8".into()))?;
    query.push('&');
    // Brackets in names stay as they are: they carry the structure.
    query.push_str(name);
    query.push('=');
    query.extend(utf8_percent_encode(value, NON_ALPHANUMERIC));
    Ok(())
}

fn multipart_error(error: axum::extract::multipart::MultipartError) -> Error {
    if error.status() == http::StatusCode::PAYLOAD_TOO_LARGE {
        Error::TooLarge("error-body-too-large".into())
    } else {
        Error::Malformed("error-bad-multipart".into())
    }
}

async fn body(request: Request, app: &App) -> Result<Bytes> {
    Bytes::from_request(request, app).await.map_err(|rejection| {
        if rejection.status() == http::StatusCode::PAYLOAD_TOO_LARGE {
            Error::TooLarge("error-body-too-large".into())
        } else {
            Error::Malformed("error-body-unread".into())
        }
    })
}

fn fields<T: DeserializeOwned>(pairs: &str) -> Result<T> {
    let pairs = rows::numbered(pairs.trim_start_matches('&'));
    serde_qs::Config::new()
        .max_depth(DEPTH_MAX)
        .use_form_encoding(true)
        .deserialize_str(&pairs)
        .map_err(|why| {
            Error::Malformed(Say::new("error-bad-parameters").with("why", why.to_string()))
        })
}

/// A yes or no, as apps send it: `true`, `1`, `on`, `yes`; anything else known is no.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flag(pub bool);

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(from: D) -> std::result::Result<Self, D::Error> {
        from.deserialize_any(FlagVisitor)
    }
}

/// A whole number, as apps send it: a number, or text that is one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Whole(pub i64);

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(from: D) -> std::result::Result<Self, D::Error> {
        from.deserialize_any(WholeVisitor)
    }
}

/// A list, as apps send it: a list, numbered fields, one value alone, or nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Many<T>(pub Vec<T>);

impl<T> Default for Many<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> std::result::Result<Self, D::Error> {
        from.deserialize_any(ManyVisitor(std::marker::PhantomData))
    }
}

/// Most values of a list.
const MANY_MAX: usize = 1000;

struct ManyVisitor<T>(std::marker::PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ManyVisitor<T> {
    type Value = Many<T>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> std::result::Result<Many<T>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = seq.next_element()? {
            if list.len() == MANY_MAX {
                return Err(serde::de::Error::custom("a list has at most 1000 values"));
            }
            list.push(item);
        }
        Ok(Many(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Many<T>, A::Error> {
        let mut list: Vec<(u32, T)> = Vec::new();
        while let Some((place, item)) = map.next_entry::<String, T>()? {
            if list.len() == MANY_MAX {
                return Err(serde::de::Error::custom("a list has at most 1000 values"));
            }
            list.push((place.parse().unwrap_or(u32::MAX), item));
        }
        list.sort_by_key(|(place, _)| *place);
        Ok(Many(list.into_iter().map(|(_, item)| item).collect()))
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> std::result::Result<Many<T>, E> {
        if value.is_empty() {
            return Ok(Many(Vec::new()));
        }
        T::deserialize(value.into_deserializer()).map(|item| Many(vec![item]))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> std::result::Result<Many<T>, E> {
        T::deserialize(value.into_deserializer()).map(|item| Many(vec![item]))
    }

    fn visit_unit<E: serde::de::Error>(self) -> std::result::Result<Many<T>, E> {
        Ok(Many(Vec::new()))
    }
}

struct WholeVisitor;

impl Visitor<'_> for WholeVisitor {
    type Value = Whole;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a whole number")
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> std::result::Result<Whole, E> {
        Ok(Whole(value))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> std::result::Result<Whole, E> {
        i64::try_from(value).map(Whole).map_err(|_| E::custom("the number is too large"))
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> std::result::Result<Whole, E> {
        let number = value.trim().parse().map(Whole);
        number.map_err(|_| E::custom("expected a whole number"))
    }
}

struct FlagVisitor;

impl Visitor<'_> for FlagVisitor {
    type Value = Flag;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("true or false")
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> std::result::Result<Flag, E> {
        Ok(Flag(value))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> std::result::Result<Flag, E> {
        Ok(Flag(value != 0))
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> std::result::Result<Flag, E> {
        Ok(Flag(value != 0))
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> std::result::Result<Flag, E> {
        match value.to_ascii_lowercase().as_str() {
            "true" | "1" | "on" | "yes" | "t" => Ok(Flag(true)),
            "false" | "0" | "off" | "no" | "f" | "" => Ok(Flag(false)),
            _ => Err(E::custom("expected true or false")),
        }
    }

    fn visit_unit<E: serde::de::Error>(self) -> std::result::Result<Flag, E> {
        Ok(Flag(false))
    }
}
