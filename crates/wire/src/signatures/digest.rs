//! Digests of bodies: `Digest` (RFC 3230) and `Content-Digest` (RFC 9530).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sfv::{Dictionary, ListEntry, Parser};

use super::Request;

/// The SHA-256 that a request claims for its body: of `Content-Digest`, else of `Digest`. None if
/// there is none, or the two differ.
#[must_use]
pub fn claimed_sha256(request: &Request) -> Option<[u8; 32]> {
    let new = request.header("content-digest").map(|value| newer(&value));
    let old = request.header("digest").map(|value| older(&value));
    match (new, old) {
        (Some(new), Some(old)) if new == old => new,
        (Some(found), None) | (None, Some(found)) => found,
        _ => None,
    }
}

fn newer(value: &str) -> Option<[u8; 32]> {
    let all: Dictionary = Parser::new(value).parse().ok()?;
    match all.get("sha-256")? {
        ListEntry::Item(item) => item.bare_item.as_byte_sequence()?.try_into().ok(),
        ListEntry::InnerList(_) => None,
    }
}

fn older(value: &str) -> Option<[u8; 32]> {
    value.split(',').find_map(|one| {
        let (name, sum) = one.trim().split_once('=')?;
        let sum = name.eq_ignore_ascii_case("sha-256").then(|| STANDARD.decode(sum).ok())??;
        sum.try_into().ok()
    })
}

/// The `Digest` header for a body with this SHA-256.
#[must_use]
pub fn digest(sha256: &[u8; 32]) -> String {
    format!("SHA-256={}", STANDARD.encode(sha256))
}

/// The `Content-Digest` header for a body with this SHA-256.
#[must_use]
pub fn content_digest(sha256: &[u8; 32]) -> String {
    format!("sha-256=:{}:", STANDARD.encode(sha256))
}
