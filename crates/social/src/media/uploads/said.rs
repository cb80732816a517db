//! What a sender says of an upload: pairs of a name and a value in base64, with commas between.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ground::{Error, Result};

use crate::media::Said;

/// Longest of all, in bytes.
const SAID_BYTES_MAX: usize = 8 << 10;

/// What of it an attachment is told: `description` and `focus`. All else (`filename`, `filetype`)
/// is the sender's own.
pub(super) fn of_media(said: &str) -> Result<Said> {
    if said.len() > SAID_BYTES_MAX {
        return Err(Error::invalid("Upload-Metadata", "error-upload-metadata"));
    }
    let (mut description, mut focus) = (None, None);
    for pair in said.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once(' ').unwrap_or((pair, ""));
        let bytes = STANDARD.decode(value.trim()).ok();
        let value = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        let value =
            || value.ok_or_else(|| Error::invalid("Upload-Metadata", "error-upload-metadata"));
        match name {
            "description" => description = Some(value()?),
            "focus" => focus = Some(value()?),
            _ => {}
        }
    }
    Said::parse(description, focus.as_deref())
}
