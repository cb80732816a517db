//! `draft-cavage-http-signatures-12`, as the social web speaks it.
//!
//! <https://datatracker.ietf.org/doc/html/draft-cavage-http-signatures-12>

use std::time::UNIX_EPOCH;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Algorithm, COVERED_MAX, Claim, Fault, KEY_ID_BYTES_MAX, Request};

/// What we sign of a request with a body.
pub const WITH_BODY: &[&str] = &["(request-target)", "host", "date", "digest", "content-type"];
/// What we sign of one without.
pub const WITHOUT_BODY: &[&str] = &["(request-target)", "host", "date", "accept"];

/// Reads the `Signature` header.
///
/// # Errors
/// If there is none, it is malformed, or covers too little.
pub fn read(request: &Request) -> Result<Claim, Fault> {
    let value = request.header("signature").ok_or(Fault("the request is not signed"))?;
    let fields = fields(&value)?;
    let field = |name: &str| fields.iter().find(|(own, _)| *own == name).map(|(_, value)| *value);
    let key_id = field("keyId").ok_or(Fault("the signature names no keyId"))?;
    if key_id.len() > KEY_ID_BYTES_MAX {
        return Err(Fault("the keyId is too long"));
    }
    let signature = field("signature").ok_or(Fault("the header has no signature"))?;
    let signature = STANDARD.decode(signature).map_err(|_| Fault("the signature is no base64"))?;
    let covered = field("headers").unwrap_or("date").to_ascii_lowercase();
    let covered: Vec<&str> = covered.split_ascii_whitespace().collect();
    let seconds = |name: &str| field(name).map(str::parse::<i64>).transpose();
    let seconds = |name| seconds(name).map_err(|_| Fault("a moment is no number of seconds"));
    let moments = (seconds("created")?, seconds("expires")?);
    check(&covered, moments)?;
    let texts = texts(request, &covered, moments)?;
    let dated = covered.contains(&"date").then(|| request.header("date")).flatten();
    let dated = dated.and_then(|date| seconds_of(&date));
    Ok(Claim {
        key_id: key_id.to_owned(),
        algorithm: algorithm(field("algorithm"))?,
        created: if covered.contains(&"(created)") { moments.0 } else { dated },
        expires: moments.1.filter(|_| covered.contains(&"(expires)")),
        signature,
        texts,
        covers_body: covered.contains(&"digest") || covered.contains(&"content-digest"),
    })
}

/// The text to be signed of a request: these of its headers.
///
/// # Errors
/// If one of them is missing.
pub fn text(request: &Request, covered: &[&str]) -> Result<String, Fault> {
    lines(request, request.target, covered, (None, None))
}

/// The `Signature` header of a signed text.
#[must_use]
pub fn header(key_id: &str, covered: &[&str], signature: &[u8]) -> String {
    let (covered, signature) = (covered.join(" "), STANDARD.encode(signature));
    let (named, how) = (format!("keyId=\"{key_id}\""), "algorithm=\"rsa-sha256\"");
    format!("{named},{how},headers=\"{covered}\",signature=\"{signature}\"")
}

/// A moment as headers write it.
fn seconds_of(date: &str) -> Option<i64> {
    let since = httpdate::parse_http_date(date).ok()?.duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok()
}

/// `hs2019` says nothing: the key knows.
fn algorithm(named: Option<&str>) -> Result<Option<Algorithm>, Fault> {
    match named {
        None | Some("hs2019") => Ok(None),
        Some("rsa-sha256") => Ok(Some(Algorithm::Rsa)),
        Some("ed25519") => Ok(Some(Algorithm::Ed25519)),
        Some(_) => Err(Fault("the algorithm is not known here: use rsa-sha256")),
    }
}

fn check(covered: &[&str], moments: (Option<i64>, Option<i64>)) -> Result<(), Fault> {
    if covered.len() > COVERED_MAX {
        return Err(Fault("the signature covers too many headers"));
    }
    if !covered.contains(&"(request-target)") || !covered.contains(&"host") {
        return Err(Fault("the signature must cover (request-target) and host"));
    }
    let created = covered.contains(&"(created)") && moments.0.is_some();
    if !created && !covered.contains(&"date") {
        return Err(Fault("the signature must cover date or (created)"));
    }
    Ok(())
}

/// With the query, and without where there is one: senders differ.
fn texts(
    request: &Request,
    covered: &[&str],
    moments: (Option<i64>, Option<i64>),
) -> Result<Vec<String>, Fault> {
    let mut texts = vec![lines(request, request.target, covered, moments)?];
    if request.target.contains('?') {
        texts.push(lines(request, request.path(), covered, moments)?);
    }
    Ok(texts)
}

fn lines(
    request: &Request,
    target: &str,
    covered: &[&str],
    moments: (Option<i64>, Option<i64>),
) -> Result<String, Fault> {
    let mut lines = Vec::with_capacity(covered.len());
    for name in covered {
        let value = match *name {
            "(request-target)" => format!("{} {target}", request.method.to_ascii_lowercase()),
            "(created)" => moments.0.ok_or(Fault("the signature has no created"))?.to_string(),
            "(expires)" => moments.1.ok_or(Fault("the signature has no expires"))?.to_string(),
            name => request.header(name).ok_or(Fault("a header that was signed is missing"))?,
        };
        lines.push(format!("{name}: {value}"));
    }
    Ok(lines.join("\n"))
}

/// `name="value"` and `name=number`, between commas.
fn fields(header: &str) -> Result<Vec<(&str, &str)>, Fault> {
    const MALFORMED: Fault = Fault("the Signature header is malformed");
    let mut fields: Vec<(&str, &str)> = Vec::new();
    let mut rest = header.trim();
    while !rest.is_empty() {
        let (name, after) = rest.split_once('=').ok_or(MALFORMED)?;
        let (value, after) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').ok_or(MALFORMED)?,
            None => after.split_at(after.find(',').unwrap_or(after.len())),
        };
        let name = name.trim();
        if fields.iter().any(|(own, _)| *own == name) {
            return Err(Fault("the Signature header says something twice"));
        }
        fields.push((name, value.trim()));
        let after = after.trim_start();
        rest = match after.strip_prefix(',') {
            Some(more) => more.trim_start(),
            None if after.is_empty() => after,
            None => return Err(MALFORMED),
        };
    }
    Ok(fields)
}
