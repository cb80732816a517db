//! RFC 9421, HTTP Message Signatures: the part of it that servers of the social web use.
//!
//! <https://www.rfc-editor.org/rfc/rfc9421>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sfv::{Dictionary, FieldType as _, InnerList, Item, List, ListEntry, Parser};

use super::{Algorithm, COVERED_MAX, Claim, Fault, KEY_ID_BYTES_MAX, Request};

/// What we sign of a request with a body.
pub const WITH_BODY: &[&str] = &["@method", "@target-uri", "content-digest"];
/// What we sign of one without.
pub const WITHOUT_BODY: &[&str] = &["@method", "@target-uri"];

const LABEL: &str = "sig1";

/// Reads `Signature-Input` and `Signature`. Of several signatures the first is taken that says
/// which key made it.
///
/// # Errors
/// If there is none, it is malformed, or covers too little.
pub fn read(request: &Request) -> Result<Claim, Fault> {
    let inputs = dictionary(request, "signature-input")?;
    let signatures = dictionary(request, "signature")?;
    let named = |(label, entry): (&sfv::Key, &ListEntry)| match entry {
        ListEntry::InnerList(input) if input.params.contains_key("keyid") => {
            Some((label.clone(), input.clone()))
        }
        _ => None,
    };
    let (label, input) =
        inputs.iter().find_map(named).ok_or(Fault("the signature names no keyid"))?;
    let signature = match signatures.get(&label) {
        Some(ListEntry::Item(item)) => item.bare_item.as_byte_sequence(),
        _ => None,
    };
    let signature = signature.ok_or(Fault("the signature itself is missing"))?.to_vec();
    let covered = components(&input)?;
    check(&covered)?;
    let text = lines(request, &covered, &written(&input)?)?;
    claim(&input, signature, text, &covered)
}

/// The text to be signed of a request, and the header `Signature-Input` that says so.
///
/// # Errors
/// If a header is missing, or the address of the key cannot stand in one.
pub fn text(
    request: &Request,
    covered: &[&str],
    key_id: &str,
    created: i64,
) -> Result<(String, String), Fault> {
    if !key_id.bytes().all(|byte| matches!(byte, b' '..=b'~') && !b"\"\\".contains(&byte)) {
        return Err(Fault("the keyid has letters that no header may have"));
    }
    let names: Vec<String> = covered.iter().map(|name| format!("\"{name}\"")).collect();
    let input = format!("({});created={created};keyid=\"{key_id}\"", names.join(" "));
    let text = lines(request, covered, &input)?;
    Ok((text, format!("{LABEL}={input}")))
}

/// The `Signature` header of a signed text.
#[must_use]
pub fn header(signature: &[u8]) -> String {
    format!("{LABEL}=:{}:", STANDARD.encode(signature))
}

fn dictionary(request: &Request, name: &str) -> Result<Dictionary, Fault> {
    let value = request.header(name).ok_or(Fault("the request is not signed"))?;
    Parser::new(&value).parse().map_err(|_| Fault("the signature's headers are malformed"))
}

/// The names of what is covered. Parameters of theirs change what they mean, and none is used
/// among us.
fn components(input: &InnerList) -> Result<Vec<&str>, Fault> {
    if input.items.len() > COVERED_MAX {
        return Err(Fault("the signature covers too much"));
    }
    let name = |item: &'_ Item| item.bare_item.as_string().map(|_| ());
    if input.items.iter().any(|item| !item.params.is_empty() || name(item).is_none()) {
        return Err(Fault("the signature covers parts of a kind that is not known here"));
    }
    let names = input.items.iter().filter_map(|item| Some(item.bare_item.as_string()?.as_str()));
    let names: Vec<&str> = names.collect();
    let twice = names.iter().enumerate().any(|(at, name)| names[..at].contains(name));
    if twice { Err(Fault("the signature covers a part twice")) } else { Ok(names) }
}

fn check(covered: &[&str]) -> Result<(), Fault> {
    let has = |name| covered.contains(&name);
    let place =
        has("@target-uri") || (has("@authority") && (has("@path") || has("@request-target")));
    if !has("@method") || !place {
        return Err(Fault("the signature must cover @method and @target-uri"));
    }
    Ok(())
}

/// What was covered and how, as RFC 8941 writes it: the last line of the text.
fn written(input: &InnerList) -> Result<String, Fault> {
    let list: List = vec![ListEntry::InnerList(input.clone())];
    list.serialize().ok_or(Fault("the signature covers nothing"))
}

fn lines(request: &Request, covered: &[&str], input: &str) -> Result<String, Fault> {
    let Request { method, scheme, authority, target, .. } = *request;
    let mut text = String::new();
    for name in covered {
        let value = match *name {
            "@method" => method.to_owned(),
            "@target-uri" => format!("{scheme}://{authority}{target}"),
            "@authority" => authority.to_owned(),
            "@scheme" => scheme.to_owned(),
            "@request-target" => target.to_owned(),
            "@path" => request.path().to_owned(),
            "@query" => format!("?{}", target.split_once('?').map_or("", |(_, query)| query)),
            name if name.starts_with('@') => {
                return Err(Fault("the signature covers parts of a kind that is not known here"));
            }
            name => request.header(name).ok_or(Fault("a header that was signed is missing"))?,
        };
        text.push_str(&format!("\"{name}\": {value}\n"));
    }
    text.push_str(&format!("\"@signature-params\": {input}"));
    Ok(text)
}

fn claim(
    input: &InnerList,
    signature: Vec<u8>,
    text: String,
    covered: &[&str],
) -> Result<Claim, Fault> {
    let said = |name: &str| input.params.get(name);
    let seconds = |name: &str| match said(name) {
        Some(value) => match value.as_integer() {
            Some(seconds) => Ok(Some(i64::from(seconds))),
            None => Err(Fault("a moment is no number of seconds")),
        },
        None => Ok(None),
    };
    let key_id = said("keyid").and_then(|value| Some(value.as_string()?.as_str()));
    let key_id = key_id.ok_or(Fault("the keyid is no text"))?;
    if key_id.len() > KEY_ID_BYTES_MAX {
        return Err(Fault("the keyid is too long"));
    }
    let algorithm = match said("alg").map(|value| value.as_string().map(|name| name.as_str())) {
        None => None,
        Some(Some("rsa-v1_5-sha256")) => Some(Algorithm::Rsa),
        Some(Some("ed25519")) => Some(Algorithm::Ed25519),
        Some(_) => return Err(Fault("the algorithm is not known here: use rsa-v1_5-sha256")),
    };
    let created = seconds("created")?;
    if created.is_none() {
        return Err(Fault("the signature must say when it was created"));
    }
    Ok(Claim {
        key_id: key_id.to_owned(),
        algorithm,
        created,
        expires: seconds("expires")?,
        signature,
        texts: vec![text],
        covers_body: covered.contains(&"content-digest"),
    })
}
