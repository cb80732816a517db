//! Signatures of HTTP requests, as servers of the social web write and read them: what a request
//! claims, and the bytes that were signed. No keys are handled here.
//!
//! Two drafts are about. Most servers still speak `draft-cavage-http-signatures-12`
//! ([`cavage`]); newer ones also RFC 9421 ([`message`]). A request that carries both is read by
//! the newer.

pub mod cavage;
mod digest;
pub mod message;

pub use digest::{claimed_sha256, content_digest, digest};

/// A request, as much of it as may be signed.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// In capitals: `POST`.
    pub method: &'a str,
    /// `https`; `http` only among servers under development.
    pub scheme: &'a str,
    /// The host, with its port if that is not the usual one, in lower case.
    pub authority: &'a str,
    /// The path with its query, as sent: `/inbox?a=b`.
    pub target: &'a str,
    /// The headers in order, their names in lower case.
    pub headers: &'a [(&'a str, &'a str)],
}

/// What a request claims: who signed which part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The address of the key.
    pub key_id: String,
    /// How it was signed, if that is said.
    pub algorithm: Option<Algorithm>,
    /// When it was signed, in epoch seconds: of the signature itself, else of the `Date` header
    /// if that is covered.
    pub created: Option<i64>,
    /// When it ends to hold, in epoch seconds.
    pub expires: Option<i64>,
    /// The signature.
    pub signature: Vec<u8>,
    /// The texts that may have been signed. There are two where servers differ: with the query
    /// of the address and without.
    pub texts: Vec<String>,
    /// Whether the digest of the body is covered.
    pub covers_body: bool,
}

/// How a text is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rsa,
    /// Ed25519.
    Ed25519,
}

/// Why a signature cannot be read. The words are for the log, and for the other side's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault(pub &'static str);

impl std::fmt::Display for Fault {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.0)
    }
}

impl std::error::Error for Fault {}

/// Most headers or components that one signature covers.
const COVERED_MAX: usize = 32;
/// Longest address of a key, in bytes.
const KEY_ID_BYTES_MAX: usize = 2_048;

/// Reads the signature of a request. It must cover the method, where the request goes to, and a
/// moment; whether it must cover the body is up to the caller.
///
/// # Errors
/// If there is none, or none that can be understood or is worth anything.
pub fn read(request: &Request) -> Result<Claim, Fault> {
    if request.header("signature-input").is_some() {
        return message::read(request);
    }
    cavage::read(request)
}

impl Claim {
    /// Whether it holds at a moment: signed at most `age_max` seconds ago and not more than
    /// `skew_max` in the future, and not expired. A signature without a moment never does.
    #[must_use]
    pub fn holds_at(&self, now: i64, age_max: i64, skew_max: i64) -> bool {
        let Some(created) = self.created else { return false };
        let age = now.saturating_sub(created);
        age <= age_max
            && age >= -skew_max
            && self.expires.is_none_or(|expires| now <= expires.saturating_add(skew_max))
    }
}

impl Request<'_> {
    /// A header; several of one name as one, with commas, as both drafts have it.
    fn header(&self, name: &str) -> Option<String> {
        let mut found: Option<String> = None;
        for (_, value) in self.headers.iter().filter(|(own, _)| *own == name) {
            let value = value.trim();
            match &mut found {
                None => found = Some(value.to_owned()),
                Some(all) => {
                    all.push_str(", ");
                    all.push_str(value);
                }
            }
        }
        found
    }

    fn path(&self) -> &str {
        self.target.split_once('?').map_or(self.target, |(path, _)| path)
    }
}
