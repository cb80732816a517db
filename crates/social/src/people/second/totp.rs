//! Codes that change every thirty seconds: RFC 6238 as every app has it (HMAC-SHA-1, six digits).

use aws_lc_rs::hmac::{HMAC_SHA1_FOR_LEGACY_USE_ONLY, Key, sign};

/// How long a code is shown, in milliseconds.
pub const STEP_MS: i64 = 30_000;
/// Steps that the clock of an app may be ahead or behind.
const DRIFT_STEPS: i64 = 1;
/// Codes are below this.
const CODES: u32 = 1_000_000;

/// The code of a step of time, which counts from 1970. RFC 4226 §5.3.
#[must_use]
pub fn code(secret: &[u8], step: i64) -> u32 {
    let key = Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let tag = sign(&key, &step.to_be_bytes());
    let tag = tag.as_ref();
    let at = usize::from(tag[tag.len() - 1] & 0xf);
    let word = [tag[at] & 0x7f, tag[at + 1], tag[at + 2], tag[at + 3]];
    u32::from_be_bytes(word) % CODES
}

/// The step whose code this is, if it is one of now and later than the last one taken.
pub(super) fn step_of(secret: &[u8], typed: &str, now_ms: i64, used: i64) -> Option<i64> {
    if typed.len() != 6 {
        return None;
    }
    let typed: u32 = typed.parse().ok()?;
    let now = now_ms / STEP_MS;
    let mut steps = (now - DRIFT_STEPS..=now + DRIFT_STEPS).filter(|step| *step > used);
    steps.find(|step| code(secret, *step) == typed)
}

/// Bytes as letters and digits that are typed without doubt: base32, RFC 4648 §6, unpadded.
pub(super) fn base32(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
    (0..bytes.len() * 8)
        .step_by(5)
        .map(|at| {
            let five = (at..at + 5).fold(0, |value, at| value << 1 | bit(at));
            char::from(SIGNS[usize::from(five)])
        })
        .collect()
}

/// A text in groups of four, as it is read aloud.
pub(super) fn grouped(text: &str, joint: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    signs.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(joint)
}
