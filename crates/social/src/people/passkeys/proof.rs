//! What a browser and a device say of a passkey, and whether it is true. No attestation is asked
//! for: which maker built a device is nobody's business here, so nothing of X.509 is read.
//!
//! <https://www.w3.org/TR/webauthn-3/>, §7.1 and §7.2, by the numbers of their steps.

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256,
    VerificationAlgorithm,
};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ground::secret;
use serde::Deserialize;

/// Longest name of a passkey that a device may choose, in bytes: §4.
const CREDENTIAL_BYTES_MAX: usize = 1023;
const PRESENT: u8 = 1;
const VERIFIED: u8 = 1 << 2;
const MAY_BE_COPIED: u8 = 1 << 3;
const IS_COPIED: u8 = 1 << 4;
const HAS_KEY: u8 = 1 << 6;

/// The kinds of keys we take, best first: their number in COSE, and how they are checked.
/// <https://www.iana.org/assignments/cose/cose.xhtml#algorithms>
const ALGORITHMS: [(i64, &dyn VerificationAlgorithm); 3] =
    [(-8, &ED25519), (-7, &ECDSA_P256_SHA256_ASN1), (-257, &RSA_PKCS1_2048_8192_SHA256)];

/// The numbers of the kinds of keys we take, best first.
pub(super) fn algorithms() -> impl Iterator<Item = i64> {
    ALGORITHMS.iter().map(|(number, _)| *number)
}

/// For which place a device speaks.
#[derive(Clone, Debug)]
pub(in super::super) struct Place {
    /// Scheme, host and port, as browsers write them.
    pub(in super::super) origin: String,
    /// The host alone.
    pub(in super::super) host: String,
}

/// What a device says.
#[derive(Clone, Debug)]
pub(super) struct Device {
    /// How often the passkey was used; 0 where it does not count.
    pub(super) count: i64,
    /// What it calls a new passkey.
    pub(super) credential: Option<Vec<u8>>,
}

/// What the browser says that it asked the device for.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Client {
    r#type: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
}

/// Whether a browser asked the device for this, for us, and now: steps 5 to 11, 8 to 14.
pub(super) fn client_is_right(said: &[u8], kind: &str, challenge: &[u8], place: &Place) -> bool {
    let Ok(client) = serde_json::from_slice::<Client>(said) else { return false };
    let answered = URL_SAFE_NO_PAD.decode(&client.challenge).unwrap_or_default();
    client.r#type == kind
        && secret::equal(&answered, challenge)
        && client.origin == place.origin
        && !client.cross_origin
}

/// What a device says, if it speaks for us, and whoever holds it proved to it who they are: steps
/// 13 to 18, 15 to 20. Bytes as in §6.1.
pub(super) fn device(said: &[u8], place: &Place) -> Option<Device> {
    let (host, rest) = said.split_at_checked(32)?;
    let (flags, rest) = rest.split_first()?;
    let (count, rest) = rest.split_at_checked(4)?;
    let both = PRESENT | VERIFIED;
    // What may not be copied cannot have been.
    let torn = flags & (MAY_BE_COPIED | IS_COPIED) == IS_COPIED;
    if !secret::equal(host, &secret::hash(&place.host)) || flags & both != both || torn {
        return None;
    }
    let count = i64::from(u32::from_be_bytes(count.try_into().ok()?));
    let mut credential = None;
    if flags & HAS_KEY != 0 {
        // The kind of device, 16 bytes, is not looked at.
        let (length, rest) = rest.get(16..)?.split_at_checked(2)?;
        let length = usize::from(u16::from_be_bytes(length.try_into().ok()?));
        credential = Some(rest.get(..length)?.to_vec());
    }
    let fits = |id: &Vec<u8>| (1..=CREDENTIAL_BYTES_MAX).contains(&id.len());
    credential.as_ref().is_none_or(fits).then_some(Device { count, credential })
}

/// The kind of a public key (SubjectPublicKeyInfo), if it is one we take.
pub(super) fn algorithm_of(key: &[u8]) -> Option<i64> {
    // Shorter ones would be taken for bare keys.
    let whole = key.len() > 40 && key.first() == Some(&0x30);
    let takes = |how: &'static dyn VerificationAlgorithm| ParsedPublicKey::new(how, key).is_ok();
    let found = ALGORITHMS.iter().find(|(_, how)| whole && takes(*how));
    found.map(|(number, _)| *number)
}

/// Whether the device signed what it and the browser say: steps 21 and 22.
pub(super) fn is_signed(
    (algorithm, key): (i64, &[u8]),
    device: &[u8],
    client: &[u8],
    signature: &[u8],
) -> bool {
    let Some((_, how)) = ALGORITHMS.iter().find(|(number, _)| *number == algorithm) else {
        return false;
    };
    let Ok(key) = ParsedPublicKey::new(*how, key) else { return false };
    let signed = [device, &secret::hash_bytes(client)].concat();
    key.verify_sig(&signed, signature).is_ok()
}
