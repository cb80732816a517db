//! Signatures of requests, against the examples of the two drafts.

use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;
use wire::signatures::{self, Algorithm, Fault, Request, cavage, claimed_sha256, message};

/// The request of RFC 9421, appendix B.2.
const EXAMPLE: Request = Request {
    method: "POST",
    scheme: "https",
    authority: "example.com",
    target: "/foo?param=Value&Pet=dog",
    headers: &[
        ("host", "example.com"),
        ("date", "Tue, 20 Apr 2021 02:07:55 GMT"),
        ("content-type", "application/json"),
        (
            "content-digest",
            "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmT\
             HWXvJwew==:",
        ),
        ("content-length", "18"),
    ],
};

fn with<'a>(
    request: Request<'a>,
    more: &[(&'a str, &'a str)],
    all: &'a mut Vec<(&'a str, &'a str)>,
) -> Request<'a> {
    all.extend_from_slice(request.headers);
    all.extend_from_slice(more);
    Request { headers: all, ..request }
}

#[test]
fn the_example_of_rfc_9421_with_ed25519_is_read_and_true() {
    // Appendix B.2.6 covers the path, not the whole address, and is of old.
    let input = "sig-b26=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \
                 \"content-length\");created=1618884473;keyid=\"test-key-ed25519\"";
    let signature = "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A\
                     0w6vuQv5lIp5WPpBKRCw==:";
    let mut all = Vec::new();
    let request = with(EXAMPLE, &[("signature-input", input), ("signature", signature)], &mut all);
    let claim = signatures::read(&request).unwrap();
    assert_eq!(claim.key_id, "test-key-ed25519");
    assert_eq!(
        (claim.created, claim.algorithm, claim.covers_body),
        (Some(1_618_884_473), None, false)
    );
    let key = "MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=";
    let key = &STANDARD.decode(key).unwrap()[12..];
    let key = UnparsedPublicKey::new(&ED25519, key);
    key.verify(claim.texts[0].as_bytes(), &claim.signature).unwrap();
    assert!(claim.holds_at(1_618_884_473 + 60, 3_600, 60));
    assert!(!claim.holds_at(1_618_884_473 + 3_601, 3_600, 60));
    assert!(!claim.holds_at(1_618_884_473 - 61, 3_600, 60));
}

#[test]
fn what_we_sign_by_rfc_9421_is_what_we_read() {
    let mut signed = Vec::new();
    let body = [7; 32];
    let digest = signatures::content_digest(&body);
    let request = with(
        Request { headers: &[], ..EXAMPLE },
        &[("content-digest", digest.as_str())],
        &mut signed,
    );
    let (text, input) =
        message::text(&request, message::WITH_BODY, "https://a.example/k#1", 5).unwrap();
    let signature = message::header(&[1, 2, 3]);
    let mut sent = Vec::new();
    let request = with(
        request,
        &[("signature-input", input.as_str()), ("signature", signature.as_str())],
        &mut sent,
    );
    let claim = signatures::read(&request).unwrap();
    assert_eq!(claim.texts, [text]);
    assert_eq!(claim.key_id, "https://a.example/k#1");
    assert_eq!((claim.signature.as_slice(), claim.covers_body), (&[1, 2, 3][..], true));
    assert_eq!(claimed_sha256(&request), Some(body));
}

#[test]
fn the_example_of_the_older_draft_is_read() {
    // Appendix C.2 of draft 12, "basic test".
    let signature = "keyId=\"Test\",algorithm=\"rsa-sha256\",headers=\"(request-target) host date\",\
                     signature=\"cXVpdGUgc28=\"";
    let mut all = Vec::new();
    let request = Request {
        target: "/foo?param=value&pet=dog",
        headers: &[("host", "example.com"), ("date", "Sun, 05 Jan 2014 21:31:40 GMT")],
        ..EXAMPLE
    };
    let request = with(request, &[("signature", signature)], &mut all);
    let claim = signatures::read(&request).unwrap();
    assert_eq!(
        claim.texts,
        [
            "(request-target): post /foo?param=value&pet=dog\nhost: example.com\n\
             date: Sun, 05 Jan 2014 21:31:40 GMT",
            "(request-target): post /foo\nhost: example.com\ndate: Sun, 05 Jan 2014 21:31:40 GMT",
        ]
    );
    assert_eq!((claim.key_id.as_str(), claim.algorithm), ("Test", Some(Algorithm::Rsa)));
    assert_eq!(claim.created, Some(1_388_957_500));
    assert!(!claim.covers_body);
}

#[test]
fn what_we_sign_by_the_older_draft_is_what_we_read() {
    let digest = signatures::digest(&[9; 32]);
    let mut all = Vec::new();
    let request = with(EXAMPLE, &[("digest", digest.as_str())], &mut all);
    let text = cavage::text(&request, cavage::WITH_BODY).unwrap();
    let header = cavage::header("https://a.example/k", cavage::WITH_BODY, &[1, 2, 3]);
    let mut sent = Vec::new();
    // The other digest of the example is of another body.
    let kept: Vec<_> =
        request.headers.iter().filter(|(name, _)| *name != "content-digest").copied().collect();
    let request = Request { headers: &kept, ..request };
    let request = with(request, &[("signature", header.as_str())], &mut sent);
    let claim = signatures::read(&request).unwrap();
    assert_eq!(claim.texts[0], text);
    assert!(claim.covers_body);
    assert_eq!(claimed_sha256(&request), Some([9; 32]));
}

#[test]
fn a_signature_that_proves_little_is_refused() {
    let read =
        |headers: &[(&str, &str)]| signatures::read(&Request { headers, ..EXAMPLE }).unwrap_err();
    let basic = [("host", "example.com"), ("date", "Sun, 05 Jan 2014 21:31:40 GMT")];
    let old = |fields: &str| {
        let mut headers = basic.to_vec();
        headers.push(("signature", fields));
        read(&headers)
    };
    assert_eq!(read(&basic), Fault("the request is not signed"));
    for fields in [
        "keyId=\"k\",signature=\"\"",
        "keyId=\"k\",headers=\"host date\",signature=\"\"",
        "keyId=\"k\",headers=\"(request-target) date\",signature=\"\"",
        "keyId=\"k\",headers=\"(request-target) host\",signature=\"\"",
        "keyId=\"k\",headers=\"(request-target) host (created)\",signature=\"\"",
        "keyId=\"k\",headers=\"(request-target) host date digest\",signature=\"\"",
        "keyId=\"k\",headers=\"(request-target) host date\",signature=\"???\"",
        "keyId=\"k\",algorithm=\"none\",headers=\"(request-target) host date\",signature=\"\"",
        "keyId=\"k\",keyId=\"l\",headers=\"(request-target) host date\",signature=\"\"",
        "headers=\"(request-target) host date\",signature=\"\"",
        "keyId=\"k",
        "nonsense",
        "",
    ] {
        let _said = old(fields);
    }
    let new = |input: &str| {
        let mut headers = basic.to_vec();
        headers.extend([("signature-input", input), ("signature", "a=:AAAA:")]);
        read(&headers)
    };
    for input in [
        "a=();created=1;keyid=\"k\"",
        "a=(\"@method\");created=1;keyid=\"k\"",
        "a=(\"@target-uri\");created=1;keyid=\"k\"",
        "a=(\"@method\" \"@target-uri\");keyid=\"k\"",
        "a=(\"@method\" \"@target-uri\");created=1",
        "a=(\"@method\" \"@target-uri\" \"absent\");created=1;keyid=\"k\"",
        "a=(\"@method\" \"@method\" \"@target-uri\");created=1;keyid=\"k\"",
        "a=(\"@method\" \"@target-uri\" \"date\";bs);created=1;keyid=\"k\"",
        "a=(\"@method\" \"@target-uri\" \"@status\");created=1;keyid=\"k\"",
        "a=(\"@method\" \"@target-uri\");created=1;keyid=\"k\";alg=\"hmac-sha256\"",
        "b=(\"@method\" \"@target-uri\");created=1;keyid=\"k\"",
        "a=(\"@method\"",
    ] {
        let _said = new(input);
    }
}

#[test]
fn two_digests_that_differ_are_none() {
    let (one, other) = (signatures::digest(&[1; 32]), signatures::content_digest(&[2; 32]));
    let headers = [("digest", one.as_str()), ("content-digest", other.as_str())];
    assert_eq!(claimed_sha256(&Request { headers: &headers, ..EXAMPLE }), None);
    assert_eq!(claimed_sha256(&Request { headers: &headers[..1], ..EXAMPLE }), Some([1; 32]));
    let several = "MD5=abc, sha-256=AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
    let headers = [("digest", several)];
    assert_eq!(claimed_sha256(&Request { headers: &headers, ..EXAMPLE }), Some([1; 32]));
}

proptest! {
    #[test]
    fn nothing_makes_the_reader_panic(signature in ".{0,200}", input in ".{0,200}", target in ".{0,50}") {
        let headers = [
            ("host", "example.com"),
            ("date", "Sun, 05 Jan 2014 21:31:40 GMT"),
            ("signature", signature.as_str()),
            ("signature-input", input.as_str()),
        ];
        let request = Request { target: &target, headers: &headers, ..EXAMPLE };
        let _ = signatures::read(&request);
        let _ = signatures::read(&Request { headers: &headers[..3], ..request });
        let _ = claimed_sha256(&request);
    }
}
