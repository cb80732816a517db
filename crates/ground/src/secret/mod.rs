//! Secrets: made from the system's randomness, kept only as hashes; those that must be read again
//! are sealed ([`Seal`]).

mod seal;

pub use seal::Seal;

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// A new secret of 256 bits, as text that fits in an address.
///
/// # Panics
/// Never in practice: only if the system has no randomness to give.
#[must_use]
pub fn new() -> String {
    let mut bytes = [0u8; 32];
    rand::fill(&mut bytes).expect("the system gives randomness");
    URL_SAFE_NO_PAD.encode(bytes)
}

/// What is kept of a secret.
#[must_use]
pub fn hash(secret: &str) -> [u8; 32] {
    hash_bytes(secret.as_bytes())
}

/// The same of any bytes.
#[must_use]
pub fn hash_bytes(bytes: &[u8]) -> [u8; 32] {
    let mut out = [0u8; 32];
    out.copy_from_slice(digest(&SHA256, bytes).as_ref());
    out
}

/// The PKCE challenge of a verifier (S256), RFC 7636 §4.2.
#[must_use]
pub fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(hash(verifier))
}

/// Whether two secrets are equal, in a time that does not tell where they differ.
#[must_use]
pub fn equal(a: &[u8], b: &[u8]) -> bool {
    aws_lc_rs::constant_time::verify_slices_are_equal(a, b).is_ok()
}
