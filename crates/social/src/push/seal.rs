//! The envelope of a push message: encrypted for one receiver (RFC 8291, RFC 8188), and signed by
//! this server for one push service (RFC 8292).

use aws_lc_rs::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::agreement::{self, ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey};
use aws_lc_rs::hkdf::{HKDF_SHA256, KeyType, Prk, Salt};
use aws_lc_rs::rand::{self, SystemRandom};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ground::{Error, Result};

/// Bytes of a record, as its head says: the whole message is one.
const RECORD_BYTES: u32 = 4096;
/// Longest message, in bytes: what is left of a record after its head, tag and end mark.
pub(super) const MESSAGE_BYTES_MAX: usize = 3_993;
/// How long a signature is good, in seconds.
const SIGNED_S: i64 = 12 * 3_600;

struct Bytes(usize);

impl KeyType for Bytes {
    fn len(&self) -> usize {
        self.0
    }
}

fn fault(what: &'static str) -> impl Fn(aws_lc_rs::error::Unspecified) -> Error {
    move |_| Error::internal(what)
}

fn expand<const N: usize>(from: &Prk, info: &[&[u8]]) -> Result<[u8; N]> {
    let mut out = [0u8; N];
    let okm = from.expand(info, Bytes(N)).map_err(fault("a key could not be drawn"))?;
    okm.fill(&mut out).map_err(fault("a key could not be drawn"))?;
    Ok(out)
}

/// Encrypts a message for who holds the private key to `receiver` (65 bytes) and `auth`.
///
/// # Errors
/// If `receiver` is no point of the curve.
pub(super) fn encrypt(message: &[u8], receiver: &[u8], auth: &[u8]) -> Result<Vec<u8>> {
    let random = SystemRandom::new();
    let own = EphemeralPrivateKey::generate(&ECDH_P256, &random).map_err(fault("no key"))?;
    let public = own.compute_public_key().map_err(fault("no public key"))?;
    let theirs = UnparsedPublicKey::new(&ECDH_P256, receiver);
    let bad = Error::internal("the receiver's key is none");
    let drawn = agreement::agree_ephemeral(own, theirs, bad, |shared| {
        let key = Salt::new(HKDF_SHA256, auth).extract(shared);
        expand::<32>(&key, &[b"WebPush: info\0", receiver, public.as_ref()])
    })?;
    let mut salt = [0u8; 16];
    rand::fill(&mut salt).map_err(fault("no randomness"))?;
    let key = Salt::new(HKDF_SHA256, &salt).extract(&drawn);
    let content: [u8; 16] = expand(&key, &[b"Content-Encoding: aes128gcm\0"])?;
    let nonce: [u8; 12] = expand(&key, &[b"Content-Encoding: nonce\0"])?;
    let content = UnboundKey::new(&AES_128_GCM, &content).map_err(fault("no content key"))?;
    // The mark of the last record.
    let mut sealed = [message, &[2]].concat();
    LessSafeKey::new(content)
        .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut sealed)
        .map_err(fault("the message could not be sealed"))?;
    let public = public.as_ref();
    let mut out = Vec::with_capacity(86 + sealed.len());
    out.extend_from_slice(&salt);
    out.extend_from_slice(&RECORD_BYTES.to_be_bytes());
    out.push(u8::try_from(public.len()).unwrap_or(65));
    out.extend_from_slice(public);
    out.extend_from_slice(&sealed);
    Ok(out)
}

/// The key by which this server is known to push services.
pub(super) struct Signer {
    pair: EcdsaKeyPair,
    /// Its public half, base64url.
    pub(super) public: String,
}

impl Signer {
    /// A new key, as it is kept.
    pub(super) fn make() -> Result<Vec<u8>> {
        let made =
            EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new());
        Ok(made.map_err(fault("no key could be made"))?.as_ref().to_vec())
    }

    /// The key that was kept.
    pub(super) fn of(kept: &[u8]) -> Result<Self> {
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, kept)
            .map_err(|_| Error::internal("the key of web push cannot be read"))?;
        let public = URL_SAFE_NO_PAD.encode(pair.public_key().as_ref());
        Ok(Self { pair, public })
    }

    /// The `Authorization` of a message to a push service at `origin`; `contact` is an address of
    /// whoever runs this server (a URL).
    pub(super) fn authorization(&self, origin: &str, contact: &str, now_ms: i64) -> Result<String> {
        let head = URL_SAFE_NO_PAD.encode(br#"{"typ":"JWT","alg":"ES256"}"#);
        let claims = serde_json::json!({
            "aud": origin,
            "exp": now_ms / 1_000 + SIGNED_S,
            "sub": contact,
        });
        let signed = format!("{head}.{}", URL_SAFE_NO_PAD.encode(claims.to_string()));
        let signature = self
            .pair
            .sign(&SystemRandom::new(), signed.as_bytes())
            .map_err(fault("the message could not be signed"))?;
        let signature = URL_SAFE_NO_PAD.encode(signature.as_ref());
        Ok(format!("vapid t={signed}.{signature}, k={}", self.public))
    }
}
