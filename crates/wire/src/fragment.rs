//! Ready-made JSON: objects kept open at the end, so that a tail can be written behind them.
//!
//! A *body* is an object without its closing brace, made once by [`open_json`] and kept. A tail
//! starts with a comma and is written by hand for each reader; the one who puts the parts
//! together closes the brace. Bodies are trusted: nothing here parses them again.

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

/// Finished JSON inside a struct that serde writes: for answers that are not hot.
#[derive(Clone, Debug)]
pub struct Json(Box<RawValue>);

impl Json {
    /// Takes finished JSON. `None` when it is not one whole JSON value in UTF-8.
    pub fn new(bytes: Vec<u8>) -> Option<Json> {
        let text = String::from_utf8(bytes).ok()?;
        RawValue::from_string(text).ok().map(Json)
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(to)
    }
}

/// The JSON of one of this crate's structs.
///
/// # Panics
/// When a value's own `Serialize` fails, which none of this crate's does: their keys are text.
pub fn json(value: &impl Serialize) -> Vec<u8> {
    let mut out = Vec::with_capacity(512);
    write_json(&mut out, value);
    out
}

/// The JSON of a struct without its closing brace: a body, ready for a tail.
///
/// # Panics
/// As [`json`]; and in debug builds when the value is not an object with at least one field.
pub fn open_json(value: &impl Serialize) -> Vec<u8> {
    let mut out = json(value);
    debug_assert!(out.len() > 2 && out.ends_with(b"}"), "a body is an object with fields");
    out.pop();
    out.shrink_to_fit();
    out
}

/// Writes the JSON of a value behind what is there; see [`json`].
pub fn write_json(out: &mut Vec<u8>, value: &impl Serialize) {
    serde_json::to_writer(out, value).expect("the structs of the wire have text for keys");
}

/// Writes `[…]`, one item after the other, each by `write`.
pub fn write_list<T>(
    out: &mut Vec<u8>,
    items: impl IntoIterator<Item = T>,
    mut write: impl FnMut(&mut Vec<u8>, T),
) {
    out.push(b'[');
    for (at, item) in items.into_iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        write(out, item);
    }
    out.push(b']');
}

/// Writes a whole number in decimal.
pub(crate) fn write_number(out: &mut Vec<u8>, number: i64) {
    out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
}

/// Writes `true` or `false`.
pub(crate) fn write_bool(out: &mut Vec<u8>, yes: bool) {
    out.extend_from_slice(if yes { b"true" } else { b"false" });
}
