//! What a page says of how it may be embedded. <https://oembed.com/>

use serde::{Deserialize, Deserializer};
use text::Frame;

/// Longest answer read, in bytes.
pub(super) const BYTES_MAX: usize = 64 << 10;
/// The type of its link in a page's head.
pub(super) const MIME: &str = "application/json+oembed";

/// An answer. What is missing or odd in it is empty.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Embed {
    #[serde(rename = "type", deserialize_with = "text_of")]
    pub(super) kind: String,
    #[serde(deserialize_with = "text_of")]
    pub(super) title: String,
    #[serde(deserialize_with = "text_of")]
    pub(super) author_name: String,
    #[serde(deserialize_with = "text_of")]
    pub(super) author_url: String,
    #[serde(deserialize_with = "text_of")]
    pub(super) provider_name: String,
    #[serde(deserialize_with = "text_of")]
    pub(super) provider_url: String,
    #[serde(deserialize_with = "text_of")]
    pub(super) thumbnail_url: String,
    #[serde(deserialize_with = "text_of")]
    pub(super) url: String,
    #[serde(deserialize_with = "text_of")]
    html: String,
    #[serde(deserialize_with = "side_of")]
    width: Option<u32>,
    #[serde(deserialize_with = "side_of")]
    height: Option<u32>,
}

impl Embed {
    /// Reads an answer, if it is one.
    pub(super) fn read(json: &[u8]) -> Option<Self> {
        serde_json::from_slice(json).ok()
    }

    /// The page it embeds. Of its HTML nothing else is taken: not even well-meant foreign HTML
    /// belongs into our pages.
    pub(super) fn frame(&self) -> Frame {
        let found = text::read_page(&self.html).frames.into_iter().next().unwrap_or_default();
        let (width, height) = (self.width.or(found.width), self.height.or(found.height));
        Frame { src: found.src, width, height }
    }
}

fn text_of<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let value = serde_json::Value::deserialize(from)?;
    Ok(value.as_str().unwrap_or_default().trim().to_owned())
}

/// A number, or a number as text: both are found.
fn side_of<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u32>, D::Error> {
    let value = serde_json::Value::deserialize(from)?;
    let number = value.as_u64().and_then(|side| u32::try_from(side).ok());
    Ok(number.or_else(|| value.as_str()?.trim_end_matches("px").parse().ok()))
}
